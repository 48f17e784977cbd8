"""What comparing every paper with every other needs of them, and no more."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple


class Outline(NamedTuple):
    """A paper in a few words. All text is readable, none is printable yet."""

    id: int
    citation_key: str
    entry_type: str
    title: str
    authors_text: str
    """Family names first, separated by `; `."""
    author_count: int | None
    venue: str
    year: int | None
    doi: str
    arxiv_id: str


def outlines(connection: sqlite3.Connection) -> Iterator[Outline]:
    """All papers, in the order they came in."""
    sql = (
        "SELECT id, citation_key, entry_type, COALESCE(title_text, title), authors_text, "
        "author_count, venue, year, doi, arxiv_id FROM paper ORDER BY id"
    )
    return map(Outline._make, connection.execute(sql))
