"""What an import did, block by block: `read = new + merged + unchanged + review + rejected`."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

COUNTS = ("read", "new", "merged", "unchanged", "review")


class Rejection(NamedTuple):
    """A block that did not become a paper."""

    line: int
    reason: str


class Met(NamedTuple):
    """What became of one block, for a preview."""

    outcome: str
    """`new`, `merged`, `unchanged` or `review`."""
    paper_id: int
    title: str
    """Readable; the beginning of the abstract where there is no title."""
    detail: str
    """What was added, or why it is put to review."""


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
    met: list[Met] = field(default_factory=list)
    error: str = ""
    """Why the whole source was refused."""

    def count(self, outcome: str) -> None:
        """One more block was read, with this outcome."""
        self.read += 1
        if outcome != "rejected":
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
        """The counts over all files; `rejected` is a number here."""
        sums = {count: sum(getattr(file, count) for file in self.files) for count in COUNTS}
        sums["rejected"] = sum(len(file.rejected) for file in self.files)
        return sums

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` promises it."""
        rejected = [
            {"file": file.name, **rejection._asdict()}
            for file in self.files
            for rejection in file.rejected
        ]
        return {
            "files": [file.as_json() for file in self.files],
            "totals": {**self.totals(), "rejected": rejected},
        }
