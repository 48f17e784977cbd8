"""How the screen is laid out: columns, lines a paper, panes and their borders, as remembered."""

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.widget import Widget

from readlist.library.library import Library
from readlist.tui.remembered import Memory
from readlist.tui.screens.editing import Editing
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.paper_list import PaperList
from readlist.tui.widgets.sidebar import Sidebar

WIDE, HIGH = 100, 20
"""From this width on the details stand beside the list; below this height they are folded."""
BROAD = 140
"""From this width on the sidebar is shown unless it was put away."""
_SIDEBAR = (14, 60)
"""The least and the most cells of the sidebar."""
_DETAILS = (0.15, 0.85)
"""The least and the most that the details have of the room."""
_LIST = 40
"""The least cells of a list with something beside it."""
_READ_IN = 12
"""The least lines of details below a list in which an abstract is read there."""
_FOLDED = "The details are folded: there is no border to move. {look.details} shows them."
_STEP = 0.03
_SIDEBAR_STEP = 2


class Arranging(Editing):
    """A screen with a sidebar, a list and details, folded where there is no room for them."""

    BINDINGS = [
        Binding("c", "columns", "Columns", id="look.columns",
                tooltip="Choose the columns of the list and their order"),
        Binding("z", "density", "One or two lines", show=False, id="look.density",
                tooltip="A paper on one line, or on two with what the columns say below the title"),
        Binding("B", "sidebar", "Sidebar", show=False, id="look.sidebar",
                tooltip="Show the views and tags beside the list, or not"),
        Binding("P", "fold_details", "Details pane", show=False, id="look.details",
                tooltip="Show the details beside the list, or not; Enter then opens them alone"),
        Binding("less_than_sign", "border(-1)", "Border left", show=False, id="look.border_left",
                tooltip="Move the border beside the list, in the sidebar its own; or drag it"),
        Binding("greater_than_sign", "border(1)", "Border right", show=False,
                id="look.border_right", tooltip="Move that border the other way"),
    ]  # fmt: skip

    def __init__(self, library: Library, memory: Memory | None = None) -> None:
        super().__init__(library, memory)
        self._alone = False
        """Are the details all there is, asked for where they are folded or too low to read in?"""
        self._called = False
        """Is the sidebar shown for the moment, where there is no room for it?"""
        self._dragged: Widget | None = None
        self._laid_out: tuple[object, ...] = ()

    @property
    def folded(self) -> bool:
        """Is there no room for details, or no wish?"""
        width, height = self.app.size
        return not self.memory.now.details or (width < WIDE and height < HIGH)

    @property
    def _too_low(self) -> bool:
        """Have the details below the list too few lines to read in?"""
        width, height = self.app.size
        return width < WIDE and height * _share(self.memory.now.details_height) < _READ_IN

    def lay_out(self, size: Size) -> None:
        """The panes are where they belong in a terminal of this size."""
        now = self.memory.now
        wide = size.width >= WIDE
        wanted = size.width >= BROAD if now.sidebar is None else now.sidebar and wide
        sizes = (now.sidebar_width, now.details_width, now.details_height)
        key = (size, wanted, now.details, *sizes, self._alone, self._called)
        if key == self._laid_out:
            return
        begun = bool(self._laid_out)
        self._laid_out = key
        sidebar, papers, details = self._panes()
        hidden = not sidebar.display
        sidebar.display = (wanted or self._called) and not self._alone
        if begun and hidden and sidebar.display:
            self.count()  # while it was hidden, nobody did
        details.display = self._alone or not self.folded
        details.set_class(self._alone, "-alone")
        details.abstract_first = not wide  # few lines are seen there
        papers.display = not self._alone
        beside = max(_SIDEBAR[0], min(now.sidebar_width, size.width // 3, _SIDEBAR[1]))
        sidebar.styles.width = beside if wide else "100%"
        if self._alone:
            details.styles.width = details.styles.height = "1fr"
        elif wide:
            room = size.width - (beside if sidebar.display else 0)
            cells = round(room * _share(now.details_width))
            details.styles.width, details.styles.height = min(cells, room - _LIST), "1fr"
        else:
            details.styles.width = "1fr"
            details.styles.height = f"{_share(now.details_height):.0%}"

    def show_columns(self) -> None:
        """The list has the columns and the lines that are remembered."""
        now = self.memory.now
        self.query_one(PaperList).show_columns(now.columns, comfortable=now.comfortable)

    def on_resize(self, event: events.Resize) -> None:
        self._alone = self._alone and (self.folded or self._too_low)
        self.lay_out(event.size)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Details that are folded open when they get the focus, and close when it goes on.

        Those too low to read in get all the room, but not by a click, which may begin a drag.
        """
        if widget is not None and self._laid_out and not from_app_focus:
            opens = self.folded or (self._too_low and scroll_visible)
            self._alone = isinstance(widget, Details) and opens
            self.lay_out(self.app.size)
        super().set_focus(widget, scroll_visible, from_app_focus)

    def action_columns(self) -> None:
        from readlist.tui.screens.columns import ColumnsScreen  # noqa: PLC0415  (start-up time)

        papers = self.query_one(PaperList)

        def changed(names: tuple[str, ...], comfortable: bool) -> frozenset[str]:
            self.memory.keep(columns=names, comfortable=comfortable)
            self.show_columns()
            return papers.without_room()

        now = self.memory.now
        screen = ColumnsScreen(now.columns, now.comfortable, papers.without_room(), changed)
        self.app.push_screen(screen)

    def action_density(self) -> None:
        self.memory.keep(comfortable=not self.memory.now.comfortable)
        self.show_columns()

    def action_sidebar(self) -> None:
        sidebar, papers, _ = self._panes()
        shown = not sidebar.display
        if self.app.size.width >= WIDE:
            self._called = False
            self.memory.keep(sidebar=shown)
        else:
            self._called = shown
        self.set_focus(papers)  # also out of details that stand alone
        self.lay_out(self.app.size)
        if shown:
            self.set_focus(sidebar)

    def action_fold_details(self) -> None:
        self.memory.keep(details=not self.memory.now.details)
        self.set_focus(self.query_one(PaperList))
        self.lay_out(self.app.size)

    def action_border(self, by: int) -> None:
        sidebar = self.query_one(Sidebar)
        if self.focused is sidebar:
            self._widen_sidebar(sidebar.region.width + by * _SIDEBAR_STEP)
        elif self.folded:
            self.tell(self.with_keys(_FOLDED))
        elif self._alone:
            self.tell("The details have all the room. Esc goes back to the list and its border.")
        else:
            part = "details_width" if self.app.size.width >= WIDE else "details_height"
            self._give_details(part, getattr(self.memory.now, part) - by * _STEP)

    # The mouse moves the same borders

    def on_mouse_down(self, event: events.MouseDown) -> None:
        sidebar, _, details = self._panes()
        wide = self.app.size.width >= WIDE
        x, y = int(event.screen_x), int(event.screen_y)
        self._dragged = None
        if details.display and not self._alone and details.region.contains(x, y):
            at = x - details.region.x if wide else y - details.region.y
            self._dragged = details if at == 0 else None
        elif wide and sidebar.display and sidebar.region.contains(x, y):
            self._dragged = sidebar if x == sidebar.region.right - 1 else None
        if self._dragged is not None:
            event.stop()
            self._dragged.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged is None or self.app.mouse_captured is not self._dragged:
            self._dragged = None  # a window that opened, or a smaller terminal, has let go of it
            return
        sidebar, papers, details = self._panes()
        x, y = event.screen_x, event.screen_y
        if self._dragged is sidebar:
            self._widen_sidebar(int(x) - sidebar.region.x + 1)
        elif self.app.size.width >= WIDE:
            room = details.region.right - papers.region.x
            self._give_details("details_width", (details.region.right - x) / room)
        else:
            room = details.region.bottom - papers.region.y
            self._give_details("details_height", (details.region.bottom - y) / room)

    def on_mouse_up(self) -> None:
        if self._dragged is not None:
            self._dragged.release_mouse()
            self._dragged = None

    def _widen_sidebar(self, cells: int) -> None:
        self.memory.keep(sidebar_width=max(_SIDEBAR[0], min(cells, _SIDEBAR[1])))
        self.lay_out(self.app.size)

    def _give_details(self, part: str, share: float) -> None:
        self.memory.keep(**{part: round(_share(share), 3)})
        self.lay_out(self.app.size)

    def _panes(self) -> tuple[Sidebar, PaperList, Details]:
        return self.query_one(Sidebar), self.query_one(PaperList), self.query_one(Details)


def _share(wish: float) -> float:
    """The part of the room that the details have."""
    return max(_DETAILS[0], min(wish, _DETAILS[1]))
