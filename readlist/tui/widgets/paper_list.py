"""The papers in their order, however many: rows are fetched a page at a time as they are seen."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from readlist.storage.reader import Row
from readlist.tui.theme import marks
from readlist.tui.theme.cells import fit, fit_words, people_of, tags_of, title_of
from readlist.tui.theme.lit import spans
from readlist.tui.widgets.virtual_list import VirtualList

PAGE = 100
"""Rows fetched at once."""
PAGES = 12
"""Pages kept: enough for every screen and a scroll back."""

Fetch = Callable[[Sequence[int]], list[Row]]


class PaperList(VirtualList):
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

    COMPONENT_CLASSES = {
        "papers--line",
        "papers--header", "papers--cursor", "papers--cursor-blurred", "papers--selected",
        "papers--muted", "papers--stub", "papers--star", "papers--tag", "papers--incomplete",
        "papers--lit",
        *(f"papers--{status}" for status in marks.STATUS_MARKS),
    }  # fmt: skip

    HEADER_LINES = 1

    @dataclass
    class Highlighted(Message):
        """The cursor stands on this paper, or on none."""

        paper_id: int | None

    @dataclass
    class Opened(Message):
        """The user wants to see this paper closer."""

        paper_id: int

    @dataclass
    class SelectionChanged(Message):
        """So many papers are selected."""

        count: int

    def __init__(self, fetch: Fetch, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._pages: dict[int, dict[int, Row]] = {}
        self._selected: set[int] = set()
        self._anchor: int | None = None
        """The line from which a range goes to the cursor, while one does."""
        self._told: int | None = None
        self.whole = True
        """Are these all papers of the query, not its first ones only?"""
        self.lit: frozenset[str] = frozenset()
        """Folded words that stand out in titles and names."""
        self.nothing = ""
        """What stands in the place of the lines while there are none."""
        self.with_tags = True
        """Is there a column for tags? Without any tag its room is the title's."""

    @property
    def line_count(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> "array[int]":
        """The papers in the list, in its order."""
        return self._ids

    @property
    def current(self) -> int | None:
        """The paper at the cursor."""
        return self._ids[self.cursor] if self._ids else None

    @property
    def current_row(self) -> Row | None:
        """What the list shows of the paper at the cursor."""
        return self.row(self.cursor) if self._ids else None

    @property
    def selected(self) -> list[int]:
        """The selected papers, in the list's order."""
        chosen = self._chosen()
        return [i for i in self._ids if i in chosen] if chosen else []

    @property
    def selected_count(self) -> int:
        """How many papers are selected."""
        if not self._selected:
            return len(self._range)
        return len(self._chosen())

    @property
    def _range(self) -> range:
        """The lines of the range that follows the cursor."""
        if self._anchor is None:
            return range(0)
        return range(min(self._anchor, self.cursor), max(self._anchor, self.cursor) + 1)

    def _chosen(self) -> set[int]:
        lines = self._range
        return (
            self._selected.union(self._ids[lines.start : lines.stop]) if lines else self._selected
        )

    def show(self, ids: "array[int]", *, whole: bool = True, line: int | None = None) -> None:
        """These papers are listed, as they are now; there are more to come unless `whole`.

        The cursor stays on its paper. If that is gone, it goes to `line`, or stays on its line.
        What is not listed any more is not selected either.
        """
        self._end_range()
        self.whole = whole
        current = self.current
        self._ids = ids
        self._pages.clear()
        if current is not None and current in ids:
            line = ids.index(current)
        self.set_reactive(
            PaperList.cursor, self.validate_cursor(self.cursor if line is None else line)
        )
        if self._selected and whole:
            self._select(self._selected & set(ids))
        self.lines_changed()
        self._told = None
        self.cursor_moved()

    def reload(self) -> None:
        """The rows are fetched anew; the order stays."""
        self.show(self._ids, whole=self.whole)

    def row(self, index: int) -> Row | None:
        """The paper on a line, or None if it has vanished since the list was made."""
        number = index // PAGE
        page = self._pages.pop(number, None)
        if page is None:
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {row.id: row for row in self._fetch(ids)}
            while len(self._pages) >= PAGES:
                del self._pages[next(iter(self._pages))]
        self._pages[number] = page
        return page.get(self._ids[index])

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
        elif self._ids:
            self._anchor = self.cursor
            self._refresh_line(self.cursor)
            self.post_message(self.SelectionChanged(self.selected_count))

    def action_toggle_all(self) -> None:
        self._end_range()
        every = set(self._ids)
        self._select(set() if self._selected == every else every)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2 and self.line_at(event.y) is not None:
            self.action_open()

    def draw_header(self, line: int, width: int) -> Strip:
        title, people, tags = self._widths(width)
        text = " " * 5 + fit("Title", title)
        text += "  " + fit("Authors", people) if people else ""
        text += "  Year"
        text += "  " + fit("Tags", tags) if tags else ""
        style = self.get_component_rich_style("papers--header")
        return Strip([Segment(fit(text, width), style)], width)

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        paper_id = self._ids[index]
        selected = paper_id in self._selected or index in self._range
        base = self._line_style(at_cursor, selected)
        row = self.row(index)
        if row is None:
            return Strip([Segment(fit("     (deleted)", width), base + self._part("muted"))], width)
        title, people, tags = self._widths(width)
        mark = marks.STATUS_MARKS.get(row.status)
        stub = not row.title
        cells = [
            (marks.SELECTED if selected else " ", "star" if selected else ""),
            (mark.symbol if mark else "!", row.status if mark else ""),
            (" ", ""),
            (marks.STAR if row.starred else marks.PRIORITY_MARKS.get(row.priority, " "), "star"),
            (" ", ""),
            (fit(title_of(row), title), "stub" if stub else self._title_part(row)),
        ]
        if people:
            who = people_of(row)
            cells.append(("  " + fit(who or "–", people), "" if who and row.authors else "muted"))
        year = str(row.year) if row.year else "–"
        cells.append((f"  {year[:4]:>4}", "" if row.year else "muted"))
        if tags:
            cells.append(("  " + fit_words(tags_of(row), tags), "tag"))
        # On the cursor's own colour the others could not be read.
        plain = at_cursor and self.has_focus
        segments: list[Segment] = []
        for text, part in cells:
            style = base if plain or not part else base + self._part(part)
            segments += self._lit(text, style, plain)
        return Strip(segments).adjust_cell_length(width, base)

    def _lit(self, text: str, style: Style, plain: bool) -> Iterator[Segment]:
        """`text` in pieces: the words that are sought stand out."""
        at = 0
        lit = style + (Style(bold=True, underline=True) if plain else self._part("lit"))
        for start, end in spans(text, self.lit) if self.lit and len(text) > 1 else ():
            yield Segment(text[at:start], style)
            yield Segment(text[start:end], lit)
            at = end
        yield Segment(text[at:], style)

    def render_line(self, y: int) -> Strip:
        if not self._ids and y == self.HEADER_LINES + 1 and self.nothing:
            width = self.scrollable_content_region.width
            style = self.get_component_rich_style("papers--line") + self._part("muted")
            return Strip([Segment(fit(f"     {self.nothing}", width), style)], width)
        return super().render_line(y)

    def _title_part(self, row: Row) -> str:
        return "muted" if row.status == "dropped" else ""

    def _widths(self, width: int) -> tuple[int, int, int]:
        """Cells for title, people and tags; 0 leaves a column out."""
        people = 0 if width < 50 else 16 if width < 100 else 22
        tags = 0 if width < 66 or not self.with_tags else 14 if width < 100 else 20
        taken = 5 + 6 + (people and people + 2) + (tags and tags + 2)
        return max(8, width - taken - 1), people, tags

    def _line_style(self, at_cursor: bool, selected: bool) -> Style:
        if at_cursor:
            name = "papers--cursor" if self.has_focus else "papers--cursor-blurred"
            return self.get_component_rich_style(name)
        if selected:
            return self.get_component_rich_style("papers--selected")
        return self.get_component_rich_style("papers--line")

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"papers--{name}", partial=True)

    def _end_range(self) -> None:
        """What the range covers is selected, and the cursor moves without it."""
        chosen, self._anchor = self._chosen(), None
        self._select(chosen)

    def _select(self, ids: set[int]) -> None:
        if ids != self._selected:
            self._selected = ids
            self.post_message(self.SelectionChanged(len(ids)))
