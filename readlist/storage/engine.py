"""SQLAlchemy engines over a library file: every transaction takes the write lock at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from readlist.storage.connect import connect


def open_engine(path: Path) -> Engine:
    """An engine that opens a fresh connection for each use.

    Transactions begin IMMEDIATE: one that reads first and writes later would otherwise fail
    without waiting when another program wrote in between (SQLite documentation, "SQLITE_BUSY").
    """
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def filling(path: Path) -> Iterator[None]:
    """Inside, a library without papers that nobody has open is written straight to its file.

    Otherwise the changes stand in a log until they are complete (SQLite documentation,
    "Write-Ahead Logging"), so that others can read meanwhile. But what does not fit into
    memory is looked for in all of the log: that of a million papers would make the last ten
    times as dear as the first. Here nobody has anything to read yet.
    """
    connection = connect(path, patient=False)
    try:
        (some,) = connection.execute("SELECT EXISTS (SELECT 1 FROM paper)").fetchone()
        # A fill that was killed leaves the other mode behind.
        (mode,) = connection.execute(
            f"PRAGMA journal_mode = {'WAL' if some else 'DELETE'}"
        ).fetchone()
    except sqlite3.OperationalError:  # somebody has it open
        mode = ""
    finally:
        connection.close()
    try:
        yield
    finally:
        if mode == "delete":
            connection = connect(path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.close()
