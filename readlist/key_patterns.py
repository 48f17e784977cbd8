"""A pattern such as `[auth][year][shorttitle1]` says how citation keys are made.

The language is what JabRef and the brackets of Better BibTeX have in common: fields in
brackets, modifiers after a colon, and letters, digits and `-_.+/:` between them, which stay.
What is not known of a paper contributes nothing, and no separator is left over for it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from readlist.errors import InputError
from readlist.identifiers import SIGNS_IN_KEYS, STOP_WORDS, ascii_letters
from readlist.records import Name, Record

DEFAULT = "[auth:lower][year][shorttitle1:lower]"
"""`maini2024tofu`"""

Words = Sequence[str]
"""What a field says, as words of ASCII letters and digits (an arXiv ID keeps its dot)."""

_WORD_ENDS = re.compile(r"[\s/:;,.\-\u2010-\u2015]+")
_LEGAL = re.compile(rf"[A-Za-z0-9{re.escape(SIGNS_IN_KEYS)}]*")
_FIELD = re.compile(r"(?P<stem>[A-Za-z]+)(?P<first>\d+)?(?:_(?P<second>\d+))?")
_PAGE = re.compile(r"[A-Za-z]*[0-9]+")
_LONGEST = 120
"""Nobody types a longer key, and BibTeX cuts one off."""
_TRUNCATE = re.compile(r"(?:truncate|substring=1,)(\d+)")


class _Paper(NamedTuple):
    """What keys are made of."""

    record: Record
    title: str
    """Readable."""


@dataclass(frozen=True)
class _Part:
    """One bracket of a pattern."""

    field: str
    read: Callable[[_Paper], Words]
    modifiers: tuple[Callable[[Words], Words], ...] = ()

    def text(self, paper: _Paper) -> str:
        words = self.read(paper)
        for modify in self.modifiers:
            words = modify(words)
        return "".join(words)


class KeyPattern:
    """Makes citation keys. Raises InputError for a pattern that is misspelt."""

    def __init__(self, pattern: str = DEFAULT) -> None:
        self.pattern = pattern
        self._parts: list[_Part | str] = list(_parse(pattern))
        fields = [part.field for part in self._parts if isinstance(part, _Part)]
        self._dated_first = fields[0] in _YEARS
        self._only_dates = all(field in _YEARS for field in fields)

    def stem(self, record: Record, title: str) -> str:
        """The paper's citation key before it is made unique.

        `title` is the readable one. Where all that stands before the year is unknown, the
        year changes places with what follows: `tofu2024`. A paper that has nothing of what
        the pattern names, but a title, gets the usual key; one of which nothing but the year
        is known is named by its arXiv ID, else it is `untitled`.
        """
        paper = _Paper(record, title)
        values = [part if isinstance(part, str) else part.text(paper) for part in self._parts]
        known = [
            at for at, part in enumerate(self._parts) if isinstance(part, _Part) and values[at]
        ]
        nameless = not self._only_dates and all(self._is_year(at) for at in known)
        if nameless or not known:
            if title and self.pattern != DEFAULT:
                return KeyPattern().stem(record, title)
            arxiv = re.sub(r"[^A-Za-z0-9.:/+_-]", "", record.arxiv_id)
            year = values[known[0]] if known else ""
            return f"arxiv-{arxiv}" if arxiv else f"untitled{year}"
        if not self._dated_first and len(known) > 1 and self._is_year(known[0]):
            one, two = known[:2]
            values[one], values[two] = values[two], values[one]
        return self._joined(values)[:_LONGEST]

    def _is_year(self, at: int) -> bool:
        part = self._parts[at]
        return isinstance(part, _Part) and part.field in _YEARS

    def _joined(self, values: Sequence[str]) -> str:
        """The values in a row; of signs only those that stand between two values."""
        key, signs = "", ""
        for part, value in zip(self._parts, values, strict=True):
            if isinstance(part, str) and not any(char.isalnum() for char in value):
                signs = signs or value
            elif value:
                key += (signs if key else "") + value
                signs = ""
        return key


def _parse(pattern: str) -> Iterator[_Part | str]:
    at, fields = 0, 0
    while at < len(pattern):
        if pattern[at] == "[":
            end = _closing(pattern, at)
            yield _bracket(pattern, at + 1, end)
            fields += 1
            at = end + 1
            continue
        end = pattern.find("[", at)
        end = len(pattern) if end < 0 else end
        literal = pattern[at:end]
        legal = _LEGAL.match(literal)
        if legal and legal.end() < len(literal):
            where = at + legal.end()
            raise _mistake(
                pattern, where, f"“{pattern[where]}” cannot stand in a generated citation key"
            )
        yield literal
        at = end
    if not fields:
        raise _mistake(pattern, 0, f"it has no field in brackets, as {DEFAULT} has")


def _closing(pattern: str, at: int) -> int:
    end = pattern.find("]", at)
    if end < 0:
        raise _mistake(pattern, at, "the bracket is not closed")
    return end


def _bracket(pattern: str, start: int, end: int) -> _Part:
    name, *modifiers = pattern[start:end].split(":")
    field = _field(pattern, start, name)
    at = start + len(name)
    found = []
    for modifier in modifiers:
        found.append(_modifier(pattern, at + 1, modifier))
        at += 1 + len(modifier)
    return _Part(field[0], field[1], tuple(found))


def _field(pattern: str, at: int, name: str) -> tuple[str, Callable[[_Paper], Words]]:
    shape = _FIELD.fullmatch(name)
    if shape:
        low = shape["stem"].lower()
        first = int(shape["first"] or 0)
        second = int(shape["second"] or 0)
        make = _FIELDS.get(low)
        if make is not None and (first or not shape["first"]):
            takes = _NUMBERS.get(low, 0)
            if (takes >= 1 or not shape["first"]) and (takes >= 2 or not shape["second"]):
                read = make(first, second)
                # Better BibTeX: a capital letter at the field makes one of its value.
                if name[0].isupper() and not name.isupper():
                    return low, lambda paper: _capitalized(read(paper))
                return low, read
        if make is not None:
            raise _mistake(pattern, at, f"{shape['stem']} takes no such number")
    raise _mistake(pattern, at, f"there is no field “{name}”", name, [*_FIELDS])


def _modifier(pattern: str, at: int, name: str) -> Callable[[Words], Words]:
    if name[:1] == "(" and name[-1:] == ")":
        text = name[1:-1]
        if not text or not _LEGAL.fullmatch(text):
            raise _mistake(pattern, at, f"“{text}” cannot stand in a generated citation key")
        return lambda words: words if any(words) else (text,)
    cut = _TRUNCATE.fullmatch(name)
    if cut:
        length = int(cut[1])
        return lambda words: ("".join(words)[:length],)
    known = _MODIFIERS.get(name)
    if known is None:
        names = [*_MODIFIERS, "truncate8", "(default)"]
        raise _mistake(pattern, at, f"there is no modifier “{name}”", name, names)
    return known


def _mistake(
    pattern: str, at: int, what: str, word: str = "", known: Sequence[str] = ()
) -> InputError:
    hint = ""
    if known:
        import difflib  # noqa: PLC0415  (only after a mistake)

        near = difflib.get_close_matches(word.lower(), known, 1)
        hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}."
    return InputError(
        f"The key pattern {pattern} is misspelt at character {at + 1}: {what}{hint or '.'}"
    )


# --- What the fields say ---


def _split(text: str) -> list[str]:
    """The words of `text` that have ASCII letters or digits in them, their case kept."""
    return list(filter(None, map(_plain, _WORD_ENDS.split(text))))


def _plain(text: str) -> str:
    return ascii_letters(text, keep_case=True)


def _significant(text: str) -> Iterator[str]:
    """The words that say something; a letter by itself does not."""
    words = map(_plain, _WORD_ENDS.split(text))
    return (word for word in words if len(word) > 1 and word.lower() not in STOP_WORDS)


def _capitalized(words: Words) -> Words:
    return [word[:1].upper() + word[1:] for word in words]


def _families(names: Sequence[Name]) -> list[Words]:
    return [_split(f"{name.prefix} {name.family}") for name in names]


def _authors(paper: _Paper) -> Sequence[Name]:
    """The authors; the editors of a book that has none."""
    return paper.record.authors or paper.record.editors


def _editors(paper: _Paper) -> Sequence[Name]:
    return paper.record.editors


_People = Callable[[_Paper], Sequence[Name]]
_Make = Callable[[int, int], Callable[[_Paper], Words]]


def _unnamed(paper: _Paper, names: Sequence[Name]) -> bool:
    """Are there people whom the source did not name?"""
    record = paper.record
    return names is record.authors and (
        record.more_authors or (record.author_count or 0) > len(names)
    )


def _one(people: _People, which: int = 0) -> _Make:
    """`authN_M`: the first N letters of the family name of author M."""

    def make(letters: int, number: int) -> Callable[[_Paper], Words]:
        at = number - 1 if number else which

        def read(paper: _Paper) -> Words:
            names = people(paper)
            if at >= len(names) or not names:
                return ()
            (words,) = _families([names[at]])
            return ["".join(words)[:letters]] if letters else words

        return read

    return make


def _last(people: _People) -> _Make:
    def make(_first: int, _second: int) -> Callable[[_Paper], Words]:
        def read(paper: _Paper) -> Words:
            names = people(paper)
            # The last one of a list that was cut off is not known.
            if not names or _unnamed(paper, names):
                return ()
            return _families(names[-1:])[0]

        return read

    return make


def _several(people: _People) -> _Make:
    """`authorsN`: the first N, and `EtAl` where there are more."""

    def make(count: int, _second: int) -> Callable[[_Paper], Words]:
        def read(paper: _Paper) -> Words:
            names = people(paper)
            chosen = names[: count or None]
            words = [word for family in _families(chosen) for word in family]
            more = len(names) > len(chosen) or _unnamed(paper, names)
            return [*words, "EtAl"] if words and more else words

        return read

    return make


def _et_al(people: _People) -> _Make:
    """One name, or two, or the first and `EtAl`."""

    def make(_first: int, _second: int) -> Callable[[_Paper], Words]:
        def read(paper: _Paper) -> Words:
            names = people(paper)
            few = len(names) <= 2 and not _unnamed(paper, names)
            words = [w for family in _families(names[: 2 if few else 1]) for w in family]
            return words if few or not words else [*words, "EtAl"]

        return read

    return make


def _short_title(count: int, capitals: int) -> Callable[[_Paper], Words]:
    """`shorttitleN_M`: the first N significant words, the first M with a capital."""

    def read(paper: _Paper) -> Words:
        words = list(islice(_significant(paper.title), count or 3))
        return [*_capitalized(words[:capitals]), *words[capitals:]]

    return read


def _year(paper: _Paper) -> Words:
    year = paper.record.year
    return (str(year),) if year and year > 0 else ()


def _page(which: int) -> _Make:
    def read(paper: _Paper) -> Words:
        found = _PAGE.findall(paper.record.extra.get("pages", ""))
        return (found[which],) if found else ()

    return lambda _first, _second: read


def _journal_abbreviated(paper: _Paper) -> Words:
    short = paper.record.extra.get("shortjournal", "")
    words = _split(short) if short else list(_significant(paper.record.venue))
    # One word is its own abbreviation: Nature, COLM.
    return words if len(words) < 2 or short else [word[0].upper() for word in words]


def _arxiv(paper: _Paper) -> Words:
    return (re.sub(r"[^A-Za-z0-9./-]", "", paper.record.arxiv_id),)


def _fixed(read: Callable[[_Paper], Words]) -> _Make:
    return lambda _first, _second: read


def _stored(name: str) -> _Make:
    return lambda _first, _second: lambda paper: _split(paper.record.extra.get(name, ""))


_YEARS = frozenset({"year", "shortyear"})
_FIELDS: dict[str, _Make] = {
    "auth": _one(_authors),
    "authors": _several(_authors),
    "authetal": _et_al(_authors),
    "authorlast": _last(_authors),
    "edtr": _one(_editors),
    "editors": _several(_editors),
    "edtretal": _et_al(_editors),
    "editorlast": _last(_editors),
    "year": _fixed(_year),
    "shortyear": _fixed(lambda paper: [year[-2:] for year in _year(paper)]),
    "title": _fixed(lambda paper: _capitalized([*_significant(paper.title)])),
    "camel": lambda count, _second: (
        lambda paper: _capitalized(_split(paper.title)[: count or None])
    ),
    "shorttitle": _short_title,
    "veryshorttitle": _fixed(lambda paper: [*islice(_significant(paper.title), 1)]),
    "firstpage": _page(0),
    "lastpage": _page(-1),
    "journal": _fixed(lambda paper: _split(paper.record.venue)),
    "booktitle": _fixed(lambda paper: _split(paper.record.venue)),
    "journalabbrev": _fixed(_journal_abbreviated),
    "entrytype": _fixed(lambda paper: _split(paper.record.entry_type)),
    "arxiv": _fixed(_arxiv),
    **{
        name: _stored(name)
        for name in ("volume", "number", "series", "edition", "chapter", "publisher", "school")
    },
}
_NUMBERS = {"auth": 2, "edtr": 2, "authors": 1, "editors": 1, "shorttitle": 2, "camel": 1}
"""How many numbers a field takes, written `auth3_1`."""
_MODIFIERS: dict[str, Callable[[Words], Words]] = {
    "lower": lambda words: [word.lower() for word in words],
    "upper": lambda words: [word.upper() for word in words],
    "capitalize": _capitalized,
    "abbr": lambda words: [word[:1] for word in words],
    # Keys are always plain ASCII; who brings a pattern along may say so.
    "fold": lambda words: words,
    "ascii": lambda words: words,
}
