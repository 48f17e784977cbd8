"""Every change is a step that can be undone and redone, also after a restart.

A step lists the rows it touched. For rows that it added the journal keeps only where they
are; for rows that it changed or removed, how they were. Undoing swaps: the rows as they
are go into the journal, the rows of the journal into the tables. Redoing swaps again.
Steps are undone last first and redone first undone first, so a swap always meets the
rows that the step left behind.

Rows go between the tables and the journal as plain tuples, past SQLAlchemy: a step may
touch ten thousand of them.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table

from readlist.errors import NothingToUndo
from readlist.models import Citation, Fingerprint, JournalChange, JournalStep
from readlist.models import Table as Base
from readlist.storage.binding import batches, marks
from readlist.storage.fulltext import made_anew

NOT_JOURNALED = {
    table.__tablename__ for table in (JournalStep, JournalChange, Fingerprint, Citation)
}
"""The journal itself, what is derived from the papers, and what manuscripts say."""
KEPT_STEPS = 1000
"""The latest steps, which can be undone; older ones are forgotten."""
KEPT_SIZE = 64 << 20
"""Characters of images that the journal may hold. Above that the older half of it goes."""
_LARGE = 1 << 20
"""A step that writes as much is a reason to look at the journal's size at once."""
_SELDOM = 32
"""Else that is looked at once in so many steps: it means reading the whole journal."""
_PROMISES = frozenset({"key_pinned"})
"""Columns that undo leaves alone in rows that stay: a key once used stays pinned."""


def table_of(name: str) -> Table:
    """The table of that name."""
    return Base.metadata.tables[name]


class Step(NamedTuple):
    """One thing the user did, as the log shows it."""

    id: int
    at: str
    summary: str
    undone: bool


class Recorder:
    """Notes what one step changes; nothing is written to the journal if nothing changes."""

    def __init__(self, driver: sqlite3.Connection, summary: str, at: str) -> None:
        self._driver = driver
        self._summary = summary
        self._at = at
        self._step_id: int | None = None
        self._noted: dict[tuple[str, int], set[str]] = {}
        """Row -> the columns of it that undo brings back."""
        self._added: dict[str, list[tuple[int, int]]] = {}
        self._written = 0

    def summarize(self, summary: str) -> None:
        """The step's line in the log is `summary`."""
        self._summary = summary
        if self._step_id is not None:
            sql = "UPDATE journal_step SET summary = ? WHERE id = ?"
            self._driver.execute(sql, [summary, self._step_id])

    def added(self, table: Table, first_id: int, last_id: int) -> None:
        """The rows `first_id` to `last_id`, all of them new, are part of the step."""
        if table.name in NOT_JOURNALED:
            return
        ranges = self._added.setdefault(table.name, [])
        if ranges and ranges[-1][1] == first_id - 1:
            ranges[-1] = (ranges[-1][0], last_id)
        else:
            ranges.append((first_id, last_id))
        self._write([(table.name, first_id, last_id, "")])

    def before(
        self, table: Table, ids: Iterable[int], columns: Sequence[str] | None = None
    ) -> None:
        """The rows as they are now will be brought back by undo; call before changing them.

        Where only some `columns` are about to change, the journal keeps no more than those.
        """
        if table.name in NOT_JOURNALED:
            return
        names = table.columns.keys()
        names = names if columns is None else ["id", *columns]
        wanted = sorted(row_id for row_id in set(ids) if self._note(table.name, row_id, names))
        for batch in batches(wanted):
            rows = _rows(self._driver, table.name, names, batch)
            self._write(
                (table.name, run[0][0], run[-1][0], _dump(names, run)) for run in _runs(rows)
            )

    def close(self) -> None:
        """The step is complete; of the journal, what is too much is forgotten."""
        if self._step_id is not None:
            _prune(self._driver, self._step_id, thoroughly=self._written > _LARGE)

    def _note(self, table: str, row_id: int, columns: Sequence[str]) -> bool:
        """Is there anything in these columns that undo would not bring back yet?"""
        if any(first <= row_id <= last for first, last in self._added.get(table, ())):
            return False
        noted = self._noted.setdefault((table, row_id), set())
        before = len(noted)
        noted.update(columns)
        return len(noted) > before

    def _write(self, changes: Iterable[tuple[str, int, int, str]]) -> None:
        rows = [(self._step(), *change) for change in changes]
        self._written += sum(len(row[-1]) for row in rows)
        self._driver.executemany(
            "INSERT INTO journal_change (step_id, table_name, first_id, last_id, image) "
            "VALUES (?, ?, ?, ?, ?)",
            rows,
        )

    def _step(self) -> int:
        if self._step_id is None:
            # What had been undone can no longer be redone: the rows have moved on. Its place
            # is taken, so that the first number tells whether older steps were forgotten.
            (self._step_id,) = self._driver.execute(
                "SELECT COALESCE((SELECT min(id) FROM journal_step WHERE undone), "
                "(SELECT max(id) + 1 FROM journal_step), 1)"
            ).fetchone()
            self._driver.execute("DELETE FROM journal_step WHERE undone")
            self._driver.execute(
                "INSERT INTO journal_step (id, at, summary, undone) VALUES (?, ?, ?, 0)",
                [self._step_id, self._at, self._summary],
            )
        assert self._step_id is not None
        return self._step_id


