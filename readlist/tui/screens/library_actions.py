"""What keys do to the library as a whole: papers come in, go out, and steps are undone."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from readlist.library.library import Library
from readlist.storage.reader import Pair
from readlist.tui.screens.paper_actions import PaperActions
from readlist.tui.screens.scope import Scope
from readlist.tui.view import LibraryView
from readlist.wording import counted

if TYPE_CHECKING:
    from readlist.library.report import Report
    from readlist.tui.screens.export import Exported


MOST_MERGED = 10
"""Papers that can be selected to be merged into one."""


class LibraryActions(PaperActions):
    """A screen that can import, export and undo; a subclass shows the result."""

    BINDINGS = [
        Binding("i", "import", "Import", id="library.import",
                tooltip="Paste a listing page or BibTeX; a page can also be pasted into the list"),
        Binding("a", "add", "Add file", show=False, id="library.add", tooltip="Import a file"),
        Binding("x", "export", "Export", show=False, id="library.export",
                tooltip="Write BibTeX for LaTeX"),
        Binding("S", "statistics", "Statistics", show=False, id="library.statistics",
                tooltip="What was added and read, and when the queue will be, of the papers shown"),
        Binding("m", "duplicates", "Duplicates", show=False, id="library.duplicates",
                tooltip="Decide which papers are one: those selected, or each open pair"),
        Binding("u", "undo", "Undo", show=False, id="library.undo", tooltip="Undo the last step"),
        Binding("ctrl+r", "redo", "Redo", show=False, id="library.redo",
                tooltip="Do again what was undone"),
        Binding("H", "history", "History", show=False, id="library.history",
                tooltip="What was done, step by step, and back to any of it"),
    ]  # fmt: skip

    query_text: str = ""
    """The query of the list as shown."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.view = LibraryView(library)
        self._export_path = "references.bib"
        self._import_folder: Path | None = None

    def paper(self, paper_id: int) -> dict[str, Any]:
        return self.guarded(lambda: self.view.paper(paper_id), None) or {}

    def scopes(self) -> list[Scope]:
        """What could be exported, the likeliest last."""
        raise NotImplementedError

    def imported(self) -> None:
        """New papers are there and shown."""
        raise NotImplementedError

    def action_import(self) -> None:
        self.open_import("")

    def action_add(self) -> None:
        self.open_import("", path_first=True)

    def open_import(
        self, text: str, *, paths: Sequence[Path] = (), path_first: bool = False
    ) -> None:
        """The import window is open; a text or files are previewed at once."""
        from readlist.tui.screens.import_ import ImportScreen  # noqa: PLC0415  (start-up time)

        screen = ImportScreen(
            self.library,
            text=text,
            paths=paths,
            path_first=path_first,
            folder=self._import_folder,
            known_tags=self.known_tags,
        )

        def done(report: "Report") -> None:
            self._import_folder = screen.folder
            self.imported()
            totals = report.totals()
            words = [f"{totals['new'] + totals['review']:,} new", f"{totals['merged']:,} merged"]
            if totals["review"]:
                words.append(f"{totals['review']:,} to review (m)")
            if totals["rejected"]:
                words.append(f"{totals['rejected']:,} rejected")
            if totals["left_out"]:
                words.append(f"{totals['left_out']:,} left out")
            self.tell("Imported: " + ", ".join(words) + self.undoable)

        self.ask(screen, done)

    def on_welcome_sample_wanted(self) -> None:
        def job() -> int:
            from readlist.library import demo  # noqa: PLC0415  (start-up time)

            steps = demo.load(self.library)
            while True:
                try:
                    next(steps)
                except StopIteration as end:
                    totals = end.value.totals()
                    return int(totals["new"] + totals["review"])

        self.write(job, lambda n: f"Loaded the sample library: {counted(n)}{self.undoable}")

    def action_export(self) -> None:
        from readlist.tui.screens.export import ExportScreen  # noqa: PLC0415  (start-up time)

        def done(written: "Exported") -> None:
            self._export_path = written.path
            self.library_changed()  # the exported keys are pinned
            self.tell(f"Exported {counted(written.papers)} to {written.path}")

        scopes = self.scopes()
        if scopes:
            self.ask(ExportScreen(self.library, scopes, self._export_path), done)

    def action_statistics(self) -> None:
        from readlist.tui.screens.statistics import (  # noqa: PLC0415  (start-up time)
            StatisticsScreen,
        )

        self.app.push_screen(StatisticsScreen(self.library, self.query_text))

    def action_duplicates(self) -> None:
        from readlist.tui.screens.duplicates import Duplicates, Question  # noqa: PLC0415  (start-up)

        rows = self.targets()
        if len(rows) > MOST_MERGED:
            self.tell(f"At most {MOST_MERGED} papers are compared at a time.", error=True)
            return
        if len(rows) > 1:
            first, *others = rows
            questions = [Question(first.id, other.id, (), None) for other in others]
        else:
            none: list[Pair] = []
            pairs = self.guarded(self.view.review_pairs, none)
            questions = [Question(p.first, p.second, p.reasons, p.id) for p in pairs]
        if not questions:
            self.tell("No two papers look like one. Select two to merge them all the same.")
            return
        screen = Duplicates(self.library, self.view, questions)
        self.app.push_screen(screen, lambda _: self.library_changed())

    def action_history(self) -> None:
        from readlist.tui.screens.history import History  # noqa: PLC0415  (start-up time)

        screen = History(self.library, self.view)
        self.app.push_screen(screen, lambda _: self.library_changed())
