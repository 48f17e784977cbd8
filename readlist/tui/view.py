"""What the screens see of the library: readers, opened when there is something to read."""

from array import array
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from readlist.errors import MissingLibrary
from readlist.library.library import Library
from readlist.storage.documents import papers
from readlist.storage.query.sought import sought
from readlist.storage.reader import LogEntry, Pair, Reader, Row
from readlist.storage.views import View, views

if TYPE_CHECKING:
    from readlist.library.finding import Found
    from readlist.library.recommending import Advice
    from readlist.library.related import Related
    from readlist.library.suggesting import Suggestion
    from readlist.library.topics import Topic

Answer = TypeVar("Answer")


class LibraryView:
    """One reader for the screen and one for the thread that searches.

    A library without a file is an empty one. Other trouble is raised as LibraryError.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._reader: Reader | None = None
        self._searcher: Reader | None = None
        self._searching = Lock()
        self._version: int | None = None

    def close(self) -> None:
        """Both readers are closed."""
        for reader in (self._reader, self._searcher):
            if reader is not None:
                reader.close()
        self._reader = self._searcher = None

    def changed(self) -> bool:
        """Has the library been written to since the last call?"""
        reader = self._open()
        version = reader.data_version() if reader else None
        before, self._version = self._version, version
        return version != before

    def count(self, query: str = "") -> int:
        """How many papers match."""
        reader = self._open()
        return reader.count(query, today=self._today()) if reader else 0

    def views(self) -> list[View]:
        """The saved views."""
        reader = self._open()
        return views(reader.connection) if reader else []

    def first(self, query: str, limit: int) -> "array[int]":
        """The first papers that match, in order. Raises QueryError."""
        reader = self._open()
        return reader.page(query, today=self._today(), limit=limit) if reader else array("q")

    def first_elsewhere(self, query: str, limit: int) -> "array[int]":
        """The same from another thread, one search at a time."""
        return self._elsewhere(
            lambda reader: reader.page(query, today=self._today(), limit=limit), array("q")
        )

    def ids_elsewhere(self, query: str) -> "array[int]":
        """All papers that match, from another thread. Raises QueryError."""
        return self._elsewhere(lambda reader: reader.ids(query, today=self._today()), array("q"))

    def find_elsewhere(self, query: str) -> "Found | None":
        """What a query that matches nothing may have meant, from another thread."""
        from readlist.library.finding import find  # noqa: PLC0415  (start-up time)

        return self._elsewhere(lambda reader: find(reader, query, today=self._today()), None)

    def related(self, paper_id: int, limit: int) -> "list[Related]":
        """The papers nearest to one, from another thread."""
        from readlist.library.related import related  # noqa: PLC0415  (start-up time)

        return self._elsewhere(lambda reader: related(reader, paper_id, limit), [])

    def next_papers(self, query: str, limit: int) -> "Advice":
        """What of a query to read next, from another thread. Raises QueryError."""
        from readlist.library.recommending import Advice, next_papers  # noqa: PLC0415

        return self._elsewhere(
            lambda reader: next_papers(reader, query, limit, now=self.library.now()), Advice([], 0)
        )

    def suggested_tags(self, paper_id: int) -> "list[Suggestion]":
        """Tags of its neighbours that may fit a paper, from another thread."""
        from readlist.library.suggesting import suggest_tags  # noqa: PLC0415  (start-up time)

        return self._elsewhere(lambda reader: suggest_tags(reader, paper_id), [])

    def topics(self, query: str) -> "list[Topic]":
        """What the papers of a query are about, from another thread. Raises QueryError."""
        from readlist.library.topics import topics  # noqa: PLC0415  (start-up time)

        return self._elsewhere(lambda reader: topics(reader, query, today=self._today()), [])

    def _elsewhere(self, job: Callable[[Reader], Answer], otherwise: Answer) -> Answer:
        with self._searching:
            if self._searcher is None:
                try:
                    self._searcher = self.library.reader()
                except MissingLibrary:
                    return otherwise
            return job(self._searcher)

    def sought(self, query: str) -> frozenset[str]:
        """The folded words that a query looks for."""
        return sought(query, today=self._today()) if query.strip() else frozenset()

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """What lists show of these papers."""
        reader = self._open()
        return reader.rows(ids) if reader else []

    def paper(self, paper_id: int) -> dict[str, Any] | None:
        """All that is known of a paper, as the JSON of the command line has it."""
        reader = self._open()
        return next(papers(reader.connection, [paper_id]), None) if reader else None

    def review_pairs(self) -> list[Pair]:
        """The open questions whether two papers are one."""
        reader = self._open()
        return reader.review_pairs() if reader else []

    def log(self, limit: int) -> list[LogEntry]:
        """The latest steps of the journal, newest first."""
        reader = self._open()
        return reader.log(limit) if reader else []

    def tags(self) -> list[tuple[str, int]]:
        """Every tag and on how many papers it is."""
        reader = self._open()
        return reader.tags() if reader else []

    def has_tags(self) -> bool:
        """Does any paper carry a tag?"""
        reader = self._open()
        return reader is not None and reader.has_tags()

    def _open(self) -> Reader | None:
        if self._reader is None:
            try:
                self._reader = self.library.reader()
            except MissingLibrary:
                return None
        return self._reader

    def _today(self) -> str:
        return self.library.today().isoformat()
