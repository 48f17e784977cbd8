"""One line that the reader takes from a paper, asked for once and skippable."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readlist.tui.screens.confirm import Confirm
from readlist.tui.widgets.key_line import keyed


class Takeaway(ModalScreen[str | None]):
    """Answers with the takeaway as it shall be, which is as it was where the user skips."""

    BINDINGS = [
        Binding("escape", "skip", "Skip", id="takeaway.skip", tooltip="Read, without a word more"),
    ]

    def __init__(self, title: str, takeaway: str = "", typed: str | None = None) -> None:
        """`typed` is what was typed and could not be saved."""
        super().__init__()
        self.typed = takeaway if typed is None else typed
        self.heading = title
        self.takeaway = takeaway

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = Content(f"Read: {self.heading}")
            box.border_subtitle = keyed("Enter saves · {takeaway.skip} skips", self)
            yield Static("What do you take from it?", classes="label")
            yield Input(self.typed, placeholder="in one line, or nothing", compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(self.answer)

    @property
    def unsaved(self) -> bool:
        """Would anything be lost that the user typed?"""
        return self.answer != self.takeaway

    @property
    def answer(self) -> str:
        """The takeaway as it is typed."""
        return self.query_one(Input).value.strip()

    def action_skip(self) -> None:
        typed = self.answer
        if not self.unsaved:
            self.dismiss(self.takeaway)
            return

        def answered(keep: bool | None) -> None:
            self.dismiss(typed if keep else self.takeaway)

        self.app.push_screen(Confirm("Keep what you typed?", typed, "keep", "skip it"), answered)
