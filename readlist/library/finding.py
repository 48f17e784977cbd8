"""What a query finds, and where it finds nothing, what was probably meant.

The fallbacks go from sure to unsure and never mix with what matches: a reference that was
pasted, letters inside words, other spellings, and at last the titles and names that are
nearest. Of fields, those of titles and names may be misspelt, and tags that no paper has;
quotes, other fields and what is negated are taken as they stand.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate
from typing import NamedTuple

from readlist.errors import QueryError
from readlist.library.slips import TOKEN, retagged
from readlist.storage import vocabulary
from readlist.storage.reader import Reader
from readlist.text import fold, printable

_MOST = 50
"""Papers that a guess offers at most."""
_REFERENCE = 4
"""Words from which a query may be a pasted reference."""
_MOST_WORDS = 12
"""Free words that are looked up in the vocabulary; a query with more is no query."""
_MOST_INSIDE = 4
"""Free words that are looked for inside words; who types more of them is sure of some."""
_SHORTEST = 3
"""Letters of a word that may stand inside another."""
_SPELLINGS = 3
"""Words equally like a misspelt one that are all searched."""
_COMPARED = 300
"""Papers whose titles and names are compared with the query."""
_WORK = 5000
"""Papers that have one of the words by which those to compare are looked up."""
_LIKE = 65.0
"""Likeness, up to 100, from which a word may stand for another in a title that is near."""

_BARE = re.compile(
    r"[(\[]*(?P<field>(?:title|authors?):)?(?P<word>\w[\w'\u2019\u2010\u2011-]*)[)\].,;:!?]*"
)
"""A free word, or one of a title or name: no quotes, not negated."""
_RUN = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")
"""A year, also as author-year citations number it: 2024b."""
_BETWEEN_NAMES = frozenset(("et", "al", "and", "&"))
_OPERATORS = frozenset(("AND", "OR", "NOT"))


class Found(NamedTuple):
    """What a query finds."""

    ids: "array[int]"
    how: str
    """Empty: these match. `inside` words, `near` in spelling, with a known `tag`, or named by a
    `citation`."""
    words: str
    """The query that was searched instead; empty where there is none."""

    @property
    def said(self) -> str:
        """How these papers were found, to stand behind "Nothing matches"; ends without a stop."""
        if self.how == "citation":
            return "as a reference it names"
        if self.how == "tag":
            return f"did you mean {self.words}?"
        if self.how == "inside":
            return f"inside words: {self.words}"
        return f"nearest: {self.words}" if self.words else "nearest titles"


class _Term(NamedTuple):
    """A part of a query as it was typed."""

    text: str
    start: int
    word: str
    """The word in it that may be misspelt, or an empty string."""
    field: bool
    """Is the word one of a field?"""


def find(reader: Reader, query: str, *, today: str, limit: int | None = None) -> Found:
    """What `query` finds, or what it probably means. Raises QueryError where it means nothing."""
    error: QueryError | None = None
    try:
        ids = reader.ids(query, today=today, limit=limit)
        if ids or not query.strip() or limit == 0:
            return Found(ids, "", "")
    except QueryError as slip:
        error = slip
    most = _MOST if limit is None else min(limit, _MOST)
    if error or len(query.split()) >= _REFERENCE or any(map(str.isdigit, query)):
        # Its patterns cost a millisecond to compile.
        from readlist.library.references import named_in  # noqa: PLC0415  (start-up time)

        named = named_in(reader, query, most)
        if named:
            return Found(array("q", named), "citation", "")
    if error:
        raise error
    query = printable(query)
    if "tag" in query.lower() and (known := retagged(query, reader.tags())):
        if ids := reader.ids(known, today=today, limit=limit):
            return Found(ids, "tag", known)
        query = known
    terms = list(_terms(query))
    if dated := _dated(terms):
        if ids := reader.ids(dated, today=today, limit=limit):
            return Found(ids, "near", dated)
        query, terms = dated, list(_terms(dated))
    if 0 < sum(bool(term.word) for term in terms) <= _MOST_WORDS:
        spellings = _Spellings(reader)
        for how, other in _guesses(reader, query, terms, spellings):
            # Letters that are inside too many words are an error, but nobody asked for them.
            with suppress(QueryError):
                if ids := reader.ids(other, today=today, limit=limit):
                    return Found(ids, how, other)
        ids = _nearest(reader, terms, spellings, today, most)
        if ids:
            return Found(ids, "near", "")
    return Found(array("q"), "", "")


def _guesses(
    reader: Reader, query: str, terms: Sequence[_Term], spellings: "_Spellings"
) -> Iterator[tuple[str, str]]:
    """What may be searched instead, as `Found` has it: how and the words, likeliest first."""
    if other := _inside(reader, query, terms, spellings):
        yield "inside", other
    if other := _respelt(query, terms, spellings):
        yield "near", other


def _terms(query: str) -> Iterator[_Term]:
    """The terms of a query, white space aside."""
    depth = 0
    negated = False
    for found in TOKEN.finditer(query):
        text = found[0]
        bare = _BARE.fullmatch(text)
        field = bare is not None and bool(bare["field"])
        # Inside the brackets of a field or of a negation, words are not free.
        kept = depth > 0 or negated or bare is None or text in _OPERATORS
        if depth or text.partition("(")[0].endswith((":", "-", "^")):
            depth = max(depth + text.count("(") - text.count(")"), 0)
        negated = text == "NOT"
        word = "" if kept or bare is None else bare["word"]
        yield _Term(text, found.start(), word, field)


def _rewritten(query: str, terms: Sequence[_Term], instead: dict[str, str]) -> str:
    """The query with other words for some of its free words; empty when there are none."""
    if not instead:
        return ""
    parts: list[str] = []
    end = 0
    for term in terms:
        if term.word in instead:
            at = term.start + term.text.rindex(term.word)
            parts += (query[end:at], instead[term.word])
            end = at + len(term.word)
    return "".join((*parts, query[end:]))


def _dated(terms: Sequence[_Term]) -> str:
    """`Maini et al., 2024` as the query `Maini year:2024`; empty where there is no year."""
    years = [term for term in terms if _YEAR.fullmatch(term.word) and not term.field]
    names = [term for term in terms if term.word and term not in years]
    if len(years) != 1 or not names or any(term.text in _OPERATORS for term in terms):
        return ""
    kept = [
        term.text if term.field else term.word or term.text for term in terms if term not in years
    ]
    meant = [text for text in kept if text not in _BETWEEN_NAMES]
    return " ".join((*meant, f"year:{years[0].word[:4]}"))


def _inside(reader: Reader, query: str, terms: Sequence[_Term], spellings: "_Spellings") -> str:
    """The query with its free words looked for inside words, where each is inside one."""
    letters = {term.word: fold(term.word) for term in terms if term.word}
    letters = {word: text for word, text in letters.items() if len(text) >= _SHORTEST}
    if not letters or len(letters) > _MOST_INSIDE or any(" " in t for t in letters.values()):
        return ""
    # What begins a word is inside one; of a single word the search itself finds out.
    unsure = [text for word, text in letters.items() if not spellings.known(word)]
    if len(letters) > 1 and not all(vocabulary.inside(reader.connection, t) for t in unsure):
        return ""
    return _rewritten(query, terms, {word: f"*{word}*" for word in letters})


class _Spellings(dict[str, list[str]]):
    """A word -> the folded words that it may misspell; none where some paper has it."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._connection = reader.connection
        self._known: dict[str, bool] = {}

    def known(self, word: str) -> bool:
        """Does some paper have a word that begins like this one?"""
        if word not in self._known:
            self._known[word] = vocabulary.begins(self._connection, word)
        return self._known[word]

    def __missing__(self, word: str) -> list[str]:
        folded = fold(word)
        found: list[str] = []
        if " " not in folded and not self.known(word):
            near = vocabulary.nearest(self._connection, folded, _SPELLINGS)
            found = [text for text, score in near if score == near[0][1]]
        self[word] = found
        return found


