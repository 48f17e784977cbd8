"""Which paper has, or had, which citation key."""

import sqlite3
from collections.abc import Iterator


def owners(connection: sqlite3.Connection) -> dict[str, int]:
    """Every citation key and alias, in lower case -> its paper; a key goes before an alias."""
    sql = "SELECT key, paper_id FROM alias UNION ALL SELECT citation_key, id FROM paper"
    return {key.lower(): paper_id for key, paper_id in connection.execute(sql)}


def also_known(connection: sqlite3.Connection) -> Iterator[str]:
    """The second keys that entries give themselves (biblatex manual, section 2.2.3: `ids`)."""
    for (value,) in connection.execute("SELECT value FROM extra_field WHERE name = 'ids'"):
        yield from (key.strip() for key in value.split(","))


def pinned(connection: sqlite3.Connection) -> set[int]:
    """The papers whose citation key somebody has used or chosen."""
    return {i for (i,) in connection.execute("SELECT id FROM paper WHERE key_pinned")}
