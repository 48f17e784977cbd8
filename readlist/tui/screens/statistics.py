"""What was added and read, what waits, and when the queue will be read, on one page to scroll."""

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from readlist.errors import ReadlistError
from readlist.library.library import Library
from readlist.library.statistics import Statistics, statistics
from readlist.text import printable
from readlist.tui.panels import page
from readlist.tui.screens.helping import HELP, Helping
from readlist.tui.screens.working import Working
from readlist.tui.theme.cells import fit
from readlist.tui.widgets.drawing import Drawing
from readlist.tui.widgets.key_line import KeyLine, hints
from readlist.tui.widgets.page import Page

_NARROWEST = 24
"""On a terminal still narrower the drawing is cut."""


class StatisticsScreen(Helping, Working[None]):
    """The statistics of the papers that a query chooses."""

    BINDINGS = [
        Binding("escape,q,S", "dismiss(None)", "Close", id="statistics.close",
                tooltip="Back to the list"),
        Binding("j,down", "scroll(1)", "Down", id="statistics.down", tooltip="One line down"),
        Binding("k,up", "scroll(-1)", "Up", id="statistics.up", tooltip="One line up"),
        Binding("space,pagedown,ctrl+d", "scroll_page(1)", "Page down", id="statistics.page_down",
                tooltip="One page down"),
        Binding("b,pageup,ctrl+u", "scroll_page(-1)", "Page up", show=False,
                id="statistics.page_up", tooltip="One page up"),
        Binding("g,home", "jump(-1)", "Top", id="statistics.top", tooltip="To the top"),
        Binding("G,end", "jump(1)", "End", id="statistics.end", tooltip="To the end"),
        HELP,
    ]  # fmt: skip

    DEFAULT_CSS = """
    StatisticsScreen {
        #statistics-head { height: 1; padding: 0 1; background: $panel; }
        #statistics-page {
            height: 1fr; padding: 1 2 0 1; background: $background;
            scrollbar-size-vertical: 1; scrollbar-background: $background;
        }
    }
    """

    def __init__(self, library: Library, query: str = "") -> None:
        super().__init__()
        self.library = library
        self.query_text = query

    def compose(self) -> ComposeResult:
        yield Static(id="statistics-head")
        with Page(id="statistics-page"):
            yield Drawing(id="statistics-drawing")
        yield KeyLine()

    def on_mount(self) -> None:
        of = Content.styled(fit(printable(self.query_text), 60).rstrip() or "all papers", "$muted")
        head = Content.assemble(Content.styled("Statistics", "bold"), "  ", of)
        self.query_one("#statistics-head", Static).update(head)
        self.query_one(KeyLine).hints = hints(self.BINDINGS, self.app._keymap)
        self.query_one(Page).focus()
        self._count()

    def library_changed(self) -> None:
        self._count()

    def action_scroll(self, by: int) -> None:
        self.query_one(Page).scroll_relative(y=by, animate=False)

    def action_scroll_page(self, by: int) -> None:
        box = self.query_one(Page)
        box.scroll_relative(y=by * max(1, box.size.height - 2), animate=False)

    def action_jump(self, by: int) -> None:
        box = self.query_one(Page)
        (box.scroll_end if by > 0 else box.scroll_home)(animate=False)

    @work(thread=True, group="statistics", exclusive=True)
    def _count(self) -> None:
        """Ten thousand papers are counted in 0.05 s, a million are not."""
        try:
            reader = self.library.reader()
            try:
                figures = statistics(reader, self.query_text, today=self.library.today())
            finally:
                reader.close()
        except ReadlistError as error:
            self.app.call_from_thread(self._failed, str(error))
            return
        self.app.call_from_thread(self._show, figures)

    def _show(self, figures: Statistics) -> None:
        if self.is_attached:
            drawing = self.query_one(Drawing)
            drawing.show(lambda width: page(figures, max(_NARROWEST, width)))

    def _failed(self, sentence: str) -> None:
        self.app.notify(printable(sentence), severity="error", markup=False)
        if self.is_attached:
            self.dismiss(None)
