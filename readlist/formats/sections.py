"""A text divided where one kind of page ends and the next begins; no line belongs to two.

Each kind leaves marks that no other has: a heading, `N authors` and a dot, `arXiv:` and
`Created:`, `Abstract:`, `@article{`, `TY  - JOUR`. A mark claims the lines it speaks of.
Where the marks change their kind, a new section begins. Only a paper search without its
heading leaves no mark: it is known by titles and abstracts that take turns.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from readlist.formats import abstracts_only, arxiv_author, cards, daily_papers, paper_search, prose
from readlist.formats.page import Line, is_furniture, line_starts, lines

BIBTEX, DAILY, SEARCH = "bibtex", "daily-papers", "paper-search"
ARXIV, ABSTRACTS, RIS = "arxiv-author", "abstracts-only", "ris"

_TYPES = (
    "article|book|booklet|conference|inbook|incollection|inproceedings|manual|mastersthesis|misc|"
    "online|phdthesis|proceedings|techreport|thesis|unpublished|report|software|dataset"
)
_KEY = r"\s*[^\s{}\"=,'()]+\s*,"
_BIB_ENTRY = re.compile(
    r"@\s*(?:(?:string|preamble|comment)\s*[{(]"
    rf"|[a-z]+\s*\{{{_KEY}"
    rf"|(?:{_TYPES})\s*(?:\({_KEY}|\{{\s*[^\s{{}}\"=]*\s*(?:,|$)))",
    re.IGNORECASE,
)
_RIS_START = re.compile(r"TY -(?: [A-Za-z]{2,8})?")
_RIS_END = re.compile(r"ER -.{0,9}")
_BRACE = re.compile(r"\\.|[{}]")
# Most lines cannot be marks; this looks at their first letters only.
_MAYBE = re.compile(r"[@•·\u2027\u22c5\d]|a|by|daily|get|subscribe|trending|ty|week", re.IGNORECASE)
_FAR = 40
"""How many lines above its arXiv ID an abstract may begin."""
_ENOUGH = 3
"""So many marks are believed whatever stands around them."""


class Part(NamedTuple):
    """A section of a text, by the name of its format."""

    format: str
    start: int
    """Index of its first line, from 0."""


class _Mark(NamedTuple):
    format: str
    start: int
    end: int
    """Index behind the last line that the mark claims."""
    heads_page: bool = False
    sure: bool = True
    """Is it no coincidence, even when it stands alone in a text about something else?"""


def divide(text: str) -> list[Part]:
    """The sections in their order, none when nothing is recognised. The first begins at 0."""
    source = list(lines(text))
    marks = _believed(_marks(source), source)
    parts: list[Part] = []
    end = 0
    for mark in marks:
        before = parts[-1].format if parts else ""
        if mark.format == DAILY and not mark.heads_page:
            # An entry is marked at its end, so what stands above is its own.
            if before == SEARCH:
                parts[-1] = parts[-1]._replace(format=DAILY)
            elif before != DAILY:
                parts.append(Part(DAILY, end))
        elif mark.heads_page or mark.format != before:
            if before not in (DAILY, SEARCH):
                parts += _turns(source, end, mark.start)
            parts.append(Part(mark.format, mark.start))
        end = mark.end
    if not parts or parts[-1].format not in (DAILY, SEARCH):
        parts += _turns(source, end, len(source))
    return [part._replace(start=part.start if at else 0) for at, part in enumerate(parts)]


def kinds(text: str) -> set[str]:
    """The formats that left marks in a piece of a large text."""
    return {part.format for part in divide(text)}


def _turns(source: Sequence[Line], start: int, end: int) -> list[Part]:
    """A section where titles and abstracts take turns and no mark stands."""
    if start >= end:
        return []
    piece = "\n".join(line.text for line in source[start:end])
    return [Part(SEARCH, start)] if paper_search.looks_like(piece) else []


def _believed(marks: list[_Mark], source: Sequence[Line]) -> list[_Mark]:
    """The marks without those few that stand alone in a text about something else."""
    doubtful = [mark for mark in marks if not mark.sure]
    if not doubtful or len(doubtful) >= _ENOUGH:
        return marks
    if any(mark.format in (DAILY, SEARCH) for mark in marks):
        return marks  # the rest of the text is a page
    claimed = sum(_size(source, mark) for mark in marks)
    size = sum(len(line.text) for line in source)
    return marks if claimed * 2 >= size else [mark for mark in marks if mark.sure]


def _size(source: Sequence[Line], mark: _Mark) -> int:
    return sum(len(line.text) for line in source[mark.start : mark.end])


def _marks(source: Sequence[Line]) -> list[_Mark]:
    marks: list[_Mark] = []
    at = 0
    while at < len(source):
        mark = _mark(source, at, marks) if _MAYBE.match(source[at].text) else None
        if mark is None:
            at += 1
            continue
        # An abstract that an arXiv ID follows is no bare one.
        while marks and marks[-1].format == ABSTRACTS and marks[-1].start >= mark.start:
            marks.pop()
        if marks and marks[-1].end > mark.start:
            marks[-1] = marks[-1]._replace(end=mark.start)
        marks.append(mark)
        at = max(at + 1, mark.end) if mark.format != ABSTRACTS else at + 1
    return marks


def _mark(source: Sequence[Line], at: int, before: Sequence[_Mark]) -> _Mark | None:
    text = source[at].text
    if _BIB_ENTRY.match(text):
        return _Mark(BIBTEX, at, _entry_end(source, at))
    if _RIS_START.fullmatch(text):
        return _Mark(RIS, at, _record_end(source, at))
    if cards.begins_page(text):
        return _page_head(source, at)
    if abstracts_only.ABSTRACT_LINE.fullmatch(text):
        return _Mark(ABSTRACTS, at, _paragraph_end(source, at), sure=False)
    following = _filled(source, at + 1)
    below = source[following].text if following < len(source) else ""
    if cards.ends_entry(text, below):
        return _Mark(DAILY, at, min(following + 1, len(source)))
    if arxiv_author.ARXIV_LINE.fullmatch(text):
        return _arxiv(source, at, below, before)
    return None


def _entry_end(source: Sequence[Line], at: int) -> int:
    depth = 0
    for index in range(at, len(source)):
        text = source[index].text
        if index > at and (_BIB_ENTRY.match(text) or cards.begins_page(text)):
            return index  # the braces do not balance
        for brace in _BRACE.findall(text):
            depth += (brace == "{") - (brace == "}")
        if depth <= 0 and "{" in text + source[at].text:
            return index + 1
    return len(source)


def _record_end(source: Sequence[Line], at: int) -> int:
    for index in range(at + 1, len(source)):
        text = source[index].text
        if _RIS_END.fullmatch(text):
            return index + 1
        if _RIS_START.fullmatch(text) or _BIB_ENTRY.match(text) or cards.begins_page(text):
            return index  # the record is not closed
    return len(source)


def _page_head(source: Sequence[Line], at: int) -> _Mark:
    """A page's heading, with all furniture up to its first title."""
    end, daily = at, False
    while end < len(source):
        text = source[end].text
        if text and not (cards.begins_page(text) or is_furniture(text)):
            break
        daily = daily or daily_papers.is_heading(text)
        end += 1
        if cards.is_glued(text):
            break
    start = at - 1 if at and source[at - 1].text.casefold() == "new" else at
    return _Mark(DAILY if daily else SEARCH, start, end, heads_page=True)


