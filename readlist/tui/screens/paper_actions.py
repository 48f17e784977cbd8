"""What keys do to papers: each is one undoable step, written off the screen's thread."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from textual.binding import Binding
from textual.screen import Screen

from readlist.errors import QueryError, ReadlistError
from readlist.library.library import Library
from readlist.storage.reader import Row
from readlist.text import printable, printable_lines
from readlist.tui.theme.cells import counted, fit, title_of
from readlist.tui.theme.marks import PRIORITY_NAMES, STATUS_MARKS

UNDOABLE = " · u undoes"


Result = TypeVar("Result")
Answer = TypeVar("Answer")


class PaperActions(Screen[None]):
    """A screen with papers to act on; a subclass says which and shows the result."""

    BINDINGS = [
        Binding("r", "toggle_read", "Read", id="paper.read",
                tooltip="Mark as read, or put back where it was"),
        Binding("R", "status", "Status", id="paper.status", tooltip="Choose the reading status"),
        Binding("p", "turn_passes", "Pass", show=False, id="paper.pass",
                tooltip="One more of three passes is done; after the third none"),
        Binding("t", "tags", "Tags", id="paper.tags", tooltip="Put on and take off tags"),
        Binding("n", "note", "Note", id="paper.note",
                tooltip="Write the paper's note, or go on with its latest one"),
        Binding("N", "new_note", "New note", show=False, id="paper.new_note",
                tooltip="Begin another note"),
        Binding("asterisk", "star", "Star", show=False, id="paper.star", tooltip="Star, or not"),
        Binding("plus,equals_sign", "priority(1)", "Higher priority", show=False,
                id="paper.higher", tooltip="Raise the priority"),
        Binding("minus", "priority(-1)", "Lower priority", show=False, id="paper.lower",
                tooltip="Lower the priority"),
        Binding("d", "delete", "Delete", show=False, id="paper.delete",
                tooltip="Delete from the library, after a question"),
        Binding("w", "open_web", "Open on the web", show=False, id="paper.web",
                tooltip="Open its page in the browser"),
        Binding("y", "copy_key", "Copy key", show=False, id="paper.copy_key",
                tooltip="Copy the citation key"),
        Binding("Y", "copy_bibtex", "Copy BibTeX", show=False, id="paper.copy_bibtex",
                tooltip="Copy the BibTeX entry"),
        Binding("C", "copy_citation", "Copy citation", show=False, id="paper.copy_citation",
                tooltip="Copy the citation as text (APA)"),
    ]  # fmt: skip

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self._writing = asyncio.Lock()
        self._status_before_read: dict[int, str] = {}
        self._trouble = ""

    def targets(self) -> list[Row]:
        """The selected papers, or the one at the cursor, or none."""
        raise NotImplementedError

    def current(self) -> tuple[int, dict[str, Any]] | None:
        """The ID of the paper at the cursor and all that is known of it."""
        raise NotImplementedError

    def known_tags(self) -> list[tuple[str, int]]:
        """Every tag and on how many papers it is."""
        raise NotImplementedError

    def suggested_tags(self, paper_id: int) -> list[tuple[str, float]]:
        """Tags that may fit the paper, each with how likely that is; called off the thread."""
        raise NotImplementedError

    def library_changed(self) -> None:
        """The screen shows the library as it is now."""
        raise NotImplementedError

    def tell(self, sentence: str, *, error: bool = False) -> None:
        """A toast says it."""
        self.app.notify(
            printable_lines(sentence),
            severity="error" if error else "information",
            timeout=8 if error else 4,
            markup=False,
        )

    def guarded(self, job: Callable[[], Answer], otherwise: Answer) -> Answer:
        """What `job` returns; trouble with the library is told once and gives `otherwise`."""
        try:
            result = job()
        except QueryError:
            raise
        except ReadlistError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                self.tell(self._trouble, error=True)
            return otherwise
        self._trouble = ""
        return result

    def write(self, job: Callable[[], Result], said: Callable[[Result], str]) -> None:
        """`job` runs off the screen's thread, one after another; `said` makes the toast."""

        async def run() -> None:
            async with self._writing:
                try:
                    result = await asyncio.to_thread(job)
                except ReadlistError as error:
                    self.tell(str(error), error=True)
                    return
            self.library_changed()
            sentence = said(result)
            if sentence:
                self.tell(sentence)

        self.run_worker(run(), group="write")

    def ask(self, screen: Screen[Answer | None], then: Callable[[Answer], None]) -> None:
        """The dialog is open; `then` gets its answer unless it is None."""

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                then(answer)

        self.app.clear_notifications()  # they would lie over the dialog's last line
        self.app.push_screen(screen, answered)

    def action_toggle_read(self) -> None:
        rows = self.targets()
        if not all(row.status == "read" for row in rows):
            for row in rows:
                if row.status != "read":
                    self._status_before_read[row.id] = row.status
            self._mark_read(rows)
            return
        # Unread again: where it was if that is known, else in the queue.
        by_status: dict[str, list[Row]] = {}
        for row in rows:
            by_status.setdefault(self._status_before_read.get(row.id, "queued"), []).append(row)
        for status, some in by_status.items():
            self._set_status(some, status)

    def action_status(self) -> None:
        from readlist.tui.screens.menu import Choice, Menu  # noqa: PLC0415  (start-up time)

        rows = self.targets()
        choices = tuple(
            Choice(status, mark.letter, status, mark.symbol, mark.hint)
            for status, mark in STATUS_MARKS.items()
        )
        if rows:
            menu = Menu(f"Status of {_named(rows)}", choices, rows[0].status)
            self.ask(
                menu,
                lambda status: (
                    self._mark_read(rows) if status == "read" else self._set_status(rows, status)
                ),
            )

    def _mark_read(self, rows: Sequence[Row]) -> None:
        """The papers are read; one alone is asked what the reader takes from it."""
        from readlist.tui.screens.takeaway import Takeaway  # noqa: PLC0415  (start-up time)

        current = self.current()
        if len(rows) != 1 or current is None or current[0] != rows[0].id:
            self._set_status(rows, "read")
            return
        screen = Takeaway(_named(rows), printable(current[1]["takeaway"] or ""))
        self.ask(screen, lambda takeaway: self._set_status(rows, "read", takeaway))

    def action_turn_passes(self) -> None:
        rows = self.targets()
        ids = [row.id for row in rows]
        begun = any(row.status in ("inbox", "queued") for row in rows)

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.turn_passes(self.library, ids)

        def said(passes: int) -> str:
            done = f"pass {passes} of 3" if passes else "no pass done"
            return f"{_named(rows)}: {done}{', reading' if passes and begun else ''}{UNDOABLE}"

        if rows:
            self.write(job, said)

    def _set_status(self, rows: Sequence[Row], status: str, takeaway: str | None = None) -> None:
        ids = [row.id for row in rows]
        if not ids:
            return

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.set_status(self.library, ids, status, takeaway=takeaway)

        self.write(
            job, lambda n: f"{_named(rows)}: {status}{UNDOABLE}" if n else f"Already {status}."
        )

    def action_star(self) -> None:
        rows = self.targets()
        starred = not all(row.starred for row in rows)
        ids = [row.id for row in rows]

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.star(self.library, ids, starred)

        if rows:
            words = "starred" if starred else "no longer starred"
            self.write(job, lambda n: f"{_named(rows)}: {words}{UNDOABLE}")

    def action_priority(self, by: int) -> None:
        rows = self.targets()
        if not rows:
            return
        priority = max(-1, min(1, rows[0].priority + by))
        ids = [row.id for row in rows]

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.set_priority(self.library, ids, priority)

        name = PRIORITY_NAMES[priority]
        self.write(
            job,
            lambda n: (
                f"{_named(rows)}: {name} priority{UNDOABLE}"
                if n
                else f"The priority is {name} already."
            ),
        )

    def action_tags(self) -> None:
        from readlist.tui.screens.tags import TagChange, TagScreen  # noqa: PLC0415  (start-up time)

        rows = self.targets()
        if not rows:
            return
        ids = [row.id for row in rows]

        def change(tags: TagChange) -> None:
            def job() -> int:
                from readlist.library import organising  # noqa: PLC0415  (start-up time)

                return organising.change_tags(self.library, ids, tags.add, tags.remove)

            words = " ".join([*(f"+{t}" for t in tags.add), *(f"-{t}" for t in tags.remove)])
            self.write(job, lambda _n: f"{_named(rows)}: {words}{UNDOABLE}")

        carried = [row.tags.split(", ") if row.tags else [] for row in rows]
        suggest = (lambda: self.suggested_tags(ids[0])) if len(ids) == 1 else None
        self.ask(TagScreen(self.known_tags(), carried, suggest), change)

    def action_note(self) -> None:
        self._write_note(new=False)

    def action_new_note(self) -> None:
        self._write_note(new=True)

    def _write_note(self, *, new: bool) -> None:
        from readlist.tui.screens.note import NoteScreen  # noqa: PLC0415  (start-up time)

        current = self.current()
        if current is None:
            return
        paper_id, paper = current
        latest = paper["notes"][-1] if paper["notes"] and not new else None

        def save(text: str) -> None:
            def job() -> None:
                from readlist.library import organising  # noqa: PLC0415  (start-up time)

                if latest:
                    organising.edit_note(self.library, latest["id"], text)
                elif text.strip():
                    organising.add_note(self.library, paper_id, text)

            self.write(
                job, lambda _n: ("Note saved" if text.strip() else "Note removed") + UNDOABLE
            )

        heading = f"{'Note' if latest else 'New note'} on {printable(paper['citation_key'])}"
        self.ask(NoteScreen(self.library, heading, latest["body"] if latest else ""), save)

    def action_delete(self) -> None:
        from readlist.tui.screens.confirm import Confirm  # noqa: PLC0415  (start-up time)

        rows = self.targets()
        if not rows:
            return
        ids = [row.id for row in rows]

        def delete(yes: bool) -> None:
            def job() -> int:
                from readlist.library import organising  # noqa: PLC0415  (start-up time)

                return organising.delete(self.library, ids)

            if yes:
                self.write(job, lambda n: f"Deleted {_named(rows)}{UNDOABLE}")

        shown = "\n".join(fit(title_of(row), 60).rstrip() for row in rows[:5])
        more = f"\nand {len(rows) - 5:,} more" if len(rows) > 5 else ""
        self.ask(Confirm(f"Delete {counted(len(rows))}?", shown + more, "delete", "keep"), delete)

    def action_open_web(self) -> None:
        current = self.current()
        if current is None:
            return
        url = web_address(current[1])
        if url:
            self.app.open_url(url)
            self.tell(f"Opened {url}")
        else:
            self.tell("This paper has no web address, DOI or arXiv ID.", error=True)

    def action_copy_key(self) -> None:
        rows = self.targets()
        if not rows:
            return
        text = ",".join(row.citation_key for row in rows)
        self.app.copy_to_clipboard(text)
        ids = [row.id for row in rows]

        def job() -> None:
            from readlist.library import citing  # noqa: PLC0415  (start-up time)

            citing.pin(self.library, ids)

        self.write(job, lambda _n: f"Copied {fit(text, 200).rstrip()}")

    def action_copy_bibtex(self) -> None:
        rows = self.targets()
        ids = [row.id for row in rows]

        def job() -> str:
            from readlist.library import citing  # noqa: PLC0415  (start-up time)

            return citing.bibliography(self.library, ids).text

        if rows:
            self.write(job, self._copied)

    def action_copy_citation(self) -> None:
        rows = self.targets()
        ids = [row.id for row in rows]

        def job() -> str:
            from readlist.library import exporting  # noqa: PLC0415  (start-up time)

            return "\n".join(exporting.in_style(self.library, ids))

        if rows:
            self.write(job, self._copied)

    def _copied(self, text: str) -> str:
        self.app.copy_to_clipboard(text)
        return "Copied\n" + "\n".join(fit(line, 56).rstrip() for line in text.splitlines()[:12])


def web_address(paper: dict[str, Any]) -> str:
    """The paper's page on the web, http or https only; empty when there is none."""
    if (paper["url"] or "").startswith(("https://", "http://")):
        return str(paper["url"])
    if paper["doi"]:
        return f"https://doi.org/{paper['doi']}"
    if paper["arxiv_id"]:
        return f"https://arxiv.org/abs/{paper['arxiv_id']}"
    return ""


def _named(rows: Sequence[Row]) -> str:
    return printable(rows[0].citation_key) if len(rows) == 1 else counted(len(rows))
