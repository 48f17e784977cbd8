"""Connections to a library file through the standard library alone, and their errors in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from readlist.errors import (
    Cancelled,
    LibraryBusy,
    LibraryError,
    LibraryUnwritable,
    MissingLibrary,
    NewerLibrary,
    NotALibrary,
    ReadlistError,
)

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""Every schema revision this program knows, oldest first; a test holds it to the migrations."""
HEAD = REVISIONS[-1]
BUSY_TIMEOUT = 5.0
"""Seconds to wait for another program that is writing."""


def connect(path: Path, *, patient: bool = True) -> sqlite3.Connection:
    """A connection in autocommit mode, with foreign keys on; the file is made if need be.

    One that is not `patient` does not wait for another program that is writing.
    """
    connection = sqlite3.connect(
        path,
        timeout=BUSY_TIMEOUT if patient else 0,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; the file is there. Works on a read-only medium too.

    Raises sqlite3.Error, and LibraryUnwritable where unfinished changes stand in the way.
    """
    try:
        connection = connect(path)
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        if "unable to open" not in str(error) and "readonly" not in str(error):
            raise
        # The shared-memory file of WAL cannot be made there. Then nobody writes either, and
        # the file can be read as it stands.
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise LibraryUnwritable(
                f"{path} has unfinished changes and its folder is read-only; "
                "make the folder writable or copy the library elsewhere."
            ) from error
        quoted = str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        connection = sqlite3.connect(
            f"file:{quoted}?immutable=1", uri=True, isolation_level=None, check_same_thread=False
        )
    connection.execute("PRAGMA query_only = ON")
    return connection


def revision(path: Path) -> str:
    """The schema revision of the library at `path`; empty for an empty file.

    Raises MissingLibrary, NotALibrary, NewerLibrary or LibraryError; never writes.
    """
    found, connection = opened(path)
    connection.close()
    return found


def opened(path: Path) -> tuple[str, sqlite3.Connection]:
    """The `revision` of the library at `path`, and a connection that cannot write."""
    if not path.exists():
        raise MissingLibrary(f"There is no library at {path} yet.")
    if path.is_dir():
        raise NotALibrary(f"{path} is a folder; name a file in it.")
    with explained(path):
        connection = open_for_reading(path)
        try:
            return _revision(connection, path), connection
        except BaseException:
            connection.close()
            raise


def _revision(connection: sqlite3.Connection, path: Path) -> str:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
    tables = {name for (name,) in connection.execute(sql)}
    if not tables:
        return ""
    if not {"alembic_version", "paper"} <= tables:
        raise NotALibrary(f"{path} is a database, but not a readlist library.")
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    version = str(found[0]) if found else ""
    if version not in REVISIONS:
        raise NewerLibrary(
            f"{path} was written by a newer readlist (schema {version or 'unknown'}; this one "
            f"knows up to {HEAD}). Nothing was changed; upgrade readlist to open it."
        )
    return version


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of the database inside leave as a LibraryError that says what to do.

    What was interrupted leaves as Cancelled.
    """
    try:
        yield
    except Exception as error:
        explanation = explain(error, path)
        if explanation is None:
            raise
        raise explanation from error


def explain(error: BaseException, path: Path) -> ReadlistError | None:
    """What a database error means to the user, or None where it is no database error."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, OSError):
        return LibraryUnwritable(f"{path} cannot be used: {cause.strerror or cause}.")
    if not isinstance(cause, sqlite3.Error):
        return None
    words = str(cause)
    if words == "interrupted":
        return Cancelled("Given up for something else.")
    if "locked" in words or "busy" in words:
        return LibraryBusy(f"{path} is in use by another program; nothing was changed. Try again.")
    if "not a database" in words:
        return NotALibrary(f"{path} is not a readlist library.")
    if "full" in words:
        return LibraryUnwritable(f"The disk of {path} is full; nothing was changed.")
    if "readonly" in words or "read-only" in words:
        return LibraryUnwritable(f"{path} cannot be written: the file or its folder is read-only.")
    if "unable to open" in words:
        return LibraryUnwritable(
            f"{path} cannot be opened: its folder is missing or not yours to write in."
        )
    if "disk I/O error" in words:
        return LibraryUnwritable(f"{path} could not be read or written; nothing was changed.")
    if "malformed" in words or "corrupt" in words:
        return LibraryError(f"{path} is damaged ({words}). Restore a copy of it.")
    return None
