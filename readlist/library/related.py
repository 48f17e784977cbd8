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


class Near(NamedTuple):
    """A paper that is like a vector, not yet looked up."""

    id: int
    score: float
    vector: Vector


def related(reader: Reader, paper_id: int, limit: int = 10) -> list[Related]:
    """The papers nearest to this one, itself left out; none where they share no word."""
    vectors = Vectors(reader)
    vector = vectors.of([paper_id]).get(paper_id, {})
    return _shown(reader, vector, nearest(reader, vectors, vector, limit, itself=paper_id))


def related_to_text(reader: Reader, text: str, limit: int = 10) -> list[Related]:
    """The papers nearest to a text; none where they share no word."""
    vectors = Vectors(reader)
    vector = vectors.of_text(text)
    return _shown(reader, vector, nearest(reader, vectors, vector, limit))


def nearest(
    reader: Reader,
    vectors: Vectors,
    vector: Vector,
    limit: int,
    *,
    itself: int | None = None,
    tagged: bool = False,
) -> list[Near]:
    """The papers nearest to `vector`; with `tagged`, among those that carry a tag."""
    salient = _salient(vector, vectors)
    with explained(reader.path):
        found = sharing(reader.connection, salient, _CANDIDATES + 1, _WORK, tagged=tagged)
    others = vectors.of([paper_id for paper_id in found if paper_id != itself])
    near = [Near(paper_id, cosine(vector, other), other) for paper_id, other in others.items()]
    return sorted(near, key=lambda paper: (-paper.score, paper.id))[:limit]


def _shown(reader: Reader, vector: Vector, near: list[Near]) -> list[Related]:
    found = {paper.id: paper for paper in near}
    return [
        Related(row, found[row.id].score, tuple(shared(vector, found[row.id].vector, _WORDS)))
        for row in reader.rows(list(found))
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
