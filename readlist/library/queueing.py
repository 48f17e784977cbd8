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


def move(library: Library, paper_id: int, by: int) -> bool:
    """The queued paper stands `by` places further down (up, if negative); did it move?

    It stays among the papers of its priority. Raises InputError for one that is not queued.
    """
    with library.step("") as writer:
        order = [row[0] for row in _queued(writer, like=paper_id)]
        if paper_id not in order:
            raise InputError("Only a queued paper has a place in the queue.")
        at = order.index(paper_id)
        to = min(max(at + by, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        if to != at:
            _place(writer, dict(zip(order, count(1.0), strict=False)))
        way = "down" if to > at else "up"
        writer.recorder.summarize(f"moved {named(writer, [paper_id])} {way} the queue")
    return to != at


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
