"""Status, passes, takeaway, priority, rating and stars of papers change, each change dated."""

from collections.abc import Callable, Iterable, Sequence

from readlist.errors import InputError
from readlist.library.drafts import insert
from readlist.library.library import Library
from readlist.models import Paper, ReadingStatus, StatusEvent
from readlist.storage.binding import batches, marks
from readlist.storage.writing import Writer
from readlist.text import printable
from readlist.wording import counted

PASSES = 3
"""Readings of a paper: a first look, its content, its details."""
STATUSES = tuple(status.value for status in ReadingStatus)


def set_status(
    library: Library, ids: Sequence[int], status: str, *, takeaway: str | None = None
) -> int:
    """The papers have the reading status; returns how many changed. Raises InputError.

    They have the `takeaway` too, on one line; None leaves the one they have.
    """
    if status not in STATUSES:
        raise InputError(f"“{status}” is no reading status. There are: {', '.join(STATUSES)}.")
    with library.step("") as writer:
        changed = mark(writer, ids, status)
        words = f"marked {named(writer, changed)} as {status}"
        if takeaway is not None:
            told = _put(writer, ids, "takeaway", printable(takeaway).strip())
            own = f"changed the takeaway of {named(writer, told)}"
            words = own if told and not changed else words
            changed = sorted({*changed, *told})
        writer.recorder.summarize(words)
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


def set_passes(library: Library, ids: Sequence[int], passes: int) -> int:
    """So many of the three passes are done; returns how many papers changed.

    With a first pass a paper that waited is being read. Raises InputError.
    """
    if not 0 <= passes <= PASSES:
        raise InputError(f"A paper is read in {PASSES} passes; name a number from 0 to {PASSES}.")
    with library.step("") as writer:
        changed = _pass(writer, ids, passes)
    return len(changed)


def turn_passes(library: Library, ids: Sequence[int]) -> int:
    """One more pass of the papers is done, after the last none; returns how many are.

    The first of the papers says from where to go on.
    """
    with library.step("") as writer:
        sql = "SELECT passes FROM paper WHERE id = ?"
        row = writer.driver.execute(sql, [ids[0]]).fetchone()
        passes = ((row[0] if row else 0) + 1) % (PASSES + 1)
        _pass(writer, ids, passes)
    return int(passes)


def _pass(writer: Writer, ids: Sequence[int], passes: int) -> list[int]:
    changed = _put(writer, ids, "passes", passes)
    if passes:
        waiting: list[int] = []
        for batch in batches(list(ids)):
            sql = (
                f"SELECT id FROM paper WHERE id IN ({marks(batch)}) "  # noqa: S608
                "AND status IN ('inbox', 'queued')"
            )
            waiting += (paper_id for (paper_id,) in writer.driver.execute(sql, batch))
        changed = sorted({*changed, *mark(writer, waiting, ReadingStatus.READING.value)})
    writer.recorder.summarize(f"marked pass {passes} of {PASSES} of {named(writer, changed)}")
    return changed


def set_priority(library: Library, ids: Sequence[int], priority: int) -> int:
    """The papers have the priority (-1 low, 0 normal, 1 high); returns how many changed."""
    words = ("low", "normal", "high")[priority + 1]
    return _set(library, ids, "priority", priority, lambda who: f"set priority of {who} to {words}")


def rate(library: Library, ids: Sequence[int], rating: int | None) -> int:
    """The papers are rated 1 to 5, or not at all; returns how many changed."""
    if rating is not None and not 1 <= rating <= 5:
        raise InputError(f"A rating is a number from 1 to 5, not {rating}.")
    words = str(rating or "none")
    return _set(library, ids, "rating", rating, lambda who: f"set rating of {who} to {words}")


def star(library: Library, ids: Sequence[int], starred: bool) -> int:
    """The papers are starred, or not; returns how many changed."""
    words = "starred" if starred else "took the star off"
    return _set(library, ids, "starred", starred, lambda who: f"{words} {who}")


def _set(
    library: Library, ids: Sequence[int], column: str, value: object, said: Callable[[str], str]
) -> int:
    with library.step("") as writer:
        changed = _put(writer, ids, column, value)
        writer.recorder.summarize(said(named(writer, changed)))
    return len(changed)


def _put(writer: Writer, ids: Sequence[int], column: str, value: object) -> list[int]:
    """The papers have the value in their `column`; returns those that changed."""
    changed = _others(writer, ids, column, value)
    rows = [(paper_id, value, writer.now) for paper_id in changed]
    writer.update_many(Paper, (column, "updated_at"), rows)
    return changed


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
        return counted(len(papers))
    sql = "SELECT citation_key FROM paper WHERE id = ?"
    return str(writer.driver.execute(sql, papers).fetchone()[0])
