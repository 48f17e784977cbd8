"""Of any number of hits a bounded set is ranked, so that an answer takes as long in any library.

Ranked are the newest hits, and those that have the words in the title or among the authors,
however old they are: the index hands them out from the latest paper down, and stops. Of a
beginning that very many papers have, the words that most of them have stand for all
(`query.common`), unless that leaves fewer hits than are ranked.

How the bounds were chosen (100,000 to 1,000,000 papers; CPU time): to read and score a paper
costs 10 microseconds, and two sets of `RANKED` are scored, three where few titles have the
words, so 200 keep a keypress at 4 to 9 ms and still are more than a screen shows. To ask a
paper for another condition costs 8: the most that `EXAMINED` costs is 24 ms. To pass over one
that has a word, but not in the title, costs 0.04 to 0.08, and that is what makes a library of a
million slow: a word that all papers have and no title. So `VISITED` counts those, not papers:
20 ms for either walk. What is further down is ranked only when it is among the newest hits.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from readlist.storage.query.common import Beginnings
from readlist.storage.query.compiler import Compiled, compile_query
from readlist.storage.query.ranking import Candidate
from readlist.storage.query.tree import Query

RANKED = 200
"""Hits that are ranked: so many of the newest, so many by title, and where titles give fewer,
so many by title and authors."""
EXAMINED = 3_000
"""Papers with the words, of which each is asked for the other conditions of the query."""
VISITED = 250_000
"""Papers with one of the words, each counted for each word, that are passed over, from the
latest down, in search of those that have them in the title."""
_BATCH = RANKED

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
        self.candidates: dict[int, Candidate] = {}
        self.complete = True
        """Are these all the hits?"""
        self._connection = connection
        self._query = query
        if not query.match:
            self._newest()
            return
        eased = beginnings.eased(tree)
        index = query if eased == tree else compile_query(eased)
        _, self.complete = self._add(index.match, 0)
        if self.complete and index is not query:
            index = query
            _, self.complete = self._add(index.match, 0)
        if not self.complete and query.free:
            latest = connection.execute("SELECT max(id) FROM paper").fetchone()[0] or 0
            visited = beginnings.visited(query.words, latest)
            after = latest - latest * VISITED // visited if visited else 0
            for columns in ("title", "title authors"):
                words = f"{{{columns}}} : ({index.free})"
                if index.free != index.match:
                    words = f"({index.match}) AND ({words})"
                kept, _ = self._add(words, after)
                if kept >= RANKED:
                    # What has a word among the authors only stands behind these.
                    break

    def _newest(self) -> None:
        """Words that only some of the hits have: the newest hits, in whatever time it takes."""
        query = self._query
        sql = (
            f"SELECT {_CANDIDATE} FROM paper p WHERE {query.where} "  # noqa: S608
            f"ORDER BY {query.order} LIMIT ?"
        )
        found = self._connection.execute(sql, [*query.parameters, RANKED])
        self._keep(found)
        self.complete = len(self.candidates) < RANKED

    def _add(self, words: str, after: int) -> tuple[int, bool]:
        """The newest hits with these words are candidates; how many are they, and all?"""
        sql = (
            "SELECT rowid FROM paper_fts WHERE paper_fts MATCH ? AND rowid > ? "
            "ORDER BY rowid DESC LIMIT ?"
        )
        most = EXAMINED if self._query.also else RANKED
        found = self._connection.execute(sql, [words, after, most])
        examined = kept = 0
        while batch := [number for (number,) in found.fetchmany(_BATCH)]:
            examined += len(batch)
            kept += self._fulfilling(batch)
            if kept >= RANKED:
                return kept, False
        return kept, examined < most

    def _fulfilling(self, ids: Sequence[int]) -> int:
        """Those that fulfil the other conditions are candidates; how many are they?"""
        query = self._query
        new = [number for number in ids if number not in self.candidates]
        sql = (
            f"SELECT {_CANDIDATE} FROM paper p "  # noqa: S608
            f"WHERE p.id IN ({','.join('?' * len(new))})"
        )
        if query.also:
            sql += f" AND {query.also}"
        before = len(self.candidates)
        self._keep(self._connection.execute(sql, [*new, *query.also_parameters]))
        return len(ids) - len(new) + len(self.candidates) - before

    def _keep(self, rows: sqlite3.Cursor) -> None:
        for number, added_at, starred, *texts in rows:
            self.candidates[number] = Candidate(number, added_at, bool(starred), tuple(texts))


def candidates(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Candidate]:
    """What the rank of these papers depends on; vanished ones are left out."""
    sql = f"SELECT {_CANDIDATE} FROM paper p WHERE p.id = ?"  # noqa: S608
    for number in ids:
        for found, added_at, starred, *texts in connection.execute(sql, [number]):
            yield Candidate(found, added_at, bool(starred), tuple(texts))
