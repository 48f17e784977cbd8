"""`readlist next` against simpler advice, for readers made up with tastes of their own.

Each reader likes some subjects, dislikes others, and errs now and then. They have an opinion
of every paper of a library; of a few the library is told, and the advice is what they would
like among papers it was told nothing of. Precision at 10 is the share of papers they like
among its first ten.

The numbers hold for these readers only: real tastes are less tidy. What they can show is
whether `next` is worth more than chance, the newest, or likeness to papers that were liked.
The settings of `next` were chosen with readers 0 to 9; those reported were looked at by nobody
then. One reader differs from the next by 0.2 or so: where a baseline is ahead, the standard
error of the difference, reader by reader, says what that is worth.

Adding the five nearest neighbours to the model was tried with readers 500 to 511. It gains
0.01 to 0.03 with 200 told and loses up to 0.08 with 12, so `next` is the model alone: precisions
0.37, 0.50, 0.53, 0.69, 0.86, 0.94 against the neighbours' 0.34, 0.42, 0.51, 0.68, 0.79, 0.95.
"""

import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import accumulate
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from readlist.library import reading
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.recommending import next_papers
from readlist.library.vectors import Vectors
from readlist.similarity import Vector, cosine
from tests.benchmarks.generate import write_bib
from tests.benchmarks.measure import READLIST, Figure, in_turn, run

PAPERS = 600
TOLD = (6, 12, 25, 50, 100, 200)
"""How many opinions the library is told."""
READERS = range(1000, 1020)
"""Seeds; each makes a reader and a library. None was used to choose a setting."""
FIRST = 10
ENTRIES = 10_000
_TOPICS = 30
_NEIGHBOURS = 5
_ERRS = 0.1
"""So often a reader drops what they like, or finishes what they do not."""
_LIKING = {"read": 0.6, "skimmed": -0.1, "dropped": -1.0}


class Generated(NamedTuple):
    """A paper and what it is about."""

    title: str
    abstract: str
    shares: dict[int, float]
    """Topic -> how much of the paper."""


class Told(NamedTuple):
    """What the library is told of a decision."""

    status: str
    rating: int | None
    starred: bool


def generated(dice: random.Random, count: int) -> list[Generated]:
    """Papers of one or two topics each, in everyday words for the larger part."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = sorted({"".join(dice.choices(syllables, k=dice.randint(2, 4))) for _ in range(6_000)})
    dice.shuffle(words)
    everyday, special = words[:2_000], words[2_000:]
    often = list(accumulate(1 / (rank + 3) for rank in range(len(everyday))))
    topics = [dice.sample(special, 80) for _ in range(_TOPICS)]
    within = list(accumulate(1 / (rank + 3) for rank in range(80)))

    def text(shares: dict[int, float], length: int, about: float) -> str:
        numbers, weights = list(shares), list(shares.values())
        return " ".join(
            dice.choices(topics[dice.choices(numbers, weights)[0]], cum_weights=within)[0]
            if dice.random() < about
            else dice.choices(everyday, cum_weights=often)[0]
            for _ in range(length)
        )

    made = []
    for _ in range(count):
        main, side = dice.sample(range(_TOPICS), 2)
        share = dice.choice((1.0, 0.8, 0.6))
        shares = {main: share, side: 1 - share} if share < 1 else {main: 1.0}
        made.append(Generated(text(shares, 9, 0.5), text(shares, 130, 0.25), shares))
    return made


class Person:
    """Likes five topics of thirty, dislikes ten, and cares little for the others."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        order = dice.sample(range(_TOPICS), _TOPICS)
        self._taste = dict.fromkeys(order, -0.1)
        self._taste.update(dict.fromkeys(order[:5], 1.0))
        self._taste.update(dict.fromkeys(order[5:15], -0.8))

    def likes(self, paper: Generated) -> bool:
        """Would they be glad to have read it? Not only its topics decide."""
        taste = sum(share * self._taste[topic] for topic, share in paper.shares.items())
        return taste + self._dice.gauss(0, 0.25) > 0.4

    def tells(self, liked: bool) -> Told:
        """What they do with a paper once they have seen it."""
        dice = self._dice
        if dice.random() < _ERRS:
            liked = not liked
        if liked:
            rating = dice.choice((4, 5)) if dice.random() < 0.3 else None
            return Told(dice.choice(("read", "read", "skimmed")), rating, dice.random() < 0.15)
        if dice.random() < 0.7:
            return Told("dropped", None, False)
        return Told(dice.choice(("read", "skimmed")), dice.choice((None, 2, 3)), False)


class Case(NamedTuple):
    """What an adviser is given."""

    vectors: dict[int, Vector]
    told: dict[int, float]
    """Paper -> how well the reader liked it, -1 to 1, as far as their deeds say."""
    hidden: Sequence[int]
    """Papers to choose from, the newest first."""
    dice: random.Random


def by_chance(case: Case) -> list[int]:
    """Ten of the papers."""
    return case.dice.sample(case.hidden, FIRST)


def the_newest(case: Case) -> list[int]:
    """The last to come in."""
    return list(case.hidden[:FIRST])


def like_one_liked(case: Case) -> list[int]:
    """The papers that are most like any one paper that was liked."""
    liked = [case.vectors[i] for i, liking in case.told.items() if liking > 0]
    return _first(case, lambda i: max((cosine(case.vectors[i], v) for v in liked), default=0.0))


