"""One line that the reader takes from a paper, asked for once and skippable."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class Takeaway(ModalScreen[str | None]):
    """Answers with the takeaway as it shall be, which is as it was where the user skips."""

    BINDINGS = [
        Binding("escape", "skip", "Skip", id="takeaway.skip", tooltip="Read, without a word more"),
    ]

    def __init__(self, title: str, takeaway: str = "") -> None:
        super().__init__()
        self.heading = title
        self.takeaway = takeaway

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = Content(f"Read: {self.heading}")
            box.border_subtitle = Content("Enter saves · Esc skips")
            yield Static("What do you take from it?", classes="label")
            yield Input(self.takeaway, placeholder="in one line, or nothing", compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())

    def action_skip(self) -> None:
        self.dismiss(self.takeaway)
