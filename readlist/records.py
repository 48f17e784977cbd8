"""What one source says of one paper: the plain records that the formats speak.

The tables are in `models`. Records stand apart so that a reading command, an importer
or an exporter can speak of papers without importing SQLModel (a third of a second).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Name(NamedTuple):
    """A name in BibTeX's four parts, as readable Unicode (btxdoc, section 4)."""

    family: str
    given: str = ""
    prefix: str = ""
    """The "von" part: `van den`."""
    suffix: str = ""
    """The "Jr" part: `III`."""
    corporate: bool = False
    """Is it one indivisible name, double-braced in BibTeX? Then only `family` is set."""

    def __str__(self) -> str:
        name = " ".join(part for part in (self.given, self.prefix, self.family) if part)
        return f"{name}, {self.suffix}" if self.suffix else name


class Remark(NamedTuple):
    """A note that the reader took."""

    body: str
    """Markdown."""
    created_at: str = ""
    """UTC, ISO 8601; empty where the source does not say."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What a source says of the reader, not of the paper. Empty means: it does not say."""

    status: str = ""
    """A reading status by its name in `models.ReadingStatus`."""
    priority: int | None = None
    """-1 low, 0 normal, 1 high."""
    rating: int | None = None
    """1 to 5."""
    starred: bool = False
    tags: tuple[str, ...] = ()
    notes: tuple[Remark, ...] = ()
    takeaway: str = ""
    """What the reader took from it, on one line."""


@dataclass(slots=True)
class Record:
    """One paper as one source describes it. An empty value means: the source does not say."""

    title: str = ""
    """As the source has it, LaTeX and braces kept."""
    abstract: str = ""
    """As the source has it, LaTeX kept, on one line."""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    author_count: int | None = None
    more_authors: bool = False
    """Did the source say that there are others it does not name?"""
    organization: str = ""
    venue: str = ""
    """Journal or book title, readable."""
    year: int | None = None
    date: str = ""
    """ISO 8601, as precise as the source: `2024`, `2024-02` or `2024-02-21`."""
    arxiv_id: str = ""
    """Without `arXiv:` and version: `2401.06121`, `hep-th/9901001`."""
    primary_class: str = ""
    doi: str = ""
    """Bare and in lower case: `10.1000/182`."""
    url: str = ""
    comment: str = ""
    """The author's remark on the listing page: `17 pages, 4 figures`."""
    entry_type: str = ""
    """BibTeX entry type in lower case."""
    citation_key: str = ""
    """Byte for byte as imported."""
    extra: dict[str, str] = field(default_factory=dict)
    """BibTeX fields that have no place above: name in lower case -> resolved value."""
    line: int = 0
    """1-based line of the source at which the block begins."""
    raw: str = ""
    """The block as it stands in the source."""
    listed_on: str = ""
    """ISO date of the listing page that showed it."""
    verbatim: bool = False
    """Is `raw` a BibTeX entry that can be exported as it stands?"""
    personal: Personal | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """All that the library knows of a paper: what the exporters write."""

    record: Record
    personal: Personal = Personal()
    aliases: tuple[str, ...] = ()
    """Older and second citation keys."""
    added_at: str = ""
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A block that could not become a paper, and why."""

    line: int
    reason: str
    raw: str = ""


STATUSES = ("inbox", "queued", "reading", "read", "skimmed", "dropped")
"""The names of `models.ReadingStatus`, which costs more to import."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth telling about a source that loses nothing."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a `.bib` file that is no paper but belongs to the bibliography."""

    kind: str
    """`string`, `preamble`, `comment`, or `entry` for `@xdata` and `@set`."""
    name: str
    """Macro name in lower case, or the entry's key; empty for preambles and comments."""
    raw: str
    value: str = ""
    """A macro's resolved text."""
    line: int = 0


Item = Record | Rejected | Notice | Block
Items = Iterator[Item]
"""What a format yields, in the order of the source."""
