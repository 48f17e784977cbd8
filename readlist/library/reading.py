"""Reading status, priority, rating and stars of papers change, each change dated."""

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from readlist.errors import InputError
from readlist.library.library import Library
from readlist.models import Paper, ReadingStatus, StatusEvent
from readlist.storage.reader import batches
from readlist.storage.writing import Writer

STATUSES = tuple(status.value for status in ReadingStatus)


def set_status(library: Library, ids: Sequence[int], status: str) -> int:
    """The papers have the reading status; returns how many changed. Raises InputError."""
    if status not in STATUSES:
        raise InputError(f"“{status}” is no reading status. There are: {', '.join(STATUSES)}.")
    with library.step("") as writer:
        changed = [p for p in _papers(writer, ids) if p.status != status]
        for paper in changed:
            paper.status = status
            writer.session.add(StatusEvent(paper_id=paper.id or 0, status=status, at=writer.now))
        writer.recorder.summarize(f"marked {_named(changed)} as {status}")
    return len(changed)


def set_priority(library: Library, ids: Sequence[int], priority: int) -> int:
    """The papers have the priority (-1 low, 0 normal, 1 high); returns how many changed."""
    return _set(library, ids, "priority", priority, ("low", "normal", "high")[priority + 1])


def rate(library: Library, ids: Sequence[int], rating: int | None) -> int:
    """The papers are rated 1 to 5, or not at all; returns how many changed."""
    if rating is not None and not 1 <= rating <= 5:
        raise InputError(f"A rating is a number from 1 to 5, not {rating}.")
    return _set(library, ids, "rating", rating, str(rating or "none"))


def star(library: Library, ids: Sequence[int], starred: bool) -> int:
    """The papers are starred, or not; returns how many changed."""
    return _set(library, ids, "starred", starred, "yes" if starred else "no")


def _set(library: Library, ids: Sequence[int], column: str, value: object, words: str) -> int:
    with library.step("") as writer:
        changed = [p for p in _papers(writer, ids) if getattr(p, column) != value]
        for paper in changed:
            setattr(paper, column, value)
        writer.recorder.summarize(f"set {column} of {_named(changed)} to {words}")
    return len(changed)


def _papers(writer: Writer, ids: Iterable[int]) -> list[Paper]:
    found: list[Paper] = []
    for batch in batches(list(ids)):
        found += writer.session.exec(select(Paper).where(col(Paper.id).in_(batch)))
    return found


def _named(papers: Sequence[Paper]) -> str:
    return papers[0].citation_key if len(papers) == 1 else f"{len(papers)} papers"
