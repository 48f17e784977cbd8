"""Papers with the reason why each is here, the best first."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from readlist.storage.reader import Row
from readlist.text import printable
from readlist.tui.theme.cells import fit, people_of, title_of
from readlist.tui.theme.marks import STATUS_MARKS
from readlist.tui.widgets.virtual_list import VirtualList


class Ranked(NamedTuple):
    """One paper of the list."""

    row: Row
    why: str
    """In a few words, printable."""


class RankedList(VirtualList):
    """Two lines a paper: what it is, and below it who wrote it and why it is here."""

    COMPONENT_CLASSES = {"ranked--line", "ranked--cursor", "ranked--muted", "ranked--why"}

    DEFAULT_CSS = """
    RankedList {
        height: 1fr;
        overflow: hidden scroll;
        scrollbar-size-vertical: 1;
        & > .ranked--line { color: $foreground; background: $surface; }
        & > .ranked--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
        & > .ranked--muted { color: $muted; }
        & > .ranked--why { color: $text-accent; }
    }
    """

    lines_each = 2

    def __init__(self) -> None:
        super().__init__()
        self._papers: Sequence[Ranked] = ()

    @property
    def line_count(self) -> int:
        return len(self._papers)

    @property
    def current(self) -> Row | None:
        """The paper at the cursor."""
        return self._papers[self.cursor].row if self._papers else None

    def show(self, papers: Sequence[Ranked]) -> None:
        """These papers are listed."""
        self._papers = papers
        self.lines_changed()

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        row = self._papers[index].row
        base, part = self.line_styles("ranked", at_cursor)
        mark = STATUS_MARKS.get(row.status)
        year = str(row.year or "")[:4]
        segments = [
            Segment(f" {mark.symbol if mark else '!'} ", base),
            Segment(fit(title_of(row), max(0, width - 3 - 6)), base),
            Segment(f" {year:>4} ", part("muted")),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def draw_below(self, index: int, width: int, at_cursor: bool) -> Strip:
        row, why = self._papers[index]
        base, part = self.line_styles("ranked", at_cursor)
        who = people_of(row)
        room = max(0, width - len(why) - 6)
        people = f"{fit(who, min(room, 28)).rstrip()} · " if who and room > 8 else ""
        took = f" · you took: {printable(row.takeaway)}" if row.takeaway else ""
        left = width - cell_len(people) - 4
        segments = [
            Segment("   " + people, part("muted")),
            Segment(fit(why, min(cell_len(why), left)), part("why")),
            Segment(fit(took, left - cell_len(why)), part("muted")),
        ]
        return Strip(segments).adjust_cell_length(width, base)
