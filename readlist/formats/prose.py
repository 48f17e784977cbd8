"""Titles told from abstracts by their shape; a page mostly has them in turn.

Each line is given what it would cost to call it a title or an abstract, each pair of
neighbours what it costs to break the turn. The cheapest reading of the page wins
(Viterbi's algorithm), so that one odd line does not shift all that follow.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readlist.formats.page import Line

_SENTENCE_BREAK = re.compile(r"[a-z0-9)\]}$%][.!?][\"')\]]* +(?:[A-Z\d$\"'(\[`\\]|i[A-Z])|[。！？]")
_OPENING = re.compile(
    r"(?:we|this (?:paper|work|study|article|thesis|report|survey)|in this|in recent|recent(?:ly)?|"
    r"existing|despite|while|although|however|to (?:address|tackle|this end)|motivated by|"
    r"given)\b",
    re.IGNORECASE,
)
_WIDE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SMALL_WORDS = frozenset(
    "a an the and or but nor of in on for to with from by at as via into over is are be vs than "
    "through under using without within towards toward it its do does can not".split()
)
_ENDS = tuple(".!?。！？…")
_CHUNK = 256

_TWO_TITLES = 4.0
"""Cost of a title without an abstract."""
_TWO_PARAGRAPHS = 2.5
"""Cost of an abstract in one more paragraph."""
_NO_TITLE = 3.0
"""Cost of beginning with an abstract: the page was cut at the top."""
_LAST_TITLE = 6.0
"""Cost of two titles at the very end: more likely the second is the start of an abstract."""


class Entry(NamedTuple):
    """A title, its abstract's paragraphs, or both."""

    title: Line | None
    abstract: tuple[Line, ...]

    @property
    def block(self) -> list[Line]:
        return [*([self.title] if self.title else []), *self.abstract]


def entries(lines: Iterable[Line], *, cut: bool = False) -> Iterator[Entry]:
    """The papers that the lines tell of, in their order; no line is left out.

    `cut` says that the source ends with these lines, perhaps in the middle of an abstract.
    """
    waiting: list[Line] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) >= _CHUNK:
            found = _decoded(waiting)
            # The last ones could still be read in another way when more lines are known.
            late = [line for entry in found[-3:] for line in entry.block]
            waiting = late if len(late) < _CHUNK // 2 else []
            yield from found[:-3] if waiting else found
    yield from _decoded(waiting, cut=cut)


def is_abstract(text: str) -> bool:
    """Does the line by itself look more like an abstract than like a title?"""
    as_title, as_abstract = costs(text)
    return as_abstract < as_title


def costs(text: str) -> tuple[float, float]:
    """What it costs to call the line a title, and to call it an abstract."""
    size = len(text) + (len(_WIDE.findall(text)) * 1.5 if not text.isascii() else 0)
    as_title = max(0.0, (size - 110) / 25)
    as_abstract = max(0.0, (420 - size) / 55)
    if size >= 600:
        return as_title, as_abstract
    breaks = len(_SENTENCE_BREAK.findall(text))
    as_title += 2 * min(breaks, 3)
    if text.endswith(_ENDS):
        as_title += 2.5 if text.endswith((".", "。")) else 0.0
    else:
        as_abstract += 1
    if _OPENING.match(text):
        as_title += 1.5
    # Capitals make a title, but a word or two say little: an abstract begins with one, too.
    as_abstract += 3 * max(0.0, _capitals(text) - 0.5) * min(1.0, text.count(" ") / 3)
    return as_title, as_abstract


def _capitals(text: str) -> float:
    """The share of a line's words, small ones left aside, that begin with a capital."""
    words = [w for w in text.split() if w[0].isalpha() and w.lower() not in _SMALL_WORDS]
    return sum(w[0].isupper() for w in words) / len(words) if words else 0.0


def _decoded(lines: list[Line], *, cut: bool = False) -> list[Entry]:
    if not lines:
        return []
    cost = [costs(line.text) for line in lines]
    as_title, as_abstract = cost[0][0], cost[0][1] + _NO_TITLE
    ways: list[tuple[bool, bool]] = []  # was the line before an abstract, if this is title/abstract
    for at, (title, abstract) in enumerate(cost[1:], 2):
        two_titles, two_paragraphs = as_title + _TWO_TITLES, as_abstract + _TWO_PARAGRAPHS
        if cut and at == len(cost):
            two_titles += _LAST_TITLE
        ways.append((as_abstract <= two_titles, two_paragraphs < as_title))
        as_title, as_abstract = (
            min(as_abstract, two_titles) + title,
            min(as_title, two_paragraphs) + abstract,
        )
    is_abstract = [as_abstract < as_title]
    for way in reversed(ways):
        is_abstract.append(way[is_abstract[-1]])
    return list(_grouped(lines, is_abstract[::-1]))


def _grouped(lines: list[Line], is_abstract: list[bool]) -> Iterator[Entry]:
    title: Line | None = None
    abstract: list[Line] = []
    for line, inside in zip(lines, is_abstract, strict=True):
        if inside:
            abstract.append(line)
            continue
        if title or abstract:
            yield Entry(title, tuple(abstract))
        title, abstract = line, []
    yield Entry(title, tuple(abstract))
