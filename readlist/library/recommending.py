"""What to read next, by what the reader has finished, starred, rated and dropped.

A linear model over the words and tags of papers learns what the reader likes; papers that
nobody has looked at yet are weak evidence against. Priority, place in the queue and how long a
paper has waited are taken in, and each advice has its reasons. The work is bounded, however
large the library: of the inbox the newest are looked at, by their titles, and the best of
those whole.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import nlargest
from math import sqrt
from typing import NamedTuple

from readlist.library.vectors import Vectors
from readlist.moments import local_day
from readlist.similarity import Vector, rarity, terms
from readlist.similarity.linear import Example, Model, fit
from readlist.similarity.phrases import alike
from readlist.storage import choices as stored
from readlist.storage.choices import Choice
from readlist.storage.connect import explained
from readlist.storage.reader import Reader, Row
from readlist.text import printable

_MOST_CHOICES = 250
"""Papers of each status to learn from, the newest."""
_MOST_QUEUED = 200
_MOST_WAITING = 10_000
"""Papers of the inbox that are looked at, by their titles."""
_MOST_WEIGHED = 500
"""Papers that are looked at whole."""
_UNREAD = 250
"""Papers nobody has decided on that the model learns from, spread over all."""
_FEWEST_CHOICES, _FEWEST_LIKED = 5, 1
"""With fewer there is nothing to learn from. From five on it beats chance (the benchmark)."""

_LIKING = {"read": 0.6, "reading": 0.5, "skimmed": -0.1, "dropped": -1.0}
_RATINGS = {1: -1.0, 2: -0.6, 3: 0.1, 4: 0.7, 5: 1.0}
_TRUST = 0.1
"""In a decision. Low: one paper is no rule, and the benchmark is best so."""
_UNREAD_LIKING, _UNREAD_TRUST = -0.3, 0.01

# What else counts, where a paper's words and tags count for about 1 or -1 at most.
_PRIORITY = 0.6
_QUEUED, _FIRST_QUEUED = 0.2, 0.2
"""For being in the queue, and for its first paper on top, less for each after it."""
_AGE = 0.15
"""For having waited a year or longer."""
_OLD = 60
"""Days after which it is worth a word that a paper waits."""
_WORDS, _TAGS = 4, 2
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


class Pick(NamedTuple):
    """A paper to read next."""

    row: Row
    score: float
    """For comparing the picks of one call; 0 where only the queue's order decides."""
    reasons: tuple[str, ...]
    """The weightiest first, fit to be shown."""


class Advice(NamedTuple):
    """What to read next, the best first."""

    picks: list[Pick]
    learned_from: int
    """Decisions that were learned from; 0 where there are too few: then it is the queue's order,
    and the newest of the inbox."""


def next_papers(reader: Reader, query: str = "", limit: int = 10, *, now: str) -> Advice:
    """The papers of the inbox and the queue that match, the one to read next first.

    `now` is the present moment as the tables write it. Raises QueryError.
    """
    with explained(reader.path):
        decided = stored.decided(reader.connection, _MOST_CHOICES)
        queued = stored.queue(reader.connection, _MOST_QUEUED)
        inbox = stored.inbox(reader.connection, _MOST_WAITING)
    told = [choice for choice in (*decided, *queued, *inbox) if _liking(choice) is not None]
    undecided = [choice for choice in (*queued, *inbox) if _liking(choice) is None]
    if query.strip():
        queued, inbox = _matching(reader, query, queued, local_day(now))
    places = {choice.id: place for place, choice in enumerate(queued)}
    waiting = [*queued, *inbox]
    liked = sum((_liking(choice) or 0) > 0 for choice in told)
    if len(told) < _FEWEST_CHOICES or liked < _FEWEST_LIKED:
        inbox.sort(key=lambda choice: -choice.priority)
        first = [*queued, *inbox][:limit]
        why = [_circumstances(choice, places, now) or ("in the inbox",) for choice in first]
        return Advice(_picks(reader, first, [0.0] * len(first), why), 0)
    vectors = Vectors(reader, tags=True)
    examples = _examples(vectors, told, undecided)
    model = fit(examples)
    weighed = _most_promising(waiting, model, vectors)
    papers = vectors.of([choice.id for choice in weighed])
    tastes = {paper_id: model.liking(vector) for paper_id, vector in papers.items()}
    # By what it has learned from, not by the papers at hand: no query makes a match of a little.
    widest = max(abs(model.liking(example.vector)) for example in examples) or 1.0
    scores = {
        choice.id: tastes.get(choice.id, 0.0) / widest + _bonus(choice, places, now)
        for choice in weighed
    }
    best = nlargest(limit, weighed, key=lambda choice: (scores[choice.id], -choice.id))
    reasons = [
        (
            *_words(model, papers.get(choice.id, {})),
            *_circumstances(choice, places, now),
        )
        for choice in best
    ]
    return Advice(_picks(reader, best, [scores[c.id] for c in best], reasons), len(told))


