"""Papers as vectors of their words, weighed by how many papers of the library have each."""

from collections import Counter
from collections.abc import Iterable, Sequence

from readlist.similarity import Vector, terms, weigh
from readlist.storage.connect import explained
from readlist.storage.reader import Reader
from readlist.storage.texts import Text, extent, texts
from readlist.storage.vocabulary import frequencies

_TITLE = 3
"""A word of the title counts as so many of the abstract."""


class Vectors:
    """Makes vectors from one library; what it learned of frequencies it remembers.

    So an object serves one question, or several in a row; a later one may want a new object.
    """

    def __init__(self, reader: Reader, *, tags: bool = False) -> None:
        """With `tags`, each tag of a paper is a term of its own, `#ml/vision`."""
        self._reader = reader
        self._tags = tags
        with explained(reader.path):
            self.papers = extent(reader.connection)
        """About how many papers the library has."""
        self.frequencies: dict[str, int] = {}
        """Each term met so far -> about how many papers have it."""
        if tags:
            self.frequencies.update((f"#{name}", count) for name, count in reader.tags())

    def of(self, ids: Sequence[int]) -> dict[int, Vector]:
        """Paper ID -> vector of its title and abstract, in the order of `ids`."""
        with explained(self._reader.path):
            found = {text.id: self._counts(text) for text in texts(self._reader.connection, ids)}
        self._learn({term for counts in found.values() for term in counts})
        return {
            paper_id: weigh(counts, self.frequencies, self.papers)
            for paper_id, counts in found.items()
        }

    def of_text(self, text: str) -> Vector:
        """The vector of any text."""
        counts = Counter(terms(text))
        self._learn(counts)
        return weigh(counts, self.frequencies, self.papers)

    def _learn(self, words: Iterable[str]) -> None:
        new = [word for word in words if word not in self.frequencies]
        with explained(self._reader.path):
            found = frequencies(self._reader.connection, new)
        self.frequencies.update((word, found.get(word, 0)) for word in new)

    def _counts(self, text: Text) -> Counter[str]:
        counts = Counter(terms(text.abstract))
        for word in terms(text.title):
            counts[word] += _TITLE
        if self._tags:
            counts.update(f"#{tag}" for tag in text.tags)
        return counts
