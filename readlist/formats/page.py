"""Lines of a copied web page: cleaned, numbered, and told apart from the page's furniture."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from readlist.records import Record

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\u2028\u2029]")
# A byte order mark stands in the middle where two files were joined.
_NOTHING = str.maketrans("", "", "\ufeff\u200b")
_ODD_SPACES = re.compile(r"[^\S\n\t ]")

_URL = re.compile(r"https?://(?:[^\s<>\"{}|\\^`]|\\[_%#&~])+", re.IGNORECASE)
_URL_END = ".,;:!?'\u2019\u201d*$)]"
_PAIRS = {")": "(", "]": "["}

_FURNITURE = frozenset(
    """new|subscribe|daily papers|trending papers|daily|weekly|monthly|previous|next|search|papers
    |get trending papers in your email inbox!|get trending papers in your email inbox once a day!
    |byak and the research community|by ak and the research community|by|and the research community
    |company|tos|privacy|about|careers|jobs|website|models|datasets|spaces|posts|docs|pricing
    |enterprise|solutions|community|buckets|storage|system theme|light|dark|log in|sign up|sign in
    |hugging face|hugging face's logo|huggingface|© hugging face|inference endpoints|inference
    |submitted by|upvote|upvotes|comments|arxiv page|arxiv|view arxiv page|view pdf|pdf|github
    |project page|paper author|thumbnail|load more|show more|back to top|no papers found|ak
    |ai-generated summary|abstract|published on|posted on|settings|profile|feedback|blog|learn
    """.replace("\n", "")
    .replace("    |", "|")
    .strip()
    .split("|")
)
_COUNT = re.compile(
    r"[-+\u2013\u2014]|[-+]?\d[\d.,]*\s*[kKmM]?|(?:github|upvotes?)\s+[\d.,]+\s*[km]?", re.I
)


class Line(NamedTuple):
    """One line of a source."""

    number: int
    """1-based, in the whole source."""
    text: str
    """With single plain spaces; empty for a blank line."""
    raw: str
    """As it stands, but for trailing blanks, odd spaces and byte order marks."""


def lines(text: str, first_line: int = 1) -> Iterator[Line]:
    """The lines of `text`, whatever ends them, page breaks and U+2028 included."""
    at = 0
    number = first_line
    for end in _LINE_END.finditer(text):
        yield _line(number, text[at : end.start()])
        at = end.end()
        number += 1
    if at < len(text):
        yield _line(number, text[at:])


def line_starts(text: str, wanted: set[int]) -> dict[int, int]:
    """The offsets in `text` at which the lines with these indexes (from 0) begin."""
    starts = {0: 0}
    last = max(wanted)
    for index, end in enumerate(_LINE_END.finditer(text), 1):
        if index in wanted:
            starts[index] = end.end()
        if index >= last:
            break
    return starts


def _line(number: int, raw: str) -> Line:
    raw = raw.translate(_NOTHING) if not raw.isascii() else raw
    return Line(number, " ".join(raw.split()), _ODD_SPACES.sub(" ", raw).rstrip())


def raw_block(block: Sequence[Line]) -> str:
    """The lines of a block, with the blank lines that stood between them."""
    out: list[str] = []
    for at, line in enumerate(block):
        if at:
            out.append("\n" * (line.number - block[at - 1].number))
        out.append(line.raw)
    return "".join(out)


def joined(block: Iterable[Line]) -> str:
    """The text of the lines on one line."""
    return " ".join(line.text for line in block if line.text)


def is_furniture(text: str) -> bool:
    """Is the line part of the page around the papers: a menu, a button, a count of votes?"""
    return text.casefold() in _FURNITURE or _COUNT.fullmatch(text) is not None


def first_url(text: str) -> str:
    """The first web address in `text`, without the punctuation of the sentence around it."""
    found = _URL.search(text)
    if not found:
        return ""
    url = found[0].replace("\\", "")
    while url and url[-1] in _URL_END:
        if url[-1] in _PAIRS and url.count(url[-1]) <= url.count(_PAIRS[url[-1]]):
            break
        url = url[:-1]
    return url if "://" in url and not url.endswith("://") else ""


def record(block: Sequence[Line], *, title: str = "", abstract: str = "") -> Record:
    """A record of the block, with the first address that its abstract names."""
    return Record(
        title=title,
        abstract=abstract,
        url=first_url(abstract),
        line=block[0].number,
        raw=raw_block(block),
    )
