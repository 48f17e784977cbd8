"""How well a paper answers a query, with the reasons.

A paper scores by the best place in which each word of the query stands. How often a word
stands there and how rare it is are left out on purpose: they would take a look at every
paper that has the word (SQLite FTS5, section 5.1.1: bm25), and people who look for a paper
they know type words of its title.
"""

from collections.abc import Iterable
from typing import NamedTuple

from readlist.storage.query import spelling
from readlist.storage.query.patterns import turned
from readlist.storage.query.tree import Among, Match
from readlist.text import fold

PLACES = (
    ("the title", 8.0),
    ("the authors", 6.0),
    ("the tags", 4.0),
    ("the key, venue or organization", 3.0),
    ("the abstract", 2.0),
    ("the keywords", 1.5),
    ("the takeaway", 1.0),
    ("the notes", 1.0),
)
"""Each place of a paper and what a word of the query counts there; the first that has it."""
_NAMES = "the authors"
_BEGUN = 0.9
"""What a word counts of which only the beginning was asked for: less, and more than elsewhere."""
_OTHERWISE = 0.95
"""What a name counts that is spelt in another way than it was typed: Möller for moeller."""
_MOST_WORDS = 10
"""Words that decide about ranks, the first of a query: what was pasted has more."""
_STARRED = 1.0
_RECENT = 0.5
RECENT_DAYS = 30
"""Both decide between papers that have the words in the same places, or nearly so."""


class Candidate(NamedTuple):
    """What of a paper its rank depends on."""

    id: int
    added_at: str
    starred: bool
    texts: tuple[str, ...]
    """The readable text of each of `PLACES`."""


class Reason(NamedTuple):
    """One part of a score."""

    what: str
    score: float

    def __str__(self) -> str:
        return f"{self.what} {self.score:g}"


class Ranker:
    """Ranks papers by the words of one query; what came in since `recently` is recent."""

    def __init__(self, words: Iterable[Match | Among], recently: str) -> None:
        self._words = list(dict.fromkeys(map(_Word, words)))[:_MOST_WORDS]
        self._recently = recently

    def ranked(self, papers: Iterable[Candidate]) -> list[Candidate]:
        """The best first; of equals the newest."""
        found = sorted(papers, key=lambda paper: paper.id)
        found.sort(key=lambda paper: paper.added_at, reverse=True)
        scores = {paper.id: self._score(paper) for paper in found}
        found.sort(key=lambda paper: scores[paper.id], reverse=True)
        return found

    def reasons(self, paper: Candidate) -> list[Reason]:
        """What speaks for the paper, in the order of the words."""
        stand = self._stand(paper)
        found = [
            Reason(f"{word.text} in {place}", score)
            for word, (score, place) in zip(self._words, stand, strict=True)
            if score
        ]
        if paper.starred:
            found.append(Reason("starred", _STARRED))
        if paper.added_at >= self._recently:
            found.append(Reason(f"added in the last {RECENT_DAYS} days", _RECENT))
        return found

    def _score(self, paper: Candidate) -> float:
        words = sum(score for score, _ in self._stand(paper))
        return words + _STARRED * paper.starred + _RECENT * (paper.added_at >= self._recently)

    def _stand(self, paper: Candidate) -> list[tuple[float, str]]:
        """What each word counts, and the first place where it stands; 0 where it does nowhere."""
        stand = [(0.0, "")] * len(self._words)
        missing = list(enumerate(self._words))
        for (place, score), text in zip(PLACES, paper.texts, strict=True):
            if not text:
                continue
            # Once for all words, and not for what is further down when all are found.
            lower = text.lower() if text.isascii() else fold(text)
            for number, word in missing:
                share = word.share(text, lower, name=place == _NAMES)
                if share:
                    stand[number] = (share * score, place)
            missing = [found for found in missing if not stand[found[0]][0]]
            if not missing:
                break
        return stand


class _Word:
    """One word or phrase of the query in every spelling."""

    def __init__(self, word: Match | Among) -> None:
        self.text = word.text
        self._how = "inside" if isinstance(word, Among) else word.how
        plain = fold(word.text)
        self._spellings = (plain,)
        self._other = frozenset(map(fold, spelling.names(word.text))) - {plain}
        self._names = tuple(dict.fromkeys((plain, *map(fold, turned(word.text)), *self._other)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Word) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def share(self, text: str, lower: str, *, name: bool) -> float:
        """1 where the word stands in the text, less where only its letters do, or 0."""
        best = 0.0
        for word in self._names if name else self._spellings:
            first, space, _ = word.partition(" ")
            if first not in lower:
                continue
            # To fold every text would take five times as long, and spaces are all it needs it for.
            where = fold(text) if space else lower
            if word in where:
                here = self._stands(word, where)
                best = max(best, here * _OTHERWISE if word in self._other else here)
        return best

    def _stands(self, word: str, text: str) -> float:
        if self._how == "inside":
            return _BEGUN * (word in text)
        begun = 0.0
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not text[at - 1 : at].isalnum():
                if not text[end : end + 1].isalnum():
                    return 1.0
                begun = _BEGUN * (self._how == "prefix")
            at = text.find(word, at + 1)
        return begun
