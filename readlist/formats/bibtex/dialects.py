"""An entry says the same in BibTeX's words and in biblatex's.

Types and fields are those of the biblatex manual (sections 2.1 and 2.2, aliases in 2.1.2 and
2.2.5) and of btxdoc. What one side has no word for stays as it is, and is told. An entry
that is in the wanted dialect already stays byte for byte.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from readlist.formats.bibtex.dates import MONTHS, parse_month
from readlist.formats.bibtex.encoding import encoded
from readlist.formats.bibtex.fields import NAME_FIELDS, UNSEEN_TYPES, is_verbatim
from readlist.formats.bibtex.names import classical_names
from readlist.formats.bibtex.spans import PUBLICATION_STATES, joined, parted
from readlist.formats.bibtex.values import resolve
from readlist.formats.bibtex.writer import formatted, parsed_entry

Macros = Mapping[str, str]
_NO_MACROS: Macros = MappingProxyType({})


class Translated(NamedTuple):
    """An entry in the other dialect."""

    text: str
    said: tuple[str, ...] = ()
    """Sentences about what the dialect has no word for."""


_TO_BIBLATEX = {
    "journal": "journaltitle", "address": "location", "annote": "annotation",
    "archiveprefix": "eprinttype", "primaryclass": "eprintclass", "key": "sortkey", "pdf": "file",
}  # fmt: skip
"""The manual's field aliases, section 2.2.5, but for `school`, which only a thesis has."""
_TO_BIBTEX = {
    new: old for old, new in _TO_BIBLATEX.items() if new != "file"
}  # fmt: skip

_BIBLATEX_TYPES = {
    "conference": "inproceedings", "electronic": "online", "www": "online",
    "techreport": "report", "phdthesis": "thesis", "mastersthesis": "thesis",
}  # fmt: skip
_BIBTEX_TYPES = {
    "online": "misc", "electronic": "misc", "www": "misc", "software": "misc", "dataset": "misc",
    "patent": "misc", "artwork": "misc", "audio": "misc", "image": "misc", "movie": "misc",
    "music": "misc", "video": "misc", "performance": "misc", "letter": "misc", "legal": "misc",
    "legislation": "misc", "jurisdiction": "misc", "standard": "misc", "periodical": "misc",
    "commentary": "misc", "review": "article", "suppperiodical": "article",
    "collection": "book", "mvbook": "book", "mvcollection": "book", "reference": "book",
    "mvreference": "book", "mvproceedings": "proceedings", "inreference": "incollection",
    "suppcollection": "incollection", "bookinbook": "incollection", "suppbook": "incollection",
    "report": "techreport",
}  # fmt: skip
_QUIET_TYPES = frozenset({"online", "electronic", "www", "report", "thesis", "inbook", "book"})
"""Types whose translation loses nothing that a style of BibTeX would print."""
_OWN_TYPE = {"techreport": "techreport", "phdthesis": "phdthesis", "mastersthesis": "mathesis"}
"""BibTeX's type -> the bibliography string that says it in biblatex's `type`."""
_TYPE_WORDS = {
    "bathesis": ("mastersthesis", "Bachelor's thesis"),
    "candthesis": ("phdthesis", "Candidate thesis"),
    "resreport": ("techreport", "Research report"),
}
_MASTERS = re.compile(r"master|m\.?\s?sc|diplom|bachelor|licen", re.IGNORECASE)
_COLLECTIONS = frozenset(
    "book mvbook collection mvcollection reference mvreference proceedings mvproceedings".split()
)
_TITLE_OF_PARTS = {**dict.fromkeys(_COLLECTIONS, "booktitle"), "periodical": "journal"}
"""The types whose `title` their parts inherit, and as which field (manual, appendix B)."""
_PART_OF_BOOK = "{inbook}"
"""Marks, as `entrysubtype`, a @book of biblatex that BibTeX calls @inbook (manual, 2.3.1)."""
_UNPRINTED = frozenset(
    "subtitle titleaddon maintitle mainsubtitle maintitleaddon booksubtitle booktitleaddon "
    "journalsubtitle issuetitle issuesubtitle eventtitle eventtitleaddon eventdate venue version "
    "pubstate eid issue part volumes pagetotal translator bookauthor holder afterword foreword "
    "introduction commentator annotator editora editorb editorc origdate origtitle origpublisher "
    "origlocation addendum library xdata entryset related".split()
)
"""What biblatex prints or needs, and BibTeX's standard styles do not know."""


