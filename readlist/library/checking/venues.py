"""Spellings of one venue find each other: `Proc. Int. Conf. Mach. Learn.` and the whole words."""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from readlist.text import fold

_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COUNTED = re.compile(
    r"(?<!\w)(?:\d+(?:st|nd|rd|th)?|['\u2019]\d\d|(?:twenty|thirty|forty|fifty)?-?(?:first|second|"
    r"third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)|annual)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+\.?")
_SMALL = frozenset({"the", "of", "on", "in", "for", "and"})
_SHORT = {
    "proc": "proceedings", "conf": "conference", "int": "international", "intl": "international",
    "symp": "symposium", "trans": "transactions", "adv": "advances", "lett": "letters",
    "natl": "national", "assn": "association", "soc": "society", "rev": "review",
}  # fmt: skip
_CROWD = 400
"""More spellings than this with the same initials are compared by whole words only."""

Words = tuple[str, ...]


def preferred(counts: Mapping[str, int]) -> dict[str, str]:
    """Each venue that others spell otherwise -> the commonest spelling.

    `counts` says how many papers have each venue. Year, ordinal and what stands in brackets
    do not count: two years of one conference are no two spellings. An abbreviation that may
    stand for two venues stands for neither.
    """
    spellings: dict[str, dict[str, int]] = {}
    for venue, count in counts.items():
        spellings.setdefault(_spelling(venue), {})[venue] = count
    by_initials: dict[str, list[str]] = {}
    words = {spelling: _words(spelling) for spelling in spellings}
    for spelling, found in words.items():
        if found:
            by_initials.setdefault("".join(word[0] for word in found), []).append(spelling)
    best: dict[str, str] = {}
    for alike in by_initials.values():
        for group in _groups(alike, words):
            sums = {spelling: sum(spellings[spelling].values()) for spelling in group}
            first = min(group, key=lambda s: (-sums[s], -len(s), s))
            example = min(spellings[first], key=lambda v: (-spellings[first][v], v))
            for spelling in group:
                if spelling != first:
                    best.update(dict.fromkeys(spellings[spelling], example))
    return best


def _spelling(venue: str) -> str:
    """The venue without what changes from year to year."""
    text = _COUNTED.sub(" ", _PARENTHESES.sub(" ", venue))
    return " ".join(text.split()).strip(" ,;:-'\u2019")


def _words(spelling: str) -> Words:
    found = []
    for word in _WORD.findall(spelling):
        plain = fold(word)
        if plain and plain not in _SMALL:
            known = _SHORT.get(plain)
            found.append(known or (f"{plain}." if word[-1] == "." else plain))
    return tuple(found[1:] if len(found) > 1 and found[0] == "proceedings" else found)


def _groups(alike: list[str], words: Mapping[str, Words]) -> Iterable[list[str]]:
    near: dict[str, set[str]] = {spelling: {spelling} for spelling in alike}
    crowded = len(alike) > _CROWD
    for one, two in combinations(alike, 2):
        a, b = words[one], words[two]
        if a == b or (not crowded and len(a) == len(b) and all(map(_same, a, b))):
            near[one].add(two)
            near[two].add(one)
    ambiguous = {
        spelling
        for spelling, found in near.items()
        if any(two not in near[one] for one, two in combinations(found, 2))
    }
    done = set(ambiguous)
    for spelling in alike:
        # All that is near to one that is clear is near to each other.
        group = sorted(near[spelling] - ambiguous)
        if spelling not in done and len(group) > 1:
            done.update(group)
            yield group


def _same(one: str, two: str) -> bool:
    """Is it one word, or one and its abbreviation with a dot?"""
    if one == two:
        return True
    a, b = one.rstrip("."), two.rstrip(".")
    return (one[-1] == "." and b.startswith(a)) or (two[-1] == "." and a.startswith(b))