def _liking(choice: Choice) -> float | None:
    """How well the reader liked it, from -1 to 1; None where they have not said."""
    if choice.starred:
        return 1.0
    if choice.rating is not None:
        return _RATINGS.get(choice.rating, 0.0)
    return _LIKING.get(choice.status)


def _matching(
    reader: Reader, query: str, queued: Sequence[Choice], today: str
) -> tuple[list[Choice], list[Choice]]:
    """The papers of the queue, in its order, and of the inbox that match."""
    found = reader.ids(query, today=today)
    with explained(reader.path):
        waiting = stored.waiting(reader.connection)
        ids = [paper_id for paper_id in found if paper_id in waiting][:_MOST_WAITING]
        matching = stored.choices(reader.connection, ids)
    order = {choice.id: place for place, choice in enumerate(queued)}
    in_queue = [choice for choice in matching if choice.status == "queued"]
    in_queue.sort(key=lambda choice: order.get(choice.id, len(order)))
    return in_queue, [choice for choice in matching if choice.status != "queued"]


def _examples(
    vectors: Vectors, told: Sequence[Choice], undecided: Sequence[Choice]
) -> list[Example]:
    spread = undecided[:: max(1, -(-len(undecided) // _UNREAD))]
    papers = vectors.of([choice.id for choice in (*told, *spread)])
    examples = [
        Example(papers[choice.id], liking, _TRUST)
        for choice in told
        if choice.id in papers and (liking := _liking(choice)) is not None
    ]
    return examples + [
        Example(papers[choice.id], _UNREAD_LIKING, _UNREAD_TRUST)
        for choice in spread
        if choice.id in papers
    ]


def _most_promising(waiting: Sequence[Choice], model: Model, vectors: Vectors) -> list[Choice]:
    """Those that are worth a look at their abstracts: by priority, the queue, title and tags."""
    if len(waiting) <= _MOST_WEIGHED:
        return list(waiting)
    weights = {
        term: weight * rarity(vectors.frequencies.get(term, 0), vectors.papers)
        for term, weight in model.weights.items()
    }

    def promise(choice: Choice) -> tuple[int, bool, float, int]:
        words = [*terms(choice.title), *(f"#{tag}" for tag in choice.tags)]
        value = sum(weights.get(word, 0.0) for word in words) / sqrt(len(words) + 1)
        return choice.priority, choice.status == "queued", value, choice.id

    return nlargest(_MOST_WEIGHED, waiting, key=promise)


def _bonus(choice: Choice, places: dict[int, int], now: str) -> float:
    value = _PRIORITY * choice.priority + _AGE * min(1.0, max(0, _days(choice, now)) / 365)
    if choice.id in places:
        value += _QUEUED + _FIRST_QUEUED * (1 - places[choice.id] / len(places))
    return value


def _words(model: Model, vector: Vector) -> list[str]:
    """What of the paper's words and tags the reader likes; or dislikes, where that is more."""
    against = model.liking(vector) < 0
    found = (model.objections if against else model.reasons)(vector, 4 * _WORDS)
    tags = [printable(term[1:]) for term in found if term[:1] == "#"][:_TAGS]
    words = list(_distinct(term for term in found if term[:1] != "#"))[:_WORDS]
    reasons = []
    if tags:
        named = f"{'tag' if len(tags) == 1 else 'tags'} {', '.join(tags)}"
        reasons.append(f"against it: the {named}" if against else f"you like the {named}")
    if words:
        reasons.append(f"{'against it' if against else 'you like'}: {', '.join(words)}")
    return reasons or ["nothing you read or dropped is like it"]


def _distinct(words: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if not any(alike(word, other) for other in kept):
            kept.append(word)
    return kept


def _circumstances(choice: Choice, places: dict[int, int], now: str) -> tuple[str, ...]:
    reasons = []
    if choice.priority:
        reasons.append("high priority" if choice.priority > 0 else "low priority")
    if choice.starred:
        reasons.append("starred")
    if choice.id in places:
        reasons.append("first in the queue" if places[choice.id] == 0 else "in the queue")
    if _days(choice, now) > _OLD:
        year, month, _ = local_day(choice.added_at).split("-")
        since = _MONTHS[int(month) - 1] + ("" if year == local_day(now)[:4] else f" {year}")
        reasons.append(f"waits since {since}")
    return tuple(reasons)


def _days(choice: Choice, now: str) -> int:
    try:
        added = datetime.fromisoformat(choice.added_at)
    except ValueError:
        return 0
    return (datetime.fromisoformat(now) - added).days


def _picks(
    reader: Reader,
    best: Sequence[Choice],
    scores: Sequence[float],
    reasons: Sequence[Sequence[str]],
) -> list[Pick]:
    rows = {row.id: row for row in reader.rows([choice.id for choice in best])}
    return [
        Pick(rows[choice.id], score, tuple(why))
        for choice, score, why in zip(best, scores, reasons, strict=True)
        if choice.id in rows
    ]
