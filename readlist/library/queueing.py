"""The queue has an order: papers of high priority first, then as they were arranged.

Papers that were never arranged come after those that were, in the order in which they
came into the library. A paper that leaves the queue loses its place in it.
"""

from collections.abc import Sequence
from itertools import count

from readlist.errors import InputError
from readlist.library.library import Library
from readlist.library.reading import mark, named
from readlist.models import Paper
from readlist.storage import keys
from readlist.storage.writing import Writer


def queue(library: Library, ids: Sequence[int], *, first: bool = False) -> int:
    """The papers are queued, in this order, behind the others (or before them).

    A paper that was queued already is moved. Returns how many came into the queue.
    """
    with library.step("") as writer:
        there = keys.of(writer.driver, ids)
        chosen = [paper_id for paper_id in dict.fromkeys(ids) if paper_id in there]
        new = mark(writer, chosen, "queued")
        asked = set(chosen)
        others = [row for row in _queued(writer) if row[0] not in asked]
        places = [place for _, place in others if place is not None]
        if first:
            start = min(places, default=1.0) - len(chosen)
            order = dict(zip(chosen, count(start), strict=False))
        else:
            unplaced = [paper_id for paper_id, place in others if place is None]
            start = max(places, default=0.0) + 1
            order = dict(zip([*unplaced, *chosen], count(start), strict=False))
        _place(writer, order)
        where = "first" if first else "last"
        writer.recorder.summarize(f"queued {named(writer, chosen)} {where}")
    return len(new)


def unqueue(library: Library, ids: Sequence[int]) -> int:
    """Those of the papers that were queued are in the inbox; returns how many."""
    with library.step("") as writer:
        waiting = {paper_id for paper_id, _ in _queued(writer)}
        gone = mark(writer, [i for i in ids if i in waiting], "inbox")
        writer.recorder.summarize(f"took {named(writer, gone)} out of the queue")
    return len(gone)


def move(library: Library, ids: Sequence[int], by: int) -> int:
    """The queued papers stand `by` places further down (up, if negative); how many moved?

    Each stays among the papers of its priority, and none overtakes another of them. Raises
    InputError where none is queued.
    """
    with library.step("") as writer:
        asked = set(ids)
        moved: list[int] = []
        while asked:
            paper_id = next(iter(asked))
            order = [row[0] for row in _queued(writer, like=paper_id)]
            here = asked.intersection(order)
            asked -= here or {paper_id}
            after = _shifted(order, here, by)
            if after != order:
                moved += [i for i in after if i in here and after.index(i) != order.index(i)]
                _place(writer, dict(zip(after, count(1.0), strict=False)))
        if not moved and not any(row[0] in set(ids) for row in _queued(writer)):
            raise InputError("Only a queued paper has a place in the queue.")
        way = "down" if by > 0 else "up"
        writer.recorder.summarize(f"moved {named(writer, moved)} {way} the queue")
    return len(moved)


def _shifted(order: Sequence[int], chosen: set[int], by: int) -> list[int]:
    """The order with the chosen ones `by` places on; at the end they queue up."""
    after = list(order)
    walk = range(len(order) - 1, -1, -1) if by > 0 else range(len(order))
    free = len(order) - 1 if by > 0 else 0
    for at in walk:
        if order[at] in chosen:
            to = min(at + by, free) if by > 0 else max(at + by, free)
            after.insert(to, after.pop(after.index(order[at])))
            free = to - 1 if by > 0 else to + 1
    return after


def _queued(writer: Writer, like: int | None = None) -> list[tuple[int, float | None]]:
    """The queued papers with their places, in order; only those of the priority of `like`."""
    sql = (
        "SELECT id, queue_position FROM paper WHERE status = 'queued' "
        "AND (?1 IS NULL OR priority = (SELECT priority FROM paper WHERE id = ?1)) "
        "ORDER BY queue_position IS NULL, queue_position, added_at, id"
    )
    return writer.driver.execute(sql, [like]).fetchall()


def _place(writer: Writer, order: dict[int, float]) -> None:
    before = dict(_queued(writer))
    moved = [(i, place) for i, place in order.items() if i in before and before[i] != place]
    rows = [(paper_id, place, writer.now) for paper_id, place in moved]
    writer.update_many(Paper, ("queue_position", "updated_at"), rows)
