"""Which citation keys each manuscript has, as it was when it was last looked at.

That is a fact about a file of the user's, not a deed in the library: it is no step of the
journal, and undoing a step never takes it back. The next look at the manuscript is right again.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from readlist.storage.connect import connect, explained
from readlist.storage.migrate import ensure_current
from readlist.storage.reader import marks


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
