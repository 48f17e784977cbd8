"""A title that the source got wrong is mended."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readlist.tui.widgets.key_line import keyed


class Retitle(ModalScreen[str | None]):
    """Answers with the title as it shall be, or None."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Cancel", id="title.cancel", tooltip="Change nothing"),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title_now = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -wide") as box:
            box.border_title = Content("Title")
            box.border_subtitle = keyed("Enter takes it · {title.cancel} cancels", self)
            yield Static("As it will be kept; BibTeX's braces and commands may be in it.",
                         classes="label", markup=False)  # fmt: skip
            yield Input(self.title_now, select_on_focus=False, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        title = " ".join(event.value.split())
        self.dismiss(title if title and title != self.title_now else None)
