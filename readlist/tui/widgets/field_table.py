"""Two descriptions of a paper side by side, field by field: one of each chosen, or both."""

from dataclasses import dataclass, replace

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from readlist.tui.theme.cells import fit
from readlist.tui.widgets.virtual_list import VirtualList

_LABEL = 12


@dataclass(frozen=True)
class FieldPair:
    """One field of both papers, printable."""

    name: str
    label: str
    left: str
    right: str
    side: int | None
    """0 for the left one, 1 for the right one, None for both together."""
    one_only: str = ""
    """Why both together cannot be had; empty where they can."""

    @property
    def differs(self) -> bool:
        """Do the two say something else?"""
        return self.left != self.right


class FieldTable(VirtualList):
    """The fields; `h` and `l` choose a side of the one at the cursor, `b` both together."""

    BINDINGS = [
        Binding("h,left", "choose(0)", "Left", id="fields.left", tooltip="Take the left one"),
        Binding("l,right", "choose(1)", "Right", id="fields.right", tooltip="Take the right one"),
        Binding("b", "both", "Both", id="fields.both",
                tooltip="Take both together, where a paper can have both"),
        Binding("H", "choose_all(0)", "All left", show=False, id="fields.all_left",
                tooltip="Take the left one wherever not both are taken"),
        Binding("L", "choose_all(1)", "All right", show=False, id="fields.all_right",
                tooltip="Take the right one wherever not both are taken"),
    ]  # fmt: skip

    COMPONENT_CLASSES = {
        "fields--line", "fields--cursor", "fields--muted", "fields--header", "fields--chosen",
    }  # fmt: skip

    DEFAULT_CSS = """
    FieldTable {
        height: auto;
        overflow: hidden scroll;
        scrollbar-size-vertical: 1;
        & > .fields--line { color: $foreground; background: $background; }
        & > .fields--cursor { background: $foreground 12%; color: $foreground; }
        & > .fields--muted { color: $muted; }
        & > .fields--header { color: $muted; text-style: bold; background: $background; }
        & > .fields--chosen { color: $text-success; text-style: bold; }
    }
    """

    HEADER_LINES = 1

    @dataclass
    class Changed(Message):
        """The cursor moved or a side was chosen."""

    @dataclass
    class Refused(Message):
        """Both together cannot be had."""

        why: str

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[FieldPair] = []

    @property
    def line_count(self) -> int:
        return len(self.fields)

    @property
    def current(self) -> FieldPair | None:
        """The field at the cursor."""
        return self.fields[self.cursor] if self.fields else None

    def show(self, fields: list[FieldPair]) -> None:
        """These fields are compared."""
        self.fields = fields
        self.styles.height = self.HEADER_LINES + len(fields)
        self.set_reactive(FieldTable.cursor, 0)
        self.lines_changed()
        self.post_message(self.Changed())

    def show_again(self, fields: list[FieldPair]) -> None:
        """The same papers are compared as they are now; what was chosen holds as far as it can."""
        chosen = {replace(f, side=None): f.side for f in self.fields}
        name = self.current.name if self.current else ""
        self.show([replace(f, side=chosen.get(replace(f, side=None), f.side)) for f in fields])
        lines = (line for line, field in enumerate(fields) if field.name == name)
        self.set_reactive(FieldTable.cursor, next(lines, 0))

    def cursor_moved(self) -> None:
        self.post_message(self.Changed())

    def action_choose(self, side: int) -> None:
        if self.fields:
            self._choose(self.cursor, side)

    def action_choose_all(self, side: int) -> None:
        for index, field in enumerate(self.fields):
            if field.side is not None:
                self._choose(index, side)

    def action_both(self) -> None:
        field = self.current
        if field is not None and field.one_only:
            self.post_message(self.Refused(field.one_only))
        elif field is not None:
            self._choose(self.cursor, None)

    def _choose(self, index: int, side: int | None) -> None:
        self.fields[index] = replace(self.fields[index], side=side)
        self.refresh()
        self.post_message(self.Changed())

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        field = self.fields[index]
        base = self.get_component_rich_style("fields--cursor" if at_cursor else "fields--line")

        def part(name: str) -> Style:
            return base + self.get_component_rich_style(f"fields--{name}", partial=True)

        segments = [Segment(fit(field.label, _LABEL), part("muted"))]
        for side, text in enumerate((field.left, field.right)):
            open_ = field.side is not None and field.differs
            chosen = field.side in (side, None)
            mark = "+" if field.side is None and field.differs and text else " "
            if open_:
                mark = "●" if chosen else "○"
            segments.append(Segment(f" {mark} ", part("chosen") if chosen else part("muted")))
            style = base if (chosen and text) or not open_ else part("muted")
            segments.append(Segment(fit(text or "–", _room(width)), style))
        return Strip(segments).adjust_cell_length(width, base)

    def draw_header(self, line: int, width: int) -> Strip:
        style = self.get_component_rich_style("fields--header")
        sides = "".join(f"   {fit(side, _room(width))}" for side in ("Left", "Right"))
        return Strip([Segment(" " * _LABEL + sides, style)]).adjust_cell_length(width, style)


def _room(width: int) -> int:
    """Cells of one side's text."""
    return max(4, (width - _LABEL - 6) // 2)
