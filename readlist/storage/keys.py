"""Which paper has, or had, which citation key."""

import sqlite3
from collections.abc import Iterator, Sequence

from readlist.storage.binding import batches, marks


def owners(connection: sqlite3.Connection) -> dict[str, int]:
    """Every citation key, alias and key in `ids`, in lower case -> its paper.

    A key goes before an alias, and an alias before what an entry lists as its `ids`.
    """
    found = {key.lower(): paper_id for key, paper_id in also_known(connection)}
    sql = "SELECT key, paper_id FROM alias UNION ALL SELECT citation_key, id FROM paper"
    found.update((key.lower(), paper_id) for key, paper_id in connection.execute(sql))
    return found


def also_known(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """The further keys that entries give themselves (biblatex: `ids`), and their papers."""
    sql = "SELECT value, paper_id FROM extra_field WHERE name = 'ids'"
    for value, paper_id in connection.execute(sql):
        yield from ((key, paper_id) for key in listed_keys(value))


def listed_keys(value: str) -> Iterator[str]:
    """The citation keys in the value of `ids`."""
    yield from filter(None, map(str.strip, value.split(",")))


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
