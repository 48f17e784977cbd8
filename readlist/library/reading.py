"""Reading status, priority, rating and stars of papers change, each change dated."""

from collections.abc import Iterable, Sequence

from readlist.errors import InputError
from readlist.library.drafts import insert
from readlist.library.library import Library
from readlist.models import Paper, ReadingStatus, StatusEvent
from readlist.storage.reader import batches, marks
from readlist.storage.writing import Writer

STATUSES = tuple(status.value for status in ReadingStatus)


def set_status(library: Library, ids: Sequence[int], status: str) -> int:
    """The papers have the reading status; returns how many changed. Raises InputError."""
    if status not in STATUSES:
        raise InputError(f"“{status}” is no reading status. There are: {', '.join(STATUSES)}.")
    with library.step("") as writer:
        changed = mark(writer, ids, status)
        writer.recorder.summarize(f"marked {named(writer, changed)} as {status}")
    return len(changed)


def mark(writer: Writer, ids: Iterable[int], status: str) -> list[int]:
    """The papers have the reading status, as part of a step; returns those that changed.

    Whoever comes into the queue or leaves it has no place in its order.
    """
    changed = _others(writer, ids, "status", status)
    rows = [(paper_id, status, None, writer.now) for paper_id in changed]
    writer.update_many(Paper, ("status", "queue_position", "updated_at"), rows)
    events = [(paper_id, status, writer.now) for paper_id in changed]
    insert(writer, StatusEvent, ("paper_id", "status", "at"), events)
    return changed


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
        changed = _others(writer, ids, column, value)
        rows = [(paper_id, value, writer.now) for paper_id in changed]
        writer.update_many(Paper, (column, "updated_at"), rows)
        writer.recorder.summarize(f"set {column} of {named(writer, changed)} to {words}")
    return len(changed)


def _others(writer: Writer, ids: Iterable[int], column: str, value: object) -> list[int]:
    """Those of the papers that have another value in their `column`, each once, by ID."""
    changed: list[int] = []
    for batch in batches(list(dict.fromkeys(ids))):
        sql = (
            f"SELECT id FROM paper WHERE id IN ({marks(batch)}) "  # noqa: S608  (names of columns)
            f"AND {column} IS NOT ? ORDER BY id"
        )
        changed += (paper_id for (paper_id,) in writer.driver.execute(sql, [*batch, value]))
    return sorted(changed)


def named(writer: Writer, papers: Sequence[int]) -> str:
    """The paper's citation key, or how many papers they are."""
    if len(papers) != 1:
        return f"{len(papers)} papers"
    sql = "SELECT citation_key FROM paper WHERE id = ?"
    return str(writer.driver.execute(sql, papers).fetchone()[0])
