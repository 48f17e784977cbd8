"""Lists, counts and look-ups, read through the standard library so that commands start fast."""

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from readlist.errors import UnknownKey
from readlist.storage.binding import batches, marks
from readlist.storage.connect import HEAD, explained, open_for_reading, opened
from readlist.storage.searching import Search

_KEPT = 8_000
"""KiB of the file that a command keeps while it reads; SQLite's own 2,000 are too few to rank,
sort and print a few hundred papers without reading them again each time."""


class Row(NamedTuple):
    """What a list shows of one paper. All text is as stored; screens make it printable."""

    id: int
    citation_key: str
    status: str
    title: str
    """Readable; empty where the source gave none."""
    authors: str
    """Readable, family names first, separated by `; `."""
    editors: str
    author_count: int | None
    more_authors: bool
    organization: str
    venue: str
    year: int | None
    tags: str
    """Separated by `, `."""
    priority: int
    rating: int | None
    starred: bool
    abstract_start: str
    """The readable abstract's first 200 characters, to stand in for a missing title."""
    notes: bool
    """Does it have notes?"""
    added: str = ""
    """When: `2026-11-20T16:02:45Z`."""
    passes: int = 0
    """Of three."""
    arxiv_id: str = ""
    doi: str = ""
    takeaway: str = ""
    """What the reader took from it, in one line."""

    @property
    def incomplete(self) -> bool:
        """Does it lack a title, names or a year?"""
        return not (self.title and (self.authors or self.editors) and self.year)


_ABOVE = "rtrim(rtrim({0}, replace({0}, '/', '')), '/')"
"""The level above: without its last part, and without the slash before that."""
_TREES = f"""
    WITH RECURSIVE below(level, tag_id) AS (
        SELECT {_ABOVE.format("name")}, id FROM tag WHERE name LIKE '%/%'
        UNION SELECT {_ABOVE.format("level")}, tag_id FROM below WHERE level LIKE '%/%'
    ), carried(level, tag_id) AS (
        SELECT level, tag_id FROM below
        UNION SELECT level, tag.id FROM below JOIN tag ON tag.name = level
    )
    SELECT level, count(DISTINCT paper_id) FROM carried JOIN paper_tag USING (tag_id)
    GROUP BY level"""  # noqa: S608  (of nothing but what stands here)

_ROW = """p.id, p.citation_key, p.status, COALESCE(p.title_text, p.title), p.authors_text,
p.editors_text, p.author_count, p.more_authors, p.organization, p.venue, p.year, p.tags_text,
p.priority, p.rating, p.starred, substr(COALESCE(p.abstract_text, p.abstract), 1, 200),
p.notes_text <> '', p.added_at, p.passes, p.arxiv_id, p.doi,
p.takeaway"""


class LogEntry(NamedTuple):
    """One step of the journal."""

    id: int
    at: str
    summary: str
    undone: bool

    @property
    def when(self) -> str:
        """Its minute where the user is: `2026-11-20 17:02`."""
        from readlist.moments import local_minute  # noqa: PLC0415  (start-up time)

        return local_minute(self.at)


class Pair(NamedTuple):
    """Two papers that may be one."""

    id: int
    first: int
    second: int
    score: float
    reasons: tuple[str, ...]


