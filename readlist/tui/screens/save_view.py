"""A query gets a name and perhaps a digit."""

from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readlist.tui.widgets.key_line import keyed


class NewView(NamedTuple):
    """What to call the query, and where to open it."""

    name: str
    slot: int | None


class SaveView(ModalScreen[NewView | None]):
    """Answers with name and digit, or None."""

    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="view.save", priority=True, tooltip="Save the view"),
        Binding("escape", "dismiss(None)", "Cancel", id="view.cancel", tooltip="Change nothing"),
    ]

    def __init__(self, query: str, free: str) -> None:
        """`free` is the first digit that no view has, or empty."""
        super().__init__()
        self.query_shown = query
        self.free = free

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = Content("Save as a view")
            box.border_subtitle = keyed("Enter saves · {view.cancel} cancels", self)
            yield Static(self.query_shown, classes="label", markup=False)
            yield Static("")
            yield Static("Name", classes="label")
            yield Input(placeholder="as it stands in the sidebar", id="view-name", compact=True)
            yield Static("Opens with the digit (0 to 9, or none)", classes="label")
            yield Input(self.free, id="view-slot", max_length=1, restrict="[0-9]?", compact=True)

    def on_mount(self) -> None:
        self.query_one("#view-name").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        name = self.query_one("#view-name", Input).value.strip()
        slot = self.query_one("#view-slot", Input).value
        if name:
            self.dismiss(NewView(name, int(slot) if slot else None))
        else:
            self.query_one("#view-name").focus()
