"""A window of papers that readlist proposes, each with the reason; the user goes to one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from readlist.errors import ReadlistError
from readlist.text import printable
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.ranked_list import Ranked, RankedList


class Proposal(NamedTuple):
    """What the window shows."""

    papers: Sequence[Ranked]
    said: str
    """A sentence below the list, or in its place when it is empty."""


class RankedScreen(ModalScreen[int | None]):
    """Answers with the paper to go to, or None."""

    BINDINGS = [
        Binding("enter", "go", "Go to it", id="ranked.go", tooltip="Go to the paper"),
        Binding("escape,q", "dismiss(None)", "Close", id="ranked.close", tooltip="Back"),
    ]  # fmt: skip

    def __init__(self, title: str, find: Callable[[], Proposal]) -> None:
        super().__init__()
        self.heading = title
        self._find = find

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large") as box:
            box.border_title = Content(self.heading)
            box.border_subtitle = keyed(
                "{ranked.go} goes to the paper · {ranked.close} closes", self
            )
            yield RankedList()
            yield Static("Looking ...", id="ranked-said", markup=False)

    def on_mount(self) -> None:
        papers = self.query_one(RankedList)
        papers.display = False
        papers.focus()
        self._look()

    @work(thread=True)
    def _look(self) -> None:
        """The papers are on their way."""
        try:
            found = self._find()
        except ReadlistError as error:
            found = Proposal((), printable(str(error)))
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Proposal) -> None:
        if not self.is_attached:
            return  # closed meanwhile
        papers = self.query_one(RankedList)
        papers.display = bool(found.papers)
        papers.show(found.papers)
        papers.focus()
        said = self.query_one("#ranked-said", Static)
        said.update(found.said)
        said.display = bool(found.said)

    def on_ranked_list_click(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        row = self.query_one(RankedList).current
        if row is not None:
            self.dismiss(row.id)
