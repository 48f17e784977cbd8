"""What is to be imported: files by their paths, or a text that was pasted or typed."""

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from readlist.text import printable
from readlist.tui.widgets.paste_area import PasteArea
from readlist.tui.widgets.path_input import PathInput, dropped
from readlist.wording import counted

_LARGEST_SHOWN = 60_000
"""Characters that a text area takes without a pause; more are kept beside it."""


class Given(Vertical):
    """A line for paths, below it an area for a text, and what is wrong with them."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._pasted = ""
        """What is not lost when the window closes."""
        self._large = ""
        """A pasted text too large for the area."""

    def compose(self) -> ComposeResult:
        yield Static("File", classes="label", markup=False)
        yield PathInput(placeholder="such as ~/Downloads/refs.bib", id="import-path", compact=True)
        yield Static("or paste a listing page or BibTeX here", classes="label", markup=False)
        yield PasteArea(id="import-text", compact=True, soft_wrap=True)
        yield Static(id="import-problem", classes="problem", markup=False)

    @property
    def path(self) -> Path | None:
        """The first file that is named."""
        return self.query_one(PathInput).path

    @property
    def paths(self) -> list[Path]:
        """The files that are named, in their line or alone in the area; they go before a text."""
        return self.query_one(PathInput).paths or dropped(self.text)

    @property
    def text(self) -> str:
        """The text as it is now."""
        typed = self.query_one(PasteArea).text
        return typed if typed.strip() else self._large

    @property
    def unsaved(self) -> bool:
        """Was anything typed that stands nowhere else?"""
        text = self.query_one(PasteArea).text.strip()
        return bool(text) and text != self._pasted.strip()

    def take_text(self, text: str) -> None:
        """The text stands in the area, or beside it, instead of files."""
        self._pasted = text
        area = self.query_one("#import-text", TextArea)
        self._large = text if len(text) > _LARGEST_SHOWN else ""
        if self._large:
            area.load_text("")
            area.placeholder = f"Pasted: {counted(len(text), 'character')}."
        else:
            area.replace(text, *sorted(area.selection))
        self.query_one("#import-path", Input).value = ""

    def take_paths(self, paths: Sequence[Path]) -> None:
        """The files are named."""
        import shlex  # noqa: PLC0415  (start-up time)

        # One path is shown as it is, several as a shell would have them.
        line = str(paths[0]) if len(paths) == 1 else shlex.join(map(str, paths))
        self.query_one("#import-path", Input).value = line

    def take_pasted(self, text: str) -> None:
        """Dropped files are named, any other text is taken as it is."""
        paths = dropped(text)
        if paths:
            self.take_paths(paths)
        else:
            self.take_text(text)

    def problem(self, text: str) -> None:
        """The last line says what is wrong; nothing when `text` is empty."""
        line = self.query_one("#import-problem", Static)
        line.update(printable(text))
        line.display = bool(text)
