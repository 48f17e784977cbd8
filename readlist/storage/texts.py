"""The readable words of papers, for those who compare what papers are about."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from readlist.storage.binding import batches, marks


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
        rows = connection.execute(sql, batch)
        found = {
            i: Text(i, title, abstract, venue, authors, _names(tags))
            for i, title, abstract, venue, authors, tags in rows
        }
        yield from (found[i] for i in batch if i in found)


def extent(connection: sqlite3.Connection) -> int:
    """About how many papers there are, known at once: the highest ID.

    Papers that are gone may count, as they do in the frequencies of words.
    """
    [(highest,)] = connection.execute("SELECT COALESCE(max(id), 0) FROM paper")
    return int(highest)


def _names(tags_text: str) -> tuple[str, ...]:
    return tuple(tags_text.split(", ")) if tags_text else ()


def sharing(
    connection: sqlite3.Connection,
    weights: Mapping[str, float],
    limit: int,
    work: int,
    columns: str = "title abstract",
    *,
    common: Mapping[str, float] | None = None,
    tagged: bool = False,
) -> list[int]:
    """The papers with the heaviest sum of these folded words in those columns, first.

    Of each word at most `work` papers are looked at, the newest. A `common` word is looked up
    only in papers that have one of the others, so that its long list is never walked. With
    `tagged`, only papers that carry a tag are found. The index is asked word by word and the
    sum made here, which costs a third of what bm25 over the words joined by OR does.
    """
    match = f'{{{columns}}} : "%s"'
    asked = [(match % word, weight) for word, weight in weights.items()]
    if common:
        others = " OR ".join(expression for expression, _ in asked)
        narrow = f"({match}) AND ({others})" if others else match
        asked += [(narrow % word, weight) for word, weight in common.items()]
    if not asked:
        return []
    one = (
        "SELECT * FROM (SELECT rowid AS id, ? AS weight FROM paper_fts "
        "WHERE paper_fts MATCH ? ORDER BY rowid DESC LIMIT ?)"
    )
    sql = (
        f"SELECT id FROM ({' UNION ALL '.join([one] * len(asked))}) "  # noqa: S608
        f"{'WHERE id IN (SELECT paper_id FROM paper_tag) ' if tagged else ''}"
        "GROUP BY id ORDER BY sum(weight) DESC, id DESC LIMIT ?"
    )
    bound = [value for expression, weight in asked for value in (weight, expression, work)]
    return [paper_id for (paper_id,) in connection.execute(sql, [*bound, limit])]
