"""Every change is a step that can be undone and redone, also after a restart.

A step lists the rows it touched. For a row that it added the journal keeps only where it
is; for a row that it changed or removed, how the row was. Undoing swaps: the rows as they
are go into the journal, the rows of the journal into the tables. Redoing swaps again.
Steps are undone last first and redone first undone first, so a swap always meets the
rows that the step left behind.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from readlist.errors import NothingToUndo
from readlist.models import Citation, Fingerprint, JournalChange, JournalStep, Word
from readlist.models import Table as Base

_STEPS: Table = JournalStep.__table__  # type: ignore[attr-defined]
_CHANGES: Table = JournalChange.__table__  # type: ignore[attr-defined]
NOT_JOURNALED = {
    table.__tablename__ for table in (JournalStep, JournalChange, Fingerprint, Word, Citation)
}
"""The journal itself, what is derived from the papers, and what manuscripts say."""


def table_of(name: str) -> Table:
    """The table of that name."""
    return Base.metadata.tables[name]


_PROMISES = frozenset({"key_pinned"})
"""Columns that undo leaves alone in rows that stay: a key once used stays pinned."""


class Step(NamedTuple):
    """One thing the user did, as the log shows it."""

    id: int
    at: str
    summary: str
    undone: bool


class Recorder:
    """Notes what one step changes; nothing is written to the journal if nothing changes."""

    def __init__(self, connection: Connection, summary: str, at: str) -> None:
        self._connection = connection
        self._summary = summary
        self._at = at
        self._step_id: int | None = None
        self._noted: set[tuple[str, int]] = set()
        self._added: dict[str, list[tuple[int, int]]] = {}

    def summarize(self, summary: str) -> None:
        """The step's line in the log is `summary`."""
        self._summary = summary
        if self._step_id is not None:
            self._connection.execute(
                update(_STEPS).where(_STEPS.c.id == self._step_id).values(summary=summary)
            )

    def added(self, table: Table, first_id: int, last_id: int) -> None:
        """The rows `first_id` to `last_id`, all of them new, are part of the step."""
        if table.name in NOT_JOURNALED:
            return
        ranges = self._added.setdefault(table.name, [])
        ranges.append((first_id, last_id))
        self._write(table.name, first_id, last_id, [])

    def before(self, table: Table, ids: Iterable[int]) -> None:
        """The rows as they are now will be brought back by undo; call before changing them."""
        if table.name in NOT_JOURNALED:
            return
        ranges = self._added.get(table.name, [])
        wanted = [
            row_id
            for row_id in ids
            if (table.name, row_id) not in self._noted
            and not any(first <= row_id <= last for first, last in ranges)
        ]
        for row in _rows(self._connection, table, wanted):
            self._noted.add((table.name, row["id"]))
            self._write(table.name, row["id"], row["id"], [row])

    def _write(
        self, table: str, first_id: int, last_id: int, image: Sequence[Mapping[str, Any]]
    ) -> None:
        if self._step_id is None:
            # What had been undone can no longer be redone: the rows have moved on.
            self._connection.execute(delete(_STEPS).where(_STEPS.c.undone))
            self._step_id = self._connection.execute(
                insert(_STEPS).values(at=self._at, summary=self._summary, undone=False)
            ).inserted_primary_key[0]  # type: ignore[index]
        self._connection.execute(
            insert(_CHANGES).values(
                step_id=self._step_id,
                table_name=table,
                first_id=first_id,
                last_id=last_id,
                image=_dump(image),
            )
        )


def undo(connection: Connection) -> tuple[Step, set[int]]:
    """The last step is undone; returns it and the IDs of the papers it touched."""
    row = connection.execute(
        select(_STEPS).where(~_STEPS.c.undone).order_by(_STEPS.c.id.desc()).limit(1)
    ).first()
    if row is None:
        raise NothingToUndo("There is nothing to undo.")
    return _swap(connection, Step(*row), undone=True)


def redo(connection: Connection) -> tuple[Step, set[int]]:
    """The step undone last is done again; returns it and the IDs of the papers it touched."""
    row = connection.execute(
        select(_STEPS).where(_STEPS.c.undone).order_by(_STEPS.c.id).limit(1)
    ).first()
    if row is None:
        raise NothingToUndo("There is nothing to redo.")
    return _swap(connection, Step(*row), undone=False)


def _swap(connection: Connection, step: Step, *, undone: bool) -> tuple[Step, set[int]]:
    # Children may go in before their parents while the swap is under way.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    papers: set[int] = set()
    order = _CHANGES.c.id.desc() if undone else _CHANGES.c.id
    ids = connection.scalars(
        select(_CHANGES.c.id).where(_CHANGES.c.step_id == step.id).order_by(order)
    ).all()
    for change_id in ids:
        change = connection.execute(select(_CHANGES).where(_CHANGES.c.id == change_id)).one()
        table = table_of(change.table_name)
        within = table.c.id.between(change.first_id, change.last_id)
        current = [dict(row) for row in connection.execute(select(table).where(within)).mappings()]
        stored = json.loads(change.image) if change.image else []
        _restore(connection, table, current, stored)
        connection.execute(
            update(_CHANGES).where(_CHANGES.c.id == change_id).values(image=_dump(current))
        )
        column = "id" if table.name == "paper" else "paper_id"
        papers.update(row[column] for row in (*current, *stored) if column in row)
    connection.execute(update(_STEPS).where(_STEPS.c.id == step.id).values(undone=undone))
    return step._replace(undone=undone), papers


def _restore(
    connection: Connection,
    table: Table,
    current: Sequence[Mapping[str, Any]],
    stored: Sequence[Mapping[str, Any]],
) -> None:
    present = {row["id"] for row in current}
    kept = {row["id"] for row in stored}
    gone = sorted(present - kept)
    for start in range(0, len(gone), 500):
        connection.execute(delete(table).where(table.c.id.in_(gone[start : start + 500])))
    new = [row for row in stored if row["id"] not in present]
    if new:
        connection.execute(insert(table), new)
    for row in stored:
        if row["id"] in present:
            values = {name: value for name, value in row.items() if name not in _PROMISES}
            connection.execute(update(table).where(table.c.id == row["id"]).values(**values))


def next_id(connection: Connection, table: Table) -> int:
    """An ID above every one in the table; stable while the write lock is held.

    Rows that an undone step took away may come back under their old IDs, so those count too.
    """
    highest = connection.scalar(select(func.max(table.c.id))) or 0
    parked = connection.scalar(
        select(func.max(_CHANGES.c.last_id)).where(_CHANGES.c.table_name == table.name)
    )
    return max(highest, parked or 0) + 1


def _rows(connection: Connection, table: Table, ids: Sequence[int]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for start in range(0, len(ids), 500):
        query = select(table).where(table.c.id.in_(ids[start : start + 500]))
        found += [dict(row) for row in connection.execute(query).mappings()]
    return found


def _dump(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps([dict(row) for row in rows], ensure_ascii=False) if rows else ""
