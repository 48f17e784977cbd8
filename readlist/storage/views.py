"""The saved views of a library."""

import sqlite3
from typing import NamedTuple


class View(NamedTuple):
    """A query with a name."""

    name: str
    query: str
    slot: int | None
    """The digit key that opens it."""


def views(connection: sqlite3.Connection) -> list[View]:
    """Every saved view: those with a digit first, in its order, then by name."""
    sql = (
        "SELECT name, query, slot FROM saved_view "
        "ORDER BY slot IS NULL, slot, name COLLATE NOCASE, id"
    )
    return [View(*row) for row in connection.execute(sql)]


def row_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """The name of every view -> its row."""
    return dict(connection.execute("SELECT name, id FROM saved_view"))
