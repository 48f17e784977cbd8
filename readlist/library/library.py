"""A library at a place: where every use case reads and writes."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readlist.moments import written
from readlist.storage.reader import Reader

if TYPE_CHECKING:
    from readlist.storage.writing import Writer


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Library:
    """The reading list in the file `path`. Making one opens and creates nothing."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime] = _utc_now,
        proper_nouns: Collection[str] = (),
        key_pattern: str = "",
    ) -> None:
        self.path = path
        self.proper_nouns = proper_nouns
        """Words whose capitals BibTeX has to keep in titles."""
        self.key_pattern = key_pattern
        """How the citation keys of new papers are made; empty for readlist's own way."""
        self._clock = clock

    def exists(self) -> bool:
        """Is there a file at the library's place?"""
        return self.path.exists()

    def now(self) -> str:
        """The present moment as the tables write it: `2026-11-20T16:02:45Z`."""
        return written(self._clock())

    def today(self) -> date:
        """The present day where the user is."""
        return self._clock().astimezone().date()

    def minute(self) -> str:
        """The present minute where the user is: `2026-11-20 17:02`."""
        return self._clock().astimezone().strftime("%Y-%m-%d %H:%M")

    def reader(self, *, briefly: bool = False) -> Reader:
        """A new reader, which the caller closes, and soon if it is open `briefly`.

        Raises MissingLibrary and its kin.
        """
        return Reader(self.path, briefly=briefly)

    @contextmanager
    def step(self, summary: str, *, bulk: bool = False, create: bool = False) -> Iterator["Writer"]:
        """One undoable step; the library is migrated first if need be.

        All that happens in the block is committed at its end, or nothing when it raises.
        `bulk` says that it may be very large, `create` that it may be the first: otherwise a
        library that is not there raises MissingLibrary.
        """
        from readlist.library.identity import refresh  # noqa: PLC0415  (start-up time)
        from readlist.storage.vocabulary import learn_own  # noqa: PLC0415
        from readlist.storage.writing import writing  # noqa: PLC0415

        with writing(self.path, summary, self.now(), bulk=bulk, create=create) as writer:
            yield writer
            writer.session.flush()
            learn_own(writer.driver, sorted(writer.reworded))
            refresh(writer, writer.touched)
