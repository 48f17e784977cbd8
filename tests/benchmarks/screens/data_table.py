"""`python -m tests.benchmarks.screens.data_table LIBRARY`: Textual's DataTable on the same rows.

As its users do it: every row is loaded, a filter clears the table and adds the rows that match,
a new status is written into its cell.
"""

import asyncio
import sys
import time
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable

from readlist.library.library import Library
from readlist.storage.reader import Row
from tests.benchmarks.screens.repaints import HELD, SIZE, TYPED, Stopwatch

FILTERED = 3
"""Keys typed: each takes seconds."""
SCROLLED = 30


class Table(App[None]):
    """The papers in a DataTable."""

    BINDINGS: ClassVar = [("f", "narrow", "Filter"), ("s", "change", "Status"),
                          ("G", "end", "End"), ("g", "home", "Home")]  # fmt: skip

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows
        self.typed = ""

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        self.table.add_columns("", "Title", "Authors", "Year", "Tags")
        self._fill(self.rows)

    @property
    def table(self) -> "DataTable[Text | str]":
        """The table."""
        return self.query_one(DataTable)

    def _fill(self, rows: list[Row]) -> None:
        for r in rows:
            cells = (Text(r.status), Text(r.title), Text(r.authors), str(r.year), Text(r.tags))
            self.table.add_row(*cells, key=str(r.id))

    def action_narrow(self) -> None:
        self.typed += "mar"[len(self.typed)]
        self.table.clear()
        self._fill([r for r in self.rows if self.typed in r.title.casefold()])

    def action_change(self) -> None:
        place = self.table.cursor_coordinate._replace(column=0)
        before = str(self.table.get_cell_at(place))
        self.table.update_cell_at(place, Text("inbox" if before == "queued" else "queued"))

    def action_end(self) -> None:
        self.table.move_cursor(row=self.table.row_count - 1, animate=False)

    def action_home(self) -> None:
        self.table.move_cursor(row=0, animate=False)


async def main(path: Path) -> None:
    """The gestures of the reading list, those that take seconds only a few times."""
    reader = Library(path).reader()
    rows = reader.rows(reader.ids("", today="2026-11-20"))
    reader.close()
    app = Table(rows)
    watch = Stopwatch(app)
    start = time.perf_counter(), time.thread_time()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        spent = time.perf_counter() - start[0], time.thread_time() - start[1]
        watch.taken["first screen"].append(spent)
        for _ in range(SCROLLED):
            await watch.press("j held", "down", lambda: True, HELD)
        for _ in range(SCROLLED):
            await watch.press("page down", "pagedown", lambda: True, HELD)
        for _ in range(SCROLLED // 4):
            await watch.press("G and g", "G", lambda: True, TYPED)
            await watch.press("G and g", "g", lambda: True, TYPED)
        for _ in range(SCROLLED):
            await watch.press("status", "s", lambda: True, TYPED)
        for _ in range(FILTERED):
            await watch.press("filter", "f", lambda: True, TYPED)
    watch.tell()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