class _Entry:
    """An entry under translation: its fields in their order, by name in lower case."""

    def __init__(self, text: str, macros: Macros) -> None:
        self.text = text
        self.macros = macros
        self.said: list[str] = []
        self._twice: list[str] = []
        self.fields: dict[str, str] = {}
        self.type = self.key = ""
        parsed = parsed_entry(text)
        self.translatable = parsed is not None and parsed.type.lower() not in UNSEEN_TYPES
        if parsed:
            self.type, self.key = parsed.type.lower(), parsed.key
            for field in parsed.fields:
                self.fields.setdefault(field.name.lower(), field.expression)
            names = Counter(field.name.lower() for field in parsed.fields)
            self._twice = [name for name, count in names.items() if count > 1]
        self._before = self._state()

    def _state(self) -> tuple[str, list[tuple[str, str]]]:
        return self.type, list(self.fields.items())

    def value(self, name: str) -> str:
        """The text of the field, empty where there is none."""
        return resolve(self.fields[name], self.macros) if name in self.fields else ""

    def rename(self, names: Mapping[str, str]) -> None:
        """The fields have their other names, unless these are taken."""
        for old, new in names.items():
            if old not in self.fields:
                continue
            if new in self.fields:
                self.say(f"the field {old} stays beside {new}, which says the same in this dialect")
                continue
            self.fields = {new if n == old else n: text for n, text in self.fields.items()}

    def put(self, old: Iterable[str], **new: str) -> None:
        """The `old` fields are gone, the `new` ones there, without those that are empty."""
        for name in old:
            self.fields.pop(name, None)
        self.fields.update((name, text) for name, text in new.items() if text)

    def say(self, what: str) -> None:
        start = what if what.startswith("biblatex") else what[0].upper() + what[1:]
        self.said.append(f"{start}.")

    def done(self) -> Translated:
        if self._state() == self._before:
            return Translated(self.text, tuple(self.said))
        if self._twice:
            self.say(f"of what is there twice the first counts: {', '.join(self._twice)}")
        return Translated(formatted(self.type, self.key, self.fields.items()), tuple(self.said))


def to_biblatex(text: str, macros: Macros = _NO_MACROS, *, ids: Iterable[str] = ()) -> Translated:
    """The entry in biblatex's words. `ids` are further keys under which it may be cited."""
    entry = _Entry(text, macros)
    if not entry.translatable:
        return Translated(text)
    _type_for_biblatex(entry)
    if entry.type in ("thesis", "mastersthesis", "phdthesis"):
        entry.rename({"school": "institution"})
    entry.rename(_TO_BIBLATEX)
    _join_date(entry)
    wanted = [key for key in ids if key != entry.key]
    if wanted:
        known = _listed(entry)
        entry.put((), ids="{" + ",".join(dict.fromkeys([*known, *wanted])) + "}")
    return entry.done()


def own_ids(text: str) -> list[str]:
    """The further keys by which biblatex finds the entry."""
    return _listed(_Entry(text, _NO_MACROS)) if "ids" in text.lower() else []


def _listed(entry: _Entry) -> list[str]:
    return [key.strip() for key in entry.value("ids").split(",") if key.strip()]


def _type_for_biblatex(entry: _Entry) -> None:
    own = _OWN_TYPE.get(entry.type)
    stated = entry.value("type")
    if entry.type in ("phdthesis", "mastersthesis") and stated:
        # As aliases they say which thesis it is; beside a type of its own @thesis would not.
        if entry.type == "mastersthesis" or _MASTERS.search(stated):
            return
    elif entry.type == "inbook" and not entry.fields.keys() & {"booktitle", "crossref", "xdata"}:
        entry.type = "book"
        entry.put((), entrysubtype=_PART_OF_BOOK)
    elif entry.type == "misc" and _is_online(entry.fields):
        entry.type = "online"
    if own and not stated:
        entry.put((), type=f"{{{own}}}")
    entry.type = _BIBLATEX_TYPES.get(entry.type, entry.type)


def _is_online(fields: Mapping[str, str]) -> bool:
    """Is the place on the net the only one that the @misc entry names?"""
    elsewhere = fields.keys() & {"howpublished", "publisher", "institution", "school", "type"}
    return not elsewhere and not fields.keys().isdisjoint({"eprint", "url"})


def _join_date(entry: _Entry) -> None:
    """`date` for `year`, `month` and `day`; as far as it can say them."""
    year, month = entry.value("year"), entry.value("month")
    if "date" in entry.fields or not (year or month):
        return
    state = PUBLICATION_STATES.get(year.lower())
    if state and not month and "pubstate" not in entry.fields:
        entry.put(["year"], pubstate=f"{{{state}}}")
        return
    date = joined(year, month, entry.value("day")) if year else None
    if date:
        entry.put(["year", "month", "day"], date=f"{{{date}}}")
        return
    if year:
        entry.say(
            f"biblatex has no date for {' '.join([month, year]).strip()!r}; it stays as it is"
        )
    which, day, whole = parse_month(month)
    if which and whole and not day:
        entry.put((), month=f"{{{which}}}")


