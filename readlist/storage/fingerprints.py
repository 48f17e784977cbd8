"""Fingerprints of papers are kept and found; papers that share one may be the same."""

import sqlite3
from collections.abc import Iterable

from readlist.storage.reader import batches, marks

CROWDED = 40
"""A fingerprint that more papers share says nothing (a stock phrase, a generic title)."""


def find(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, list[int]]:
    """Fingerprint -> the papers of the library that have it; crowded ones are left out.

    The table also tells of papers that were deleted or undone; those are left out too.
    """
    found: dict[int, list[int]] = {}
    for batch in batches(sorted(set(keys))):
        sql = (
            "SELECT key, paper_id FROM fingerprint JOIN paper ON paper.id = paper_id "  # noqa: S608
            f"WHERE key IN ({marks(batch)})"
        )
        for key, paper_id in connection.execute(sql, batch):
            found.setdefault(key, []).append(paper_id)
    return {key: papers for key, papers in found.items() if len(papers) <= CROWDED}


def add(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]]) -> None:
    """The papers have these fingerprints too; `pairs` are (fingerprint, paper ID)."""
    # In the order of the table, so that few of its pages are touched at a time.
    connection.executemany(
        "INSERT OR IGNORE INTO fingerprint (key, paper_id) VALUES (?, ?)", sorted(pairs)
    )
