"""A text area that hands on what is pasted into it."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from readlist.tui.widgets.text_area import PlainArea


class PasteArea(PlainArea):
    """Takes a pasted page as it is and says so; takes dropped files for what they are."""

    @dataclass
    class Pasted(Message):
        """This was pasted."""

        text: str

    async def on_paste(self, event: events.Paste) -> None:
        # The screen decides where the text goes.
        event.prevent_default()
        event.stop()
        self.post_message(self.Pasted(event.text))
