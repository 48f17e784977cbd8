"""What an import did with every block: `read = new + merged + unchanged + review + rejected`.

Blocks that the user left out are counted as read too, and named.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

COUNTS = ("read", "new", "merged", "unchanged", "review")


class Rejection(NamedTuple):
    """A block that did not become a paper."""

    line: int
    reason: str


class LeftOut(NamedTuple):
    """A block that the user did not want."""

    line: int
    title: str
    """Readable; the beginning of the abstract where there is no title."""


class Progress(NamedTuple):
    """How far an import has come."""

    name: str
    done: int
    """Bytes of the source that were read."""
    total: int
    papers: int


@dataclass
class FileReport:
    """What one source gave."""

    name: str
    format: str = ""
    """The formats recognised, by their short names."""
    read: int = 0
    new: int = 0
    merged: int = 0
    unchanged: int = 0
    review: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    notices: list[tuple[int, str]] = field(default_factory=list)
    """Line and sentence: worth telling, but nothing was lost."""
    left_out: list[LeftOut] = field(default_factory=list)
    error: str = ""
    """Why the whole source was refused."""

    def count(self, outcome: str) -> None:
        """One more block was read, with this outcome."""
        self.read += 1
        if outcome in COUNTS:
            setattr(self, outcome, getattr(self, outcome) + 1)

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` promises it."""
        return {
            "name": self.name,
            "format": self.format or None,
            **{count: getattr(self, count) for count in COUNTS},
            "rejected": [rejection._asdict() for rejection in self.rejected],
            "notices": [{"line": line, "message": message} for line, message in self.notices],
            "error": self.error or None,
        }


@dataclass
class Report:
    """What an import gave."""

    files: list[FileReport] = field(default_factory=list)

    def totals(self) -> dict[str, int]:
        """The counts over all files; `rejected` and `left_out` are numbers here."""
        sums = {count: sum(getattr(file, count) for file in self.files) for count in COUNTS}
        sums["rejected"] = sum(len(file.rejected) for file in self.files)
        sums["left_out"] = sum(len(file.left_out) for file in self.files)
        return sums

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` promises it."""
        rejected = [
            {"file": file.name, **rejection._asdict()}
            for file in self.files
            for rejection in file.rejected
        ]
        totals = self.totals()
        return {
            "files": [file.as_json() for file in self.files],
            "totals": {**{count: totals[count] for count in COUNTS}, "rejected": rejected},
        }