def _respelt(query: str, terms: Sequence[_Term], spellings: _Spellings) -> str:
    """The query with the words nearest to those that no paper has."""
    instead: dict[str, str] = {}
    for term in terms:
        runs = _RUN.findall(term.word)
        if len(runs) == 1 and len(near := spellings[term.word]) > 1:
            instead[term.word] = f"({' OR '.join(near)})"
        elif any(map(spellings.__getitem__, runs)):
            instead[term.word] = _RUN.sub(lambda run: [*spellings[run[0]], run[0]][0], term.word)
    return _rewritten(query, terms, instead)


def _nearest(
    reader: Reader, terms: Sequence[_Term], spellings: _Spellings, today: str, limit: int
) -> "array[int]":
    """The papers whose title and names are most like the free words, within the rest."""
    runs = [run for term in terms for run in _RUN.findall(term.word) if len(run) >= _SHORTEST]
    spelt = [word for run in runs for word in spellings[run] or [fold(run)]]
    known = vocabulary.frequencies(reader.connection, spelt)
    if len(runs) < 2 or not known:
        return array("q")
    rest = " ".join(term.text for term in terms if not term.word and term.text not in _OPERATORS)
    rarest = sorted(known, key=lambda word: (known[word], word))
    totals = accumulate(known[word] for word in rarest)
    rarest = [w for w, total in zip(rarest, totals, strict=True) if total <= _WORK] or rarest[:1]
    shared = " OR ".join(f'{field}:"{word}"' for word in rarest for field in ("title", "author"))
    ids = reader.ids(f"{rest} ({shared})", today=today, limit=_COMPARED)
    scored: list[tuple[float, int, int]] = []
    wanted = [fold(run) for run in runs]
    for number, row in enumerate(reader.rows(ids)):
        score = _likeness(wanted, fold(f"{row.title} {row.authors}").split())
        if score:
            scored.append((-score, number, row.id))
    return array("q", (paper_id for *_, paper_id in sorted(scored)[:limit]))


def _likeness(wanted: Sequence[str], words: Sequence[str]) -> float:
    """How well the words wanted are among `words`, up to 100; 0 where one of them is not."""
    # A tenth of the start-up time, needed where nothing matches.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415

    total = 0.0
    for word in wanted:
        best = process.extractOne(word, words, scorer=ratio, score_cutoff=_LIKE)
        if best is None:
            return 0.0
        total += best[1]
    return total / len(wanted)
