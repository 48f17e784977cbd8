"""Which paper has, or had, which citation key."""

import sqlite3
from collections.abc import Iterator, Sequence

from readlist.storage.reader import batches, marks


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


def of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Paper -> its citation key."""
    found: dict[int, str] = {}
    for batch in batches(ids):
        sql = f"SELECT id, citation_key FROM paper WHERE id IN ({marks(batch)})"  # noqa: S608
        found.update(connection.execute(sql, batch))
    return found


def aliases(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """The rows of `alias` of these papers: ID, paper, key."""
    for batch in batches(ids):
        sql = f"SELECT id, paper_id, key FROM alias WHERE paper_id IN ({marks(batch)})"  # noqa: S608
        yield from connection.execute(sql, batch)
