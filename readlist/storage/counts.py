"""Figures about papers, counted by the database; days are the local days of whoever asks.

Every function counts only the papers that a query chooses. SQLite turns UTC stamps into
local days; a stamp that is none has no day and is left out.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from readlist.storage.connect import explained
from readlist.storage.query import compile_query, parse
from readlist.storage.query.fields import STATUSES
from readlist.storage.reader import Reader


class Event(NamedTuple):
    """A paper got a reading status on a local day (ISO 8601)."""

    paper_id: int
    status: str
    day: str


class Venue(NamedTuple):
    """A venue as stored, its papers and how many of them are read."""

    name: str
    papers: int
    read: int


class Counts:
    """The figures of the papers that `query` chooses; empty is all. Raises QueryError."""

    def __init__(self, reader: Reader, query: str, *, today: str) -> None:
        self._reader = reader
        compiled = compile_query(parse(query, today=today))
        self._where = compiled.where
        self._parameters = list(compiled.parameters)

    def by_status(self) -> dict[str, int]:
        """Reading status -> papers, for every status, in the order of a paper's way."""
        found = dict(self._all("SELECT p.status, count(*) FROM paper p WHERE {} GROUP BY 1"))
        return {status: found.get(status, 0) for status in STATUSES}

    def added(self) -> list[tuple[str, int]]:
        """Local day -> papers added on it, in the order of days."""
        return self._all(
            "SELECT date(p.added_at, 'localtime') AS day, count(*) FROM paper p WHERE {} "
            "GROUP BY day HAVING day >= '0001' ORDER BY day"
        )

    def waiting(self) -> list[tuple[str, int]]:
        """Local day -> papers that have been in the inbox since then, in the order of days."""
        return self._all(
            "SELECT date(COALESCE(e.at, p.added_at), 'localtime') AS day, count(*) FROM paper p "
            "LEFT JOIN (SELECT paper_id, max(at) AS at FROM status_event GROUP BY paper_id) e "
            "ON e.paper_id = p.id WHERE p.status = 'inbox' AND ({}) "
            "GROUP BY day HAVING day >= '0001' ORDER BY day"
        )

    def events(self) -> list[Event]:
        """What became of each paper, in the order it happened.

        A status that a paper had when it came in (from another program) is no event: nobody
        knows when it was read.
        """
        return [
            Event(*row)
            for row in self._all(
                "SELECT e.paper_id, e.status, date(e.at, 'localtime') AS day FROM status_event e "
                "JOIN paper p ON p.id = e.paper_id "
                "WHERE e.at <> p.added_at AND day >= '0001' AND ({}) ORDER BY e.at, e.id"
            )
        ]

    def tagged(self, since: str) -> list[tuple[str, str, int]]:
        """Tag, month (`2026-11`) and papers with that tag added in it, from a local day on."""
        return self._all(
            "SELECT tag.name, substr(date(p.added_at, 'localtime'), 1, 7) AS month, count(*) "
            "FROM paper p JOIN paper_tag t ON t.paper_id = p.id JOIN tag ON tag.id = t.tag_id "
            "WHERE ({}) AND date(p.added_at, 'localtime') >= ? GROUP BY tag.id, month",
            [since],
        )

    def venues(self, limit: int) -> list[Venue]:
        """The venues with most papers; their case makes no difference."""
        return [
            Venue(*row)
            for row in self._all(
                "SELECT p.venue, count(*) AS papers, sum(p.status = 'read') FROM paper p "
                "WHERE p.venue <> '' AND ({}) GROUP BY p.venue COLLATE NOCASE "
                "ORDER BY papers DESC, p.venue COLLATE NOCASE LIMIT ?",
                [limit],
            )
        ]

    def _all(self, sql: str, more: Sequence[object] = ()) -> list[Any]:
        # The condition is the query compiler's; what the user typed is bound.
        with explained(self._reader.path):
            connection = self._reader.connection
            return connection.execute(
                sql.format(self._where), [*self._parameters, *more]
            ).fetchall()
