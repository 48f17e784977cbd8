"""Writing a note in Markdown; what was typed is never lost without a question."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import TextArea

from readlist.tui.screens.confirm import Confirm
from readlist.tui.widgets.text_area import PlainArea


class NoteScreen(ModalScreen[str | None]):
    """Answers with the note's text, empty when it shall go, or None when nothing changes."""

    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="note.save", priority=True,
                tooltip="Keep the note; an empty one is removed"),
        Binding("escape", "leave", "Close", id="note.leave", priority=True,
                tooltip="Close; asks first if something was typed"),
    ]  # fmt: skip

    def __init__(self, title: str, body: str = "") -> None:
        super().__init__()
        self.heading = title
        self.body = body

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large") as box:
            box.border_title = Content(self.heading)
            box.border_subtitle = Content("^s saves · Esc closes")
            yield PlainArea(
                self.body, soft_wrap=True, tab_behavior="indent", compact=True,
                placeholder="What is it about? Markdown works: # heading, - list, *emphasis*.",
            )  # fmt: skip

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_save(self) -> None:
        text = self.query_one(TextArea).text
        self.dismiss(None if text.strip() == self.body.strip() else text)

    def action_leave(self) -> None:
        if self.query_one(TextArea).text.strip() == self.body.strip():
            self.dismiss(None)
            return

        def answered(keep: bool | None) -> None:
            if keep:
                self.dismiss(None)

        question = Confirm("Throw away what you typed?", "The note was changed and not saved.",
                           "throw away", "go on writing")  # fmt: skip
        self.app.push_screen(question, answered)
