"""A paper as a line: its marks and the columns that were chosen, or two lines with all of them."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from readlist.storage.reader import Row
from readlist.tui.theme import marks
from readlist.tui.theme.cells import fit
from readlist.tui.theme.lit import spans
from readlist.tui.widgets import columns
from readlist.tui.widgets.columns import GAP, GUTTER, Column
from readlist.tui.widgets.virtual_list import VirtualList

_LIT_AT_CURSOR = Style(bold=True, underline=True)


class PaperLines(VirtualList):
    """A list of papers as it is drawn; a subclass says which they are."""

    COMPONENT_CLASSES = {
        "papers--line",
        "papers--header", "papers--cursor", "papers--cursor-blurred", "papers--selected",
        "papers--muted", "papers--stub", "papers--star", "papers--tag",
        "papers--lit",
        *(f"papers--{status}" for status in marks.STATUS_MARKS),
    }  # fmt: skip

    HEADER_LINES = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lit: frozenset[str] = frozenset()
        """Folded words that stand out in titles and names."""
        self.order = ""
        """The order that the header tells, as `sort:` takes it."""
        self._columns = columns.chosen(())
        self._usual = True
        """Has nobody chosen the columns? Then those with nothing in them leave their room."""
        self._said: dict[str, int] = {}
        """Cells of the longest text in each column in which a paper seen so far has something."""
        self._styles: dict[tuple[Style, str], Style] = {}
        """The style of a line and a part of it -> how that part is drawn."""
        self._placed: tuple[object, list[tuple[Column, int]]] = (None, [])

    def row(self, index: int) -> Row | None:
        """The paper on a line, or None if it has vanished since the list was made."""
        raise NotImplementedError

    def is_awaited(self, index: int) -> bool:
        """Is the paper on this line still being read?"""
        raise NotImplementedError

    def is_selected(self, index: int) -> bool:
        """Is the paper on this line selected?"""
        raise NotImplementedError

    def show_columns(self, names: Sequence[str], *, comfortable: bool) -> None:
        """These columns are shown, or below each title what they say when it is `comfortable`."""
        self._columns = columns.chosen(names)
        self._usual = not names
        self.lines_each = 2 if comfortable else 1
        self.lines_changed()

    def without_room(self) -> frozenset[str]:
        """The columns that were chosen and that the list is too narrow for."""
        if self._usual or self.lines_each > 1:
            return frozenset()
        shown = self._columns_in(self.scrollable_content_region.width)
        return frozenset({c.name for c in self._columns} - {c.name for c, _ in shown})

    def draw_header(self, line: int, width: int) -> Strip:
        text = ""
        for label, start, _ in self._header(width):
            text = text.ljust(start) + label
        style = self.get_component_rich_style("papers--header")
        return Strip([Segment(fit(text, width), style)], width)

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        selected = self.is_selected(index)
        base = self._line_style(at_cursor, selected)
        row = self.row(index)
        if row is None:
            word = "…" if self.is_awaited(index) else "(deleted)"
            text = fit(" " * GUTTER + word, width)
            return Strip([Segment(text, base + self._part("muted"))], width)
        mark = marks.STATUS_MARKS.get(row.status)
        cells = [
            (marks.SELECTED if selected else " ", "star" if selected else ""),
            (mark.symbol if mark else "!", row.status),
            (" ", ""),
            (marks.STAR if row.starred else marks.PRIORITY_MARKS.get(row.priority, " "), "star"),
            (" ", ""),
        ]
        for column, room in self._columns_in(width):
            text, part = columns.cell(column, row, room)
            cells.append((fit(text, room), part))
            cells.append((GAP, ""))
        return self._strip(cells[:-1], width, base, at_cursor)

    def draw_below(self, index: int, width: int, at_cursor: bool) -> Strip:
        selected = self.is_selected(index)
        base = self._line_style(at_cursor, selected)
        row = self.row(index)
        cells = [(marks.SELECTED if selected else " ", "star" if selected else "")]
        between = " " * (GUTTER - 1)
        for text, part in columns.facts(self._columns, row) if row else ():
            cells += [(between, "muted"), (text, part)]
            between = GAP if part == "tag" else " · "
        return self._strip(cells, width, base, at_cursor)

    def _strip(
        self, cells: Sequence[tuple[str, str]], width: int, base: Style, at_cursor: bool
    ) -> Strip:
        # On the cursor's own colour the others could not be read.
        plain = at_cursor and self.has_focus
        segments: list[Segment] = []
        for text, part in cells:
            style = base if plain else self._upon(base, part)
            if not self.lit or text.isspace():
                pieces: Iterable[tuple[str, Style]] = ((text, style),)
            else:
                pieces = self._lit(text, style, plain)
            for piece, its_style in pieces:
                if segments and segments[-1].style is its_style:
                    segments[-1] = Segment(segments[-1].text + piece, its_style)
                else:
                    segments.append(Segment(piece, its_style))
        return Strip(segments).adjust_cell_length(width, base)

    def _look(self, rows: Iterable[Row]) -> None:
        """A column gets its room as soon as a paper has something for it, and no more than that."""
        growing = [
            c for c in self._columns if c.name != "title" and self._said.get(c.name, 0) < c.broad
        ]
        before = dict(self._said)
        for row in rows if growing else ():
            for column in growing:
                cells = cell_len(columns.text(column, row))
                if cells > self._said.get(column.name, 0):
                    self._said[column.name] = cells
        if self._said != before:
            self.call_later(self.refresh)  # lines drawn by now have the columns as they were

    def _columns_in(self, width: int) -> list[tuple[Column, int]]:
        key = (width, self._columns, self._usual, tuple(self._said.values()), self.lines_each)
        if self._placed[0] != key:
            shown = [
                c for c in self._columns if not self._usual or c.name in {"title", *self._said}
            ]
            if self.lines_each > 1:
                shown = [columns.COLUMNS["title"]]
            said = {column.name: self._said.get(column.name, 0) for column in shown}
            self._placed = (key, columns.placed(shown, width, said, usual=self._usual))
        return self._placed[1]

    def _header(self, width: int) -> Iterator[tuple[str, int, str]]:
        """Each column's name with an arrow where it gives the order, its first cell, its order."""
        shown: Sequence[tuple[Column, int]] = self._columns_in(width)
        if self.lines_each > 1:
            shown = [(column, len(column.label)) for column in self._columns]
        name, _, direction = self.order.partition("-")
        start = GUTTER
        for column, room in shown:
            arrow = marks.DIRECTIONS.get(direction, "") if name and name == column.order else ""
            # The arrow may stand in the gap behind the column.
            yield fit(f"{column.label}{arrow}", room + 1).rstrip(), start, column.order
            start += room + len(GAP)

    def _lit(self, text: str, style: Style, plain: bool) -> Iterator[tuple[str, Style]]:
        """`text` in pieces: the words that are sought stand out."""
        at = 0
        for start, end in spans(text, self.lit):
            lit = _LIT_AT_CURSOR if plain else self._part("lit")
            yield text[at:start], style
            yield text[start:end], style + lit
            at = end
        yield text[at:], style

    def _line_style(self, at_cursor: bool, selected: bool) -> Style:
        if at_cursor:
            name = "papers--cursor" if self.has_focus else "papers--cursor-blurred"
            return self.get_component_rich_style(name)
        if selected:
            return self.get_component_rich_style("papers--selected")
        return self.get_component_rich_style("papers--line")

    def _upon(self, base: Style, part: str) -> Style:
        """How a part of a line is drawn; the same style for the same part, however often."""
        style = self._styles.get((base, part))
        if style is None:
            known = f"papers--{part}" in self.COMPONENT_CLASSES
            self._styles[base, part] = style = base + self._part(part) if known else base
        return style

    def notify_style_update(self) -> None:
        self._styles.clear()
        super().notify_style_update()

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"papers--{name}", partial=True)
