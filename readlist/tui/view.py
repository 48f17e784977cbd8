"""What the screens see of the library: readers, opened when there is something to read."""

from array import array
from collections.abc import Sequence
from threading import Lock
from typing import Any

from readlist.errors import MissingLibrary
from readlist.library.library import Library
from readlist.storage.documents import papers
from readlist.storage.reader import Reader, Row


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

    def count(self) -> int:
        """How many papers there are."""
        reader = self._open()
        return reader.count() if reader else 0

    def ids(self, query: str) -> "array[int]":
        """The papers that match, in order. Raises QueryError."""
        reader = self._open()
        return reader.ids(query, today=self._today()) if reader else array("q")

    def ids_elsewhere(self, query: str) -> "array[int]":
        """The same from another thread, one search at a time."""
        with self._searching:
            if self._searcher is None:
                try:
                    self._searcher = self.library.reader()
                except MissingLibrary:
                    return array("q")
            return self._searcher.ids(query, today=self._today())

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """What lists show of these papers."""
        reader = self._open()
        return reader.rows(ids) if reader else []

    def paper(self, paper_id: int) -> dict[str, Any] | None:
        """All that is known of a paper, as the JSON of the command line has it."""
        reader = self._open()
        return next(papers(reader.connection, [paper_id]), None) if reader else None

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
