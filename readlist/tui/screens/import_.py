"""Papers come in: paste or path, then a preview, and only then anything is written."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, ProgressBar, Static, TextArea

from readlist.errors import ReadlistError
from readlist.library.library import Library
from readlist.text import printable
from readlist.tui.theme.cells import counted
from readlist.tui.widgets.path_input import PathInput
from readlist.tui.widgets.report_list import ReportList, summary_of
from readlist.tui.widgets.text_area import PlainArea

if TYPE_CHECKING:
    from readlist.library.intake import Source
    from readlist.library.report import Progress, Report

PASTED = "pasted text"


class PasteArea(PlainArea):
    """Takes a pasted page as it is and says so."""

    class Pasted(Message):
        """A text was pasted."""

    async def on_paste(self, _event: events.Paste) -> None:
        self.call_after_refresh(self.post_message, self.Pasted())


class ImportScreen(ModalScreen["Report | None"]):
    """Answers with the import's Report once papers were written, or None."""

    BINDINGS = [
        Binding("ctrl+s", "go_on", "Preview or import", id="import.go_on", priority=True,
                tooltip="Preview what was given; in the preview, write it"),
        Binding("escape", "go_back", "Back", id="import.back", priority=True,
                tooltip="Stop or go back; nothing is written"),
    ]  # fmt: skip

    @dataclass
    class Progressed(Message):
        """So much is done."""

        done: int
        total: int
        papers: int

    @dataclass
    class Finished(Message):
        """The import or its rehearsal is over; without report it was stopped."""

        report: "Report | None"
        rehearsal: bool
        error: str = ""

    def __init__(self, library: Library, *, text: str = "", path_first: bool = False) -> None:
        super().__init__()
        self.library = library
        self.text = text
        self.path_first = path_first
        self._stop = Event()
        self._sources: list[Source] = []
        self.stage = "ask"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large -ask", id="import") as box:
            box.border_title = Content("Import papers")
            with Vertical(id="import-ask"):
                yield Static("File", classes="label", markup=False)
                yield PathInput(placeholder="~/Downloads/refs.bib", id="import-path", compact=True)
                yield Static(
                    "or paste a listing page or BibTeX here", classes="label", markup=False
                )
                yield PasteArea(self.text, id="import-text", compact=True, soft_wrap=True)
                yield Static(id="import-problem", classes="problem", markup=False)
            with Vertical(id="import-work"):
                yield Static("", id="import-doing", markup=False)
                yield ProgressBar(id="import-bar", show_eta=False)
            with Vertical(id="import-preview"):
                yield Static("", id="import-summary")
                yield ReportList()

    def on_mount(self) -> None:
        self._show("ask")
        self.query_one("#import-path" if self.path_first else "#import-text").focus()
        if self.text:
            self.action_go_on()

    def on_paste_area_pasted(self) -> None:
        self.query_one("#import-path", Input).value = ""
        self.action_go_on()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go_on()

    def on_report_list_accepted(self) -> None:
        self.action_go_on()

    def action_go_on(self) -> None:
        if self.stage == "ask":
            self._preview()
        elif self.stage == "preview" and self._worth_writing:
            self._run(rehearsal=False)
        elif self.stage == "preview":
            self.dismiss(None)

    def action_go_back(self) -> None:
        if self.stage == "work":
            self._stop.set()
            self.query_one("#import-doing", Static).update("Stopping …")
        elif self.stage == "preview":
            self._show("ask")
            self.query_one("#import-text").focus()
        else:
            self.dismiss(None)

    def _preview(self) -> None:
        from readlist.library.intake import Source, read_source  # noqa: PLC0415  (start-up time)

        path = self.query_one("#import-path", PathInput).path
        text = self.query_one("#import-text", TextArea).text
        if path is None and not text.strip():
            self._problem("Paste a text or name a file.")
            return
        if path is not None:
            self._sources = [read_source(path)]
        else:
            self._sources = [Source(PASTED, text.encode("utf-8", "replace"))]
        self._run(rehearsal=True)

    def _run(self, *, rehearsal: bool) -> None:
        self._stop.clear()
        self._show("work")
        doing = "Looking at what this is …" if rehearsal else "Writing …"
        self.query_one("#import-doing", Static).update(doing)
        self.query_one(ProgressBar).update(total=None, progress=0)
        self._work(rehearsal)

    @work(thread=True, group="import")
    def _work(self, rehearsal: bool) -> None:
        from readlist.library.intake import import_sources  # noqa: PLC0415  (start-up time)

        steps = import_sources(self.library, self._sources, dry_run=rehearsal, keep_met=rehearsal)
        report, error = run_steps(steps, self._stop, self._tell)
        self.post_message(self.Finished(report, rehearsal, error))

    def _tell(self, done: int, total: int, papers: int) -> None:
        self.post_message(self.Progressed(done, total, papers))

    def on_import_screen_progressed(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total or None, progress=event.done)
        if not self._stop.is_set():
            self.query_one("#import-doing", Static).update(counted(event.papers))

    def on_import_screen_finished(self, event: Finished) -> None:
        if event.error or event.report is None:
            self._show("ask")
            self._problem(event.error or "Stopped; nothing was changed.")
            return
        if not event.rehearsal:
            self.dismiss(event.report)
            return
        refused = [file.error for file in event.report.files if file.error]
        if refused:
            self._show("ask")
            self._problem(refused[0])
            return
        self._show("preview")
        totals = event.report.totals()
        self._worth_writing = totals["new"] + totals["merged"] + totals["review"] > 0
        self.query_one("#import-summary", Static).update(summary_of(event.report))
        self.query_one(ReportList).show(event.report)
        self.query_one(ReportList).focus()
        self._say_keys()

    def _show(self, stage: str) -> None:
        self.stage = stage
        for name in ("ask", "work", "preview"):
            self.query_one(f"#import-{name}").display = name == stage
        self._problem("")
        self._worth_writing = False
        self._say_keys()

    def _say_keys(self) -> None:
        keys = {
            "ask": "^s previews · Enter in the file line too · Esc closes",
            "work": "Esc stops",
            "preview": (
                "Enter imports · Esc goes back"
                if self._worth_writing
                else "Enter closes: there is nothing new · Esc goes back"
            ),
        }
        self.query_one("#import").border_subtitle = Content(keys[self.stage])

    def _problem(self, text: str) -> None:
        line = self.query_one("#import-problem", Static)
        line.update(printable(text))
        line.display = bool(text)


def run_steps(
    steps: "Generator[Progress, None, Report]",
    stop: Event,
    tell: Callable[[int, int, int], None],
) -> tuple["Report | None", str]:
    """The generator's result and no error, or None when stopped or failed."""
    try:
        while not stop.is_set():
            progress = next(steps)
            tell(progress.done, progress.total, progress.papers)
    except StopIteration as end:
        return end.value, ""
    except ReadlistError as error:
        return None, str(error)
    finally:
        steps.close()
    return None, ""
