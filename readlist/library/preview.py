"""What an import does with each block, for somebody to look at before it is written.

A line a block stays in memory; abstracts wait in a temporary file until one is asked for.
"""

import json
from typing import NamedTuple

from readlist.formats.spool import Spool
from readlist.latex import readable
from readlist.library.deciding import Likeness
from readlist.records import Record
from readlist.wording import counted, day

_TITLE = 300
"""Characters kept of a title; the whole one is in the description."""


class Met(NamedTuple):
    """What becomes of one block."""

    line: int
    outcome: str
    """`new`, `merged`, `unchanged`, `review` or `left_out`."""
    title: str
    """Readable; the beginning of the abstract where there is no title."""
    detail: str
    """What is added, why it is put to review, or the key it got because its own was taken."""
    others: tuple[Likeness, ...] = ()
    """The paper that it is, or those that it may be, likeliest first."""


class Description(NamedTuple):
    """What the source says of a paper, readable."""

    title: str
    source_title: str
    """As the source has it, LaTeX kept."""
    people: str
    where: str
    """Venue and date."""
    identifiers: str
    abstract: str


class Preview:
    """The blocks of an import by their numbers."""

    def __init__(self) -> None:
        self.met: list[Met] = []
        self._descriptions = Spool()

    def add(
        self, record: Record, outcome: str, detail: str = "", others: tuple[Likeness, ...] = ()
    ) -> None:
        """The next block ends so."""
        self.met.append(Met(record.line, outcome, name_of(record), detail, others))
        self._descriptions.append(json.dumps(_described(record)))

    def description(self, number: int) -> Description:
        """What the source says of the block. Raises OutputError and IndexError."""
        return Description(*json.loads(self._descriptions[number]))


def name_of(record: Record) -> str:
    """How the record is named on a line: by its title, else by how its abstract begins."""
    return readable((record.title or record.abstract)[:_TITLE])


def _described(record: Record) -> Description:
    people = ", ".join(map(str, record.authors or record.editors))
    if not people and record.author_count:
        people = counted(record.author_count, "author")
    identifiers = (
        ("Key", record.citation_key), ("DOI", record.doi), ("arXiv", record.arxiv_id),
        ("URL", record.url),
    )  # fmt: skip
    return Description(
        readable(record.title),
        record.title,
        people or record.organization,
        " · ".join(filter(None, (record.venue, day(record.date) or str(record.year or "")))),
        "\n".join(f"{label}  {text}" for label, text in identifiers if text),
        readable(record.abstract),
    )
