"""Vectors are put into groups of those that are alike, the same ones at every call.

Spherical k-means. What it starts from decides what it finds: not single papers, but the papers
that share a term and, besides it, much else. Such a group is about something, and has a name.
"""

from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from math import sqrt
from typing import NamedTuple

from readlist.similarity.vectors import Vector

_HEAVIEST = 40
"""Terms of a vector that take part: the others decide nothing and cost most of the time."""
_TELLING = 15
"""Terms of a vector by which it may belong to a start."""
_SAMPLE = 50
"""Papers of a term that are looked at to see whether they have more in common."""
_CENTRE = 200
"""Terms that a centre keeps."""
_ROUNDS = 6
_LIKE = 0.1
"""A member is at least so like its centre; below, a few everyday words are all they share."""
_TWO_WORDS = 1.6
"""A start of two words is worth so much more: `state space` is a subject, `space` is many."""
_SPARE = 1.5
"""So many times the groups wanted are started, for some come to nothing."""
_COVERED = 0.2
"""So like a centre, a paper is no reason to start another."""


class _Start(NamedTuple):
    """Papers that share a term."""

    members: list[int]
    centre: Vector
    cohesion: float
    """How alike two of the members are, the term apart."""


def clusters(
    vectors: Sequence[Vector],
    most: int,
    *,
    least: int = 3,
    holds: Callable[[Sequence[int]], bool] = lambda _: True,
) -> list[list[int]]:
    """Up to `most` groups of positions in `vectors`, the largest first, of `least` members each.

    A group for which `holds` is false is dissolved, and its members may join others. Who is
    like no group is in none. A term may be several words; those it is made of then count as
    the term.
    """
    short = [_heaviest(vector, _HEAVIEST) for vector in vectors]
    centres = _starting(short, round(_SPARE * most), least)
    while True:
        groups, centres = _settled(short, centres)
        kept = [at for at, group in enumerate(groups) if len(group) >= least and holds(group)]
        if len(kept) == len(groups) <= most:
            return sorted(groups, key=lambda group: (-len(group), group))
        if len(kept) == len(groups):
            kept = sorted(kept, key=lambda at: (-len(groups[at]), groups[at]))[:most]
        centres = [centres[at] for at in kept]


def _settled(
    vectors: Sequence[Vector], centres: list[Vector]
) -> tuple[list[list[int]], list[Vector]]:
    """The group of each centre when nearly none changes any more, and the groups' own centres."""
    homes: list[int] = []
    for _ in range(_ROUNDS):
        found = _homes(vectors, centres)
        if found == homes:
            break
        homes = found
        centres = _centres(vectors, homes, len(centres))
    groups: list[list[int]] = [[] for _ in centres]
    for position, home in enumerate(homes):
        if home >= 0:
            groups[home].append(position)
    return groups, centres


def _starting(vectors: Sequence[Vector], most: int, least: int) -> list[Vector]:
    """The centres to start from: large, of one mind, and far from each other."""
    starts = _starts(vectors, least)
    open_: list[bool] = [True] * len(vectors)
    centres: list[Vector] = []
    while len(centres) < most:
        best, promise = "", 0.0
        for term, start in starts.items():
            free = sum(open_[i] for i in start.members)
            value = sqrt(start.cohesion) * free * free / len(start.members)
            value *= _TWO_WORDS if " " in term else 1
            if free >= least and value > promise:
                best, promise = term, value
        if not best:
            break
        start = starts.pop(best)
        centres.append(start.centre)
        for i in start.members:
            open_[i] = False
        for i, vector in enumerate(vectors):
            if open_[i] and _dot(vector, start.centre) > _COVERED:
                open_[i] = False
    return centres


def _starts(vectors: Sequence[Vector], least: int) -> dict[str, _Start]:
    """Term -> the papers that it is telling of, where they have other terms in common too."""
    having: dict[str, list[int]] = {}
    for i, vector in enumerate(vectors):
        for term in _heaviest(vector, _TELLING):
            having.setdefault(term, []).append(i)
    starts: dict[str, _Start] = {}
    for term in sorted(having):
        members = having[term]
        if len(members) < least:
            continue
        sample = [vectors[i] for i in members[:_SAMPLE]]
        own = set(term.split())
        total, squares = _sums(sample)
        common = sum(
            weight * weight - squares[other]
            for other, weight in total.items()
            if own.isdisjoint(other.split())
        )
        cohesion = common / (len(sample) * (len(sample) - 1)) if len(sample) > 1 else 0.0
        if cohesion > 0:
            starts[term] = _Start(members, _unit(_heaviest(total, _CENTRE)), cohesion)
    return starts


def _homes(vectors: Sequence[Vector], centres: Sequence[Vector]) -> list[int]:
    """The number of the centre that each vector is most like; -1 where it is like none."""
    postings: dict[str, list[tuple[int, float]]] = {}
    for number, centre in enumerate(centres):
        for term, weight in centre.items():
            postings.setdefault(term, []).append((number, weight))
    homes: list[int] = []
    for vector in vectors:
        likeness = [0.0] * len(centres)
        for term, weight in vector.items():
            for number, other in postings.get(term, ()):
                likeness[number] += weight * other
        best = max(range(len(centres)), key=likeness.__getitem__, default=-1)
        homes.append(best if best >= 0 and likeness[best] >= _LIKE else -1)
    return homes


def _centres(vectors: Sequence[Vector], homes: Sequence[int], count: int) -> list[Vector]:
    members: list[list[Vector]] = [[] for _ in range(count)]
    for vector, home in zip(vectors, homes, strict=True):
        if home >= 0:
            members[home].append(vector)
    return [_unit(_heaviest(_sums(group)[0], _CENTRE)) for group in members]


def _sums(vectors: Sequence[Vector]) -> tuple[Vector, Vector]:
    """Of each term, the sum of its weights and the sum of their squares."""
    total: Vector = {}
    squares: Vector = {}
    for vector in vectors:
        for term, weight in vector.items():
            total[term] = total.get(term, 0.0) + weight
            squares[term] = squares.get(term, 0.0) + weight * weight
    return total, squares


def _heaviest(vector: Mapping[str, float], count: int) -> Vector:
    # By name where two weigh the same, so that no order of reading decides.
    return dict(nlargest(count, vector.items(), key=lambda item: (item[1], item[0])))


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}


def _dot(a: Vector, b: Vector) -> float:
    return sum(weight * b[term] for term, weight in a.items() if term in b)
