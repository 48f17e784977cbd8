"""The papers nearest to one paper, or to any text, as the library is now.

A paper's most salient terms are looked up in the full-text index; the papers that have most
of them are compared with it word by word (TF-IDF cosine). The work is bounded, however large
the library: nothing is prepared, so nothing can be out of date.
"""

from typing import NamedTuple

from readlist.library.vectors import Vectors
from readlist.similarity import Vector, cosine, rarity, shared
from readlist.storage.connect import explained
from readlist.storage.reader import Reader, Row
from readlist.storage.texts import sharing

_TERMS = 50
"""Terms that are looked up."""
_WORK = 6_000
"""Papers that all of these terms together may have; the commonest terms are passed over."""
_CANDIDATES = 50
"""Papers that are compared."""
_WORDS = 5
"""Words that tell why."""


class Related(NamedTuple):
    """A paper that is like another."""

    row: Row
    score: float
    """Above 0 and up to 1."""
    words: tuple[str, ...]
    """The words that make the match, the weightiest first."""


def related(reader: Reader, paper_id: int, limit: int = 10) -> list[Related]:
    """The papers nearest to this one, itself left out; none where they share no word."""
    vectors = Vectors(reader)
    vector = vectors.of([paper_id]).get(paper_id, {})
    return _nearest(reader, vectors, vector, limit, paper_id)


def related_to_text(reader: Reader, text: str, limit: int = 10) -> list[Related]:
    """The papers nearest to a text; none where they share no word."""
    vectors = Vectors(reader)
    return _nearest(reader, vectors, vectors.of_text(text), limit)


def _nearest(
    reader: Reader, vectors: Vectors, vector: Vector, limit: int, itself: int | None = None
) -> list[Related]:
    salient = _salient(vector, vectors)
    with explained(reader.path):
        found = sharing(reader.connection, salient, _CANDIDATES + 1, _WORK)
    others = vectors.of([paper_id for paper_id in found if paper_id != itself])
    scores = {paper_id: cosine(vector, other) for paper_id, other in others.items()}
    best = sorted(scores, key=lambda paper_id: (-scores[paper_id], paper_id))[:limit]
    return [
        Related(row, scores[row.id], tuple(shared(vector, others[row.id], _WORDS)))
        for row in reader.rows(best)
    ]


def _salient(vector: Vector, vectors: Vectors) -> dict[str, float]:
    """The heaviest terms, as many as the work allows, each with what a paper gains by it.

    A term's rarity counts twice, as it does in a cosine: in this vector and in the paper's.
    """
    left = _WORK
    chosen: dict[str, float] = {}
    for term in sorted(vector, key=lambda term: (-vector[term], term)):
        papers = vectors.frequencies[term]
        if papers <= left:
            left -= papers
            chosen[term] = vector[term] * rarity(papers, vectors.papers)
            if len(chosen) == _TERMS:
                break
    return chosen
