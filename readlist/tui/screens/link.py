"""The paper that a note links to, by a few letters of its key, authors or title."""

from collections.abc import Callable

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from readlist.errors import ReadlistError
from readlist.storage.reader import Row
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.note_area import CLOSES
from readlist.tui.widgets.pick_list import PickList

Candidates = Callable[[str], list[Row]]
"""The papers that a few letters may mean, the likeliest first. Raises ReadlistError."""


class LinkTo(ModalScreen[str | None]):
    """Answers with a citation key, or None. Who knows it types it to the end, with `]]`."""

    AUTO_FOCUS = "Input"

    BINDINGS = [
        Binding("enter", "choose", "Link", id="link.choose", priority=True,
                tooltip="Link to the paper at the cursor"),
        Binding("escape", "dismiss(None)", "Cancel", id="link.cancel", priority=True,
                tooltip="Link to none; the brackets stay"),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, id="link.down", priority=True,
                tooltip="One line down"),
        Binding("up", "move(-1)", "Up", show=False, id="link.up", priority=True,
                tooltip="One line up"),
    ]  # fmt: skip

    def __init__(self, candidates: Candidates, typed: str = "") -> None:
        super().__init__()
        self._candidates = candidates
        self._typed = typed
        self._shown: str | None = None
        """What was typed when the list was made."""
        self._chosen = False
        """Was Enter pressed before the list had caught up with what was typed?"""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = Content("Link to a paper")
            box.border_subtitle = keyed(
                "letters find · {link.choose} links · {link.cancel} leaves the brackets", self
            )
            yield Input(self._typed, placeholder="key, author, words of the title", compact=True)
            yield PickList()
            yield Static("No paper is like that.", id="no-papers", markup=False)

    def on_mount(self) -> None:
        self._look(self._typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value.endswith(CLOSES):
            self.dismiss(event.value.removesuffix(CLOSES))
        else:
            self._look(event.value)

    def action_choose(self) -> None:
        if self._shown == self.query_one(Input).value:
            self._choose()
        else:
            self._chosen = True

    def action_move(self, by: int) -> None:
        self.query_one(PickList).action_move(by)

    def _choose(self) -> None:
        row = self.query_one(PickList).current_row
        if row is not None:
            self.dismiss(row.citation_key)

    @work(thread=True, exclusive=True)
    def _look(self, typed: str) -> None:
        """The list is on its way; of what was typed, the latest counts."""
        worker = get_current_worker()
        try:
            rows = self._candidates(typed)
        except ReadlistError:
            rows = []  # the list below says what is wrong with the library
        if not worker.is_cancelled:
            self.app.call_from_thread(self._list, typed, rows)

    def _list(self, typed: str, rows: list[Row]) -> None:
        if self not in self.app.screen_stack or typed != self.query_one(Input).value:
            return
        self._shown = typed
        papers = self.query_one(PickList)
        papers.show(rows)
        papers.display = bool(rows)
        self.query_one("#no-papers").display = not rows
        if self._chosen:
            self._chosen = False
            self._choose()
