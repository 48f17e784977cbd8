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
_FEW = 4
"""Up to so many terms are few: then as many common ones are looked up beside them."""
_CANDIDATES = 50
"""Papers that are compared, more where more are asked for."""
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
    rare, common = _salient(vector, vectors)
    work = _WORK if rare else _WORK // _FEW
    candidates = max(_CANDIDATES, limit) + (itself is not None)
    with explained(reader.path):
        found = sharing(reader.connection, rare, candidates, work, common=common, tagged=tagged)
    others = vectors.of([paper_id for paper_id in found if paper_id != itself])
    near = [Near(paper_id, cosine(vector, other), other) for paper_id, other in others.items()]
    return sorted(near, key=lambda paper: (-paper.score, paper.id))[:limit]


def _shown(reader: Reader, vector: Vector, near: list[Near]) -> list[Related]:
    found = {paper.id: paper for paper in near}
    return [
        Related(row, found[row.id].score, tuple(shared(vector, found[row.id].vector, _WORDS)))
        for row in reader.rows(list(found))
    ]


def _salient(vector: Vector, vectors: Vectors) -> tuple[dict[str, float], dict[str, float]]:
    """The heaviest terms that the work allows, each with what a paper gains by it; and the next.

    A term's rarity counts twice, as it does in a cosine: in this vector and in the paper's.
    Terms that too many papers have are of use only where there are few others.
    """
    left = _WORK
    rare: dict[str, float] = {}
    common: dict[str, float] = {}
    for term in sorted(vector, key=lambda term: (-vector[term], term)):
        papers = vectors.frequencies[term]
        gain = vector[term] * rarity(papers, vectors.papers)
        if papers <= left:
            left -= papers
            rare[term] = gain
            if len(rare) == _TERMS:
                break
        elif len(common) < _FEW:
            common[term] = gain
    return rare, common if len(rare) <= _FEW else {}
