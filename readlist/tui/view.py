"""What the screens see of the library: readers, opened when there is something to read."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from readlist.errors import Cancelled, LibraryError, MissingLibrary, QueryError, UnknownKey
from readlist.library.library import Library
from readlist.storage.connect import explained
from readlist.storage.documents import papers
from readlist.storage.linking import linked_from
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
_SOON = 0.02
"""Seconds after which a thread that still reads is told once more to end."""
Unwanted = Callable[[], bool]
"""Does nobody wait any longer for what another thread was asked?"""


class Standing(NamedTuple):
    """How the library stands."""

    total: int = 0
    """All papers."""
    papers: dict[str, int] = {}
    """Query -> the papers that match."""
    views: Sequence[View] = ()
    """The saved ones."""
    tags: Sequence[tuple[str, int]] = ()
    """Every tag and on how many papers it is."""
    trees: Mapping[str, int] | None = None
    """Level -> the papers with it or a tag below it, of those that have tags below."""


class Known(NamedTuple):
    """What the details show of a paper."""

    paper: dict[str, Any] | None
    """As the JSON of the command line has it; None where there is no such paper."""
    named_by: Sequence[str]
    """The citation keys of the papers whose notes link to it."""


NO_DETAILS = Known(None, ())


def _paper(reader: Reader, paper_id: int) -> dict[str, Any] | None:
    return next(papers(reader.connection, [paper_id]), None)


def _known(reader: Reader, paper_id: int) -> Known:
    paper = _paper(reader, paper_id)
    return Known(paper, linked_from(reader.connection, paper_id) if paper else ())


class _Desk:
    """Reads the file that stands at the library's place at that moment.

    Its reader holds the file, so the number of a file that was deleted is not given again.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reader: Reader | None = None
        self._file: tuple[int, int] | None = None
        self.sharing = Lock()
        """Held by the thread that reads, of several."""
        self.opened = 0
        """How many readers there have been."""

    def interrupt(self) -> None:
        """What another thread reads now ends with Cancelled."""
        reader = self._reader
        if reader is not None:
            reader.interrupt()

    def retire(self) -> None:
        """No reader is open; what another thread reads ends with Cancelled."""
        self.interrupt()
        # To close a connection that another thread reads from would crash the program.
        while not self.sharing.acquire(timeout=_SOON):
            self.interrupt()
        self.close()
        self.sharing.release()

    def close(self) -> None:
        """No reader is open."""
        if self._reader is not None:
            self._reader.close()
        self._reader = None

    def read(self, job: Callable[[Reader], Answer], otherwise: Answer) -> Answer:
        """What `job` reads, or `otherwise` where there is no file. Raises LibraryError."""
        try:
            with explained(self._library.path):
                reader = self._open()
                return otherwise if reader is None else job(reader)
        except LibraryError:
            self.close()  # the next reader sees what stands there then
            raise
        except Cancelled:
            # What was begun and not ended hands the interrupt on to what comes next
            # (SQLite C interface, sqlite3_interrupt).
            self.close()
            raise

    def share(self, job: Callable[[Reader], Answer], otherwise: Answer) -> Answer:
        """`read`, for any thread: one after another."""
        with self.sharing:
            return self.read(job, otherwise)

    def _open(self) -> Reader | None:
        try:
            found = self._library.path.stat()
        except FileNotFoundError:
            self.close()
            return None
        if self._file != (found.st_dev, found.st_ino):
            self.close()
        if self._reader is None:
            try:
                self._reader = self._library.reader()
            except MissingLibrary:
                return None
            self._file = (found.st_dev, found.st_ino)
            self.opened += 1
        return self._reader


