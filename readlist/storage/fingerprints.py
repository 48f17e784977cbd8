"""Fingerprints of papers are kept and found; papers that share one may be the same."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from readlist.storage.binding import batches, marks

CROWDED = 40
"""A fingerprint that more papers share says nothing (a stock phrase, a generic title)."""
_GATHERED = 400_000
"""Fingerprints of some 30,000 papers, 8 MB."""


class Gathered:
    """Fingerprints of arriving papers are put into the table when they are many.

    Each belongs at another place of a large table: a few papers' would touch a page each.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._size = 0

    def find(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Fingerprint -> the papers of the library that have it; crowded ones are left out.

        The table also tells of papers that were deleted or undone; those are left out too.
        """
        found: dict[int, list[int]] = {}
        for batch in batches(sorted(set(keys))):
            for table in ("fingerprint", "gathered"):
                sql = (
                    f"SELECT key, paper_id FROM {table} JOIN paper ON paper.id = paper_id "  # noqa: S608
                    f"WHERE key IN ({marks(batch)})"
                )
                for key, paper_id in self._connection.execute(sql, batch):
                    found.setdefault(key, []).append(paper_id)
        return {key: papers for key, papers in found.items() if len(papers) <= CROWDED}

    def add(self, pairs: Iterable[tuple[int, int]]) -> None:
        """The papers have these fingerprints too; `pairs` are (fingerprint, paper ID)."""
        rows = sorted(pairs)
        self._connection.executemany("INSERT OR IGNORE INTO gathered VALUES (?, ?)", rows)
        self._size += len(rows)
        if self._size > _GATHERED:
            self.put_away()

    def put_away(self) -> None:
        """All of them are in the table."""
        self._connection.execute(
            "INSERT OR IGNORE INTO fingerprint (key, paper_id) "
            "SELECT key, paper_id FROM gathered ORDER BY key, paper_id"
        )
        self._connection.execute("DELETE FROM gathered")
        self._size = 0


@contextmanager
def gathering(connection: sqlite3.Connection) -> Iterator[Gathered]:
    """Inside, fingerprints are gathered; at the end all of them are in the table."""
    connection.execute("PRAGMA temp.cache_size = -8000")
    connection.execute(
        "CREATE TEMP TABLE gathered (key INTEGER NOT NULL, paper_id INTEGER NOT NULL, "
        "PRIMARY KEY (key, paper_id)) WITHOUT ROWID"
    )
    gathered = Gathered(connection)
    yield gathered
    gathered.put_away()
    connection.execute("DROP TABLE gathered")


def add(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]]) -> None:
    """The papers have these fingerprints too; `pairs` are (fingerprint, paper ID)."""
    # In the order of the table, so that few of its pages are touched at a time.
    connection.executemany(
        "INSERT OR IGNORE INTO fingerprint (key, paper_id) VALUES (?, ?)", sorted(pairs)
    )