def five_neighbours(case: Case) -> list[int]:
    """The papers whose five nearest of those told were liked best, the nearest counting most."""

    def liking(paper: int) -> float:
        near = sorted(
            ((cosine(case.vectors[paper], case.vectors[i]), i) for i in case.told), reverse=True
        )
        return sum(likeness * case.told[i] for likeness, i in near[:_NEIGHBOURS])

    return _first(case, liking)


BASELINES = {
    "random": by_chance,
    "newest first": the_newest,
    "nearest to one liked": like_one_liked,
    "five nearest neighbours": five_neighbours,
}


def _first(case: Case, value: Callable[[int], float]) -> list[int]:
    return sorted(case.hidden, key=lambda i: (-value(i), i))[:FIRST]


def precisions(seed: int, folder: Path) -> dict[tuple[str, int], float]:
    """(adviser, papers told) -> its precision at 10, for one reader."""
    dice = random.Random(seed)
    papers, person = generated(dice, PAPERS), Person(dice)
    library = _library(papers, folder / f"{seed}.sqlite3")
    likes = {i: person.likes(paper) for i, paper in enumerate(papers, 1)}
    order = dice.sample(sorted(likes), len(likes))
    shown, hidden = order[: max(TOLD)], sorted(order[max(TOLD) :], reverse=True)
    deeds = {i: person.tells(likes[i]) for i in shown}
    reader = library.reader()
    vectors = Vectors(reader).of(order)
    found: dict[tuple[str, int], float] = {}
    done = 0
    for count in TOLD:
        told = {i: _liking(deeds[i]) for i in shown[:count]}
        case = Case(vectors, told, hidden, dice)
        answers = {name: advise(case) for name, advise in BASELINES.items()}
        _tell(library, deeds, shown[done:count])
        done = count
        advice = next_papers(reader, limit=PAPERS, now=library.now())
        # Of papers shown later it knows as little as of the hidden ones; only these are judged.
        picks = [pick.row.id for pick in advice.picks if pick.row.id not in deeds]
        answers["readlist next"] = picks[:FIRST]
        for name, answer in answers.items():
            found[name, count] = sum(likes[i] for i in answer) / FIRST
    reader.close()
    return found


def _library(papers: Sequence[Generated], path: Path) -> Library:
    entries = (
        f"@misc{{p{n}, title = {{{paper.title}}}, abstract = {{{paper.abstract}}}}}\n"
        for n, paper in enumerate(papers)
    )
    library = Library(path)
    for _ in import_sources(library, [Source("made.bib", "".join(entries).encode())]):
        pass
    return library


def _tell(library: Library, deeds: dict[int, Told], ids: Sequence[int]) -> None:
    for i in ids:
        reading.set_status(library, [i], deeds[i].status)
        if deeds[i].rating:
            reading.rate(library, [i], deeds[i].rating)
        if deeds[i].starred:
            reading.star(library, [i], True)


def _liking(told: Told) -> float:
    if told.starred:
        return 1.0
    return (told.rating - 3) / 2 if told.rating else _LIKING[told.status]


def precision_table(found: Sequence[dict[tuple[str, int], float]]) -> str:
    """Mean and spread over the readers, a line for each adviser."""
    names = [*BASELINES, "readlist next"]
    head = "".join(f"{f'{count} told':>13}" for count in TOLD)
    lines = [f"{f'precision at {FIRST}, {len(found)} readers':<30}{head}"]
    for name in names:
        cells = ""
        for count in TOLD:
            values = [each[name, count] for each in found]
            spread = f"{statistics.mean(values):.2f} ± {statistics.pstdev(values):.2f}"
            cells += f"{spread:>13}"
        lines.append(f"{name:<30}{cells}")
    for count in TOLD:
        means = {name: statistics.mean(each[name, count] for each in found) for name in names}
        best = max(means, key=means.__getitem__)
        if means[best] > means["readlist next"] + 1e-9:
            ahead = [each[best, count] - each["readlist next", count] for each in found]
            error = statistics.stdev(ahead) / sqrt(len(ahead)) if len(ahead) > 1 else 0.0
            lines.append(
                f"with {count} told, `{best}` is ahead of `readlist next`: "
                f"{means[best]:.2f} to {means['readlist next']:.2f} "
                f"(by {statistics.mean(ahead):.2f}, standard error {error:.2f})"
            )
    return "\n".join(lines)


def main() -> list[Figure]:
    """The table of precisions is printed; the figure is what the command costs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = []
        for number, seed in enumerate(READERS, 1):
            print(f"reader {number} of {len(READERS)} ...", file=sys.stderr)
            found.append(precisions(seed, folder))
        print(precision_table(found))
        return [_cost(folder)]


def _cost(folder: Path) -> Figure:
    """`readlist next` at 10,000 papers of which 900 were decided on, its start included."""
    bib, place = folder / "made.bib", folder / "made.sqlite3"
    write_bib(bib, ENTRIES)
    run([*READLIST, "import", str(bib)], READLIST_LIBRARY=str(place))
    library = Library(place)
    reading.set_status(library, range(1, 301), "read")
    reading.set_status(library, range(301, 601), "dropped")
    reading.set_status(library, range(601, 901), "skimmed")
    spent = in_turn({"next": [*READLIST, "next"]}, rounds=5, READLIST_LIBRARY=str(place))
    return Figure(
        f"readlist next at {ENTRIES:,}, 900 decided", spent["next"].seconds, "", 0, 1.0,
        spent["next"].megabytes,
    )  # fmt: skip


if __name__ == "__main__":
    main()
