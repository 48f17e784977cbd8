"""The cards of a Hugging Face page copied as text: title, abstract, and perhaps a last block.

What stands on the page becomes a record or a rejected block; only furniture is dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from readlist.formats import dates, prose
from readlist.formats.page import Line, is_furniture, joined, lines, raw_block, record
from readlist.records import Items, Notice, Record, Rejected

_AUTHORS = re.compile(r"[•·*\-\u2013]?\s*(\d{1,3}(?:,\d{3})?|\d{1,6})\s+authors?", re.IGNORECASE)
_DOT = re.compile(r"[·•\u2027\u22c5\u30fb]")
_BULLETS = "•·\u2027\u22c5\u30fb "
_AGO = re.compile(r"(?:about |over )?(?:an?|\d+) (?:minute|hour|day|week|month|year)s? ago.*", re.I)
_HEADING = re.compile(
    r"get trending papers in your email inbox.*|subscribe|(?:daily|trending) papers|"
    r"(?:by ?ak )?and the research community|week \d{1,2}(?:,? \d{4})?|\d{4}-w\d+",
    re.IGNORECASE,
)
_GLUED = re.compile(r"Subscribe(?=[\w\[({\"'\u201c\u2018$])(?!(?:rs?|s|d|ing)\b)")
# What stands where a date belongs: `Feb 30`, `12. 3. 24`.
_MISREAD = re.compile(r"(?=.*\d).{1,25}")
_SUBMITTED = re.compile(r"submitted by\b.*", re.IGNORECASE)
_MAX_BUFFER = 512


@dataclass(slots=True)
class _Card:
    """The lines since the last card was closed."""

    prose: list[Line] = field(default_factory=list)
    """Titles and abstracts; only the last of them belongs to the last block."""
    block: list[Line] = field(default_factory=list)
    """The last block: authors or organisation, dot, date."""
    count: int | None = None
    organization: str = ""
    date: dates.Stated | None = None


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The papers of the page in their order.

    `today` bounds the page's date where it has no year; the page's date bounds the entries'.
    """
    return _Reader(today).items(lines(text, first_line))


