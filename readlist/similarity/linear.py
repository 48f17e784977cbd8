"""A linear model of what a reader likes: each term has a weight, learned from a few examples.

The loss is squared and the weights are held small (ridge regression), so that there is one
best model. It is found by exact steps, one example after the other in their order, until none
changes much: the same examples make the same model.
"""

from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from readlist.similarity.vectors import Vector

_ROUNDS = 30
_SETTLED = 0.01
"""A round is the last when no example was off by more, in liking."""


class Example(NamedTuple):
    """A text and how well the reader liked it."""

    vector: Vector
    liking: float
    """From -1 to 1, where 0 is neither well nor ill."""
    trust: float
    """How much it counts, above zero: with 1, the model comes half-way to it."""


class Model(NamedTuple):
    """What the reader likes."""

    weights: dict[str, float]
    """Term -> weight, above zero where the reader likes it."""

    def liking(self, vector: Vector) -> float:
        """How well the reader will like the text, -1 to 1 or so; 0 where nothing is known of it."""
        weights = self.weights
        return sum(value * weights[term] for term, value in vector.items() if term in weights)

    def reasons(self, vector: Vector, limit: int) -> list[str]:
        """The terms that speak for the text, the one that adds most first."""
        return self._parts(vector, 1, limit)

    def objections(self, vector: Vector, limit: int) -> list[str]:
        """The terms that speak against it, the one that takes most first."""
        return self._parts(vector, -1, limit)

    def _parts(self, vector: Vector, sign: int, limit: int) -> list[str]:
        parts = {term: sign * value * self.weights.get(term, 0.0) for term, value in vector.items()}
        ranked = sorted(parts, key=lambda term: (-parts[term], term))
        return [term for term in ranked[:limit] if parts[term] > 0]


def fit(examples: Sequence[Example]) -> Model:
    """The model that comes nearest to the examples, each by its trust.

    How ill the reader likes papers on the whole is learned beside it and left out: a word that
    all papers have is no reason, however many were dropped. But who has liked all so far has
    not said that they will like anything: on the whole, papers are liked at best neither way.
    """
    numbers: dict[str, int] = {}
    for example in examples:
        for term in example.vector:
            numbers.setdefault(term, len(numbers))
    places = [[numbers[term] for term in example.vector] for example in examples]
    values = [list(example.vector.values()) for example in examples]
    lengths = [sum(map(mul, row, row)) for row in values]
    weights, whole = [0.0] * len(numbers), 0.0
    trusted = sum(example.trust for example in examples) or 1.0
    # Coordinate descent on the dual: the weights are the examples' vectors, each so many times.
    times = [0.0] * len(examples)
    for _ in range(_ROUNDS):
        missed = largest = 0.0
        for at, (_, liking, trust) in enumerate(examples):
            told = sum(map(mul, values[at], map(weights.__getitem__, places[at])))
            step = (liking - whole - told - times[at] / trust) / (lengths[at] + 1 / trust)
            times[at] += step
            for place, value in zip(places[at], values[at], strict=True):
                weights[place] += step * value
            missed += (liking - told - step * lengths[at]) * trust
            largest = max(largest, abs(step) / trust)
        before, whole = whole, min(0.0, missed / trusted)
        if max(largest, abs(whole - before)) < _SETTLED:
            break
    return Model(dict(zip(numbers, weights, strict=True)))
