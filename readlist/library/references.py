"""The papers that a pasted reference names: a citation of any style, a title with its noise.

Nothing is taken apart by rules of a style. A paper is named when its title stands in the
text, spaces, punctuation and hyphens aside, and nothing else in the text speaks against it.
The shorter the title, the more its authors and its year have to speak for it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from readlist.identifiers import parse_arxiv, parse_doi
from readlist.storage.reader import Reader, Row
from readlist.storage.texts import sharing
from readlist.storage.vocabulary import frequencies
from readlist.text import fold

_FEWEST = 4
"""Fewer words are no reference."""
_LONGEST = 2000
"""Characters of a reference that are looked at."""
_SALIENT = 16
"""Words that candidates are looked up by: the rarest."""
_ENOUGH = 6
"""So many rare words find the paper. With fewer, so many pairs of words are looked up too."""
_FREQUENT = 40_000
"""Papers that have the rarer word of a pair: more would take long."""
_WORK = 2000
"""Papers looked at for each of the words."""
_CANDIDATES = 40
"""Papers whose titles are compared with the text."""
_SHORT = 10
"""Letters from which a title may have a slip in the text."""
_SPECIFIC = 20
"""Letters from which a title says by itself which paper it is."""
_UNMISTAKABLE = 40
"""Letters from which a title is believed against the names in the text."""
_EXACT, _NEARLY = 95.0, 85.0
"""Likeness, up to 100, of a title and the part of the text that is most like it."""
_TITLE_ONLY = 1.3
"""So many times the letters of a title, the text holds little else."""

_BROKEN = re.compile(r"(\w)[-\u00ad\u2010\u2011]\s+(\w)")
"""A word that goes on in the next line."""
_LINKS = re.compile(r"\S*(?:10\.\d{4,9}/|arxiv)\S*\s?\S*", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.:/-])(?:1[89]|20)\d\d(?![\d.:/-]*\d)")


class _Reference(NamedTuple):
    """A pasted text, ready to be compared."""

    text: str
    order: tuple[str, ...]
    """The folded words as they follow each other, broken words whole."""
    words: frozenset[str]
    """Folded; a word broken at a line's end is there whole and in its parts."""
    letters: str
    """All of them without spaces."""
    years: frozenset[int]


def named_in(reader: Reader, text: str, limit: int) -> list[int]:
    """The papers that the pasted `text` names, the likeliest first; often none."""
    text = text[:_LONGEST]
    found = list(dict.fromkeys(_identified(reader, text)))
    if found:
        return found[:limit]
    reference = _reference(text)
    if len(reference.words) < _FEWEST:
        return []
    scored = [
        (score, row.id)
        for row in reader.rows(_candidates(reader, reference))
        if (score := _score(row, reference))
    ]
    scored.sort(key=lambda found: (-found[0], found[1]))
    return [paper_id for score, paper_id in scored[:limit]]


def _identified(reader: Reader, text: str) -> Iterator[int]:
    """The papers whose DOI or arXiv ID stands in the text."""
    for link in _LINKS.findall(text):
        if arxiv := parse_arxiv(link):
            yield from reader.ids(f'arxiv:"{arxiv.id}"', today="1970-01-01")
        if doi := parse_doi(link):
            yield from reader.ids(f'doi:="{doi}"', today="1970-01-01")


def _reference(text: str) -> _Reference:
    folded = fold(text)
    joined = fold(_BROKEN.sub(r"\1\2", text)).split()
    return _Reference(
        text,
        tuple(joined),
        frozenset((*folded.split(), *joined)),
        folded.replace(" ", ""),
        frozenset(map(int, _YEAR.findall(text))),
    )


def _candidates(reader: Reader, reference: _Reference) -> list[int]:
    """The papers that share the rarest words with the reference in title and authors.

    Where few of the words are rare, two in a row serve as one.
    """
    telling = [word for word in reference.words if len(word) > 1 and not word.isnumeric()]
    known = frequencies(reader.connection, telling)
    most = max(known.values(), default=1)
    rarity = {word: 1 + log(most / count) for word, count in known.items()}
    weights = dict(sorted(rarity.items(), key=lambda item: (-item[1], item[0]))[:_SALIENT])
    if sum(known[word] <= _WORK for word in weights) < _ENOUGH:
        pairs = {
            f"{one} {two}": rarity[one] + rarity[two]
            for one, two in pairwise(reference.order)
            if one in known and two in known and min(known[one], known[two]) <= _FREQUENT
        }
        weights |= dict(sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:_ENOUGH])
    return sharing(reader.connection, weights, _CANDIDATES, _WORK, columns="title authors")


def _score(row: Row, reference: _Reference) -> float:
    """How surely the reference names the paper; 0 where it does not."""
    # A tenth of the start-up time, needed for pasted references only.
    from rapidfuzz.fuzz import partial_ratio, ratio  # noqa: PLC0415

    words = fold(row.title).split()
    title, text = "".join(words), reference.letters
    if not title or any(word.isnumeric() and word not in reference.words for word in words):
        return 0.0
    only = len(text) <= _TITLE_ONLY * len(title)
    like = ratio(title, text) if only else partial_ratio(title, text)
    if like < _NEARLY:
        return 0.0
    families = [name.partition(", ")[0] for name in row.authors.split("; ") if name]
    by_them = bool(families) and reference.words.issuperset(fold(families[0]).split())
    their_year = row.year is not None and any(abs(row.year - y) <= 1 for y in reference.years)
    if only or (by_them and their_year):
        believed = like >= _EXACT or len(title) >= _SHORT
    elif like < _EXACT:
        believed = by_them and not reference.years and len(title) >= _SPECIFIC
    elif len(title) < _SPECIFIC:
        believed = not families and len(title) >= _SHORT and _set_off(words, reference.text)
    else:
        believed = by_them or not families or len(title) >= _UNMISTAKABLE
    return like + 10 * by_them + 5 * their_year + min(len(title), 200) / 10 if believed else 0.0


def _set_off(words: Sequence[str], text: str) -> bool:
    """Do these words stand between marks, as titles do in a citation: `. The LLM Surgeon. `?"""
    title = r"[\W_]+".join(map(re.escape, words))
    return bool(re.search(rf"(?:^|[^\w\s]\s*){title}\s*(?:[^\w\s]|$)", text, re.IGNORECASE))
