"""A note as Markdown whose links open only on the web."""

from textual.widgets import Markdown


class NoteView(Markdown):
    """A note's text, rendered; a click on a link asks the screen to open it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, classes="note", open_links=False)
