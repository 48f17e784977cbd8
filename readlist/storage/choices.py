"""What the reader did with papers, and what waits for them, as plain rows."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from readlist.storage.binding import batches, marks

WAITING = ("inbox", "queued")
DECIDED = ("read", "skimmed", "dropped", "reading")


class Choice(NamedTuple):
    """One paper and what the reader has made of it so far."""

    id: int
    status: str
    rating: int | None
    starred: bool
    priority: int
    added_at: str
    title: str
    """Readable."""
    tags: tuple[str, ...]


_CHOICE = "id, status, rating, starred, priority, added_at, COALESCE(title_text, title), tags_text"
_QUEUE = "priority DESC, queue_position ASC NULLS LAST, added_at, id"
"""The order of the queue, as the query language has it."""


def decided(connection: sqlite3.Connection, most: int) -> list[Choice]:
    """The papers that were read, skimmed, dropped or begun: of each at most so many, the newest."""
    sql = f"SELECT {_CHOICE} FROM paper WHERE status = ? ORDER BY id DESC LIMIT ?"  # noqa: S608
    return [
        choice for status in DECIDED for choice in _made(connection.execute(sql, [status, most]))
    ]


def queue(connection: sqlite3.Connection, most: int) -> list[Choice]:
    """The first papers of the queue, in its order."""
    sql = f"SELECT {_CHOICE} FROM paper WHERE status = 'queued' ORDER BY {_QUEUE} LIMIT ?"  # noqa: S608
    return list(_made(connection.execute(sql, [most])))


def inbox(connection: sqlite3.Connection, most: int) -> list[Choice]:
    """The newest papers of the inbox, the newest first."""
    sql = f"SELECT {_CHOICE} FROM paper WHERE status = 'inbox' ORDER BY id DESC LIMIT ?"  # noqa: S608
    return list(_made(connection.execute(sql, [most])))


def waiting(connection: sqlite3.Connection) -> set[int]:
    """Every paper of the inbox and the queue."""
    sql = f"SELECT id FROM paper WHERE status IN ({marks(WAITING)})"  # noqa: S608
    return {paper_id for (paper_id,) in connection.execute(sql, WAITING)}


def choices(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Choice]:
    """These papers, in the order of `ids`; vanished ones are left out."""
    found: dict[int, Choice] = {}
    for batch in batches(ids):
        sql = f"SELECT {_CHOICE} FROM paper WHERE id IN ({marks(batch)})"  # noqa: S608
        found.update((choice.id, choice) for choice in _made(connection.execute(sql, batch)))
    return [found[i] for i in ids if i in found]


def _made(rows: Iterable[tuple[Any, ...]]) -> Iterator[Choice]:
    for paper_id, status, rating, starred, *more, tags in rows:
        named = tuple(tags.split(", ")) if tags else ()
        yield Choice._make((paper_id, status, rating, bool(starred), *more, named))
