"""A yes-or-no question before something is lost from sight."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from readlist.tui.widgets.key_line import keyed


class Confirm(ModalScreen[bool | None]):
    """Answers True only when the user says so."""

    BINDINGS = [
        Binding("y,enter", "dismiss(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n,escape", "dismiss(False)", "No", id="confirm.no", tooltip="Change nothing"),
    ]

    def __init__(self, question: str, detail: str = "", yes: str = "yes", no: str = "no") -> None:
        super().__init__()
        self.question = question
        self.detail = detail
        self.answers = (yes, no)

    def compose(self) -> ComposeResult:
        yes, no = self.answers
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self.question)
            box.border_subtitle = keyed(f"{{confirm.yes}} {yes} · {{confirm.no}} {no}", self)
            yield Static(self.detail, classes="lines", markup=False)