class _Reader:
    def __init__(self, today: date) -> None:
        self._today = self._latest = today
        self._listed_on = ""
        self._card = _Card()
        self._at_top = False
        """Has nothing but furniture come since the page's heading?"""
        self._has_blocks = False
        """Do entries of this page end in authors and dates, as far as it was read?"""

    def items(self, source: Iterator[Line]) -> Items:
        filled = (line for line in source if line.text)
        line = next(filled, None)
        while line is not None:
            following = next(filled, None)
            if _SUBMITTED.fullmatch(line.text) and following and " " not in following.text:
                following = next(filled, None)  # the name of a user
            else:
                yield from self._take(line, following)
            line = following
        yield from self._close(cut=True)

    def _take(self, line: Line, following: Line | None) -> Items:
        card = self._card
        found = dates.stated(line.text.lstrip(_BULLETS))
        authors = _AUTHORS.fullmatch(line.text)
        if _HEADING.fullmatch(line.text):
            yield from self._begin_page()
        elif found and self._at_top:
            self._dated(found)
        elif authors:
            card.count = int(authors[1].replace(",", ""))
            card.block.append(line)
        elif _DOT.fullmatch(line.text):
            self._dot(line)
        elif found or (card.block and _AGO.fullmatch(line.text)):
            card.date = found
            card.block.append(line)
            yield from self._close()
        elif card.block and _DOT.fullmatch(card.block[-1].text) and _MISREAD.fullmatch(line.text):
            card.block.append(line)
            yield Notice(line.number, f"no date in {line.text!r}")
            yield from self._close()
        elif following is None and (card.block or line.text[0] == "•"):
            # The page ends in the middle of a last block.
            card.block.append(line)
            yield Notice(line.number, f"the page ends in {line.text!r}, which was skipped")
        elif not self._is_furniture(line, following):
            yield from self._text(line)

    def _begin_page(self) -> Items:
        yield from self._close(cut=True)
        if not self._at_top:
            self._at_top = True
            self._listed_on, self._latest = "", self._today

    def _is_furniture(self, line: Line, following: Line | None) -> bool:
        if following is None:
            return is_furniture(line.text)
        if self._at_top and dates.stated(following.text) and not prose.is_abstract(line.text):
            return True  # a heading not seen before, above the page's date
        # A paper may be called like a button; then its abstract follows.
        titled = any(c.isalpha() for c in line.text) and prose.is_abstract(following.text)
        return is_furniture(line.text) and not titled

    def _text(self, line: Line) -> Items:
        glued = _GLUED.match(line.text)
        if glued and (self._at_top or not line.text[glued.end()].islower()):
            yield from self._close(cut=True)
            line = line._replace(text=line.text[glued.end() :])
            if is_furniture(line.text):
                return
        self._at_top = False
        if self._card.block:
            yield from self._close()
        self._card.prose.append(line)
        if len(self._card.prose) >= _MAX_BUFFER:
            # A page without last blocks: hand on what no later line can change.
            found = list(prose.entries(self._card.prose))
            late = [line for entry in found[-2:] for line in entry.block]
            self._card.prose = late if len(late) < _MAX_BUFFER // 2 else []
            for entry in found[:-2] if self._card.prose else found:
                yield self._record(entry)

    def _dated(self, found: dates.Stated) -> None:
        self._at_top = False
        self._listed_on, year = dates.settled(found, self._today)
        last = found.day or dates.last_day(year, found.month)
        self._latest = date(year, found.month, last)

    def _dot(self, line: Line) -> None:
        """An organisation stands between the abstract and the first dot."""
        card = self._card
        if not card.block and len(card.prose) > 1 and _is_name(card.prose[-1].text):
            name = card.prose.pop()
            card.organization = undoubled(name.text)
            card.block.append(name)
        card.block.append(line)

    def _close(self, *, cut: bool = False) -> Items:
        card, self._card = self._card, _Card()
        self._has_blocks = self._has_blocks or bool(card.block)
        found = list(prose.entries(card.prose, cut=cut and not card.block))
        if cut and len(found) > 1 and self._has_blocks and not (card.block or found[-1].abstract):
            line = found.pop().block[0]
            remark = (
                f"the page ends in {line.text!r}: a title or an organisation, so it was skipped"
            )
            yield Notice(line.number, remark)
        for entry in found[:-1]:
            yield self._record(entry)
        if found:
            yield self._record(found[-1], card)
        elif any(_AUTHORS.fullmatch(line.text) or _DOT.fullmatch(line.text) for line in card.block):
            reason = "an author count or a date without a title or an abstract before it"
            yield Rejected(card.block[0].number, reason, raw_block(card.block))
        elif card.block:
            yield Notice(card.block[0].number, f"skipped the date {joined(card.block)!r}")

    def _record(self, entry: prose.Entry, card: _Card | None = None) -> Record | Rejected:
        block = [*entry.block, *(card.block if card else ())]
        title = entry.title.text if entry.title else ""
        abstract = joined(entry.abstract)
        if not any(char.isalnum() for char in title + abstract):
            return Rejected(block[0].number, "no title and no abstract", raw_block(block))
        if not abstract and title[0].islower() and title.endswith("."):
            reason = "the end of an abstract that was cut off"
            return Rejected(block[0].number, reason, raw_block(block))
        paper = record(block, title=title, abstract=abstract)
        paper.listed_on = self._listed_on
        if card:
            paper.author_count = card.count
            paper.organization = card.organization
            if card.date:
                paper.date, paper.year = dates.settled(card.date, self._latest)
        return paper


def _is_name(text: str) -> bool:
    """May the line be an organisation's name, and not a short abstract?"""
    if prose.is_abstract(text):
        return False
    return not text.endswith(".") or len(text.split()) <= 4 or undoubled(text) != text


def begins_page(text: str) -> bool:
    """Is the line one that stands above the papers: a heading, a prompt, a glued button?"""
    return is_glued(text) or _HEADING.fullmatch(text) is not None


def is_glued(text: str) -> bool:
    """Is the line a title with the word of a button glued to it?"""
    glued = _GLUED.match(text)
    return glued is not None and not text[glued.end()].islower()


def ends_entry(text: str, following: str) -> bool:
    """Do the two lines belong to an entry's last block: authors and a dot, a dot and a date?"""
    return bool(
        (_AUTHORS.fullmatch(text) and _DOT.fullmatch(following))
        or (_DOT.fullmatch(text) and dates.stated(following))
        or (_AUTHORS.fullmatch(text) and text.startswith("•"))
    )


def undoubled(name: str) -> str:
    """An organisation's name once: the page has its picture's text before it.

    The picture may spell it in another way: `nvidia NVIDIA`, `Foo-Lab Foo Lab`.
    """
    words = name.split()
    for at in range(1, len(words)):
        if _squashed(words[:at]) == _squashed(words[at:]):
            return " ".join(words[at:])
    return name


def _squashed(words: list[str]) -> str:
    return "".join(char for word in words for char in word.casefold() if char.isalnum())
