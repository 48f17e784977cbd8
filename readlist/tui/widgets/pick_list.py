"""Papers to choose from, the likeliest first; those marked are told by shape and colour."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from readlist.storage.reader import Row
from readlist.text import printable
from readlist.tui.theme import marks
from readlist.tui.theme.cells import fit, people_of, title_of
from readlist.tui.widgets.virtual_list import VirtualList

_KEY = 28
_PEOPLE = 22


class PickList(VirtualList, can_focus=False):
    """The papers it was given; the line in which the user types keeps the focus."""

    COMPONENT_CLASSES = {"picks--line", "picks--cursor", "picks--muted", "picks--marked"}

    DEFAULT_CSS = """
    PickList {
        height: 1fr;
        overflow: hidden scroll;
        scrollbar-size-vertical: 1;
        & > .picks--line { color: $foreground; background: $background; }
        & > .picks--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
        & > .picks--muted { color: $muted; }
        & > .picks--marked { color: $text-warning; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._marked: dict[int, None] = {}
        self._key = self._people = 0
        """Cells of the longest key and the longest names."""

    @property
    def line_count(self) -> int:
        return len(self._rows)

    @property
    def current(self) -> int | None:
        """The paper at the cursor."""
        return self.current_row.id if self.current_row else None

    @property
    def current_row(self) -> Row | None:
        """What lists show of the paper at the cursor."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def marked(self) -> list[int]:
        """The marked papers, in the order they were marked in, listed now or not."""
        return list(self._marked)

    def show(self, rows: Sequence[Row]) -> None:
        """These papers are listed, the cursor on the likeliest."""
        self._rows = rows
        keys = (cell_len(printable(row.citation_key)) for row in rows)
        self._key = min(_KEY, max(keys, default=0))
        self._people = min(_PEOPLE, max((cell_len(people_of(row)) for row in rows), default=0))
        self.set_reactive(PickList.cursor, 0)
        self.lines_changed()

    def mark(self) -> None:
        """The paper at the cursor is marked, or no longer, and the cursor goes on."""
        if self.current is None:
            return
        if self.current in self._marked:
            del self._marked[self.current]
        else:
            self._marked[self.current] = None
        self._refresh_line(self.cursor)
        self.cursor += 1

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        row = self._rows[index]
        marked = row.id in self._marked
        base, part = self.line_styles("picks", at_cursor)

        people = self._people if width >= 90 else 0
        key = min(self._key, max(12, width // 3))
        title = width - key - 4 - (people + 2 if people else 0) - 6
        cells = [
            (marks.SELECTED if marked else " ", part("marked")),
            (fit(printable(row.citation_key), key), base),
            ("  " + fit(title_of(row), max(title, 0)), base),
            ("  " + fit(people_of(row), people) if people else "", part("muted")),
            (f"  {str(row.year or '')[:4]:>4} ", part("muted")),
        ]
        segments = [Segment(text, style) for text, style in cells if text]
        return Strip(segments).adjust_cell_length(width, base)