def undo(driver: sqlite3.Connection) -> Step:
    """The last step is undone. Raises NothingToUndo."""
    sql = "SELECT id, at, summary, undone FROM journal_step WHERE NOT undone ORDER BY id DESC"
    row = driver.execute(f"{sql} LIMIT 1").fetchone()
    if row is None:
        (first,) = driver.execute("SELECT min(id) FROM journal_step").fetchone()
        forgotten = f" Older steps than the last {KEPT_STEPS:,} are not kept, nor very large ones."
        raise NothingToUndo(f"There is nothing to undo.{forgotten if (first or 1) > 1 else ''}")
    return _swap(driver, Step(*row), undone=True)


def redo(driver: sqlite3.Connection) -> Step:
    """The step undone last is done again. Raises NothingToUndo."""
    sql = "SELECT id, at, summary, undone FROM journal_step WHERE undone ORDER BY id LIMIT 1"
    row = driver.execute(sql).fetchone()
    if row is None:
        raise NothingToUndo("There is nothing to redo.")
    return _swap(driver, Step(*row), undone=False)


def _swap(driver: sqlite3.Connection, step: Step, *, undone: bool) -> Step:
    # Children may go in before their parents while the swap is under way.
    driver.execute("PRAGMA defer_foreign_keys = ON")
    order = "DESC" if undone else "ASC"
    sql = f"SELECT id FROM journal_change WHERE step_id = ? ORDER BY id {order}"  # noqa: S608
    with made_anew(driver, _indexed(driver, step)):
        for (change_id,) in driver.execute(sql, [step.id]).fetchall():
            _swap_change(driver, change_id)
    driver.execute("UPDATE journal_step SET undone = ? WHERE id = ?", [undone, step.id])
    return step._replace(undone=undone)


def _indexed(driver: sqlite3.Connection, step: Step) -> int:
    """About how many rows the step has of which the full-text index holds something.

    Of papers that were changed in a few columns only those whose key was one of them count.
    """
    (rows,) = driver.execute(
        "SELECT sum(last_id - first_id + 1) FROM journal_change WHERE step_id = ? "
        "AND (table_name IN ('paper_tag', 'note') OR table_name = 'paper' "
        """AND (image = '' OR instr(image, '"citation_key"')))""",
        [step.id],
    ).fetchone()
    return int(rows or 0)