class Reader:
    """Reads one library; several may be open at once, beside any writer.

    Raises MissingLibrary where there is no file, NotALibrary, NewerLibrary. A library of an
    older schema is migrated first.
    """

    def __init__(self, path: Path, *, briefly: bool = False) -> None:
        """One that is open `briefly` may keep more of the file: it comes back to most papers."""
        self.path = path
        version, self.connection = opened(path)
        if version != HEAD:
            from readlist.storage.migrate import ensure_current  # noqa: PLC0415  (start-up time)

            self.connection.close()
            ensure_current(path, create=False)
            with explained(path):
                self.connection = open_for_reading(path)
        if briefly:
            self.connection.execute(f"PRAGMA cache_size = -{_KEPT}")

    def close(self) -> None:
        """The connection is closed."""
        self.connection.close()

    def interrupt(self) -> None:
        """What another thread reads here now ends with Cancelled."""
        with suppress(sqlite3.ProgrammingError):  # closed at this moment
            self.connection.interrupt()

    def ids(self, query: str, *, today: str, limit: int | None = None) -> "array[int]":
        """The IDs of the papers that match, in the query's order (`Search.ids`)."""
        with explained(self.path):
            return Search(self.connection, query, today).ids(limit)

    def page(self, query: str, *, today: str, limit: int = 300) -> "array[int]":
        """The first of `ids`, for each key that is pressed (`Search.page`). Raises QueryError."""
        with explained(self.path):
            return Search(self.connection, query, today).page(limit)

    def explain(self, query: str, ids: Sequence[int], *, today: str) -> list[tuple[str, ...]]:
        """Why each of these papers stands where it does among the hits. Raises QueryError."""
        with explained(self.path):
            return Search(self.connection, query, today).explain(ids)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """What lists show of these papers, in the order of `ids`; vanished ones are left out."""
        found: dict[int, Row] = {}
        for batch in batches(ids):
            sql = f"SELECT {_ROW} FROM paper p WHERE p.id IN ({marks(batch)})"  # noqa: S608
            for values in self._all(sql, batch):
                found[values[0]] = Row(*values)
        return [found[i] for i in ids if i in found]

    def search(self, query: str, *, today: str, limit: int | None = None) -> list[Row]:
        """What lists show of the papers that match, in the query's order. Raises QueryError."""
        return self.rows(self.ids(query, today=today, limit=limit))

    def count(self, query: str = "", *, today: str = "1970-01-01") -> int:
        """How many papers match."""
        with explained(self.path):
            return Search(self.connection, query, today).count()

    def tags(self) -> list[tuple[str, int]]:
        """Every tag that a paper carries, by name, and on how many papers."""
        return self._all(
            "SELECT tag.name, count(*) FROM tag JOIN paper_tag ON tag_id = tag.id "
            "GROUP BY tag.id ORDER BY tag.name COLLATE NOCASE"
        )

    def tag_trees(self) -> dict[str, int]:
        """Of every level that has tags below it: how many papers carry one of them, or it."""
        return dict(self._all(_TREES))

    def id_of(self, key: str) -> int:
        """The paper with this citation key or alias; case matters only where it decides.

        Raises UnknownKey, which names the nearest keys.
        """
        for sql in (
            "SELECT id FROM paper WHERE citation_key = ?",
            "SELECT paper_id FROM alias WHERE key = ?",
            "SELECT id FROM paper WHERE citation_key = ? COLLATE NOCASE",
        ):
            found = self._all(sql, [key])
            if len(found) == 1:
                return int(found[0][0])
        near = self.nearest_keys(key)
        hint = f" Nearest: {', '.join(near)}." if near else " `readlist list` shows the keys."
        raise UnknownKey(f"No paper has the citation key “{key}”.{hint}")

    def ids_of(self, keys: Iterable[str]) -> list[int]:
        """The papers with these citation keys, whatever their case (as crossref reads them)."""
        found: list[int] = []
        for batch in batches(sorted(keys)):
            sql = (
                "SELECT id FROM paper "  # noqa: S608
                f"WHERE citation_key COLLATE NOCASE IN ({marks(batch)}) ORDER BY id"
            )
            found += (row[0] for row in self._all(sql, batch))
        return found

    def nearest_keys(self, key: str) -> list[str]:
        """Up to three citation keys spelt like `key`."""
        import difflib  # noqa: PLC0415  (only after a mistake)

        keys = [row[0] for row in self._all("SELECT citation_key FROM paper LIMIT 20000")]
        return difflib.get_close_matches(key, keys, 3)

    def keys(self, ids: Iterable[int]) -> dict[int, str]:
        """Paper ID -> citation key."""
        found: dict[int, str] = {}
        for batch in batches(list(ids)):
            sql = f"SELECT id, citation_key FROM paper WHERE id IN ({marks(batch)})"  # noqa: S608
            found.update(self._all(sql, batch))
        return found

    def keys_starting(self, prefix: str, limit: int = 50) -> list[tuple[str, str]]:
        """Citation keys that begin with `prefix` and their titles, for completion."""
        pattern = "".join(f"\\{c}" if c in "%_\\" else c for c in prefix) + "%"
        return self._all(
            "SELECT citation_key, COALESCE(title_text, title) FROM paper "
            "WHERE citation_key LIKE ? ESCAPE '\\' ORDER BY citation_key LIMIT ?",
            [pattern, limit],
        )

    def log(self, limit: int) -> list[LogEntry]:
        """The latest steps of the journal, newest first."""
        sql = "SELECT id, at, summary, undone FROM journal_step ORDER BY id DESC LIMIT ?"
        return [LogEntry(i, at, text, bool(u)) for i, at, text, u in self._all(sql, [limit])]

    def review_pairs(self) -> list[Pair]:
        """The open questions whether two papers are one, most alike first."""
        sql = (
            "SELECT id, paper_id, other_id, score, reasons FROM review_pair "
            "WHERE state = 'open' ORDER BY score DESC, id"
        )
        return [
            Pair(i, a, b, score, tuple(reasons.split("\n")))
            for i, a, b, score, reasons in self._all(sql)
        ]

    def data_version(self) -> int:
        """A number that changes when another connection has written (PRAGMA data_version)."""
        return int(self._all("PRAGMA data_version")[0][0])

    def _all(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with explained(self.path):
            return self.connection.execute(sql, parameters).fetchall()
