"""The papers in their order, however many: rows are fetched a page at a time as they are seen."""

from array import array
from collections.abc import Sequence
from contextlib import AbstractContextManager
from textwrap import wrap
from typing import Any

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from readlist.storage.reader import Row
from readlist.tui.theme.cells import fit
from readlist.tui.widgets.columns import GAP, GUTTER
from readlist.tui.widgets.paper_lines import PaperLines
from readlist.tui.widgets.row_pages import Fetch, RowPages, Wish


class PaperList(PaperLines):
    """The papers that the screen gave it by their IDs."""

    BINDINGS = [
        Binding("enter", "open", "Details", show=False, id="move.open",
                tooltip="Read the paper's details"),
        Binding("space", "toggle_selected", "Select", show=False, id="select.toggle",
                tooltip="Select the paper, or not, and go on to the next"),
        Binding("v", "toggle_range", "Select a range", show=False, id="select.range",
                tooltip="Select from here to wherever the cursor goes; again: up to here"),
        Binding("A,V", "toggle_all", "Select all", show=False, id="select.all",
                tooltip="Select all that is shown, or nothing"),
    ]  # fmt: skip

    virtual_size = reactive(Size(0, 0), repaint=False)
    # Its bar is always there, so that more lines or fewer ask for no layout, which would draw
    # the whole list once more.

    class Highlighted(Message):
        """The cursor stands on this paper, or on none."""

        def __init__(self, paper_id: int | None) -> None:
            super().__init__()
            self.paper_id = paper_id

    class Opened(Message):
        """The user wants to see this paper closer."""

        def __init__(self, paper_id: int) -> None:
            super().__init__()
            self.paper_id = paper_id

    class SelectionChanged(Message):
        """So many papers are selected."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    class OrderWanted(Message):
        """The user wants the papers in the order of this name."""

        def __init__(self, order: str) -> None:
            super().__init__()
            self.order = order

    class RowsWanted(Message):
        """Lines on screen are awaited: `wish` says which, and `take` takes them."""

    def __init__(self, fetch: Fetch, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._pages = RowPages(self._met)
        self._wishing = False
        """Has somebody been told that lines are awaited?"""
        self._selected: set[int] = set()
        self._anchor: int | None = None
        """The line from which a range goes to the cursor, while one does."""
        self._told: int | None = None
        self.whole = True
        """Are these all papers of the query, not its first ones only?"""
        self.nothing = ""
        """What stands in the place of the lines while there are none."""

    @property
    def line_count(self) -> int:
        return len(self.ids)

    @property
    def ids(self) -> "array[int]":
        """The papers in the list, in its order."""
        return self._pages.ids

    @property
    def current(self) -> int | None:
        """The paper at the cursor."""
        return self.ids[self.cursor] if self.ids else None

    @property
    def current_row(self) -> Row | None:
        """What the list shows of the paper at the cursor, or will show of it."""
        if not self.ids:
            return None
        return self.row(self.cursor) or next(iter(self.rows([self.ids[self.cursor]])), None)

    @property
    def selected(self) -> list[int]:
        """The selected papers, in the list's order."""
        chosen = self._chosen()
        return [i for i in self.ids if i in chosen] if chosen else []

    @property
    def selected_count(self) -> int:
        """How many papers are selected."""
        if not self._selected:
            return len(self._range)
        return len(self.selected)

    @property
    def _range(self) -> range:
        """The lines of the range that follows the cursor."""
        if self._anchor is None:
            return range(0)
        return range(min(self._anchor, self.cursor), max(self._anchor, self.cursor) + 1)

    def _chosen(self) -> set[int]:
        lines = self._range
        return self._selected.union(self.ids[lines.start : lines.stop]) if lines else self._selected

    def show(self, ids: "array[int]", *, whole: bool = True, line: int | None = None) -> None:
        """These papers are listed, as they are now; there are more to come unless `whole`.

        The cursor stays on its paper. If that is gone, it goes to `line`, or stays on its line.
        What is not listed any more is not selected either.
        """
        self._end_range()
        self.whole = whole
        current = self.current
        self._pages.begin(ids)
        if current is not None and current in ids:
            line = ids.index(current)
        self.set_reactive(
            PaperList.cursor, self.validate_cursor(self.cursor if line is None else line)
        )
        if self._selected and whole:
            self._select(self._selected & set(ids))
        if ids:
            self.row(self.cursor)  # what its page has decides on the columns of all lines
        self.lines_changed()
        self._told = None
        self.cursor_moved()

    def complete(self, ids: "array[int]") -> None:
        """These are all papers of the query; what is on screen and stays is not drawn again."""
        lines = self._on_screen()
        end = max(lines.stop, self.cursor + 1)
        stays = ids[lines.start : end] == self.ids[lines.start : end]
        # A range is lines until it ends, and above the screen they may have become others.
        if not ids or not stays or self._anchor is not None:
            self.show(ids)
            return
        self._pages.go_on(ids)
        self.whole = True
        if self._selected:
            self._select(self._selected & set(ids))
        self.count_lines()

    def expect(self, ids: Sequence[int], **values: Any) -> None:
        """The papers say so until they are read anew: a deed shows before it is written."""
        chosen = set(ids)
        self._pages.replace(chosen, **values)
        for line in self._on_screen():
            if self.ids[line] in chosen:
                self._refresh_line(line)

    def renew(self) -> bool:
        """The lines on screen say what their papers are now. False if one has vanished."""
        lines = self._on_screen()
        if not lines:
            return False
        if self._pages.promptness.at_once:
            before = [self.row(line) for line in lines]
            self._pages.forget()
            now = [self.row(line) for line in lines]
            if None in now:
                return False
            for line, old, new in zip(lines, before, now, strict=True):
                if old != new:
                    self._refresh_line(line)
        else:
            self._pages.want(lines)
            self._wish()
        self._told = None
        self.cursor_moved()
        return True

    def watch_virtual_size(self, size: Size) -> None:
        self.vertical_scrollbar.window_virtual_size = size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def reload(self) -> None:
        """The rows are fetched anew; the order stays."""
        self.show(self.ids, whole=self.whole)

    def row(self, index: int) -> Row | None:
        """The paper on a line; None if it is awaited, or has vanished since the list was made."""
        row = self._pages.row(index)
        if row is None and self._pages.is_awaited(index):
            self._wish()
        return row

    def _met(self, ids: Sequence[int]) -> list[Row]:
        rows = self._fetch(ids)
        self._look(rows)
        return rows

    def is_awaited(self, index: int) -> bool:
        return self._pages.is_awaited(index)

    def _wish(self) -> None:
        if not self._wishing:
            self._wishing = True
            self.post_message(self.RowsWanted())

    def wish(self) -> Wish | None:
        """The next page of which lines are on screen and awaited, if there is one."""
        wish = self._pages.wish(self._on_screen())
        self._wishing = wish is not None
        return wish

    def take(self, wish: Wish, rows: Sequence[Row]) -> None:
        """The lines say what was read."""
        if self._pages.take(wish, rows):
            self._look(rows)
            self.refresh()

    def measured(self) -> AbstractContextManager[None]:
        """What is read inside says whether the next lines are read at once."""
        return self._pages.promptness.measured()

    def show_columns(self, names: Sequence[str], *, comfortable: bool) -> None:
        super().show_columns(names, comfortable=comfortable)
        self._look(self._pages.known())

    def is_selected(self, index: int) -> bool:
        return self.ids[index] in self._selected or index in self._range

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """What lists show of these papers."""
        return self._fetch(ids)

    def clear_selection(self) -> bool:
        """Nothing is selected; was there anything?"""
        had = bool(self._chosen())
        self._anchor = None
        self._select(set())
        self.refresh()
        return had

    def cursor_moved(self) -> None:
        if self._anchor is not None:
            self.refresh()
            self.post_message(self.SelectionChanged(self.selected_count))
        if self.current != self._told or self.current is None:
            self._told = self.current
            self.post_message(self.Highlighted(self.current))

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def action_toggle_selected(self) -> None:
        if self.current is not None:
            self._end_range()
            self._select(self._selected ^ {self.current})
            self._refresh_line(self.cursor)
            self.cursor += 1

    def action_toggle_range(self) -> None:
        if self._anchor is not None:
            self._end_range()
        elif self.ids:
            self._anchor = self.cursor
            self._refresh_line(self.cursor)
            self.post_message(self.SelectionChanged(self.selected_count))

    def action_toggle_all(self) -> None:
        self._end_range()
        every = set(self.ids)
        self._select(set() if self._selected == every else every)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        if event.y < self.HEADER_LINES:
            self._order_by(event.x)
        elif event.chain == 2 and self.line_at(event.y) is not None:
            self.action_open()

    def _order_by(self, x: int) -> None:
        for label, start, order in self._header(self.scrollable_content_region.width):
            if order and start <= x < start + len(label) + len(GAP):
                self.post_message(self.OrderWanted(order))

    def render_line(self, y: int) -> Strip:
        line = y - self.HEADER_LINES - 1
        if self.ids or line < 0:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        lines = wrap(self.nothing, max(1, width - GUTTER - 1)) + [""] * line
        style = self.get_component_rich_style("papers--line") + self._part("muted")
        return Strip([Segment(fit(" " * GUTTER + lines[line], width), style)], width)

    def _end_range(self) -> None:
        """What the range covers is selected, and the cursor moves without it."""
        chosen, self._anchor = self._chosen(), None
        self._select(chosen)

    def _select(self, ids: set[int]) -> None:
        if ids != self._selected:
            self._selected = ids
            self.post_message(self.SelectionChanged(len(ids)))
