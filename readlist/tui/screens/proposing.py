"""What readlist proposes of its own: papers like this one, and the paper to read next."""

from collections.abc import Sequence

from textual import work
from textual.binding import Binding
from textual.worker import get_current_worker

from readlist.errors import ReadlistError
from readlist.text import printable
from readlist.tui.screens.finding import Finding
from readlist.tui.theme.cells import fit, title_of
from readlist.tui.widgets.paper_list import PaperList

_MOST = 30
"""Papers proposed at a time."""


class Proposing(Finding):
    """A screen from which the user can ask for proposals and go to one of them."""

    BINDINGS = [
        Binding("L", "related", "More like this", show=False, id="find.related",
                tooltip="Papers like the one at the cursor, with the words they share"),
        Binding("X", "next_paper", "What next?", show=False, id="find.next",
                tooltip="What to read next, by what you finished, starred, rated and dropped"),
        Binding("T", "topics", "Topics", show=False, id="find.topics",
                tooltip="What the listed papers are about, in groups to list or to tag"),
        Binding("I", "triage", "Triage", id="find.triage",
                tooltip="Go through the listed inbox card by card"),
    ]  # fmt: skip

    def suggested_tags(self, paper_id: int) -> list[tuple[str, float]]:
        return [(s.tag, s.score) for s in self.view.suggested_tags(paper_id)]

    def action_related(self) -> None:
        from readlist.tui.screens.ranked import Proposal, RankedScreen  # noqa: PLC0415  (start-up)
        from readlist.tui.widgets.ranked_list import Ranked  # noqa: PLC0415  (start-up time)

        rows = self.targets()
        if not rows:
            return
        row = rows[0]

        def find() -> Proposal:
            found = self.view.related(row.id, _MOST)
            papers = [Ranked(r.row, printable(", ".join(r.words))) for r in found]
            return Proposal(papers, "" if papers else "No other paper shares its words.")

        title = fit(title_of(row), 60).rstrip()
        self.ask(RankedScreen(f"Like “{title}”", find), self.show_paper)

    def action_next_paper(self) -> None:
        from readlist.tui.screens.ranked import Proposal, RankedScreen  # noqa: PLC0415  (start-up)
        from readlist.tui.widgets.ranked_list import Ranked  # noqa: PLC0415  (start-up time)

        query = self.query_text

        def find() -> Proposal:
            advice = self.view.next_papers(query, _MOST)
            papers = [Ranked(p.row, printable(" · ".join(p.reasons))) for p in advice.picks]
            if not papers:
                return Proposal((), "Nothing waits in the inbox or the queue.")
            if not advice.learned_from:
                return Proposal(
                    papers,
                    "In the queue's order: readlist learns what you like from what you read, "
                    "star, rate and drop.",
                )
            return Proposal(papers, f"Learned from {advice.learned_from:,} of your choices.")

        self.ask(RankedScreen("What to read next", find), self.show_paper)

    def action_topics(self) -> None:
        from readlist.tui.screens.topics import Chosen, TopicsScreen  # noqa: PLC0415  (start-up)

        query = self.query_text

        def chosen(choice: Chosen) -> None:
            name = f"topic: {printable(choice.label) or 'the rest'}"
            self.show_given(name, choice.ids)
            if choice.wish == "tag":
                papers = self.query_one(PaperList)
                papers.clear_selection()
                papers.action_toggle_all()
                self.action_tags()

        of = f"“{fit(printable(query), 40).rstrip()}”" if query.strip() else "the library"
        self.ask(TopicsScreen(of, lambda: self.view.topics(query)), chosen)

    def action_triage(self) -> None:
        papers = self.query_one(PaperList)
        if papers.selected or self.given:
            rows = papers.rows(papers.selected or papers.ids)
            chosen = [row.id for row in rows if papers.selected or row.status == "inbox"]
        else:
            within = f"({self.query_text}) is:inbox" if self.query_text.strip() else "is:inbox"
            self.will_open(self._find_inbox(within).cancel)
            return
        self._open_triage(chosen)

    @work(thread=True, exclusive=True, group="triage")
    def _find_inbox(self, within: str) -> None:
        """The cards of triage are on their way, however many they are."""
        worker = get_current_worker()
        chosen: list[int] = []
        problem = ""
        try:
            chosen = list(self.view.chosen(within))
        except ReadlistError as error:
            problem = str(error)

        def show() -> None:
            if worker.is_cancelled:
                return
            self.opens_now()
            if problem:
                self.tell(problem, error=True)
            elif self.is_current:  # else the user has gone elsewhere meanwhile
                self._open_triage(chosen)

        if not worker.is_cancelled:
            self.app.call_from_thread(show)

    def _open_triage(self, chosen: Sequence[int]) -> None:
        from readlist.tui.screens.triage import Triage  # noqa: PLC0415  (start-up time)

        if not chosen:
            self.tell("Nothing that is listed waits in the inbox.")
            return
        screen = Triage(self.library, self.view, chosen, self.query_text)
        self.app.push_screen(screen, lambda _: self.library_changed())
