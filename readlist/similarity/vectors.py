"""A vector gives each term its weight, and its length is one (or it is empty).

The weights are TF-IDF: a term counts the more the oftener the text has it, by the logarithm,
and the fewer papers have it.
"""

from collections.abc import Mapping
from math import hypot, log

Vector = dict[str, float]
"""Term -> weight, above zero."""


def rarity(having: int, papers: int) -> float:
    """The weight of a term that so many of the papers have: the fewer, the more.

    It never falls to zero, even where every paper has the term, so that two papers alone in
    a library still have words in common. Neither number need be exact.
    """
    return log(1 + papers / (having or 1))


def weigh(counts: Mapping[str, float], frequencies: Mapping[str, int], papers: int) -> Vector:
    """The vector of a text that has each term so many times (at least once).

    `frequencies` says how many of the `papers` have a term; one that is missing there is as
    rare as can be.
    """
    weights = {
        term: (1 + log(count)) * rarity(frequencies.get(term, 1), papers)
        for term, count in counts.items()
    }
    length = hypot(*weights.values())
    return {term: weight / length for term, weight in weights.items()} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """How alike two vectors are, from 0 (no term in common) to 1 (the same)."""
    if len(b) < len(a):
        a, b = b, a
    return min(1.0, sum(weight * b[term] for term, weight in a.items() if term in b))


def shared(a: Vector, b: Vector, limit: int) -> list[str]:
    """The terms that make two vectors alike, the one that adds most to the cosine first."""
    parts = {term: weight * b[term] for term, weight in a.items() if term in b}
    return sorted(parts, key=lambda term: (-parts[term], term))[:limit]
