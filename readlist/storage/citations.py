"""Which citation keys each manuscript has, as it was when it was last looked at.

That is a fact about a file of the user's, not a deed in the library: it is no step of the
journal, and undoing a step never takes it back. The next look at the manuscript is right again.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from readlist.storage.binding import batches, marks
from readlist.storage.connect import connect, explained
from readlist.storage.migrate import ensure_current


class Keyed(NamedTuple):
    """The paper that a cited key means."""

    paper_id: int
    key: str
    """Its citation key, which may be another."""


def find(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, Keyed]:
    """Cited key -> the paper of that citation key or alias; keys of no paper are left out.

    An alias is also what an entry lists in its `ids` field (biblatex manual, section 2.2.3).
    Where neither fits, one that differs in upper and lower case only, if there is just one.
    """
    found: dict[str, Keyed] = {}
    for batch in batches(sorted(keys)):
        here = marks(batch)
        sql = (
            "SELECT a.key, p.id, citation_key FROM alias a JOIN paper p ON p.id = paper_id "  # noqa: S608
            f"WHERE a.key IN ({here}) UNION ALL "
            f"SELECT citation_key, id, citation_key FROM paper WHERE citation_key IN ({here})"
        )
        for key, *paper in connection.execute(sql, [*batch, *batch]):
            found[key] = Keyed(*paper)
    if set(keys) - found.keys():
        for key, paper in _listed(connection):
            if key in keys:
                found.setdefault(key, paper)
    for batch in batches(sorted(set(keys) - found.keys())):
        here = marks(batch)
        sql = (
            "SELECT citation_key, id, citation_key FROM paper "  # noqa: S608
            f"WHERE citation_key COLLATE NOCASE IN ({here}) UNION "
            "SELECT a.key, p.id, citation_key FROM alias a JOIN paper p ON p.id = paper_id "
            f"WHERE a.key COLLATE NOCASE IN ({here})"
        )
        alike: dict[str, set[Keyed]] = {}
        for key, *paper in connection.execute(sql, [*batch, *batch]):
            alike.setdefault(key.lower(), set()).add(Keyed(*paper))
        for key in batch:
            if len(alike.get(key.lower(), ())) == 1:
                found[key] = next(iter(alike[key.lower()]))
    return found


def _listed(connection: sqlite3.Connection) -> Iterator[tuple[str, Keyed]]:
    """The further keys of entries that list some themselves."""
    sql = (
        "SELECT value, p.id, citation_key FROM extra_field e JOIN paper p ON p.id = paper_id "
        "WHERE name = 'ids' ORDER BY p.id"
    )
    for listed, *paper in connection.execute(sql):
        for key in listed.split(","):
            yield key.strip(), Keyed(*paper)


def replace(path: Path, manuscripts: Collection[str], keys: Iterable[str], at: str) -> None:
    """The first of `manuscripts` cites exactly `keys`; its other names cite nothing any more.

    Nothing is written where that was known, so that who watches the library is left in peace.
    """
    ensure_current(path, create=False)
    first, *others = manuscripts
    wanted = set(keys)
    with explained(path):
        connection = connect(path)
        try:
            known = _known(
                connection.execute("SELECT key FROM citation WHERE manuscript = ?", [first])
            )
            sql = f"SELECT key FROM citation WHERE manuscript IN ({marks(others)})"  # noqa: S608
            if known == wanted and not _known(connection.execute(sql, others)):
                return
            connection.execute("BEGIN IMMEDIATE")
            sql = f"DELETE FROM citation WHERE manuscript IN ({marks(others)})"  # noqa: S608
            connection.execute(sql, others)
            connection.executemany(
                "DELETE FROM citation WHERE manuscript = ? AND key = ?",
                [(first, key) for key in sorted(known - wanted)],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO citation (manuscript, key, cited_at) VALUES (?, ?, ?)",
                [(first, key, at) for key in sorted(wanted - known)],
            )
            connection.execute("COMMIT")
        finally:
            connection.close()


def _known(rows: Iterable[tuple[str]]) -> set[str]:
    return {key for (key,) in rows}


def every_key(connection: sqlite3.Connection) -> list[str]:
    """The citation keys of all papers, sorted."""
    rows = connection.execute("SELECT citation_key FROM paper ORDER BY citation_key")
    return [key for (key,) in rows]
