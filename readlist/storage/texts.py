"""The readable words of papers, for those who compare what papers are about."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readlist.storage.reader import batches, marks


class Text(NamedTuple):
    """What one paper says."""

    id: int
    title: str
    abstract: str
    venue: str
    authors: str
    """Readable, family names first, separated by `; `."""
    tags: tuple[str, ...]


_TEXT = (
    "id, COALESCE(title_text, title), COALESCE(abstract_text, abstract), venue, authors_text, "
    "tags_text"
)


def texts(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Text]:
    """The texts of the papers in the order of `ids`; vanished papers are left out."""
    for batch in batches(ids):
        sql = f"SELECT {_TEXT} FROM paper WHERE id IN ({marks(batch)})"  # noqa: S608
        found = {
            paper_id: Text(paper_id, *texts, tuple(tags.split(", ")) if tags else ())
            for paper_id, *texts, tags in connection.execute(sql, batch)
        }
        yield from (found[i] for i in batch if i in found)
