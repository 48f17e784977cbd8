"""The inbox, card by card: one key decides and the next card is there."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from readlist.errors import ReadlistError
from readlist.library.library import Library
from readlist.similarity.terms import terms
from readlist.storage.reader import Row
from readlist.text import printable
from readlist.tui.screens.acting import Written
from readlist.tui.screens.helping import HELP, Helping
from readlist.tui.screens.paper_actions import PaperActions
from readlist.tui.theme.cells import fit, title_of
from readlist.tui.view import LibraryView
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.key_line import KeyLine, hints

_NEIGHBOURS = 20
"""Papers like it among which one that was read is looked for."""
_LIKED = ("read", "reading", "skimmed")
LATER = "later"
_BAR = 24
"""Cells of the bar that says how far one has come."""

_DONE = "{triage.leave} goes back to the list, {triage.undo} takes back the latest decision."
_WHEN_DONE = ("triage.undo", "triage.leave", HELP.id or "")
"""What still has a meaning when no card is left."""

Result = TypeVar("Result")


@dataclass(eq=False)
class _Step:
    """A decision, or something else that was done to a card."""

    written: Written | None
    """What it changes in the library; None where that is nothing."""
    place: int | None = None
    """Which card was decided."""
    status: str = ""
    """A reading status, or LATER, which changes nothing; empty where nothing was decided."""


class Triage(Helping, PaperActions, inherit_bindings=False):
    """Some papers one after another. What was decided is in the library at once."""

    AUTO_FOCUS = "Details"
    STEPS = "triage"

    BINDINGS = [
        Binding("q", "decide('queued')", "Queue", id="triage.queue", tooltip="Read it soon"),
        Binding("s", "decide('skimmed')", "Skimmed", id="triage.skim",
                tooltip="Looked through; that will do"),
        Binding("r", "decide('read')", "Read", id="triage.read",
                tooltip="Read already"),
        Binding("l", "decide('later')", "Later", id="triage.later",
                tooltip="Leave it where it is and decide another time"),
        Binding("d", "decide('dropped')", "Drop", id="triage.drop", tooltip="Not worth the time"),
        Binding("t", "tags", "Tags", id="triage.tags", tooltip="Put on and take off tags"),
        Binding("n", "note", "Note", id="triage.note", tooltip="Write a note"),
        Binding("asterisk", "star", "Star", show=False, id="triage.star", tooltip="Star, or not"),
        Binding("plus,equals_sign", "priority(1)", "Higher priority", show=False,
                id="triage.higher", tooltip="Raise the priority"),
        Binding("minus", "priority(-1)", "Lower priority", show=False, id="triage.lower",
                tooltip="Lower the priority"),
        Binding("w", "open_web", "Open on the web", show=False, id="triage.web",
                tooltip="Open its page in the browser"),
        Binding("u,backspace", "back", "Undo", id="triage.undo",
                tooltip="Take the latest decision back and see its card again"),
        Binding("escape", "leave", "End", id="triage.leave",
                tooltip="Back to the list; what is left stays where it is"),
        HELP,
    ]  # fmt: skip

    def __init__(self, library: Library, view: LibraryView, ids: Sequence[int], query: str) -> None:
        super().__init__(library)
        self.view = view
        self.ids = list(ids)
        self.at = 0
        self.query_words = view.sought(query)
        self._done: list[_Step] = []
        """What was done, in order: known at the key, before it is written."""

    def compose(self) -> ComposeResult:
        yield Static(id="triage-head", markup=False)
        with Vertical(id="triage-table"), Vertical(id="triage-card"):
            card = Details(id="card")
            card.abstract_first = True
            yield card
            yield Static(id="triage-like", markup=False)
        yield Static(id="triage-done", markup=False)
        yield KeyLine()

    async def on_mount(self) -> None:
        await self._show()

    # The card

    async def _show(self) -> None:
        if not self.is_open:
            return
        self._pass_over()
        done = self.at >= len(self.ids)
        self.query_one("#triage-head", Static).update(self._head())
        only = _WHEN_DONE if done else ()
        self.query_one(KeyLine).hints = hints(self.BINDINGS, self.app._keymap, only)
        card, like = self.query_one(Details), self.query_one("#triage-like", Static)
        self.query_one("#triage-table").display = not done
        like.display = False
        end = self.query_one("#triage-done", Static)
        end.display = done
        if done:
            end.update(self._summary())
            return
        current = self.current()
        of_tags = (word for name, _ in self.known_tags() for word in terms(name))
        card.lit = self.query_words | frozenset(of_tags)
        await card.show(current[1] if current else None)
        self._find_like(self.ids[self.at])

    def _pass_over(self) -> None:
        """The card is that of a paper which is still there: another program may have taken it."""
        while self.at < len(self.ids) and not self.targets():
            if not self.library.exists() or self.in_trouble:
                return  # it is not known what is there
            self.at += 1

    def _head(self) -> Content:
        left = len(self.ids) - self.at
        full = _BAR * self.at // max(1, len(self.ids))
        bar = Content.assemble(("━" * full, "$text-success"), ("─" * (_BAR - full), "$muted 40%"))
        done = Content.styled(f"{self.at} of {len(self.ids)} done", "$muted")
        title = Content.styled("Triage", "bold")
        return Content("  ").join([title, Content(f"{left} left"), bar, done])

    def _summary(self) -> Content:
        counts = Counter(step.status for step in self._done if step.status)
        told = ", ".join(f"{n} {status}" for status, n in counts.most_common())
        return Content.assemble(
            ("Nothing left to decide.", "bold"), f"\n\n{told}\n\n" if told else "\n\n",
            (self.with_keys(_DONE), "$muted"),
        )  # fmt: skip

    @work(thread=True, exclusive=True, group="like")
    def _find_like(self, paper_id: int) -> None:
        """What was read before and is like it, if anything, is on its way."""
        worker = get_current_worker()
        try:
            found = self.view.related(paper_id, _NEIGHBOURS)
        except ReadlistError:
            return  # the card does without; the next decision tells what is wrong
        known = [r for r in found if r.row.status in _LIKED or r.row.starred]

        def show() -> None:
            if known and self.is_attached and self.ids[self.at : self.at + 1] == [paper_id]:
                best = known[0]
                title = fit(title_of(best.row), 60).rstrip()
                words = Content.styled(", ".join(best.words), "$text-accent")
                how = "starred" if best.row.starred else best.row.status
                told = Content.assemble((f"Like “{title}” ({how}): ", "$muted"), words)
                paper = self.view.paper(best.row.id)
                if paper and paper["takeaway"]:
                    takeaway = fit(printable(paper["takeaway"]), 90).rstrip()
                    told = Content.assemble(told, ("\nYou took from it: ", "$muted"), takeaway)
                like = self.query_one("#triage-like", Static)
                like.update(told)
                like.display = True

        if not worker.is_cancelled:
            self.app.call_from_thread(show)

    # What PaperActions asks for

    def targets(self) -> list[Row]:
        none: list[Row] = []
        return self.guarded(lambda: self.view.rows(self.ids[self.at : self.at + 1]), none)

    def current(self) -> tuple[int, dict[str, Any]] | None:
        if self.at >= len(self.ids):
            return None
        paper = self.guarded(lambda: self.view.paper(self.ids[self.at]), None)
        return (self.ids[self.at], paper) if paper else None

    def paper(self, paper_id: int) -> dict[str, Any]:
        return self.guarded(lambda: self.view.paper(paper_id), None) or {}

    def known_tags(self) -> list[tuple[str, int]]:
        none: list[tuple[str, int]] = []
        return self.guarded(self.view.tags, none)

    def suggested_tags(self, paper_id: int) -> list[tuple[str, float]]:
        return [(s.tag, s.score) for s in self.view.suggested_tags(paper_id)]

    def library_changed(self) -> None:
        self.guarded(self.view.changed, False)
        self.run_worker(self._show(), exclusive=True, group="card")

    def on_details_links_wanted(self) -> None:
        self.tell("Links are followed in the list; Esc goes there.")

    # Deciding

    def write(
        self,
        job: Callable[[], Result],
        said: Callable[[Result], str],
        failed: Callable[[], None] | None = None,
        written: Written | None = None,
    ) -> None:
        written = written or Written()
        step = _Step(written)
        self._done.append(step)

        def nothing() -> None:
            if step in self._done:
                self._done.remove(step)

        def told(result: Result) -> str:
            if result == 0:  # so many papers changed
                nothing()
            return said(result)

        def failed_too() -> None:
            nothing()
            if failed is not None:
                failed()

        super().write(job, told, failed_too, written)

    def action_decide(self, status: str) -> None:
        if self.at >= len(self.ids):
            return
        ids = [row.id for row in self.targets() if status not in (LATER, row.status)]
        written = Written() if ids else None
        step = _Step(written, self.at, status)
        self._done.append(step)
        self.at += 1
        if not ids:
            self.library_changed()
            return

        def job() -> int:
            from readlist.library import reading  # noqa: PLC0415  (start-up time)

            return reading.set_status(self.library, ids, status)

        super().write(job, lambda _n: "", lambda: self._comes_again(step), written)

    def _comes_again(self, step: _Step) -> None:
        """The card is undecided, and the last one now: what was decided could not be written."""
        place = step.place
        if place is None or step not in self._done:
            return  # taken back meanwhile
        self._done.remove(step)
        self.ids.append(self.ids.pop(place))
        self.at -= 1
        for other in self._done:
            if other.place is not None and other.place > place:
                other.place -= 1

    def action_back(self) -> None:
        if not self._done:
            self.tell("Nothing was decided here yet.")
            return
        latest = self._done.pop()
        if latest.place is not None:
            self.at = latest.place
        if latest.written is None:
            self.library_changed()
        else:
            self.take_back(latest.written)

    def action_leave(self) -> None:
        self.dismiss(None)
