"""Papers come in: paste or path, then a preview to change at will, and only then it is written."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, ProgressBar, Static

from readlist.library.library import Library
from readlist.library.preview import Preview
from readlist.library.report import Report
from readlist.text import printable
from readlist.tui.fate import fate, summary
from readlist.tui.pace import pace
from readlist.tui.plan import Plan, in_short
from readlist.tui.running import rehearse, run_steps, versions
from readlist.tui.screens.deciding import Deciding
from readlist.tui.widgets.given import Given
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.paste_area import PasteArea
from readlist.tui.widgets.preview_details import PreviewDetails
from readlist.tui.widgets.preview_list import PreviewList

if TYPE_CHECKING:
    from readlist.library.intake import Source

PASTED = "pasted text"
WIDE = 120
"""From this width on the paper at the cursor is shown beside the list."""
AGAIN_DELAY = 0.15
"""Seconds after a decision before the preview is made anew."""
_HINTS = {
    "ask": "{import.go_on} previews · {import.browse} looks for a file · {import.back} closes",
    "work": "{import.back} stops",
    "nothing": "{import.accept} closes: there is nothing new",
    "line": "{import.accept} imports · {import.leave_out} leave out · {import.title} title · "
    "{import.status} status · {import.tags} tags",
    "doubtful": "{import.accept} imports · {import.same} the same · {import.apart} another · "
    "{import.later} later · {import.leave_out} leave out",
}


class ImportScreen(Deciding):
    """Answers with the import's Report once papers were written, or None."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    BINDINGS = [
        Binding("ctrl+s", "go_on", "Preview or import", id="import.go_on", priority=True,
                tooltip="Preview what was given; in the preview, write it"),
        Binding("ctrl+o", "browse", "Look for a file", id="import.browse", priority=True,
                tooltip="Choose a file by looking into folders"),
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

        report: Report | None
        preview: Preview | None
        """Of a rehearsal."""
        error: str = ""

    def __init__(
        self,
        library: Library,
        *,
        text: str = "",
        paths: Sequence[Path] = (),
        path_first: bool = False,
        folder: Path | None = None,
        known_tags: Callable[[], list[tuple[str, int]]] | None = None,
    ) -> None:
        """A text or paths are previewed at once; `folder` is where files are looked for."""
        super().__init__()
        self.library = library
        self.known_tags = known_tags or (lambda: [])
        self.folder = folder
        self.stage = "ask"
        self._text = text
        self._paths = list(paths)
        self._path_first = path_first
        self._sources: list[Source] = []
        self._versions: list[tuple[int, int]] = []
        """Of the files, as they were previewed."""
        self._stop = Event()
        self._began = 0.0
        self._one_at_a_time = Lock()
        self._again = 0
        """The latest renewal of the preview."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large -ask", id="import") as box:
            box.border_title = Content("Import papers")
            yield Given(id="import-ask")
            with Vertical(id="import-work"):
                yield Static("", id="import-doing", markup=False)
                yield ProgressBar(id="import-bar", show_eta=False)
            with Vertical(id="import-preview"):
                yield Static("", id="import-summary")
                yield Static("", id="import-new")
                with Container(id="import-papers"):
                    yield PreviewList()
                    yield PreviewDetails()
                yield Static("", id="import-said", markup=False)

    def on_mount(self) -> None:
        self._show("ask")
        self.query_one("#import-path" if self._path_first else "#import-text").focus()
        if self._text:
            self.query_one(Given).take_text(self._text)
            self.action_go_on()
        elif self._paths:
            self._take_paths(self._paths)

    def on_unmount(self) -> None:
        self._stop.set()  # who leaves in the middle finds the library as it was

    # What is given

    def on_paste_area_pasted(self, event: PasteArea.Pasted) -> None:
        self.query_one(Given).take_pasted(event.text)
        self.action_go_on()

    def _take_paths(self, paths: Sequence[Path]) -> None:
        self.query_one(Given).take_paths(paths)
        self.action_go_on()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go_on()

    def action_browse(self) -> None:
        from readlist.tui.screens.pick_file import (  # noqa: PLC0415  (start-up time)
            PickFile,
            likely_folder,
        )

        def picked(path: Path | None) -> None:
            if path is not None:
                self.folder = path.parent
                self._take_paths([path])

        if self.stage == "ask":
            typed = self.query_one(Given).path
            self.app.push_screen(PickFile(likely_folder(typed, self.folder)), picked)

    # From stage to stage

    def on_preview_list_accepted(self) -> None:
        self.action_go_on()

    def action_go_on(self) -> None:
        if self.stage == "ask":
            self._preview()
        elif self.stage == "preview" and self._worth_writing:
            if versions(self._sources) != self._versions:
                self._run(rehearsal=True, said="The file has changed; this is what it says now.")
            else:
                self._run(rehearsal=False)
        elif self.stage == "preview":
            self.dismiss(None)

    def action_go_back(self) -> None:
        if self.stage == "work":
            self._stop.set()
            self.query_one("#import-doing", Static).update("Stopping …")
        elif self.stage == "preview":
            if self.query_one(PreviewList).unmark():
                return
            if self.plan is not None and self.plan.decided:
                question = "Throw away what you decided?", "Nothing was written yet."
                self._ask_before(*question, "throw away", self._back_to_asking)
            else:
                self._back_to_asking()
        elif self.unsaved:
            question = "Throw away what you typed?", "It was not imported."
            self._ask_before(*question, "throw away", lambda: self.dismiss(None))
        else:
            self.dismiss(None)

    @property
    def unsaved(self) -> bool:
        """Would anything be lost that the user typed or decided?"""
        if self.stage == "ask":
            return self.query_one(Given).unsaved
        return self.stage == "preview" and self.plan is not None and self.plan.decided

    def _ask_before(self, question: str, detail: str, yes: str, then: Callable[[], object]) -> None:
        from readlist.tui.screens.confirm import Confirm  # noqa: PLC0415  (start-up time)

        def answered(agreed: bool | None) -> None:
            if agreed:
                then()

        self.app.push_screen(Confirm(question, detail, yes, "go on"), answered)

    def _back_to_asking(self) -> None:
        self.plan = None
        self._again += 1
        self._show("ask")
        self.query_one("#import-text").focus()

    def _preview(self) -> None:
        from readlist.library.intake import Source, read_source  # noqa: PLC0415  (start-up time)

        paths, text = self.query_one(Given).paths, self.query_one(Given).text
        if not paths and not text.strip():
            self.query_one(Given).problem("Paste a text or name a file.")
            return
        if paths:
            self._sources = [read_source(path) for path in paths]
        else:
            self._sources = [Source(PASTED, text.encode("utf-8", "replace"))]
        self._run(rehearsal=True)

    def _run(self, *, rehearsal: bool, said: str = "") -> None:
        self._stop.clear()
        self._again += 1
        self._show("work")
        self._said = said
        doing = "Looking at what this is …" if rehearsal else "Writing …"
        self.query_one("#import-doing", Static).update(doing)
        self.query_one(ProgressBar).update(total=None, progress=0)
        self._began = monotonic()
        if rehearsal:
            self._versions = versions(self._sources)
            self.plan = None
        self._work(Preview() if rehearsal else None)

    @work(thread=True, group="import")
    def _work(self, preview: Preview | None) -> None:
        from readlist.library.intake import import_sources  # noqa: PLC0415  (start-up time)

        decisions = self.plan.decisions if self.plan is not None else None
        with self._one_at_a_time:
            steps = import_sources(
                self.library,
                self._sources,
                dry_run=preview is not None,
                decisions=decisions,
                preview=preview,
            )
            report, error = run_steps(steps, self._stop, self._tell)
        self.post_message(self.Finished(report, preview, error))

    def _tell(self, done: int, total: int, papers: int) -> None:
        self.post_message(self.Progressed(done, total, papers))

    def on_import_screen_progressed(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total or None, progress=event.done)
        if not self._stop.is_set():
            seconds = monotonic() - self._began
            told = pace(event.papers, event.done, event.total, seconds)
            self.query_one("#import-doing", Static).update(told)

    def on_import_screen_finished(self, event: Finished) -> None:
        if event.report is None:
            self._give_up(event.error or "Stopped; nothing was changed.")
            return
        if event.preview is None:
            self.dismiss(event.report)
            return
        refused = [file.error for file in event.report.files if file.error]
        if refused and len(refused) == len(event.report.files):
            self._give_up(refused[0])
            return
        self.plan = Plan(event.report, event.preview)
        self._show("preview")
        self.query_one(PreviewList).show(self.plan)
        self.query_one(PreviewList).focus()
        self.plan_changed()
        self.say(" ".join(filter(None, [self._said, *refused])))

    def _give_up(self, why: str) -> None:
        """Back to where the user was, with all that was typed and decided."""
        if self.plan is None:
            self._show("ask")
            self.query_one(Given).problem(why)
            return
        self._show("preview")
        self.query_one(PreviewList).focus()
        self.plan_changed()
        self.say(why)

    # The preview

    @property
    def _worth_writing(self) -> bool:
        totals = self.plan.totals() if self.plan is not None else {}
        return any(totals.get(name) for name in ("new", "merged", "review"))

    def on_preview_list_moved(self) -> None:
        if self.plan:
            cursor = self.query_one(PreviewList).cursor
            self.query_one(PreviewDetails).show(fate(self.plan, cursor))
            self._say_keys()

    def on_preview_list_mark_changed(self) -> None:
        self.plan_changed()

    def plan_changed(self) -> None:
        """The window tells what would be written by now."""
        if self.plan is None:
            return
        self.query_one("#import-summary", Static).update(summary(self.plan))
        gets = in_short(self.plan.new, "inbox")
        new = Content.assemble(("New papers get: ", "$muted"), printable(gets))
        marked = len(self.query_one(PreviewList).marked)
        if marked:
            new = Content.assemble(new, (f"   {marked:,} marked", "bold $text-warning"))
        self.query_one("#import-new", Static).update(new)
        self.query_one(PreviewList).refresh()
        self.on_preview_list_moved()
        self._say_keys()

    def decided(self) -> None:
        self.plan_changed()
        self._again += 1
        self._renew(self._again)

    @work(group="again")
    async def _renew(self, wish: int) -> None:
        """The preview is on its way as it is with what was decided."""
        await asyncio.sleep(AGAIN_DELAY)
        plan = self.plan
        if wish != self._again or plan is None:
            return
        preview = await asyncio.to_thread(self._rehearse, plan, wish)
        is_open = self in self.app.screen_stack
        if is_open and preview is not None and wish == self._again and plan is self.plan:
            plan.renew(preview)
            self.plan_changed()

    def _rehearse(self, plan: Plan, wish: int) -> Preview | None:
        with self._one_at_a_time:
            return rehearse(
                self.library, self._sources, plan.decisions, lambda: wish == self._again
            )

    def say(self, sentence: str) -> None:
        """A line below the list says it."""
        line = self.query_one("#import-said", Static)
        line.update(printable(sentence))
        line.display = bool(sentence)

    def _show(self, stage: str) -> None:
        self.stage = stage
        for name in ("ask", "work", "preview"):
            self.query_one(f"#import-{name}").display = name == stage
        self.query_one(Given).problem("")
        self.say("")
        self._say_keys()

    def _say_keys(self) -> None:
        keys = _HINTS.get(self.stage, "")
        if self.stage == "preview" and self.plan is not None:
            number = self.query_one(PreviewList).current
            doubtful = number is not None and self.plan.found(number).outcome == "review"
            keys = _HINTS["doubtful" if doubtful else "line"]
            keys = keys if self._worth_writing else _HINTS["nothing"]
            keys += " · {import.mark} marks" if self.size.width >= WIDE else ""
            keys += " · {import.back} back"
        self.query_one("#import").border_subtitle = keyed(keys, self, self.query_one(PreviewList))
