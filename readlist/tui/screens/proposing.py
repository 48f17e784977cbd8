"""What readlist proposes of its own: papers like this one, and the paper to read next."""

from textual.binding import Binding

from readlist.text import printable
from readlist.tui.screens.finding import Finding
from readlist.tui.theme.cells import fit, title_of

_MOST = 30
"""Papers proposed at a time."""


class Proposing(Finding):
    """A screen from which the user can ask for proposals and go to one of them."""

    BINDINGS = [
        Binding("L", "related", "More like this", show=False, id="find.related",
                tooltip="Papers like the one at the cursor, with the words they share"),
    ]  # fmt: skip

    def action_related(self) -> None:
        from readlist.tui.screens.ranked import Proposal, RankedScreen  # noqa: PLC0415  (start-up)
        from readlist.tui.widgets.ranked_list import Ranked  # noqa: PLC0415  (start-up time)

        rows = self.targets()
        if not rows:
            return
        row = rows[0]

        def find() -> Proposal:
            found = self.view.related(row.id, _MOST)
            papers = [Ranked(r.row, printable(" ".join(r.words))) for r in found]
            return Proposal(papers, "" if papers else "No other paper shares its words.")

        title = fit(title_of(row), 60).rstrip()
        self.ask(RankedScreen(f"Like “{title}”", find), self.show_paper)
