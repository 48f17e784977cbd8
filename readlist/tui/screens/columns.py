"""Which columns the list shows, in which order, and how many lines a paper takes."""

from collections.abc import Callable

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from readlist.tui.theme.cells import fit
from readlist.tui.widgets.columns import COLUMNS, chosen
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.virtual_list import VirtualList


class ColumnList(VirtualList):
    """All columns, those that are shown first and in their order."""

    COMPONENT_CLASSES = {"columns--line", "columns--cursor", "columns--mark", "columns--hint"}

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.without_room: frozenset[str] = frozenset()
        """The columns that the list is too narrow for."""
        self.show(names)

    def show(self, names: tuple[str, ...]) -> None:
        """These columns are marked as shown."""
        self.shown = [column.name for column in chosen(names)]
        self.names = [*self.shown, *(name for name in COLUMNS if name not in self.shown)]

    @property
    def line_count(self) -> int:
        return len(self.names)

    def toggle(self) -> bool:
        """The column at the cursor is shown, or no longer; the title stays."""
        name = self.names[self.cursor]
        if name == "title":
            return False
        if name in self.shown:
            self.shown.remove(name)
        else:
            # Where it stands among the others, so that no line moves under the cursor.
            before = set(self.names[: self.cursor])
            self.shown.insert(sum(other in before for other in self.shown), name)
        self.refresh()
        return True

    def move(self, by: int) -> bool:
        """The column at the cursor stands further up or down, and the cursor with it."""
        there = self.cursor + by
        if not 0 <= there < len(self.names):
            return False
        names = self.names
        names[self.cursor], names[there] = names[there], names[self.cursor]
        self.shown.sort(key=names.index)
        self.cursor = there
        self.refresh()
        return True

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        column = COLUMNS[self.names[index]]
        base, part = self.line_styles("columns", at_cursor)
        hint = "no room for it here" if column.name in self.without_room else column.hint
        segments = [
            Segment(f" {'✓' if column.name in self.shown else ' '} ", part("mark")),
            Segment(fit(column.label, 14), base),
            Segment(fit(hint, max(0, width - 17)), part("hint")),
        ]
        return Strip(segments).adjust_cell_length(width, base)


class ColumnsScreen(ModalScreen[None]):
    """Each change is seen at once in the list behind."""

    BINDINGS = [
        Binding("space,enter", "show", "Show", id="columns.toggle",
                tooltip="Show the column at the cursor, or not"),
        Binding("J", "shift(1)", "Down", id="columns.later",
                tooltip="Move the column to the right"),
        Binding("K", "shift(-1)", "Up", id="columns.earlier",
                tooltip="Move the column to the left"),
        Binding("z", "density", "Lines", id="columns.density", tooltip="One or two lines a paper"),
        Binding("0", "usual", "Usual", id="columns.usual", tooltip="The usual columns again"),
        Binding("escape,c,q", "dismiss(None)", "Close", id="columns.close",
                tooltip="Back to the list, which stays as it is now"),
    ]  # fmt: skip

    def __init__(
        self,
        names: tuple[str, ...],
        comfortable: bool,
        without_room: frozenset[str],
        changed: Callable[[tuple[str, ...], bool], frozenset[str]],
    ) -> None:
        """`changed` hears of each choice and says for which columns there is no room then."""
        super().__init__()
        self._names = names
        self._comfortable = comfortable
        self._without_room = without_room
        self._changed = changed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = Content("Columns")
            box.border_subtitle = keyed(
                "{columns.toggle} shows · {columns.later} {columns.earlier} move · "
                "{columns.usual} usual · {columns.close} closes",
                self,
            )
            yield ColumnList(self._names)
            yield Static(self._lines(), id="columns-lines")

    def on_mount(self) -> None:
        self.query_one(ColumnList).without_room = self._without_room
        self.query_one(ColumnList).lines_changed()
        self.query_one(ColumnList).focus()

    def on_virtual_list_clicked(self) -> None:
        self.action_show()

    def action_show(self) -> None:
        columns = self.query_one(ColumnList)
        if columns.toggle():
            self._tell(tuple(columns.shown))
        else:
            self.query_one("#columns-lines", Static).update("The title is always there.")

    def action_shift(self, by: int) -> None:
        columns = self.query_one(ColumnList)
        if columns.move(by):
            self._tell(tuple(columns.shown))

    def action_density(self) -> None:
        self._comfortable = not self._comfortable
        self._tell(self._names)

    def action_usual(self) -> None:
        columns = self.query_one(ColumnList)
        columns.show(())
        columns.lines_changed()
        self._tell(())

    def _tell(self, names: tuple[str, ...]) -> None:
        self._names = names
        self.query_one("#columns-lines", Static).update(self._lines())
        columns = self.query_one(ColumnList)
        columns.without_room = self._changed(names, self._comfortable)
        columns.refresh()

    def _lines(self) -> Content:
        one, two = ("○", "●") if self._comfortable else ("●", "○")
        return Content.assemble((" z ", "bold"), f"{one} one line a paper   {two} two lines")
