"""A list of any length that draws only the lines on screen."""

from collections.abc import Callable

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip


class VirtualList(ScrollView, can_focus=True, inherit_bindings=False):
    """Items with a cursor. A subclass says how many there are and draws a line at a time."""

    ALLOW_SELECT = False

    BINDINGS = [
        Binding("j,down", "move(1)", "Down", show=False, id="move.down", tooltip="Next line"),
        Binding("k,up", "move(-1)", "Up", show=False, id="move.up", tooltip="Previous line"),
        Binding("g,home", "go_first", "First", show=False, id="move.first", tooltip="First line"),
        Binding("G,end", "go_last", "Last", show=False, id="move.last", tooltip="Last line"),
        Binding("pagedown", "page(2)", "Page down", show=False, id="move.page_down",
                tooltip="One screen down"),
        Binding("pageup", "page(-2)", "Page up", show=False, id="move.page_up",
                tooltip="One screen up"),
        Binding("ctrl+d", "page(1)", "Half page down", show=False, id="move.half_down",
                tooltip="Half a screen down"),
        Binding("ctrl+u", "page(-1)", "Half page up", show=False, id="move.half_up",
                tooltip="Half a screen up"),
    ]  # fmt: skip

    class Clicked(Message):
        """The cursor stands where the mouse was clicked."""

    HEADER_LINES = 0
    """Lines at the top that stay while the rest scrolls."""
    lines_each = 1
    """Lines that an item takes."""

    cursor: reactive[int] = reactive(0, repaint=False)

    @property
    def line_count(self) -> int:
        """How many items there are below the header; most take one line."""
        raise NotImplementedError

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        """The item `index` in `width` cells; the first of its lines where it takes several."""
        raise NotImplementedError

    def draw_below(self, index: int, width: int, at_cursor: bool) -> Strip:
        """A further line of an item that takes several."""
        raise NotImplementedError

    def draw_header(self, line: int, width: int) -> Strip:
        """A line of the header in `width` cells."""
        raise NotImplementedError

    def line_styles(self, prefix: str, at_cursor: bool) -> tuple[Style, Callable[[str], Style]]:
        """How a line is drawn, and how a part of it is that has a style of its own.

        The component classes are `prefix--line`, `prefix--cursor` and one for each part. On
        the cursor's own colour the parts' could not be read, so there all are alike.
        """
        base = self.get_component_rich_style(f"{prefix}--{'cursor' if at_cursor else 'line'}")

        def part(name: str) -> Style:
            style = self.get_component_rich_style(f"{prefix}--{name}", partial=True)
            return base if at_cursor else base + style

        return base, part

    def lines_changed(self) -> None:
        """All lines are drawn anew, and the scroll bar knows how many there are."""
        self.count_lines()
        self.set_reactive(VirtualList.cursor, self.validate_cursor(self.cursor))
        self._reveal()
        self.refresh()

    def count_lines(self) -> None:
        """The scroll bar knows how many lines there are."""
        self.virtual_size = Size(0, self.line_count * self.lines_each + self.HEADER_LINES)

    def _on_screen(self) -> range:
        """The items of which something is on screen."""
        first = round(self.scroll_target_y) // self.lines_each
        return range(first, min(first + self._page + 1, self.line_count))

    def validate_cursor(self, index: int) -> int:
        return max(0, min(index, self.line_count - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        self._refresh_line(before)
        self._refresh_line(now)
        self._reveal()
        self.cursor_moved()

    def cursor_moved(self) -> None:
        """The cursor stands on another line; a subclass may tell."""

    def line_at(self, y: int) -> int | None:
        """The item under the y of a mouse event, if there is one."""
        index = (y - self.HEADER_LINES + round(self.scroll_y)) // self.lines_each
        return index if y >= self.HEADER_LINES and 0 <= index < self.line_count else None

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if y < self.HEADER_LINES:
            return self.draw_header(y, width)
        index, below = divmod(y - self.HEADER_LINES + self.scroll_offset.y, self.lines_each)
        if index >= self.line_count:
            return Strip.blank(width, self.rich_style)
        draw = self.draw_below if below else self.draw_line
        return draw(index, width, index == self.cursor)

    def on_resize(self, _event: events.Resize) -> None:
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        index = self.line_at(event.y)
        if index is not None:
            self.cursor = index
            self.post_message(self.Clicked())

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_go_first(self) -> None:
        self.cursor = 0

    def action_go_last(self) -> None:
        self.cursor = self.line_count - 1

    def action_page(self, halves: int) -> None:
        self.cursor += halves * max(1, self._page // 2)

    @property
    def _page(self) -> int:
        """Items that fit."""
        return max(1, (self.size.height - self.HEADER_LINES) // self.lines_each)

    def _reveal(self) -> None:
        """The item at the cursor is on screen, whole if it can be."""
        top = round(self.scroll_target_y)
        first = self.cursor * self.lines_each
        page = max(self.size.height - self.HEADER_LINES, self.lines_each)
        if first < top:
            top = first
        elif first + self.lines_each > top + page:
            top = first + self.lines_each - page
        else:
            return
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _refresh_line(self, index: int) -> None:
        y = index * self.lines_each + self.HEADER_LINES - self.scroll_offset.y
        self.refresh(Region(0, y, self.size.width, self.lines_each))
