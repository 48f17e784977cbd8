"""How alike two texts are by the words they share: pure computation, without a database."""

from readlist.similarity.terms import terms
from readlist.similarity.vectors import Vector, cosine, shared, weigh

__all__ = ["Vector", "cosine", "shared", "terms", "weigh"]
