"""The ways into the library: views with their digit keys, and the tags as a tree."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from readlist.text import printable
from readlist.tui.theme.cells import fit
from readlist.tui.widgets.virtual_list import VirtualList


class Way(NamedTuple):
    """One line of the sidebar."""

    label: str
    query: str | None
    """What it lists; None for a heading."""
    digit: str = ""
    """The key that opens it."""
    papers: int | None = None
    """How many it lists; None where nobody has counted."""
    depth: int = 0
    name: str = ""
    """What the head line calls it where the label is only the last part of that."""


class Sidebar(VirtualList):
    """The ways it was given, the one that is open marked."""

    BINDINGS = [
        Binding("enter,space", "open", "Open", show=False, id="sidebar.open",
                tooltip="List what is at the cursor"),
    ]  # fmt: skip

    ALWAYS_LIT = False
    """Is the cursor told apart without the focus, too?"""

    COMPONENT_CLASSES = {
        "ways--line", "ways--cursor", "ways--open", "ways--heading", "ways--muted",
    }  # fmt: skip

    DEFAULT_CSS = """
    Sidebar {
        overflow: hidden scroll;
        scrollbar-size-vertical: 1;
        & > .ways--line { color: $foreground; background: $background; }
        & > .ways--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
        & > .ways--open { color: $text-primary; text-style: bold; }
        & > .ways--heading { color: $muted; text-style: bold; }
        & > .ways--muted { color: $muted; }
    }
    """

    class Opened(Message):
        """The user wants to see this."""

        def __init__(self, way: Way) -> None:
            super().__init__()
            self.way = way

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ways: Sequence[Way] = ()
        self._open: str | None = None

    @property
    def line_count(self) -> int:
        return len(self._ways)

    def show(self, ways: Sequence[Way], open_query: str | None) -> None:
        """These ways are listed; the one whose query is listed is marked."""
        if (ways, open_query) != (self._ways, self._open):
            self._ways, self._open = ways, open_query
            self.lines_changed()

    def validate_cursor(self, index: int) -> int:
        """A heading is passed over in the direction of the move."""
        index = super().validate_cursor(index)
        step = -1 if index < self.cursor else 1
        for towards in (step, -step):
            at = index
            while 0 <= at < len(self._ways):
                if self._ways[at].query is not None:
                    return at
                at += towards
        return index

    def on_click(self, event: events.Click) -> None:
        index = self.line_at(event.y)
        if index is not None and self._ways[index].query is not None:
            self.post_message(self.Opened(self._ways[index]))

    def action_open(self) -> None:
        if self._ways and self._ways[self.cursor].query is not None:
            self.post_message(self.Opened(self._ways[self.cursor]))

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        way = self._ways[index]
        lit = at_cursor and (self.has_focus or self.ALWAYS_LIT)
        base, part = self.line_styles("ways", lit)

        if way.query is None:
            return Strip([Segment(fit(way.label, width), part("heading"))], width)
        count = "" if way.papers is None else f" {way.papers:,}"
        indent = "  " * way.depth
        room = max(0, width - 3 - len(count) - 1)
        label = fit(indent + printable(way.label), room)
        opened = way.query == self._open
        segments = [
            Segment(f" {way.digit or ('▸' if opened else ' ')} ", part("muted")),
            Segment(label, part("open") if opened else base),
            Segment(f"{count} ", part("muted")),
        ]
        return Strip(segments).adjust_cell_length(width, base)
