"""How alike two texts are by the words they share: pure computation, without a database."""

from readlist.similarity.terms import terms
from readlist.similarity.vectors import Vector, cosine, rarity, shared, weigh

__all__ = ["Vector", "cosine", "rarity", "shared", "terms", "weigh"]
