"""SQLAlchemy engines over a library file: every transaction takes the write lock at once."""

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
