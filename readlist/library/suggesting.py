"""Tags that may fit a paper, learned from the tagged papers that are most like it.

A suggestion is never applied here: the user takes it or leaves it.
"""

from collections import defaultdict
from typing import NamedTuple

from readlist.library.related import nearest
from readlist.library.vectors import Vectors
from readlist.storage.connect import explained
from readlist.storage.reader import Reader
from readlist.storage.texts import texts

_NEIGHBOURS = 10
"""Tagged papers that are asked."""
_DOUBT = 0.2
"""Stands beside the neighbours like one without tags: where all are far away, it outweighs them."""
_LEAST = 0.25
"""Suggestions below this score are left out."""


class Suggestion(NamedTuple):
    """An existing tag that may fit."""

    tag: str
    score: float
    """0 to 1: the weight of the neighbours that carry it among all that were asked."""
    from_keys: tuple[str, ...]
    """The citation keys of the neighbours that carry it, the nearest first."""


def suggest_tags(reader: Reader, paper_id: int, limit: int = 5) -> list[Suggestion]:
    """Tags of the paper's nearest neighbours that it does not carry, the likeliest first.

    None where nothing near enough carries a tag. A tag above one that the paper carries
    (`ml` above `ml/vision`) adds nothing and is left out.
    """
    vectors = Vectors(reader)
    vector = vectors.of([paper_id]).get(paper_id, {})
    near = nearest(reader, vectors, vector, _NEIGHBOURS, itself=paper_id, tagged=True)
    weights = {paper.id: paper.score for paper in near}
    with explained(reader.path):
        tags = {text.id: text.tags for text in texts(reader.connection, [paper_id, *weights])}
    carried = tags.get(paper_id, ())
    carriers: defaultdict[str, list[int]] = defaultdict(list)
    for neighbour in weights:
        for tag in tags[neighbour]:
            if not any(f"{own}/".startswith(f"{tag}/") for own in carried):
                carriers[tag].append(neighbour)
    whole = sum(weights.values()) + _DOUBT
    scores = {tag: sum(weights[i] for i in ids) / whole for tag, ids in carriers.items()}
    likely = [tag for tag in scores if scores[tag] >= _LEAST]
    keys = reader.keys(weights)
    return [
        Suggestion(tag, scores[tag], tuple(keys[i] for i in carriers[tag]))
        for tag in sorted(likely, key=lambda tag: (-scores[tag], tag))[:limit]
    ]
