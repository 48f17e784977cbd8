"""What a query matches, in groups that are each about something and named by their own words.

The same papers make the same groups, so that the number of a topic holds from one call to the
next for as long as nothing has changed.

How good they are, on four pages of a reader's own (290 papers from all over machine learning):
20 topics hold 66 of 100 papers, and two papers of a topic are 3.4 times as alike (cosine) as
any two. Read by a person, 17 labels say what their papers share; "transformer, embedding
space", "classification" and "vision-language, visual" stand over some that only use the words.
In the sample library (60 classics, many without an abstract) 5 topics hold 70 of 100, and only
two have a good name. What is left out is alone of its kind there: fuller topics were tried
(papers seen with their neighbours' words, communities in the graph of neighbours), which left
4 to 22 of 100 outside, and were half as alike, under names like "representations, learned".
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
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
from readlist.wording import counted

MOST_PAPERS = 2000
"""So many papers of a query are grouped, its first ones: that takes about three seconds."""
_TITLE = 3
"""A phrase of the title counts as so many of the abstract."""
_PER_ROOT = 1.2
"""Topics that are looked for, times the square root of the papers."""
_COMMON = 0.5
"""A phrase that more of the papers have parts nothing."""
_NAMED = 0.5
"""At least so many of a topic's papers have its most characteristic phrase."""
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


def topics(reader: Reader, query: str, *, today: str, most: int = 20) -> list[Topic]:
    """Up to `most` topics of the first MOST_PAPERS papers that match, the largest first.

    What fits none comes last, as a topic without label. Raises QueryError.
    """
    ids = reader.ids(query, today=today, limit=MOST_PAPERS)
    with explained(reader.path):
        papers = list(texts(reader.connection, ids))
    counts = _united([_counts(paper) for paper in papers])
    frequencies = Counter(phrase for found in counts for phrase in found)
    size = len(papers)
    # What one paper has, or nearly all, makes none like another.
    telling = {p for p, count in frequencies.items() if 2 <= count <= max(_COMMON * size, 3)}
    vectors = [
        weigh({p: n for p, n in found.items() if p in telling}, frequencies, size)
        for found in counts
    ]
    everywhere = prominence(counts)

    def named(group: Sequence[int]) -> bool:
        inside = [counts[i] for i in group]
        name = next(iter(characteristic(inside, everywhere, size)), "")
        return sum(name in phrases for phrases in inside) >= _NAMED * len(group)

    wanted = min(most, max(2, round(_PER_ROOT * sqrt(size))))
    groups = clusters(vectors, wanted, least=min(5, max(3, size // 50)), holds=named)
    found = [_topic(group, papers, counts, everywhere) for group in groups]
    grouped = {position for group in groups for position in group}
    rest = tuple(paper.id for i, paper in enumerate(papers) if i not in grouped)
    return [*found, *([Topic("", (), rest)] if rest else [])]


def _counts(paper: Text) -> Counter[str]:
    counts = Counter(filter(_naming, phrases(paper.abstract)))
    for phrase in filter(_naming, phrases(paper.title)):
        counts[phrase] += _TITLE
    return counts


def _naming(phrase: str) -> bool:
    """May it be a subject? A lone participle is none: `weighted` is what all kinds of things are.

    Speed is a subject, as all that ends in -eed is no participle.
    """
    return " " in phrase or not phrase.endswith("ed") or phrase.endswith("eed") or len(phrase) < 6


def _united(texts: list[Counter[str]]) -> list[Counter[str]]:
    """Two words count as one where some text writes them so: `multi-modal` and `multimodal`."""
    known = set(chain.from_iterable(texts))
    for counts in texts:
        for phrase in [phrase for phrase in counts if " " in phrase]:
            word = phrase.replace(" ", "")
            if word in known:
                counts[word] += counts.pop(phrase)
    return texts


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
    return Topic(", ".join(label) or counted(len(ids)), tuple(words), ids)
