"""What a query finds, and where it finds nothing, what was probably meant.

The fallbacks go from sure to unsure and never mix with what matches: a reference that was
pasted, letters inside words, other spellings, and at last the titles and names that are
nearest. Fields, quotes and what is negated are taken as they stand.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readlist.errors import QueryError
from readlist.storage import vocabulary
from readlist.storage.reader import Reader
from readlist.text import fold

_MOST = 50
"""Papers that a guess offers at most."""
_REFERENCE = 4
"""Words from which a query may be a pasted reference."""
_MOST_WORDS = 12
"""Free words that are looked up in the vocabulary; a query with more is no query."""
_SHORTEST = 3
"""Letters of a word that may stand inside another."""
_SPELLINGS = 3
"""Words equally like a misspelt one that are all searched."""
_COMPARED = 300
"""Papers whose titles and names are compared with the query."""
_LIKE = 65.0
"""Likeness, up to 100, from which a word may stand for another in a title that is near."""

_TOKEN = re.compile(r'(?:"[^"]*"?|[^\s"])+')
"""A term with its quotes, brackets and commas."""
_BARE = re.compile(r"[(\[]*(?P<word>\w[\w'\u2019\u2010\u2011-]*)[)\].,;:!?]*")
"""A free word: no field, no quotes, not negated."""
_RUN = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")
"""A year, also as author-year citations number it: 2024b."""
_BETWEEN_NAMES = frozenset(("et", "al", "and", "&"))
_OPERATORS = frozenset(("AND", "OR", "NOT"))


class Found(NamedTuple):
    """What a query finds."""

    ids: "array[int]"
    how: str
    """Empty: these match. `inside` words, `near` in spelling, or named by a `citation`."""
    words: str
    """The query that was searched instead; empty where there is none."""

    @property
    def said(self) -> str:
        """How these papers were found, to stand behind "Nothing matches"; ends without a stop."""
        if self.how == "citation":
            return "as a reference it names"
        if self.how == "inside":
            return f"inside words: {self.words}"
        return f"nearest: {self.words}" if self.words else "nearest titles"


class _Term(NamedTuple):
    """A part of a query as it was typed."""

    text: str
    start: int
    word: str
    """The free word in it, or an empty string."""


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
    if error or len(query.split()) >= _REFERENCE:
        # Its patterns cost a millisecond to compile.
        from readlist.library.references import named_in  # noqa: PLC0415  (start-up time)

        named = named_in(reader, query, most)
        if named:
            return Found(array("q", named), "citation", "")
    if error:
        raise error
    terms = list(_terms(query))
    if dated := _dated(terms):
        if ids := reader.ids(dated, today=today, limit=limit):
            return Found(ids, "near", dated)
        query, terms = dated, list(_terms(dated))
    words = [term.word for term in terms if term.word]
    if 0 < len(words) <= _MOST_WORDS:
        for how, instead in (("inside", _inside), ("near", _respelt)):
            other = instead(reader, query, terms)
            if other and (ids := reader.ids(other, today=today, limit=limit)):
                return Found(ids, how, other)
        ids = _nearest(reader, query, terms, today, most)
        if ids:
            return Found(ids, "near", "")
    return Found(array("q"), "", "")


def _terms(query: str) -> Iterator[_Term]:
    """The terms of a query, white space aside."""
    depth = 0
    negated = False
    for found in _TOKEN.finditer(query):
        text = found[0]
        bare = _BARE.fullmatch(text)
        # Inside the brackets of a field or of a negation, words are not free.
        kept = depth > 0 or negated or bare is None or text in _OPERATORS
        if depth or text.partition("(")[0].endswith((":", "-", "^")):
            depth = max(depth + text.count("(") - text.count(")"), 0)
        negated = text == "NOT"
        yield _Term(text, found.start(), "" if kept or bare is None else bare["word"])


def _rewritten(query: str, terms: Sequence[_Term], instead: dict[str, str]) -> str:
    """The query with other words for some of its free words; empty when there are none."""
    if not instead:
        return ""
    parts: list[str] = []
    end = 0
    for term in terms:
        if term.word in instead:
            at = term.start + term.text.index(term.word)
            parts += (query[end:at], instead[term.word])
            end = at + len(term.word)
    return "".join((*parts, query[end:]))


def _dated(terms: Sequence[_Term]) -> str:
    """`Maini et al., 2024` as the query `Maini year:2024`; empty where there is no year."""
    years = [term for term in terms if _YEAR.fullmatch(term.word)]
    names = [term for term in terms if term.word and term not in years]
    if len(years) != 1 or not names or any(term.text in _OPERATORS for term in terms):
        return ""
    kept = [term.word or term.text for term in terms if term not in years]
    meant = [text for text in kept if text not in _BETWEEN_NAMES]
    return " ".join((*meant, f"year:{years[0].word[:4]}"))


def _inside(reader: Reader, query: str, terms: Sequence[_Term]) -> str:
    """The query with every free word looked for inside words, where each is inside one."""
    instead: dict[str, str] = {}
    for term in terms:
        letters = fold(term.word)
        if len(letters) >= _SHORTEST and " " not in letters:
            if not vocabulary.containing(reader.connection, letters, 1):
                return ""
            instead[term.word] = f"*{term.word}*"
    return _rewritten(query, terms, instead)


def _respelt(reader: Reader, query: str, terms: Sequence[_Term]) -> str:
    """The query with the words nearest to those that no paper has."""
    instead: dict[str, str] = {}
    for term in terms:
        if not term.word:
            continue
        runs = {run: _spellings(reader, run) for run in _RUN.findall(term.word)}
        wrong = {run: near for run, near in runs.items() if near}
        if len(runs) == 1 and wrong:
            (near,) = wrong.values()
            instead[term.word] = near[0] if len(near) == 1 else f"({' OR '.join(near)})"
        elif wrong:
            instead[term.word] = _RUN.sub(
                lambda run: wrong.get(run[0], [run[0]])[0],  # noqa: B023  (called at once)
                term.word,
            )
    return _rewritten(query, terms, instead)


def _spellings(reader: Reader, word: str) -> list[str]:
    """The words that `word` may misspell; none where a paper has it, or none is like it."""
    folded = fold(word)
    if vocabulary.begins(reader.connection, word) or " " in folded:
        return []
    near = vocabulary.nearest(reader.connection, folded, _SPELLINGS)
    return [text for text, score in near if score == near[0][1]]


def _nearest(
    reader: Reader, query: str, terms: Sequence[_Term], today: str, limit: int
) -> "array[int]":
    """The papers whose title and names are most like the free words, within the rest."""
    runs = [run for term in terms for run in _RUN.findall(term.word) if len(run) >= _SHORTEST]
    spelt = [word for run in runs for word in _spellings(reader, run) or [fold(run)]]
    known = vocabulary.frequencies(reader.connection, spelt)
    if len(runs) < 2 or not known:
        return array("q")
    rest = " ".join(term.text for term in terms if not term.word and term.text not in _OPERATORS)
    rarest = sorted(known, key=lambda word: (known[word], word))[:_MOST_WORDS]
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
