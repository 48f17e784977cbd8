"""`.bib` files of any size, the same ones at every call.

Words follow Zipf's law, as in a language, so that an index has its few long and many short
lists. Names carry accents, as LaTeX and as Unicode. No two entries are the same paper.
"""

import random
import sys
from itertools import accumulate
from pathlib import Path

_SYLLABLES = (
    "al an ar ba be bi ca ce co da de di en er fa fi ga ge go ha he in is ka ke la le li lo ma me "
    "mi mo na ne no on or pa pe pi po ra re ri ro sa se si so ta te ti to tu un ur va ve vi xa zo"
).split()
_GIVEN = (
    "Ada Albert Amélie Chen Dina Emre Grace H{\\aa}kon Ines Jos{\\'e} Jürgen Kofi Li Małgorzata "
    'Noor Olga Pratyush Ravi S{\\o}ren Tri Yuki Zo{\\"e}'
).split()
_FAMILIES = [
    "van den Berg",
    *(
        'Åberg Bengio Chen Dupont Erd{\\H{o}}s Feng García G{\\"o}del Gu Hoang Ivanov Kowalski Li '
        'M{\\"u}ller Nguyen Oyelaran Patel Rényi {\\v{S}}imek Suzuki Tang Wang Zhang'
    ).split(),
]
_VENUES = (
    ("article", "journal", "Journal of Made-Up Results"),
    ("article", "journal", "Transactions on Benchmarks"),
    ("inproceedings", "booktitle", "Proceedings of the {Conference} on Invented Things"),
    ("inproceedings", "booktitle", "Advances in Generated Papers"),
    ("misc", "howpublished", "Preprint"),
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_VOCABULARY = 12_000


class _Words:
    """A vocabulary, its frequent words first."""

    def __init__(self, dice: random.Random) -> None:
        words: dict[str, None] = {}
        while len(words) < _VOCABULARY:
            words["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4)))] = None
        self._dice = dice
        self._words = list(words)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))

    def draw(self, count: int) -> list[str]:
        """That many words, frequent ones more often."""
        return self._dice.choices(self._words, cum_weights=self._weights, k=count)


def write_bib(path: Path, entries: int, first: int = 0) -> None:
    """`path` has that many entries of about 1,500 characters, 1,000 of them its abstract.

    A file with another `first` number has other entries, made of the same words.
    """
    dice = random.Random(2024)
    words = _Words(dice)
    if first:
        dice.seed(first)
    with path.open("w", encoding="utf-8") as file:
        file.write('@string{made = "Made by a program"}\n\n')
        for number in range(first, first + entries):
            file.write(_entry(number, dice, words))


def _entry(number: int, dice: random.Random, words: _Words) -> str:
    entry_type, place, venue = dice.choice(_VENUES)
    year = dice.randint(1990, 2024)
    title = words.draw(dice.randint(6, 12))
    title[0] = title[0].capitalize()
    title[dice.randrange(1, len(title))] = "{" + dice.choice(title).upper() + "}"
    people = [
        f"{dice.choice(_FAMILIES)}, {dice.choice(_GIVEN)} {dice.choice('ABCDEFGH')}."
        for _ in range(dice.randint(1, 6))
    ]
    abstract = words.draw(148)
    for at in range(0, len(abstract), 15):
        abstract[at] = abstract[at].capitalize()
        abstract[at - 1] += "."
    fields = {
        "author": " and ".join(people),
        "title": " ".join(title),
        place: venue,
        "year": str(year),
        "volume": str(dice.randint(1, 60)),
        "pages": f"{number % 900 + 1}--{number % 900 + 12}",
        "doi": f"10.5555/{dice.randrange(10**6)}.{number}",
        "url": f"https://papers.example/{year}/{number}",
        "keywords": ", ".join(words.draw(4)),
        "abstract": " ".join(abstract),
        "x-shelf": f"row {number % 40}",
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    lines.append(f"  month = {dice.choice(_MONTHS)},\n  note = made,\n")
    return f"@{entry_type}{{made{year}n{number},\n{''.join(lines)}}}\n\n"


if __name__ == "__main__":
    write_bib(Path(sys.argv[1]), *map(int, sys.argv[2:]))
