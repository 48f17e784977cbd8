"""Papers go out as BibTeX, and what BibTeX will warn about is said."""

from os.path import isfile
from pathlib import Path
from typing import NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, RadioSet, Static

from readlist.errors import ReadlistError
from readlist.library.library import Library
from readlist.text import printable
from readlist.tui.screens.scope import Scope
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.path_input import PathInput
from readlist.tui.widgets.tick import Dot, Tick
from readlist.wording import counted


class Exported(NamedTuple):
    """A file was written."""

    path: str
    papers: int


class ExportScreen(ModalScreen[Exported | None]):
    """Answers with what was written where, or None."""

    BINDINGS = [
        Binding("ctrl+s,enter", "write", "Export", id="export.write", priority=True,
                tooltip="Write the file"),
        Binding("escape", "close", "Close", id="export.close", priority=True,
                tooltip="Close the window"),
    ]  # fmt: skip

    def __init__(self, library: Library, scopes: list[Scope], path: str) -> None:
        super().__init__()
        self.library = library
        self.scopes = scopes
        self.path = path
        self.written: Exported | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog", id="export") as box:
            box.border_title = Content("Export BibTeX")
            box.border_subtitle = keyed(
                "Enter or {export.write} writes · {export.close} closes", self
            )
            with Vertical(id="export-ask"):
                yield Static("File", classes="label", markup=False)
                yield PathInput(placeholder="references.bib", id="export-path", compact=True)
                yield Static("", id="export-hint", classes="hint", markup=False)
                yield Static("Papers", classes="label", markup=False)
                with RadioSet(id="export-scope", compact=True):
                    for number, scope in enumerate(self.scopes):
                        yield Dot(Content(scope.label), value=number == len(self.scopes) - 1)
                yield Tick(Content("with abstracts"), id="export-abstracts", compact=True)
                yield Static("", id="export-problem", classes="problem", markup=False)
            with VerticalScroll(id="export-done"):
                yield Static("", id="export-report")

    def on_mount(self) -> None:
        self.query_one("#export-done").display = False
        self._problem("")
        path = self.query_one("#export-path", Input)
        path.value = self.path
        path.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        path = self.query_one("#export-path", PathInput).path
        there = path is not None and isfile(path)  # asks nothing of a path too long
        self.query_one("#export-hint", Static).update(
            "This file is there and will be replaced." if there else ""
        )

    def action_close(self) -> None:
        self.dismiss(self.written)

    def action_write(self) -> None:
        if self.written:
            self.dismiss(self.written)
            return
        path = self.query_one("#export-path", PathInput).path
        if path is None:
            self._problem("Name a file.")
            return
        scope = self.scopes[max(0, self.query_one(RadioSet).pressed_index)]
        self._write(path, scope, self.query_one(Tick).value)

    @work(thread=True, group="export", exclusive=True)
    def _write(self, path: Path, scope: Scope, abstracts: bool) -> None:
        from readlist.library import citing  # noqa: PLC0415  (start-up time)

        try:
            made = citing.bibliography(self.library, scope.ids, abstracts=abstracts)
            citing.write(path, made.text)
        except ReadlistError as error:
            self.app.call_from_thread(self._problem, str(error))
            return
        self.app.call_from_thread(self._done, str(path), made.count, made.warnings)

    def _done(self, path: str, count: int, warnings: list[tuple[str, str]]) -> None:
        self.written = Exported(path, count)
        if not warnings:
            self.dismiss(self.written)
            return
        self.query_one("#export-ask").display = False
        done = self.query_one("#export-done")
        done.display = True
        done.focus()
        self.query_one("#export").border_subtitle = keyed("{export.close} closes", self)
        keys: dict[str, list[str]] = {}
        for key, sentence in warnings:
            keys.setdefault(sentence, []).append(key)
        lines = [
            Content.styled(f"Exported {counted(count)} to {printable(path)}.", "bold"),
            Content("The file is complete and valid."),
        ]
        for sentence, concerned in keys.items():
            lines.append(Content.assemble("\n", (printable(sentence), "$text-warning")))
            lines.append(Content(printable(", ".join(concerned))))
        self.query_one("#export-report", Static).update(Content("\n").join(lines))

    def _problem(self, text: str) -> None:
        line = self.query_one("#export-problem", Static)
        line.update(printable(text))
        line.display = bool(text)
