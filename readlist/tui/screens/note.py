"""Writing a note in Markdown; what was typed is never lost without a question."""

import asyncio
from typing import Any

from textual import work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import TextArea

from readlist.errors import ReadlistError
from readlist.library.library import Library
from readlist.text import printable_lines
from readlist.tui.screens.confirm import Confirm
from readlist.tui.screens.link import Candidates, LinkTo
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.markdown import NoteView
from readlist.tui.widgets.note_area import NoteArea
from readlist.tui.widgets.whole import whole

WIDE = 100
"""From this width on the preview stands beside the text; below it takes its place on demand."""
PREVIEW_DELAY = 0.12
"""Seconds after a key before the preview follows."""
_PREVIEWED = 20_000
"""Characters of a note that the preview shows: longer ones would hold up the typing."""


class NoteScreen(ModalScreen[str | None]):
    """Answers with the note's text, empty when it shall go, or None when nothing changes."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="note.save", priority=True,
                tooltip="Keep the note; an empty one is removed"),
        Binding("ctrl+o", "preview", "Preview", id="note.preview", priority=True,
                tooltip="Show the preview or the text; beside each other on a wide terminal"),
        Binding("ctrl+e", "editor", "Editor", id="note.editor", priority=True,
                tooltip="Go on in $VISUAL or $EDITOR"),
        Binding("ctrl+t", "time", "Time", id="note.time", priority=True,
                tooltip="Put in the date and time"),
        Binding("escape", "leave", "Close", id="note.leave", priority=True,
                tooltip="Close; asks first if something was typed"),
    ]  # fmt: skip

    def __init__(
        self, library: Library, candidates: Candidates, title: str, body: str = "",
        typed: str | None = None,
    ) -> None:  # fmt: skip
        """`body` is the note as the library has it, `typed` what was typed and not yet saved."""
        super().__init__()
        self.typed = body if typed is None else typed
        self.library = library
        self._candidates = candidates
        self.heading = title
        self.body = body
        self._previewing = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large") as box:
            box.border_title = Content(self.heading)
            box.border_subtitle = keyed(
                "{note.save} saves · {note.preview} preview · {note.editor} editor · "
                "{note.time} time · {note.leave} closes",
                self,
            )
            with Horizontal():
                yield NoteArea(
                    self.typed, soft_wrap=True, tab_behavior="indent", compact=True,
                    placeholder="What is it about? Markdown works: # heading, - list, *emphasis*."
                    "\n[[ links to another paper.",
                )  # fmt: skip
                with VerticalScroll(id="note-preview"):
                    yield NoteView(_shown(self.typed))

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def on_note_area_link_begun(self) -> None:
        area = self.query_one(NoteArea)
        if area.begun is not None and self.app.screen is self:  # faster fingers may have ended it
            self.app.push_screen(LinkTo(self._candidates, area.begun), self._link)

    def _link(self, key: str | None) -> None:
        if key is not None:
            self.query_one(NoteArea).link(key)

    def on_text_area_changed(self) -> None:
        if not self._previewing:
            self._previewing = True
            self._follow()

    @work(group="preview")
    async def _follow(self) -> None:
        """The preview shows the text as soon as the fingers rest."""
        area, preview = self.query_one(TextArea), self.query_one("#note-preview")
        text = None
        try:
            while text != area.text:
                text = area.text
                await asyncio.sleep(PREVIEW_DELAY)
                if self not in self.app.screen_stack:
                    return  # the note was left meanwhile
                if text == area.text:
                    await whole(self.query_one(NoteView).update(_shown(text)))
        finally:
            self._previewing = False
        # As far down in the preview as the cursor is in the text.
        part = area.cursor_location[0] / max(1, area.document.line_count - 1)
        preview.scroll_to(y=part * preview.max_scroll_y, animate=False)

    def on_markdown_link_clicked(self, event: Any) -> None:
        event.stop()  # followed from the details, where nothing unsaved is left behind

    def action_preview(self) -> None:
        self.toggle_class("-turned")
        area, preview = self.query_one(TextArea), self.query_one("#note-preview")
        hidden = self.has_class("-turned") and self.has_class("-narrow")
        self.set_focus(preview if hidden else area)

    def action_time(self) -> None:
        self.query_one(TextArea).insert(f"{self.library.minute()} ")

    def action_editor(self) -> None:
        from readlist.library import editor  # noqa: PLC0415  (start-up time)

        area = self.query_one(TextArea)
        before = area.text
        try:
            with self.app.suspend(), editor.edited(before, ".md") as text:
                after = text if before.endswith("\n") else text.removesuffix("\n")
        except SuspendNotSupported:
            self._tell("No editor can be opened from here; the note can be written in this window.")
        except ReadlistError as error:
            self._tell(str(error))
        else:
            if before.strip() and not after.strip():
                self._tell("The editor left an empty file; the note is as it was.")
            elif after != before:
                # Typed in, so that ^z brings back what was there.
                area.replace(after, area.document.start, area.document.end)
                area.move_cursor(area.document.end)
        area.focus()

    def _tell(self, sentence: str) -> None:
        shown = printable_lines(sentence)
        self.app.notify(shown, severity="error", timeout=8, markup=False)

    def action_save(self) -> None:
        text = self.query_one(TextArea).text
        self.dismiss(None if text.strip() == self.body.strip() else text)

    @property
    def unsaved(self) -> bool:
        """Would anything be lost that the user typed?"""
        return self.query_one(TextArea).text.strip() != self.body.strip()

    @property
    def answer(self) -> str | None:
        """The text as it is; None where there is none, which removes no note by itself."""
        return self.query_one(TextArea).text.strip() or None

    def action_leave(self) -> None:
        if not self.unsaved:
            self.dismiss(None)
            return

        def answered(keep: bool | None) -> None:
            if keep:
                self.dismiss(None)

        question = Confirm("Throw away what you typed?", "The note was changed and not saved.",
                           "throw away", "go on writing")  # fmt: skip
        self.app.push_screen(question, answered)


def _shown(text: str) -> str:
    more = "\n\n*The preview ends here.*" if len(text) > _PREVIEWED else ""
    return printable_lines(text[:_PREVIEWED]) + more
