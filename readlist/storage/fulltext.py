"""The full-text index is filled in bulk while many papers arrive, or most of them change.

Filling it range by range is two to three times as fast as the trigger, row by row.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_CACHE = 8_000
"""KiB of pages held: with SQLite's 2,000 the indexes are written out again and again."""
_MANY = 500
"""Changes from which it is worth asking whether the whole index is made faster anew."""
_STRETCH = 4_000
"""New papers that are indexed at a time. What they fill is one segment of the index (4 MB, as
much as it may hold in memory): more and smaller ones would be merged with each other more often."""


class BulkIndex:
    """The papers above the last one indexed wait for their turn; others are kept true at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        names = [row[1] for row in connection.execute("PRAGMA table_info(paper_fts)")]
        self._columns = ", ".join(names)

    def take_in(self, least: int = _STRETCH) -> None:
        """The waiting papers are indexed if they are at least so many."""
        (after,) = self._connection.execute("SELECT id FROM indexed").fetchone()
        (last,) = self._connection.execute("SELECT max(id) FROM paper").fetchone()
        if last is None or last - after < least:
            return
        self._connection.execute(
            f"INSERT INTO paper_fts(rowid, {self._columns}) "  # noqa: S608  (names from the schema)
            f"SELECT id, {self._columns} FROM paper_search WHERE id > ?",
            [after],
        )
        self._connection.execute("UPDATE indexed SET id = ?", [last])


@contextmanager
def bulk_indexing(connection: sqlite3.Connection) -> Iterator[BulkIndex]:
    """Inside, new papers are indexed by `BulkIndex.take_in`, at the end whatever is left.

    A transaction must be open; rolling it back brings the triggers back.
    """
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("CREATE TEMP TABLE indexed AS SELECT COALESCE(max(id), 0) AS id FROM paper")
    triggers = _triggers(connection)
    for name, sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
        if "AFTER INSERT" not in sql:
            # What waits is indexed as it will be then; the index does not know it yet.
            waits = sql.replace(" BEGIN ", " WHEN OLD.id <= (SELECT id FROM indexed) BEGIN ", 1)
            connection.execute(waits.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1))
    index = BulkIndex(connection)
    yield index
    index.take_in(1)
    for name, sql in triggers:
        connection.execute(f"DROP TRIGGER IF EXISTS temp.{name}")
        connection.execute(sql)
    connection.execute("DROP TABLE indexed")


@contextmanager
def made_anew(connection: sqlite3.Connection, changes: int) -> Iterator[None]:
    """Inside, so many changes of papers, tags and notes cost no indexing, if that is cheaper.

    Then the whole index is made at the end, for half of what the triggers would take for as
    many papers. A transaction must be open; rolling it back brings the triggers back too.
    """
    triggers = _triggers(connection)
    (papers,) = connection.execute("SELECT count(*) FROM paper").fetchone()
    # Without triggers, more papers are on their way in.
    if not triggers or changes < _MANY or 2 * changes < papers:
        yield
        return
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("INSERT INTO paper_fts(paper_fts) VALUES ('rebuild')")


def _triggers(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Name and SQL of those that keep the index true."""
    return connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'paper!_fts!_%' "
        "ESCAPE '!'"
    ).fetchall()
