"""What the rules look at, and what they say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from readlist.formats.bibtex.patching import expressions, inside
from readlist.records import Record

_BIBLATEX = frozenset(
    "date journaltitle location eprinttype urldate maintitle subtitle langid ids related".split()
)


class Fix(NamedTuple):
    """A safe remedy: one field says something else."""

    field: str
    old: str
    new: str


class Fault(NamedTuple):
    """What a rule says of one paper."""

    sentence: str
    """Begins in lower case and ends without a dot; it may quote outside text."""
    fix: Fix | None = None


class Finding(NamedTuple):
    """What a reviewer would find."""

    paper_id: int
    key: str
    rule: str
    sentence: str
    fix: Fix | None = None


@dataclass(frozen=True)
class Shelf:
    """What an entry is judged against."""

    keys: frozenset[str]
    """All citation keys, in lower case."""
    listed: Mapping[str, frozenset[int]]
    """Each key that an entry has in its `ids` -> the papers that list it; to biber case counts."""
    macros: frozenset[str]
    """All defined macros, in lower case; the months are among them."""
    year: int
    """The present one."""


@dataclass(frozen=True)
class Entry:
    """One paper, as the library knows it and as its BibTeX entry is written."""

    id: int
    record: Record
    raw: str
    """The entry it goes out as; empty where it came from elsewhere."""
    edited: bool
    """Does the paper say something else than `raw`?"""

    @cached_property
    def written(self) -> Mapping[str, str]:
        """Field in lower case -> expression of `raw`."""
        return expressions(self.raw) if self.raw else {}

    @property
    def is_biblatex(self) -> bool:
        """Does the entry use words that only biblatex knows?"""
        return not self.written.keys().isdisjoint(_BIBLATEX)

    def literal(self, field: str) -> str:
        """The field of `raw` where it is one plain string, else nothing."""
        return (inside(self.written[field]) or "") if field in self.written else ""


Rule = Callable[[Entry, Shelf], Iterator[Fault]]
