"""What a query matches, in groups that are each about something and named by their own words.

The same papers make the same groups, so that the number of a topic holds from one call to the
next for as long as nothing has changed.
"""

from collections import Counter
from math import sqrt
from typing import NamedTuple

from readlist.similarity import weigh
from readlist.similarity.clusters import clusters
from readlist.similarity.labels import characteristic, distinct, prominence
from readlist.similarity.phrases import phrases
from readlist.storage.connect import explained
from readlist.storage.reader import Reader
from readlist.storage.texts import Text, texts
from readlist.text import printable

MOST_PAPERS = 2000
"""So many papers of a query are grouped, its first ones: that takes about two seconds."""
_TITLE = 3
"""A phrase of the title counts as so many of the abstract."""
_COMMON = 0.5
"""A phrase that more of the papers have parts nothing."""
_WORDS = 6
"""Phrases that describe a topic; the first of them are its label."""
_LABEL = 3
_NAMING = 0.4
"""A phrase of the label is at least so characteristic as its first."""


class Topic(NamedTuple):
    """Papers that are about one thing."""

    label: str
    """A few of its words, fit to be shown; empty for the rest, which fits no topic."""
    words: tuple[str, ...]
    """The phrases that tell it from the others, most characteristic first, fit to be shown."""
    ids: tuple[int, ...]
    """In the query's order."""


def topics(reader: Reader, query: str, *, today: str, most: int = 12) -> list[Topic]:
    """Up to `most` topics of the first MOST_PAPERS papers that match, the largest first.

    What fits none comes last, as a topic without label. Raises QueryError.
    """
    ids = reader.ids(query, today=today, limit=MOST_PAPERS)
    with explained(reader.path):
        papers = list(texts(reader.connection, ids))
    counts = [_counts(paper) for paper in papers]
    frequencies = Counter(phrase for found in counts for phrase in found)
    size = len(papers)
    # What one paper has, or nearly all, makes none like another.
    telling = {p for p, count in frequencies.items() if 2 <= count <= max(_COMMON * size, 3)}
    vectors = [
        weigh({p: n for p, n in found.items() if p in telling}, frequencies, size)
        for found in counts
    ]
    wanted = min(most, max(2, round(sqrt(size / 2))))
    groups = clusters(vectors, wanted, least=min(5, max(3, size // 60)))
    everywhere = prominence(counts)
    found = [_topic(group, papers, counts, everywhere) for group in groups]
    grouped = {position for group in groups for position in group}
    rest = tuple(paper.id for i, paper in enumerate(papers) if i not in grouped)
    return [*found, *([Topic("", (), rest)] if rest else [])]


def _counts(paper: Text) -> Counter[str]:
    counts = Counter(phrases(paper.abstract))
    for phrase in phrases(paper.title):
        counts[phrase] += _TITLE
    return counts


def _topic(
    group: list[int],
    papers: list[Text],
    counts: list[Counter[str]],
    everywhere: dict[str, float],
) -> Topic:
    best = characteristic([counts[i] for i in group], everywhere, len(papers))
    bodies, titles = ([getattr(papers[i], part) for i in group] for part in ("abstract", "title"))
    named = distinct(best, bodies, titles, _WORDS)
    words = {printable(word): value for word, value in named.items()}
    least = _NAMING * max(words.values(), default=0.0)
    label = [word for word, value in words.items() if value >= least][:_LABEL]
    ids = tuple(papers[i].id for i in group)
    # Papers that share no phrase are not grouped, but one may stand nowhere in one piece.
    return Topic(", ".join(label) or f"{len(ids)} papers", tuple(words), ids)
