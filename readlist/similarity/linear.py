"""A linear model of what a reader likes: each term has a weight, learned from a few examples.

The loss is squared and the weights are held small (ridge regression), so that there is one
best model. It is found by exact steps, one example after the other in their order, until none
changes much: the same examples make the same model.
"""

from collections.abc import Sequence
from typing import NamedTuple

from readlist.similarity.vectors import Vector

_ROUNDS = 30
_SETTLED = 1e-3
"""A round whose largest step is smaller is the last."""


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
    """The model that comes nearest to the examples, each by its trust."""
    weights: dict[str, float] = {}
    # Coordinate descent on the dual: the weights are the examples' vectors, each so many times.
    times = [0.0] * len(examples)
    for _ in range(_ROUNDS):
        largest = 0.0
        for at, (vector, liking, trust) in enumerate(examples):
            told = sum(value * weights.get(term, 0.0) for term, value in vector.items())
            length = sum(value * value for value in vector.values())
            step = (liking - told - times[at] / trust) / (length + 1 / trust)
            times[at] += step
            largest = max(largest, abs(step))
            for term, value in vector.items():
                weights[term] = weights.get(term, 0.0) + step * value
        if largest < _SETTLED:
            break
    return Model(weights)