class LibraryView:
    """One reader for the screen, others for threads: one that lists, one for longer questions,
    and one for what is on screen where the screen cannot wait for it.

    A library without a file is an empty one. Other trouble is raised as LibraryError.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._desk = _Desk(library)
        self._list_desk = _Desk(library)
        self._other_desk = _Desk(library)
        self._shown_desk = _Desk(library)
        self._version: tuple[int, int | None] | None = None

    def close(self) -> None:
        """No reader is open; what other threads read ends with Cancelled."""
        for desk in (self._desk, self._list_desk, self._other_desk, self._shown_desk):
            desk.retire()

    def changed(self) -> bool:
        """Has the library been written to, or another file taken its place, since the last call?"""
        none: int | None = None
        number = self._desk.read(lambda reader: reader.data_version(), none)
        version = (self._desk.opened, number)
        before, self._version = self._version, version
        return version != before

    def count(self, query: str = "") -> int:
        """How many papers match."""
        return self._desk.read(lambda reader: reader.count(query, today=self._today()), 0)

    def views(self) -> list[View]:
        """The saved views."""
        return self._desk.read(lambda reader: views(reader.connection), [])

    def standing(self, queries: Sequence[str], *, ways: bool) -> Standing:
        """How the library stands now, with the papers of these queries.

        With `ways`, also with those of each saved view and of each level of the tags.
        """
        return self._desk.read(lambda reader: self._standing(reader, queries, ways), Standing())

    def standing_elsewhere(self, queries: Sequence[str], *, ways: bool) -> Standing:
        """`standing` from another thread."""
        return self._elsewhere(lambda reader: self._standing(reader, queries, ways), Standing())

    def _standing(self, reader: Reader, queries: Sequence[str], ways: bool) -> Standing:
        saved = views(reader.connection)
        papers: dict[str, int] = {}
        for query in [*queries, *(view.query for view in saved if ways)]:
            with suppress(QueryError):  # told by who opens the view
                papers[query] = reader.count(query, today=self._today())
        trees = reader.tag_trees() if ways else None
        return Standing(reader.count(), papers, saved, reader.tags(), trees)

    def first(self, query: str, limit: int) -> "array[int]":
        """The first papers that match, in order. Raises QueryError."""
        return self._desk.read(
            lambda reader: reader.page(query, today=self._today(), limit=limit), array("q")
        )

    def give_up(self) -> None:
        """What is listed from another thread is wanted no longer."""
        self._list_desk.interrupt()

    def first_elsewhere(self, query: str, limit: int, unwanted: Unwanted) -> "array[int]":
        """`first` from another thread. Raises Cancelled where it is no longer wanted."""
        return self._list(
            lambda reader: reader.page(query, today=self._today(), limit=limit),
            array("q"),
            unwanted,
        )

    def ids_elsewhere(self, query: str, unwanted: Unwanted) -> "array[int]":
        """All papers that match, from another thread. Raises QueryError, Cancelled."""
        return self._list(
            lambda reader: reader.ids(query, today=self._today()), array("q"), unwanted
        )

    def find_elsewhere(self, query: str, unwanted: Unwanted) -> "Found | None":
        """What a query that matches nothing may have meant, from another thread."""
        from readlist.library.finding import find  # noqa: PLC0415  (start-up time)

        return self._list(lambda reader: find(reader, query, today=self._today()), None, unwanted)

    def _list(
        self, job: Callable[[Reader], Answer], otherwise: Answer, unwanted: Unwanted
    ) -> Answer:
        with self._list_desk.sharing:
            if unwanted():  # while it waited
                raise Cancelled("Given up for something else.")
            return self._list_desk.read(job, otherwise)

    def related(self, paper_id: int, limit: int) -> "list[Related]":
        """The papers nearest to one, from another thread."""
        from readlist.library.related import related  # noqa: PLC0415  (start-up time)

        return self._elsewhere(lambda reader: related(reader, paper_id, limit), [])

    def chosen(self, query: str) -> "array[int]":
        """All papers that match, to work on, from another thread. Raises QueryError."""
        return self._elsewhere(lambda reader: reader.ids(query, today=self._today()), array("q"))

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
        return self._other_desk.share(job, otherwise)

    def remark(self, query: str) -> str:
        """What is told of a query that finds something and yet may not say what is meant."""
        if "tag" not in query.lower():
            return ""
        from readlist.library.slips import excludes_none  # noqa: PLC0415  (start-up time)

        return excludes_none(query, self.tags, today=self._today())

    def sought(self, query: str) -> frozenset[str]:
        """The folded words that a query looks for."""
        return sought(query, today=self._today()) if query.strip() else frozenset()

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """What lists show of these papers."""
        return self._desk.read(lambda reader: reader.rows(ids), [])

    def rows_elsewhere(self, ids: Sequence[int]) -> list[Row]:
        """`rows` from another thread."""
        return self._elsewhere(lambda reader: reader.rows(ids), [])

    def shown(self, ids: Sequence[int]) -> list[Row]:
        """`rows` from the thread that reads what is on screen where that takes its time."""
        return self._shown_desk.share(lambda reader: reader.rows(ids), [])

    def paper(self, paper_id: int) -> dict[str, Any] | None:
        """All that is known of a paper, as the JSON of the command line has it."""
        return self._desk.read(lambda reader: _paper(reader, paper_id), None)

    def candidates(self, typed: str) -> list[Row]:
        """The papers that a few letters may mean, from another thread."""
        from readlist.library.picking import candidates  # noqa: PLC0415  (start-up time)

        return self._elsewhere(
            lambda reader: candidates(reader, "", typed, today=self._today()), []
        )

    def details(self, paper_id: int) -> Known:
        """What the details show of a paper."""
        return self._desk.read(lambda reader: _known(reader, paper_id), NO_DETAILS)

    def details_elsewhere(self, paper_id: int) -> Known:
        """`details` from another thread."""
        return self._shown_desk.share(lambda reader: _known(reader, paper_id), NO_DETAILS)

    def id_of(self, key: str) -> int:
        """The paper with this citation key or alias. Raises UnknownKey."""
        found = self._desk.read(lambda reader: reader.id_of(key), 0)
        if not found:
            raise UnknownKey(f"No paper has the citation key “{key}”.")
        return found

    def review_pairs(self) -> list[Pair]:
        """The open questions whether two papers are one."""
        return self._desk.read(lambda reader: reader.review_pairs(), [])

    def log(self, limit: int) -> list[LogEntry]:
        """The latest steps of the journal, newest first."""
        return self._desk.read(lambda reader: reader.log(limit), [])

    def tags(self) -> list[tuple[str, int]]:
        """Every tag and on how many papers it is."""
        return self._desk.read(lambda reader: reader.tags(), [])

    def _today(self) -> str:
        return self.library.today().isoformat()