def _arxiv(source: Sequence[Line], at: int, below: str, before: Sequence[_Mark]) -> _Mark | None:
    end = _filled(source, at + 1)
    created = False
    while end < len(source):
        named = arxiv_author.FIELD_LINE.fullmatch(source[end].text)
        if not named:
            break
        created = created or named["name"].casefold() == "created"
        end = _filled(source, end + 1)
    if not created and below:
        return None
    floor = max(0, at - _FAR)
    if before:
        floor = max(floor, before[-1].start if before[-1].format == ABSTRACTS else before[-1].end)
    start = _abstract_start(source, at, floor)
    if start is None and not created:
        return None
    return _Mark(ARXIV, at if start is None else start, end, sure=created)


def _abstract_start(source: Sequence[Line], at: int, floor: int) -> int | None:
    """The first line of the nearest abstract above line `at`."""
    end = at
    while end > floor:
        start = end - 1
        if source[start].text and len(source[start].text) <= arxiv_author.UNWRAPPED:
            while start > floor and 0 < len(source[start - 1].text) <= arxiv_author.UNWRAPPED:
                start -= 1
        if prose.is_abstract(" ".join(line.text for line in source[start:end])):
            return start
        end = start
    return None


def _paragraph_end(source: Sequence[Line], at: int) -> int:
    while at < len(source) and source[at].text:
        at += 1
    return at


def _filled(source: Sequence[Line], at: int) -> int:
    while at < len(source) and not source[at].text:
        at += 1
    return at


def cut(text: str, parts: Sequence[Part]) -> list[str]:
    """The text of each part."""
    starts = line_starts(text, {part.start for part in parts})
    ends = [*(starts[part.start] for part in parts[1:]), len(text)]
    return [text[starts[part.start] : end] for part, end in zip(parts, ends, strict=True)]
