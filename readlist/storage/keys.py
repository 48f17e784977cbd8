"""Which paper has, or had, which citation key."""

import sqlite3


def owners(connection: sqlite3.Connection) -> dict[str, int]:
    """Every citation key and alias, in lower case -> its paper; a key goes before an alias."""
    sql = "SELECT key, paper_id FROM alias UNION ALL SELECT citation_key, id FROM paper"
    return {key.lower(): paper_id for key, paper_id in connection.execute(sql)}


def pinned(connection: sqlite3.Connection) -> set[int]:
    """The papers whose citation key somebody has used or chosen."""
    return {i for (i,) in connection.execute("SELECT id FROM paper WHERE key_pinned")}
