"""Citation keys that somebody has used are pinned: they never change by themselves again.

A pin is a promise to a manuscript, not a deed of the user: it is no step of the journal,
and undoing a step never takes it back.
"""

from collections.abc import Sequence
from pathlib import Path

from readlist.storage.binding import batches, marks
from readlist.storage.connect import connect, explained


def pin(path: Path, ids: Sequence[int]) -> None:
    """The citation keys of these papers stay as they are."""
    with explained(path):
        connection = connect(path)
        try:
            for batch in batches(ids):
                where = f"id IN ({marks(batch)}) AND NOT key_pinned"
                loose = f"SELECT 1 FROM paper WHERE {where} LIMIT 1"  # noqa: S608
                if connection.execute(loose, batch).fetchone():
                    connection.execute(f"UPDATE paper SET key_pinned = 1 WHERE {where}", batch)  # noqa: S608
        finally:
            connection.close()
