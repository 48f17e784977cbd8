"""A query as a tree: what was asked, free of how it was typed and of how it is answered."""

from typing import NamedTuple


class Match(NamedTuple):
    """Text in a field; the empty field means everywhere."""

    field: str
    text: str
    how: str
    """`prefix` (the last word may go on; a tag includes those below it), `begins` (a tag by its
    first letters), `whole` (whole words, or the whole value) or
    `inside` (anywhere, even in the middle of a word)."""


class Among(NamedTuple):
    """One of these words of the library in a field: those that hold the letters of `text`."""

    field: str
    text: str
    how: str
    """As in the Match it stands for; unless `inside`, words that are `text` count too."""
    words: tuple[str, ...]


class Link(NamedTuple):
    """A pasted URL, arXiv ID or DOI; what it does not hold is empty."""

    arxiv_id: str
    doi: str
    url: str
    text: str


class Between(NamedTuple):
    """`low <= field < high`; None is open."""

    field: str
    low: str | int | None
    high: str | int | None


class Is(NamedTuple):
    """A yes-no question: (`is`, `starred`), (`has`, `note`)."""

    question: str
    value: str


class Every(NamedTuple):
    """All of the parts hold."""

    parts: tuple["Node", ...]


class Either(NamedTuple):
    """One of the parts holds."""

    parts: tuple["Node", ...]


# A forward reference as a whole annotation would cost a start 1.6 ms, one inside `tuple` none.
Positive = Match | Among | Link | Between | Is | Every | Either


class Not(NamedTuple):
    """The part does not hold."""

    part: Positive


Node = Positive | Not


class Sort(NamedTuple):
    """One wish for the order."""

    name: str
    descending: bool | None
    """None: as it is usual for this name."""


class Query(NamedTuple):
    """What the user asked for; no root means every paper."""

    root: Node | None
    sorts: tuple[Sort, ...]
