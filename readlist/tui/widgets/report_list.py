"""What an import would do, block by block, however many there are."""

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from readlist.text import printable
from readlist.tui.theme.cells import counted, fit
from readlist.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from readlist.library.report import Report


class Line(NamedTuple):
    """One block."""

    outcome: str
    title: str
    detail: str


OUTCOMES = {"rejected": "rejected", "review": "to review", "new": "new", "merged": "merged",
            "unchanged": "unchanged", "note": "note"}  # fmt: skip
"""Outcome -> its words; what asks for attention comes first."""


class ReportList(VirtualList):
    """Lines that say what becomes of each block."""

    BINDINGS = [
        Binding("enter", "accept", "Import", id="import.accept", tooltip="Write what is shown"),
    ]

    COMPONENT_CLASSES = {"report--cursor", "report--detail",
                         *(f"report--{outcome}" for outcome in OUTCOMES)}  # fmt: skip

    class Accepted(Message):
        """The user agrees."""

    def __init__(self) -> None:
        super().__init__()
        self.report_lines: list[Line] = []

    @property
    def line_count(self) -> int:
        return len(self.report_lines)

    def show(self, report: "Report") -> None:
        """The report is listed."""
        self.report_lines = lines_of(report)
        self.cursor = 0
        self.scroll_home(animate=False)
        self.lines_changed()

    def action_accept(self) -> None:
        self.post_message(self.Accepted())

    def draw_line(self, index: int, width: int, at_cursor: bool) -> Strip:
        line = self.report_lines[index]
        base = self.get_component_rich_style("report--cursor") if at_cursor else self.rich_style
        room = max(8, width - 12)
        detail = min(len(line.detail) and len(line.detail) + 2, room // 2)
        outcome = quiet = Style()
        if not at_cursor:
            outcome = self.get_component_rich_style(f"report--{line.outcome}", partial=True)
            quiet = self.get_component_rich_style("report--detail", partial=True)
        segments = [
            Segment(f" {OUTCOMES[line.outcome]:<10} ", base + outcome),
            Segment(fit(printable(line.title), room - detail), base),
            Segment(fit("  " + printable(line.detail), detail), base + quiet),
        ]
        return Strip(segments).adjust_cell_length(width, base)


def lines_of(report: "Report") -> list[Line]:
    """The report's blocks, those that ask for attention first."""
    found: list[Line] = []
    for file in report.files:
        found += [Line("rejected", f"line {r.line}: {r.reason}", "") for r in file.rejected]
        found += [Line("note", f"line {line}: {message}", "") for line, message in file.notices]
        found += [Line(met.outcome, met.title, met.detail) for met in file.met]
    order = list(OUTCOMES)
    return sorted(found, key=lambda line: order.index(line.outcome))


def summary_of(report: "Report") -> Content:
    """What was recognised, and the equation that accounts for every block."""
    from readlist.formats import FORMATS  # noqa: PLC0415  (start-up time)

    slugs = dict.fromkeys(s for file in report.files for s in file.format.split(" + ") if s)
    kinds = " + ".join(FORMATS[slug].title if slug in FORMATS else slug for slug in slugs)
    totals = report.totals()
    parts = [f"{totals[name]:,} {words}" for name, words in OUTCOMES.items() if totals.get(name)]
    return Content.assemble(
        (kinds, "bold"), f": {counted(totals['read'], 'paper')} read",
        (" = " + " + ".join(parts) if parts else "", "$muted"),
    )  # fmt: skip
