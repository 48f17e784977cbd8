"""What an entry has from its parent is shown and searched as its own, and never written into it.

BibTeX's rule is that of btxdoc, section 3.2 (a missing field comes from the crossref parent),
with biblatex's one addition that the title of a collection is its parts' `booktitle`
(manual, appendix B). `@xdata` gives its fields as they are.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.dates import parse_date
from readlist.formats.bibtex.fields import VENUE_FIELDS
from readlist.formats.bibtex.values import resolve
from readlist.formats.stream import Pieces, scan
from readlist.records import Record

Fields = Mapping[str, str]
"""Resolved values by name in lower case."""

_REFERENCE = re.compile(r"\b(?:crossref|xdata)\s{0,20}=\s{0,20}[{\"]([^{}\"]*)", re.IGNORECASE)
_KEYED = re.compile(
    rf"@{grammar.WHITE}*+{grammar.NAME}{grammar.WHITE}*+[{{(]{grammar.WHITE}*+"
    rf"([^\s,{{}}()\"]++){grammar.WHITE}*+,"
)
_INHERITED = {*VENUE_FIELDS, "title", "year", "month", "date", "crossref", "xdata"}
_LONGEST = 1 << 16
_MOST = 4
"""Generations: a circle of crossrefs ends here."""


def lacks(record: Record) -> bool:
    """Would a parent tell something of the record that it does not say itself?"""
    return record.year is None or not record.venue


def inherit(
    record: Record,
    own: Fields,
    parent_of: Callable[[str], Fields | None],
    shown: Callable[[str], str],
) -> None:
    """Year, date and venue are those of the parents where the entry itself has none.

    `own` are the fields of the entry, `parent_of` gives those of a key in lower case, and
    `shown` makes a value readable.
    """
    child: Fields | None = own
    for _ in range(_MOST):
        if child is None or not lacks(record):
            return
        crossref = child.get("crossref", "").strip().lower()
        for key in child.get("xdata", "").lower().split(","):
            _fill(record, parent_of(key.strip()) or {}, shown, by_crossref=False)
        child = parent_of(crossref) if crossref else None
        _fill(record, child or {}, shown, by_crossref=True)


def _fill(
    record: Record, parent: Fields, shown: Callable[[str], str], *, by_crossref: bool
) -> None:
    if record.year is None and not record.date:
        found = parse_date(parent)
        record.year, record.date = found.year, found.iso
    if record.venue:
        return
    names = [name for name in VENUE_FIELDS if parent.get(name)]
    if names:
        record.venue = shown(parent[names[0]])
    elif by_crossref and record.entry_type in _PARTS:
        record.venue = shown(parent.get("title", ""))


_PARTS = frozenset(
    "inproceedings conference incollection inbook bookinbook suppbook suppcollection inreference "
    "article suppperiodical".split()
)


class Parents:
    """Finds the entries of one text that others inherit from; it is searched on first use."""

    def __init__(self, pieces: Pieces, macros: Mapping[str, str]) -> None:
        self._pieces = pieces
        self._macros = macros
        self._known: dict[str, Fields] | None = None

    def fields(self, key: str) -> Fields | None:
        """What others inherit of the entry `key` (in lower case); None where there is none."""
        if self._known is None:
            self._known = self._search()
        return self._known.get(key)

    def _search(self) -> dict[str, Fields]:
        wanted = {
            key.strip().lower()
            for found in scan(_REFERENCE, self._pieces, _LONGEST)
            if len(found[1]) < _LONGEST
            for key in found[1].split(",")
        }
        known: dict[str, Fields] = {}
        for found in scan(_KEYED, self._pieces, _LONGEST):
            key = found[1].lower()
            if key in wanted:
                wanted.remove(key)
                fields = fields_at(found.string, found.start(), self._macros)
                if fields is not None:
                    known[key] = {name: fields[name] for name in _INHERITED & fields.keys()}
        return known


def fields_at(text: str, at: int, macros: Mapping[str, str]) -> Fields | None:
    """The resolved fields of the entry whose `@` stands at `at`; None where it is none."""
    try:
        parsed = grammar.parse(text, at, at + _LONGEST)
    except grammar.Malformed:
        return None
    fields: dict[str, str] = {}
    for field in parsed.fields:
        fields.setdefault(field.name.lower(), resolve(field.expression, macros))
    return fields if parsed.kind == "entry" else None


def parents_among(texts: Iterable[str], macros: Mapping[str, str]) -> dict[str, Fields]:
    """The fields of these entries, by key in lower case."""
    found: dict[str, Fields] = {}
    for text in texts:
        opening = _KEYED.search(text)
        fields = fields_at(text, opening.start(), macros) if opening else None
        if opening and fields is not None:
            found.setdefault(opening[1].lower(), fields)
    return found
