"""Of any number of hits a bounded set is ranked, so that an answer takes as long in any library.

Ranked are hits that have the words in the title or among the authors, however old they are:
the index hands them out from the latest paper down, and stops. Where they are few, the newest
hits are ranked with them. Of a beginning that very many papers have, the words that most of
them have stand for all (`query.common`), unless that leaves fewer hits than are ranked.

How the bounds were chosen (100,000 to 1,000,000 papers; CPU time): to read and score a paper
costs 20 microseconds, so the 300 at most keep a keypress at 5 to 9 ms and still are more than a
screen shows. To ask a paper for another condition costs 8: the most that `EXAMINED` costs is
24 ms. To pass over one that has a word, but not in the title, costs 0.04 to 0.08, and that is
what makes a library of a million slow: a word that all papers have and no title. So `VISITED`
counts those, not papers: 20 ms for either walk. What is further down is ranked only when it is
among the newest hits.
"""

import sqlite3
from collections.abc import Sequence

from readlist.storage.binding import batches, marks
from readlist.storage.query.common import Beginnings
from readlist.storage.query.compiler import Compiled, compile_query
from readlist.storage.query.ranking import Candidate
from readlist.storage.query.tree import Query

RANKED = 200
"""Hits that are ranked: so many by title, and where titles give fewer, by title and authors."""
NEWEST = 100
"""Hits that are ranked besides where those are fewer: more than a screen shows."""
EXAMINED = 3_000
"""Papers with the words, of which each is asked for the other conditions of the query."""
VISITED = 250_000
"""Papers with one of the words, each counted for each word, that are passed over, from the
latest down, in search of those that have them in the title."""

_TEXTS = """COALESCE(p.title_text, p.title), p.authors_text || '; ' || p.editors_text, p.tags_text,
p.citation_key || ' ' || p.venue || ' ' || p.organization,
COALESCE(p.abstract_text, p.abstract), p.keywords_text, p.takeaway, p.notes_text"""
"""In the order of `ranking.PLACES`."""
_CANDIDATE = f"p.id, p.added_at, p.starred, {_TEXTS}"


class Hits:
    """The hits of a query that are to be ranked."""

    def __init__(
        self, connection: sqlite3.Connection, query: Compiled, tree: Query, beginnings: Beginnings
    ) -> None:
        self._connection = connection
        self._query = query
        self._beginnings = beginnings
        self.complete = True
        """Are these all the hits?"""
        self.candidates = candidates(connection, self._chosen(tree))

    def _chosen(self, tree: Query) -> list[int]:
        query = self._query
        if not query.match:
            return self._newest()
        eased = self._beginnings.eased(tree)
        index = query if eased == tree else compile_query(eased)
        newest, self.complete = self._having(index.match)
        if self.complete and index is not query:
            index = query
            newest, self.complete = self._having(index.match)
        if self.complete or not query.free:
            return newest
        titled = self._titled(index)
        return titled if len(titled) >= RANKED else list({*titled, *newest[:NEWEST]})

    def _newest(self) -> list[int]:
        """Words that only some of the hits have: the newest hits, in whatever time it takes."""
        query = self._query
        sql = f"SELECT p.id FROM paper p WHERE {query.where} ORDER BY {query.order} LIMIT ?"  # noqa: S608
        rows = self._connection.execute(sql, [*query.parameters, RANKED])
        found = [number for (number,) in rows]
        self.complete = len(found) < RANKED
        return found

    def _titled(self, index: Compiled) -> list[int]:
        """The newest hits with the words in the title, then in the title and among the authors."""
        query = self._query
        latest = self._connection.execute("SELECT max(id) FROM paper").fetchone()[0] or 0
        visited = self._beginnings.visited(query.words, latest)
        after = latest - latest * VISITED // visited if visited else 0
        found: dict[str, list[int]] = {}
        # Of one word titles have enough. Of two they seldom do, and need not be asked where all
        # that have them in titles and among authors together are found.
        alone = len(query.words) == 1
        for columns in ("title", "title authors")[:: 1 if alone else -1]:
            words = f"{{{columns}}} : ({index.free})"
            if index.free != index.match:
                words = f"({index.match}) AND ({words})"
            found[columns], all_of_them = self._having(words, after)
            if len(found[columns]) >= RANKED if alone else all_of_them:
                break
        titled = found.get("title", [])
        return list(dict.fromkeys([*titled, *found.get("title authors", [])]))[:RANKED]

    def _having(self, words: str, after: int = 0) -> tuple[list[int], bool]:
        """The newest hits with these words, up to `RANKED`, and whether they are all."""
        sql = (
            "SELECT rowid FROM paper_fts WHERE paper_fts MATCH ? AND rowid > ? "
            "ORDER BY rowid DESC LIMIT ?"
        )
        most = EXAMINED if self._query.also else RANKED
        rows = self._connection.execute(sql, [words, after, most])
        examined = 0
        kept: list[int] = []
        while batch := [number for (number,) in rows.fetchmany(RANKED)]:
            examined += len(batch)
            kept += self._fulfilling(batch)
            if len(kept) >= RANKED:
                return kept[:RANKED], False
        return kept, examined < most

    def _fulfilling(self, ids: list[int]) -> list[int]:
        """Those that fulfil the other conditions, the newest first."""
        query = self._query
        if not query.also:
            return ids
        sql = f"SELECT p.id FROM paper p WHERE p.id IN ({marks(ids)}) AND {query.also} "  # noqa: S608
        rows = self._connection.execute(sql + "ORDER BY p.id DESC", [*ids, *query.also_parameters])
        return [number for (number,) in rows]


def candidates(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Candidate]:
    """What the rank of these papers depends on; vanished ones are left out."""
    found: list[Candidate] = []
    for batch in batches(ids):
        sql = f"SELECT {_CANDIDATE} FROM paper p WHERE p.id IN ({marks(batch)})"  # noqa: S608
        for number, added_at, starred, *texts in connection.execute(sql, batch):
            found.append(Candidate(number, added_at, bool(starred), tuple(texts)))
    return found
