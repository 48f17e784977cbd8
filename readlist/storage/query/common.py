"""Beginnings that many papers have become words, which the index hands out one by one.

The index holds beginnings of one and two letters. Of a longer one SQLite gathers all papers
before it gives the first (FTS5, section 4.4): 0.1 microseconds for each. Papers with whole
words come as they are asked for, from either end, and where rare words leave only a few
papers, those are asked themselves.
"""

import sqlite3
import sys
from collections.abc import Iterable
from typing import TypeGuard

from readlist.storage.query import spelling
from readlist.storage.query.compiler import compile_query
from readlist.storage.query.tree import Among, Either, Every, Match, Node, Not, Query
from readlist.text import fold

COMMON = 20_000
"""Papers that have words with one beginning, each counted for each word: 4 ms to gather."""
FEW = 300
"""Papers that are asked themselves for a common beginning: they cost as much at the worst."""
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

    def narrowed(self, query: Query) -> list[int] | None:
        """The papers that have the words of `query`, where its rare ones leave few to ask.

        None where they leave many, where no word is common, and where it takes the whole index
        to be sure.
        """
        parts = query.root.parts if isinstance(query.root, Every) else ()
        common = [part for part in parts if self._is_common(part)]
        if not common or len(common) == len(parts):
            return None
        rare = Every(tuple(part for part in parts if part not in common))
        few = self._having(rare, FEW + 1)
        if few is None or len(few) > FEW:
            return None
        certain = set(self._having(self._eased(Every(parts)), FEW) or ())
        if all(self._lacks(paper_id, common) for paper_id in few if paper_id not in certain):
            return sorted(certain)
        return None

    def _having(self, node: Node, limit: int) -> list[int] | None:
        """So many of the papers that have the words of the node; None where it is no words."""
        words = compile_query(Query(node, ())).match
        sql = "SELECT rowid FROM paper_fts WHERE paper_fts MATCH ? LIMIT ?"
        rows = self._connection.execute(sql, (words, limit)) if words else None
        return None if rows is None else [paper_id for (paper_id,) in rows]

    def _lacks(self, paper_id: int, common: Iterable[Match]) -> bool:
        """Is it certain that the paper lacks one of the beginnings, whatever a word is?"""
        sql = "SELECT * FROM paper_search WHERE id = ?"
        (values,) = self._connection.execute(sql, (paper_id,)).fetchall()
        texts = [value for value in values if isinstance(value, str)]
        return any(not any(_may_begin(word, text) for text in texts) for word in common)

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
        if isinstance(node, Not) or not self._is_common(node):
            return node
        sql = "SELECT text FROM word WHERE text >= ? AND text < ? ORDER BY papers DESC LIMIT ?"
        found = self._connection.execute(sql, (*_range(node.text), _MOST))
        words = Among(node.field, node.text, "whole", tuple(text for (text,) in found))
        names = (Among("author", name, "prefix", ()) for name in _names(node))
        return Either((words, *names))

    def _is_common(self, node: Node) -> TypeGuard[Match]:
        return _counted(node) and self._count(node.text) > COMMON

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


def _names(node: Match) -> tuple[str, ...]:
    """As what else it may begin a name."""
    return spelling.names(node.text) if node.field in ("", "author") else ()


def _may_begin(node: Match, text: str) -> bool:
    """May a word of the text begin so? The index and `fold` do not always part words alike."""
    folded = fold(text)
    if not text.isascii():
        return any(fold(word) in folded for word in (node.text, *_names(node)))
    return any(f" {fold(word)}" in f" {folded}" for word in (node.text, *_names(node)))


def _range(beginning: str) -> tuple[str, str]:
    """The first text with this beginning, and the first behind all of them."""
    low = beginning.lower()
    return low, low + chr(sys.maxunicode)
