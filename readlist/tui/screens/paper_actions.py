"""What keys do to papers: each is one undoable step, written off the screen's thread."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual.binding import Binding
from textual.screen import Screen

from readlist.errors import QueryError, ReadlistError
from readlist.latex import readable
from readlist.library.library import Library
from readlist.storage.reader import Row
from readlist.text import printable, printable_lines
from readlist.tui.screens.working import Working
from readlist.tui.theme.cells import counted, fit, title_of
from readlist.tui.theme.marks import PRIORITY_NAMES, STATUS_MARKS

if TYPE_CHECKING:
    from readlist.tui.screens.tags import TagChange

UNDOABLE = " · u undoes"
_TITLE = 44
"""Cells of a paper's title above a dialog."""
MOST_OPENED = 20
"""Pages on the web that are opened at once."""


Result = TypeVar("Result")
Answer = TypeVar("Answer")


class PaperActions(Working[None]):
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
        Binding("M", "rate", "Rating", show=False, id="paper.rate",
                tooltip="Rate from 1 to 5, or take the rating away"),
        Binding("plus,equals_sign", "priority(1)", "Higher priority", show=False,
                id="paper.higher", tooltip="Raise the priority"),
        Binding("minus", "priority(-1)", "Lower priority", show=False, id="paper.lower",
                tooltip="Lower the priority"),
        Binding("d", "delete", "Delete", show=False, id="paper.delete",
                tooltip="Delete from the library, after a question"),
        Binding("w", "open_web", "Open on the web", show=False, id="paper.web",
                tooltip="Open its page in the browser; of several, after a question"),
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

    def paper(self, paper_id: int) -> dict[str, Any]:
        """All that is known of a paper; nothing where it is gone."""
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

    def write(
        self,
        job: Callable[[], Result],
        said: Callable[[Result], str],
        failed: Callable[[], None] | None = None,
    ) -> None:
        """`job` runs off the screen's thread, one after another; `said` makes the toast.

        Where nothing was written, `failed` gives back what the user typed.
        """

        async def run() -> None:
            async with self._writing:
                try:
                    result = await asyncio.to_thread(job)
                except ReadlistError as error:
                    if failed is not None:
                        failed()
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
            menu = Menu(f"Status of {_titled(rows)}", choices, rows[0].status)
            self.ask(
                menu,
                lambda status: (
                    self._mark_read(rows) if status == "read" else self._set_status(rows, status)
                ),
            )

    def _mark_read(self, rows: Sequence[Row]) -> None:
        """The papers are read; one alone is asked what the reader takes from it."""
        current = self.current()
        if len(rows) != 1 or current is None or current[0] != rows[0].id:
            self._set_status(rows, "read")
            return
        self._ask_takeaway(rows, printable(current[1]["takeaway"] or ""))

    def _ask_takeaway(self, rows: Sequence[Row], before: str, typed: str | None = None) -> None:
        from readlist.tui.screens.takeaway import Takeaway  # noqa: PLC0415  (start-up time)

        def read(takeaway: str) -> None:
            again = partial(self._ask_takeaway, rows, before, takeaway)
            self._set_status(rows, "read", takeaway, again if takeaway != before else None)

        self.ask(Takeaway(_titled(rows), before, typed), read)

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

    def _set_status(
        self,
        rows: Sequence[Row],
        status: str,
        takeaway: str | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        ids = [row.id for row in rows]
        if not ids:
            return

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.set_status(self.library, ids, status, takeaway=takeaway)

        self.write(
            job,
            lambda n: f"{_named(rows)}: {status}{UNDOABLE}" if n else f"Already {status}.",
            failed,
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
        rows = self.targets()
        if rows:
            self._ask_tags(rows, None)

    def _ask_tags(self, rows: Sequence[Row], typed: "TagChange | None") -> None:
        from readlist.tui.screens.tags import TagScreen  # noqa: PLC0415  (start-up time)

        ids = [row.id for row in rows]

        def change(tags: "TagChange") -> None:
            def job() -> int:
                from readlist.library import organising  # noqa: PLC0415  (start-up time)

                return organising.change_tags(self.library, ids, tags.add, tags.remove)

            words = " ".join([*(f"+{t}" for t in tags.add), *(f"-{t}" for t in tags.remove)])
            self.write(
                job,
                lambda _n: f"{_named(rows)}: {words}{UNDOABLE}",
                lambda: self._ask_tags(rows, tags),
            )

        carried = [row.tags.split(", ") if row.tags else [] for row in rows]
        suggest = (lambda: self.suggested_tags(ids[0])) if len(ids) == 1 else None
        self.ask(
            TagScreen(self.known_tags(), carried, suggest, _titled(rows), change=typed), change
        )

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
        title = printable(readable(paper["title"] or "")) or printable(paper["citation_key"])
        heading = f"{'Note' if latest else 'New note'} on {fit(title, _TITLE).rstrip()}"
        before = latest["body"] if latest else ""

        def save(text: str) -> None:
            def job() -> None:
                from readlist.library import organising  # noqa: PLC0415  (start-up time)

                if latest:
                    organising.edit_note(self.library, latest["id"], text)
                elif text.strip():
                    organising.add_note(self.library, paper_id, text)

            self.write(
                job,
                lambda _n: ("Note saved" if text.strip() else "Note removed") + UNDOABLE,
                lambda: self.ask(NoteScreen(self.library, heading, before, text), save),
            )

        self.ask(NoteScreen(self.library, heading, before), save)

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

    def action_rate(self) -> None:
        from readlist.tui.screens.menu import RATINGS, Menu  # noqa: PLC0415  (start-up time)

        rows = self.targets()
        ids = [row.id for row in rows]

        def rate(answer: str) -> None:
            rating = int(answer) or None

            def job() -> int:
                from readlist.library import reading  # noqa: PLC0415  (start-up time)

                return reading.rate(self.library, ids, rating)

            words = f"rated {rating} of 5" if rating else "not rated"
            self.write(
                job,
                lambda n: f"{_named(rows)}: {words}{UNDOABLE}" if n else f"Already {words}.",
            )

        if rows:
            self.ask(Menu(f"Rating of {_named(rows)}", RATINGS, "3"), rate)

    def action_open_web(self) -> None:
        rows = self.targets()
        if len(rows) > MOST_OPENED:
            self.tell(f"At most {MOST_OPENED} pages are opened at a time.", error=True)
            return
        found = [(row, web_address(self.paper(row.id))) for row in rows]
        urls = list(dict.fromkeys(url for _, url in found if url))
        missing = len(rows) - sum(bool(url) for _, url in found)
        if rows and not urls:
            none = "This paper has no" if len(rows) == 1 else "None of these papers has a"
            self.tell(f"{none} web address, DOI or arXiv ID.", error=True)
        elif len(urls) == 1:
            self._open(urls, missing)
        elif urls:
            from readlist.tui.screens.confirm import Confirm  # noqa: PLC0415  (start-up time)

            shown = "\n".join(fit(printable(url), 58).rstrip() for url in urls)
            question = Confirm(f"Open {counted(len(urls), 'page')}?", shown, "open", "leave")
            self.ask(question, lambda yes: self._open(urls, missing) if yes else None)

    def _open(self, urls: Sequence[str], missing: int) -> None:
        for url in urls:
            self.app.open_url(url)
        opened = urls[0] if len(urls) == 1 else counted(len(urls), "page")
        rest = f"; {counted(missing)} without an address" if missing else ""
        self.tell(f"Opened {opened}{rest}")

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
    if (paper.get("url") or "").startswith(("https://", "http://")):
        return str(paper["url"])
    if paper.get("doi"):
        return f"https://doi.org/{paper['doi']}"
    if paper.get("arxiv_id"):
        return f"https://arxiv.org/abs/{paper['arxiv_id']}"
    return ""


def _titled(rows: Sequence[Row]) -> str:
    return fit(title_of(rows[0]), _TITLE).rstrip() if len(rows) == 1 else counted(len(rows))


def _named(rows: Sequence[Row]) -> str:
    return printable(rows[0].citation_key) if len(rows) == 1 else counted(len(rows))