def _swap_change(driver: sqlite3.Connection, change_id: int) -> None:
    name, first, last, image = driver.execute(
        "SELECT table_name, first_id, last_id, image FROM journal_change WHERE id = ?",
        [change_id],
    ).fetchone()
    stored: list[dict[str, Any]] = json.loads(image) if image else []
    names = list(stored[0]) if stored else table_of(name).columns.keys()
    sql = f"SELECT {', '.join(names)} FROM {name} WHERE id BETWEEN ? AND ? ORDER BY id"  # noqa: S608
    current = driver.execute(sql, [first, last]).fetchall()
    _restore(driver, name, names, current, stored)
    image = _dump(names, current)
    driver.execute("UPDATE journal_change SET image = ? WHERE id = ?", [image, change_id])


def _restore(
    driver: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    current: Sequence[tuple[Any, ...]],
    stored: Sequence[dict[str, Any]],
) -> None:
    """The rows `current` are as they were `stored`; only columns that differ are written.

    An untouched column wakes no trigger: only a change of its words brings a paper into the
    full-text index anew.
    """
    place = names.index("id")
    present = {row[place]: row for row in current}
    kept = {row["id"] for row in stored}
    gone = [(row_id,) for row_id in present if row_id not in kept]
    driver.executemany(f"DELETE FROM {table} WHERE id = ?", gone)  # noqa: S608
    new = [tuple(row[name] for name in names) for row in stored if row["id"] not in present]
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks(names)})"  # noqa: S608
    driver.executemany(sql, new)
    updates: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for row in stored:
        if row["id"] in present:
            pairs = zip(names, present[row["id"]], strict=True)
            changed = tuple(n for n, v in pairs if row[n] != v and n not in _PROMISES)
            values = (*(row[name] for name in changed), row["id"])
            updates.setdefault(changed, []).append(values)
    for changed, values_of_rows in updates.items():
        if changed:
            driver.executemany(update_sql(table, changed), values_of_rows)


def update_sql(table: str, columns: Sequence[str]) -> str:
    """The statement that sets the columns of the row whose ID is bound last."""
    return f"UPDATE {table} SET {', '.join(f'{c} = ?' for c in columns)} WHERE id = ?"  # noqa: S608


def next_id(driver: sqlite3.Connection, table: Table) -> int:
    """An ID above every one in the table; stable while the write lock is held.

    A row that an undone step took away may have had it: that step is forgotten as soon as
    another writes.
    """
    sql = f"SELECT COALESCE(max(id), 0) + 1 FROM {table.name}"  # noqa: S608
    return int(driver.execute(sql).fetchone()[0])


def _prune(driver: sqlite3.Connection, latest: int, *, thoroughly: bool) -> None:
    """Steps before the latest KEPT_STEPS are gone, and older ones where they take much room."""
    oldest = latest - KEPT_STEPS
    if thoroughly or latest % _SELDOM == 0:
        sizes = driver.execute(
            "SELECT step_id, sum(length(image)) FROM journal_change "
            "GROUP BY step_id ORDER BY step_id DESC"
        ).fetchall()
        if sum(size for _, size in sizes) > KEPT_SIZE:
            held = 0
            for step_id, size in sizes:
                held += size
                if held > KEPT_SIZE // 2 and step_id < latest:
                    oldest = max(oldest, step_id)
                    break
    driver.execute("DELETE FROM journal_step WHERE id <= ?", [oldest])


def _rows(
    driver: sqlite3.Connection, table: str, names: Sequence[str], ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    """These columns of the rows, `id` the first of them, by ID."""
    sql = (
        f"SELECT {', '.join(names)} FROM {table} "  # noqa: S608  (names from the models)
        f"WHERE id IN ({marks(ids)}) ORDER BY id"
    )
    return driver.execute(sql, ids).fetchall()


def _runs(rows: Sequence[tuple[Any, ...]]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """The rows in stretches whose IDs, first in each row, follow each other without a gap."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at][0] != rows[at - 1][0] + 1:
            yield rows[start:at]
            start = at


def _dump(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
    if not rows:
        return ""
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False)