def to_bibtex(
    text: str, macros: Macros = _NO_MACROS, *, unicode: bool = False, parent: bool = False
) -> Translated:
    """The entry in BibTeX's words, its letters as braced LaTeX unless `unicode`.

    A `parent` has children that inherit its title as their `booktitle` or `journal`: biblatex
    does that by itself, for BibTeX the field has to be there.
    """
    entry = _Entry(text, macros)
    if not entry.translatable:
        return Translated(text)
    inherited = _TITLE_OF_PARTS.get(entry.type) if parent else None
    _type_for_bibtex(entry)
    entry.rename(_TO_BIBTEX)
    _part_date(entry)
    for name, expression in list(entry.fields.items()):
        if name in NAME_FIELDS and "=" in expression:
            _classical(entry, name)
    if inherited and "title" in entry.fields and inherited not in entry.fields:
        entry.put((), **{inherited: entry.fields["title"]})
    if not unicode:
        for name, expression in entry.fields.items():
            entry.fields[name] = encoded(name, expression)
        unnamed = [
            name
            for name, written in entry.fields.items()
            if not written.isascii() and not is_verbatim(name)
        ]
        if unnamed:
            entry.say(f"LaTeX has no names for letters in: {', '.join(unnamed)}")
    unprinted = [name for name in entry.fields if name in _UNPRINTED]
    if unprinted:
        entry.say(f"the standard styles of BibTeX do not know: {', '.join(unprinted)}")
    return entry.done()


def _type_for_bibtex(entry: _Entry) -> None:
    before = entry.type
    if before == "thesis" or entry.value("type").lower() in ("phdthesis", "mathesis"):
        _thesis(entry)
    elif before == "report":
        stated = entry.value("type").lower()
        if stated == "techreport":
            entry.put(["type"])
        elif stated in _TYPE_WORDS:
            entry.put((), type=f"{{{_TYPE_WORDS[stated][1]}}}")
    elif before == "book" and entry.fields.get("entrysubtype") == _PART_OF_BOOK:
        entry.type = "inbook"
        entry.put(["entrysubtype"])
    elif before == "inbook" and "booktitle" in entry.fields:
        entry.type = "incollection"
    entry.type = _BIBTEX_TYPES.get(entry.type, entry.type)
    if entry.type in ("phdthesis", "mastersthesis"):
        entry.rename({"institution": "school"})
    if entry.type != before and before not in _QUIET_TYPES:
        entry.say(f"BibTeX has no @{before}; it is a @{entry.type}")


def _thesis(entry: _Entry) -> None:
    stated = entry.value("type")
    word = stated.lower()
    entry.type = "mastersthesis" if _MASTERS.search(word) or word == "mathesis" else "phdthesis"
    if word in ("phdthesis", "mathesis"):
        entry.put(["type"])
    elif word in _TYPE_WORDS:
        entry.type, shown = _TYPE_WORDS[word]
        entry.put((), type=f"{{{shown}}}")


def _part_date(entry: _Entry) -> None:
    """`year` and `month` for `date`; a month as its macro."""
    if "year" not in entry.fields and "date" not in entry.fields:
        states = {state: said for said, state in PUBLICATION_STATES.items()}
        state = states.get(entry.value("pubstate"))
        if state:
            entry.put(["pubstate"], year=f"{{{state}}}")
    month = entry.value("month")
    if month.isascii() and month.isdigit() and 1 <= int(month) <= 12:
        entry.put((), month=MONTHS[int(month) - 1])
    date = entry.value("date")
    if not date or entry.fields.keys() & {"year", "month"}:
        return
    parts = parted(date)
    if parts is None:
        entry.say(f"BibTeX has no year and month for {date!r}; date stays as it is")
        return
    if parts.lost:
        entry.say(f"BibTeX has no word for {parts.lost} in {date!r}")
    entry.put(["date"], year=parts.year, month=parts.month)


def _classical(entry: _Entry, name: str) -> None:
    """Names in biblatex's extended form are in BibTeX's own."""
    people = classical_names(entry.value(name))
    if people is None:
        return
    entry.fields[name] = f"{{{people.text}}}"
    if people.lost:
        entry.say(f"BibTeX has no word for {', '.join(people.lost)} in {name}")
