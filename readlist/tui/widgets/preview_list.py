"""What an import would do, block by block, however many there are, and what is decided of it."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from readlist.text import printable
from readlist.tui.theme.cells import fit
from readlist.tui.theme.marks import OUTCOMES, SELECTED
from readlist.tui.widgets.virtual_list import VirtualList


class PreviewLine(NamedTuple):
    """One block, or something to tell."""

    outcome: str
    """One of OUTCOMES."""
    title: str
    detail: str
    number: int | None = None
    """The block's number; None where there is nothing to decide."""


class Lines(Protocol):
    """What is listed."""

    def __len__(self) -> int: ...

    def line(self, index: int) -> PreviewLine:
        """What stands on a line."""

    def number(self, index: int) -> int | None:
        """The number of the block on a line, if it is one."""

    def is_open(self, number: int) -> bool:
        """Can anything be decided about the block?"""

    @property
    def numbers(self) -> Sequence[int]:
        """The blocks about which something can be decided, in the order of the lines."""


class PreviewList(VirtualList):
    """The lines of a plan; those marked are decided about together."""

    BINDINGS = [
        Binding("enter", "accept", "Import", id="import.accept", tooltip="Write what is shown"),
        Binding("space", "mark", "Mark", id="import.mark",
                tooltip="Mark the paper, or not, and go on to the next"),
        Binding("A", "mark_all", "Mark all", show=False, id="import.mark_all",
                tooltip="Mark all papers, or none"),
        Binding("d", "decide('leave_out')", "Leave out", id="import.leave_out",
                tooltip="Do not write it; again: do"),
        Binding("m", "decide('same')", "The same", id="import.same",
                tooltip="A paper to review is the one it is like; again: the next one it is like"),
        Binding("a", "decide('apart')", "Another", id="import.apart",
                tooltip="It is another paper than the one it is like"),
        Binding("s", "decide('later')", "Later", id="import.later",
                tooltip="Decide later what it is: as readlist proposes"),
        Binding("e", "ask('title')", "Title", id="import.title", tooltip="Mend the title"),
        Binding("R", "ask('status')", "Status", id="import.status",
                tooltip="The reading status that all new papers get, or those marked"),
        Binding("t", "ask('tags')", "Tags", id="import.tags",
                tooltip="The tags that all new papers get, or those marked"),
    ]  # fmt: skip

    COMPONENT_CLASSES = {"preview--line", "preview--cursor", "preview--muted", "preview--marked",
                         *(f"preview--{outcome}" for outcome in OUTCOMES)}  # fmt: skip

    class Accepted(Message):
        """The user agrees."""

    class Moved(Message):
        """The cursor stands on another line."""

    class MarkChanged(Message):
        """Others are marked now."""

    class Decided(Message):
        """Something was decided about these blocks."""

        def __init__(self, how: str, numbers: list[int]) -> None:
            super().__init__()
            self.how = how
            self.numbers = numbers

    class Asked(Message):
        """The user wants to be asked about these blocks; without any, about all new ones."""

        def __init__(self, what: str, numbers: list[int]) -> None:
            super().__init__()
            self.what = what
            self.numbers = numbers

    def __init__(self) -> None:
        super().__init__()
        self.plan: Lines | None = None
        self._marked: set[int] = set()

    @property
    def line_count(self) -> int:
        return len(self.plan) if self.plan else 0

    @property
    def current(self) -> int | None:
        """The number of the block at the cursor."""
        return self.plan.number(self.cursor) if self.plan else None

    @property
    def marked(self) -> list[int]:
        """The marked blocks, in the order of the lines."""
        return [n for n in self.plan.numbers if n in self._marked] if self.plan else []

    def show(self, plan: Lines) -> None:
        """The plan is listed, from its beginning."""
        self.plan = plan
        self._marked.clear()
        self.set_reactive(PreviewList.cursor, 0)
        self.scroll_home(animate=False)
        self.lines_changed()
        self.cursor_moved()

    def unmark(self) -> bool:
        """Nothing is marked; was there anything?"""
        had = bool(self._marked)
        self._marked.clear()
        if had:
            self.refresh()
            self.post_message(self.MarkChanged())
        return had

    def cursor_moved(self) -> None:
        self.post_message(self.Moved())

    def action_accept(self) -> None:
        self.post_message(self.Accepted())

    def action_mark(self) -> None:
        number = self.current
        if self.plan is not None and number is not None and self.plan.is_open(number):
            self._marked ^= {number}
            self.post_message(self.MarkChanged())
        self._refresh_line(self.cursor)
        self.cursor += 1

    def action_mark_all(self) -> None:
        every = set(self.plan.numbers) if self.plan else set()
        self._marked = set() if self._marked == every else every
        self.refresh()
        self.post_message(self.MarkChanged())

    def action_decide(self, how: str) -> None:
        marked = self.marked
        numbers = marked or ([] if self.current is None else [self.current])
        self.post_message(self.Decided(how, numbers))
        if not marked:
            self.cursor += 1

    def action_ask(self, what: str) -> None:
        self.post_message(self.Asked(what, self.marked))

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        assert self.plan is not None
        line = self.plan.line(index)
        base, part = self.line_styles("preview", at_cursor)
        marked = line.number in self._marked
        room = max(8, width - 12)
        detail = min(len(line.detail) and len(line.detail) + 2, room // 2)
        struck = Style(strike=True) if line.outcome == "left_out" else Style()
        segments = [
            Segment(SELECTED if marked else " ", part("marked") if marked else base),
            Segment(f"{OUTCOMES[line.outcome]:<10} ", part(line.outcome)),
            Segment(
                fit(printable(line.title), room - detail),
                (part("muted") + struck) if line.outcome == "left_out" else base,
            ),
            Segment(fit("  " + printable(line.detail), detail), part("muted")),
        ]
        return Strip(segments).adjust_cell_length(width, base)
