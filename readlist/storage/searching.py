"""The hits of a query, in its order: all of them, or the first at once."""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from readlist.moments import beginning
from readlist.storage.query import NEWEST, WORDS, compile_query, parse
from readlist.storage.query.common import Beginnings
from readlist.storage.query.compiler import with_papers
from readlist.storage.query.dates import moment
from readlist.storage.query.ranking import RECENT_DAYS, Ranker
from readlist.storage.query.relevance import Hits, candidates

_LATIN = "\u0e00"
"""Before it lie the scripts with spaces between words that most queries are in."""
_MANY = 1000
"""Matches from which the index is walked: at 10,000 papers both ways then cost the same."""
_STEPS = 100_000
"""Instructions of SQLite's machine that a page may take: some 15,000 papers, 30 ms."""
_STEPS_OF_WALK = 20_000
"""Those that are tried on the papers as they come: enough where one in ten fulfils a condition."""
_STEPS_OF_INDEX = 500_000
"""Those of a query that is words of certain fields: 100,000 papers with them, 30 ms."""
_TICK = 200
"""After so many steps they are counted."""


class Search:
    """One query of one library. Raises QueryError when it is made, sqlite3.Error later on."""

    def __init__(self, connection: sqlite3.Connection, query: str, today: str) -> None:
        self._connection = connection
        self._today = today
        tree = parse(query, today=today)
        if "*" in query or max(query, default="") > _LATIN:
            from readlist.storage.query.inside import resolve  # noqa: PLC0415  (start-up time)

            tree = resolve(tree, self._containing)
        self._tree = tree
        self._beginnings = Beginnings(connection)
        self._query = compile_query(tree)
        few = self._beginnings.narrowed(tree)
        if few is not None:
            self._query = with_papers(self._query, few)
        self._sorts = tuple(sort.name for sort in tree.sorts)

    def ids(self, limit: int | None = None) -> "array[int]":
        """The papers that match.

        Words without a `sort:` come in order of relevance; hits that are not ranked
        (`query.relevance` says which) follow, the newest first.
        """
        if not self._query.by_relevance:
            return array("q", self._in_order(limit))
        ranked, complete = self._ranked()
        if complete or (limit is not None and limit <= len(ranked)):
            return ranked[:limit]
        first = set(ranked)
        return (ranked + array("q", (i for i in self._in_order() if i not in first)))[:limit]

    def page(self, limit: int) -> "array[int]":
        """The first papers of `ids`, in a time that hardly grows with the library.

        They may be fewer than `limit` although more match: where a condition that few papers
        fulfil is looked for among many, where the order wants many papers sorted, or where
        more are asked for than are ranked (`query.relevance`).
        """
        if self._query.by_relevance and self._query.match:
            return self._ranked()[0][:limit]
        if self._query.by_relevance:
            return self._bounded(lambda: self._ranked()[0][:limit], _STEPS)[0]
        if self._query.where == WORDS:
            return self._bounded(lambda: self._in_order(limit), _STEPS_OF_INDEX)[0]
        page, cut = array("q"), True
        if self._query.order == NEWEST:
            page, cut = self._bounded(lambda: self._in_order(limit, walk=True), _STEPS_OF_WALK)
        if cut:
            # Few fulfil the conditions: an index of those may know them.
            page = max(page, self._bounded(lambda: self._in_order(limit), _STEPS)[0], key=len)
        return page

    def _bounded(self, job: Callable[[], Iterable[int]], steps: int) -> tuple["array[int]", bool]:
        """What comes of `job` within so many steps, and whether it was cut off."""
        found = array("q")
        # SQLite goes on counting from one run of a statement to the next, so a single call
        # after `steps` would come at any time.
        ticks = iter(range(steps // _TICK))
        self._connection.set_progress_handler(lambda: next(ticks, None) is None, _TICK)
        try:
            for number in job():
                found.append(number)
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            return found, True
        finally:
            self._connection.set_progress_handler(None, 0)
        return found, False

    def explain(self, ids: Sequence[int]) -> list[tuple[str, ...]]:
        """Why each of these papers stands where it does; nothing for one that is gone."""
        if not self._query.by_relevance:
            return [(self._said_order(),)] * len(ids)
        ranker = self._ranker()
        ranked = set(self._ranked()[0])
        why = {
            paper.id: tuple(map(str, ranker.reasons(paper)))
            if paper.id in ranked
            else ("not ranked: others have the words in the title, or are newer",)
            for paper in candidates(self._connection, ids)
        }
        return [why.get(number, ()) for number in ids]

    def count(self) -> int:
        """How many papers match."""
        sql = f"SELECT count(*) FROM paper p WHERE {self._query.where}"  # noqa: S608
        return int(self._connection.execute(sql, self._query.parameters).fetchone()[0])

    def _said_order(self) -> str:
        if self._sorts:
            return f"sorted by {', '.join(self._sorts)}"
        return "the newest first" if self._query.order == NEWEST else "in the order of the queue"

    def _containing(self, letters: str, limit: int) -> list[str]:
        """Words of the library with these letters inside, up to `limit`."""
        from readlist.storage.vocabulary import containing  # noqa: PLC0415  (start-up time)

        return containing(self._connection, letters, limit)

    def _ranked(self) -> tuple["array[int]", bool]:
        """The hits that are ranked, the best first, and whether they are all."""
        hits = Hits(self._connection, self._query, self._tree, self._beginnings)
        ranked = self._ranker().ranked(hits.candidates)
        return array("q", [paper.id for paper in ranked]), hits.complete

    def _ranker(self) -> Ranker:
        recently = moment(f"{RECENT_DAYS}d", self._today)
        return Ranker(self._query.words, beginning(recently.start) if recently else "")

    def _in_order(self, limit: int | None = None, *, walk: bool = False) -> Iterator[int]:
        """The hits in the order of SQL; `walk` goes through the index of the usual order."""
        query = self._query
        where = f"+{query.where}" if self._matches_many() else query.where
        by = " INDEXED BY ix_paper_newest" if walk and query.order == NEWEST else ""
        sql = f"SELECT p.id FROM paper p{by} WHERE {where} ORDER BY {query.order}"  # noqa: S608
        parameters = list(query.parameters)
        if limit is not None:
            sql += " LIMIT ?"
            parameters.append(limit)
        return (number for (number,) in self._connection.execute(sql, parameters))

    def _matches_many(self) -> bool:
        """Is the query words alone that many papers have, in the usual order?

        Then it is twice as fast to walk the index of that order and ask of each paper whether
        it matches (the unary plus) than to fetch and sort the papers that match.
        """
        query = self._query
        if not (query.match and query.where == WORDS and query.order == NEWEST):
            return False
        sql = "SELECT rowid FROM paper_fts WHERE paper_fts MATCH ? LIMIT 1 OFFSET ?"
        return bool(self._connection.execute(sql, [query.match, _MANY]).fetchall())
