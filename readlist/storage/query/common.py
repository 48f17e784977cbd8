"""Beginnings that many papers have become words, which the index hands out one by one.

The index holds beginnings of one and two letters. Of a longer one SQLite gathers all papers
before it gives the first (FTS5, section 4.4: "prefix queries ... a range scan"): 0.2
microseconds for each. Papers with whole words come as they are asked for, from either end.
"""

import sqlite3
import sys
from collections.abc import Iterable
from typing import TypeGuard

from readlist.storage.query import spelling
from readlist.storage.query.tree import Among, Either, Every, Match, Node, Not, Query

COMMON = 20_000
"""Papers that have words with one beginning, each counted for each word: 4 ms to gather."""
_MOST = 30
"""Words that stand for a beginning: as many cost what gathering `COMMON` papers costs."""
_INDEXED = 2
"""Letters of the beginnings that the index holds."""
_FIELDS = ("", "title", "author", "abstract")
"""Where all words are known."""


class Beginnings:
    """How many papers have words with a beginning, looked up once each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._papers: dict[str, int] = {}

    def eased(self, query: Query) -> Query:
        """A query that finds quickly what `query` finds, or the most of it and nothing else.

        For a common beginning stand the words that most papers have, and what was typed.
        """
        return query._replace(root=self._eased(query.root)) if query.root else query

    def visited(self, words: Iterable[Match | Among], papers: int) -> int:
        """About how many papers have one of the words, each counted for each; of `papers`.

        What the vocabulary does not tell, as of words in notes, may be in all of them.
        """
        counts = (self._count(word.text) if _counted(word) else 0 for word in words)
        return sum(min(count or papers, papers) for count in counts)

    def _eased(self, node: Node) -> Node:
        if isinstance(node, Every | Either):
            return type(node)(tuple(map(self._eased, node.parts)))
        # What must not hold is taken as it stands: less of it would be more hits.
        if isinstance(node, Not) or not _counted(node) or self._count(node.text) <= COMMON:
            return node
        sql = "SELECT text FROM word WHERE text >= ? AND text < ? ORDER BY papers DESC LIMIT ?"
        found = self._connection.execute(sql, (*_range(node.text), _MOST))
        words = Among(node.field, node.text, "whole", tuple(text for (text,) in found))
        names = spelling.names(node.text) if node.field in ("", "author") else ()
        return Either((words, *(Among("author", name, "prefix", ()) for name in names)))

    def _count(self, beginning: str) -> int:
        if beginning not in self._papers:
            sql = "SELECT COALESCE(sum(papers), 0) FROM word WHERE text >= ? AND text < ?"
            (self._papers[beginning],) = self._connection.execute(sql, _range(beginning)).fetchone()
        return self._papers[beginning]


def _counted(node: Node) -> TypeGuard[Match]:
    """Is it the beginning of one word, of which the vocabulary knows how common it is?"""
    return (
        isinstance(node, Match)
        and node.how == "prefix"
        and node.field in _FIELDS
        and len(node.text) > _INDEXED
        and node.text.isascii()
        and node.text.isalnum()
    )


def _range(beginning: str) -> tuple[str, str]:
    """The first text with this beginning, and the first behind all of them."""
    low = beginning.lower()
    return low, low + chr(sys.maxunicode)
