"""The area for a note: `[[` begins a link to a paper."""

from textual import events
from textual.message import Message

from readlist.tui.widgets.text_area import PlainArea

OPENS, CLOSES = "[[", "]]"


class NoteArea(PlainArea):
    """Tells when a link is begun, and takes the rest of it."""

    class LinkBegun(Message):
        """The user has typed `[[`."""

    async def _on_key(self, event: events.Key) -> None:
        await super()._on_key(event)
        if event.character == OPENS[-1] and self._before_cursor.endswith(OPENS):
            self.post_message(self.LinkBegun())

    @property
    def begun(self) -> str | None:
        """What stands between `[[` and the cursor; None where no link is open."""
        _, opened, rest = self._before_cursor.rpartition(OPENS)
        return rest if opened and CLOSES not in rest else None

    def link(self, key: str) -> None:
        """The link that is open leads to the paper of that citation key."""
        begun = self.begun
        if begun is None:
            return
        row, column = self.cursor_location
        after = self.document.get_line(row)[column:]
        end = column + len(CLOSES) if after.startswith(CLOSES) else column
        start = column - len(begun)
        self.replace(key + CLOSES, (row, start), (row, end), maintain_selection_offset=False)
        self.move_cursor((row, start + len(key + CLOSES)))

    @property
    def _before_cursor(self) -> str:
        row, column = self.cursor_location
        return self.document.get_line(row)[:column]
