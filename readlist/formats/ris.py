"""RIS in and out: tags two letters wide, one value a line (Research Information Systems, 2011).

What has no place in a Record keeps its tag as a field of its own, `ris-an`, and goes out
under it again. Each record stands alone: one that is broken never harms the next.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from readlist.formats import exchange
from readlist.formats.bibtex.fields import ORGANIZATION_FIELDS
from readlist.formats.bibtex.names import NameParser, write_names
from readlist.formats.bibtex.writer import guessed_type
from readlist.formats.exchange import line
from readlist.formats.losses import unlike
from readlist.identifiers import parse_doi
from readlist.records import Document, Items, Notice, Personal, Record, Rejected, Remark

_TAG = re.compile(r"[\ufeff\s]{0,3}([A-Z][A-Z0-9])(\s{1,2})-(?:\s(.*)|)$")
_FIRST = re.compile(r"^[\ufeff ]{0,3}TY {1,2}- {0,2}[A-Za-z]", re.MULTILINE)
_GUARD = "    "
"""Before a line of a note that would be taken for a tag."""
_LINE_END = re.compile(r"\r\n|[\n\r]")
_KEY = re.compile(r"[^\s{}\"=,'()#%~\\@]+")
_NO_KEY = re.compile(r"\d+|.*\b10\.\d{4,}.*|.*://.*")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dXx]")

_READ_TYPES = {
    "JOUR": "article", "EJOUR": "article", "MGZN": "article", "NEWS": "article",
    "INPR": "article", "ABST": "article", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "incollection", "ECHAP": "incollection", "ENCYC": "incollection",
    "DICT": "incollection", "CPAPER": "inproceedings", "CONF": "inproceedings",
    "THES": "phdthesis", "RPRT": "techreport", "GOVDOC": "techreport", "UNPB": "unpublished",
    "MANSCPT": "unpublished", "GEN": "misc", "ELEC": "online", "WEB": "online", "BLOG": "online",
    "COMP": "software", "DATA": "dataset", "DBASE": "dataset", "AGGR": "dataset",
    "PAT": "patent", "PAMP": "booklet", "STAND": "standard", "JFULL": "periodical",
}  # fmt: skip
_PLAIN_TYPES = ("", "CONF", "EJOUR", "EBOOK", "ECHAP")
"""Say of a paper no more than the types that we write for them."""
_WRITE_TYPES = {
    "article": "JOUR", "book": "BOOK", "mvbook": "BOOK", "collection": "EDBOOK",
    "incollection": "CHAP", "inbook": "CHAP", "inreference": "ENCYC",
    "inproceedings": "CPAPER", "conference": "CPAPER", "proceedings": "CONF",
    "phdthesis": "THES", "mastersthesis": "THES", "thesis": "THES", "techreport": "RPRT",
    "report": "RPRT", "unpublished": "UNPB", "misc": "GEN", "online": "ELEC",
    "electronic": "ELEC", "software": "COMP", "dataset": "DATA", "patent": "PAT",
    "booklet": "PAMP", "manual": "BOOK", "standard": "STAND", "periodical": "JFULL",
}  # fmt: skip
_INSIDE = frozenset("JOUR EJOUR MGZN NEWS INPR ABST CHAP ECHAP ENCYC DICT CPAPER CONF".split())
"""Types whose work is part of another: there A2 is who edited that one, T2 what it is."""
_SIMPLE = {
    "VL": "volume", "IS": "number", "NV": "volumes", "ET": "edition", "LA": "language",
    "ST": "shorttitle", "SE": "chapter", "N1": "note", "C7": "eid",
}  # fmt: skip
_ONCE = {"KW", "AN", "DB"}
_OWN = {"DA", "RN", "ER", "TY"}
_PUBLISHER = {
    "phdthesis": "school", "mastersthesis": "school", "thesis": "institution",
    "techreport": "institution", "report": "institution", "manual": "organization",
    "online": "organization",
}  # fmt: skip

_MASTERS = "Master's thesis"


def looks_like(text: str) -> bool:
    """Does a line begin a record: `TY  - JOUR`?"""
    return _FIRST.search(text) is not None


# ---- in


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The records of `text`. One without its `ER` ends where the next begins."""
    del today
    block: _Block | None = None
    loose = False
    for number, raw in enumerate(_LINE_END.split(text), first_line):
        found = _TAG.match(raw)
        if found and block and block.wide and found[2] != "  ":
            found = None  # prose: `AI - a survey`
        if found is None:
            if block:
                block.more(raw)
            elif raw.strip("\ufeff \t") and not loose:
                loose = True
                yield Notice(number, "text outside the records is skipped.")
            continue
        tag, value = found[1], (found[3] or "").strip()
        if tag == "ER":
            if block:
                yield from block.items(raw)
            block = None
            continue
        if tag == "TY" or block is None:
            if block:
                yield Notice(block.line, "the record has no ER at its end; the next begins.")
                yield from block.items()
            block = _Block(number, wide=found[2] == "  ")
            if tag != "TY":
                yield Notice(number, "the record does not begin with TY; its type is not known.")
        block.add(tag, value, raw)
    if block:
        yield Notice(block.line, "the record has no ER at its end; is the file whole?")
        yield from block.items()


class _Block:
    """The lines of one record."""

    def __init__(self, number: int, *, wide: bool) -> None:
        self.line = number
        self.wide = wide
        """Do two blanks stand between tag and dash, as they should?"""
        self._cells: list[tuple[str, list[str]]] = []
        self._raw: list[str] = []

    def add(self, tag: str, value: str, raw: str) -> None:
        self._cells.append((tag, [value]))
        self._raw.append(raw)

    def more(self, raw: str) -> None:
        """The last value goes on in this line."""
        tag, lines = self._cells[-1]
        if tag != "RN":
            lines.append(raw.strip())
        else:
            guarded = raw.startswith(_GUARD) and _TAG.match(raw.removeprefix(_GUARD))
            lines.append((raw.removeprefix(_GUARD) if guarded else raw).rstrip())
        self._raw.append(raw)

    def items(self, last: str = "") -> Items:
        if last:
            self._raw.append(last)
        raw = "\n".join(self._raw).strip("\ufeff\n")
        cells: dict[str, list[str]] = {}
        for tag, lines in self._cells:
            value = "\n".join(lines) if tag == "RN" else " ".join(" ".join(lines).split())
            if value.strip():
                cells.setdefault(tag, []).append(value.strip())
        record = _record(cells)
        if not (record.title or record.abstract or record.authors or record.doi or record.url):
            reason = "the record names no title, author, abstract, DOI or URL"
            yield Rejected(self.line, reason, raw)
            return
        record.line, record.raw = self.line, raw
        yield record


def _record(cells: dict[str, list[str]]) -> Record:
    def first(*tags: str) -> str:
        """The value of the first of the tags that has one; it is used up."""
        for tag in tags:
            if cells.get(tag):
                value = cells[tag].pop(0)
                repeated = [other for other in tags if cells.get(other) == [value]]
                for other in repeated:
                    del cells[other]
                return value
        return ""

    kind = first("TY").upper()
    record = Record(entry_type=_READ_TYPES.get(kind, "misc"))
    extra = record.extra
    own_book = record.entry_type in ("book", "phdthesis", "misc", "unpublished")
    record.title = first("TI", "T1", "CT", *(["BT"] if own_book else []))
    record.abstract = first("AB", "N2")
    record.authors, record.more_authors = exchange.people(cells.pop("AU", []) + cells.pop("A1", []))
    record.author_count = exchange.counted(record.authors, record.more_authors)
    edited = cells.pop("ED", [])
    if kind in _INSIDE:
        edited = cells.pop("A2", []) + edited
    record.editors, _ = exchange.people(edited)
    translators, _ = exchange.people(cells.pop("A4", []))
    if translators:
        extra["translator"] = write_names(translators)
    _venue(record, kind, first)
    _dates(record, cells)
    for tag, name in _SIMPLE.items():
        extra[name] = extra.get(name) or first(tag)
    extra["pages"] = exchange.page_range(first("SP"), first("EP"))
    publisher = _PUBLISHER.get(record.entry_type, "publisher")
    extra[publisher] = first("PB")
    extra["address"] = first("CY", "PP")
    extra["type"] = first("M3")
    if kind == "THES" and re.search(r"master|magister|diplom", extra["type"], re.IGNORECASE):
        record.entry_type = "mastersthesis"
        extra["type"] = extra["type"].replace(_MASTERS, "")
    _numbers(record, cells)
    doi = first("DO")
    record.doi = parse_doi(doi)
    extra["ris-do"] = "" if record.doi else doi
    record.url = first("UR")
    extra["urldate"] = exchange.stated_date(cells["Y2"][0]) if cells.get("Y2") else ""
    if extra["urldate"]:
        first("Y2")
    extra["keywords"] = exchange.keyword_field(cells.pop("KW", []))
    extra["file"] = ";".join(cells.pop("L1", []))
    key = first("ID")
    if _KEY.fullmatch(key) and not _NO_KEY.fullmatch(key):
        record.citation_key = key
    else:
        extra["ris-id"] = key
    notes = tuple(Remark(body) for body in cells.pop("RN", []))
    record.personal = Personal(notes=notes) if notes else None
    if kind not in _PLAIN_TYPES and _WRITE_TYPES.get(record.entry_type) != kind:
        extra["ris-ty"] = kind
    for tag, values in cells.items():
        for number, value in enumerate(values, 1):
            extra[f"ris-{tag.lower()}" + (f"-{number}" if number > 1 else "")] = value
    record.extra = exchange.filled(extra)
    _settle(record, kind)
    return record


def _settle(record: Record, kind: str) -> None:
    """What the fields say together: identifiers, the organization, the type."""
    exchange.identify(record)
    told = _accession(record)
    if record.arxiv_id and record.extra.get("ris-an") == told:
        del record.extra["ris-an"]
        if record.extra.get("ris-db") == "arXiv":
            del record.extra["ris-db"]
    for name in ORGANIZATION_FIELDS:
        if name in record.extra:
            record.organization = record.extra[name]
            if name == "organization":
                del record.extra[name]
            break
    if kind == "UNPB" and exchange.is_preprint(record):
        record.entry_type = "misc"
    if record.entry_type == "misc" and kind in ("GEN", "UNPB") and not record.venue:
        # "Generic" says no more than that nothing is known of the type.
        record.entry_type = ""
        record.extra.pop("ris-ty", None)
    if kind == "CONF" and not record.authors:
        record.entry_type = "proceedings"
        record.extra.pop("ris-ty", None)


def _venue(record: Record, kind: str, first: Callable[..., str]) -> None:
    if kind in _INSIDE or kind in ("GEN", "ELEC", "UNPB", "WEB", "BLOG", ""):
        record.venue = first("T2", "JF", "BT", "JO", "JA", "J1", "J2")
    else:
        record.extra["series"] = first("T2")
    record.extra["series"] = record.extra.get("series") or first("T3")
    record.extra["shortjournal"] = first("J2", "JA", "JO", "J1")


def _dates(record: Record, cells: dict[str, list[str]]) -> None:
    written = [value for tag in ("PY", "Y1", "DA") for value in cells.get(tag, [])]
    stated = [found for value in written if (found := exchange.stated_date(value))]
    if not stated:
        return
    year = stated[0][:4]
    # A publisher's DA may be the day of an online version in another year.
    record.date = max((found for found in stated if found[:4] == year), key=len)
    record.year = int(year)
    for tag in ("PY", "Y1", "DA"):
        kept = [v for v in cells.get(tag, []) if not record.date.startswith(_exactly(v) or "-")]
        cells[tag] = kept


def _exactly(value: str) -> str:
    """The ISO date, where it is all that the value says."""
    return exchange.stated_date(value) if re.fullmatch(r"[\d/-]+", value) else ""


def _numbers(record: Record, cells: dict[str, list[str]]) -> None:
    """SN is an ISSN, an ISBN, or a report's number: by what it looks like."""
    kept: list[str] = []
    for value in cells.pop("SN", []):
        bare = value.replace("-", "").replace(" ", "")
        if _ISSN.fullmatch(value) and "issn" not in record.extra:
            record.extra["issn"] = value
        elif _ISBN.fullmatch(bare) and "isbn" not in record.extra:
            record.extra["isbn"] = value
        elif record.entry_type == "techreport" and not record.extra.get("number"):
            record.extra["number"] = value
        else:
            kept.append(value)
    if kept:
        cells["SN"] = kept


# ---- out


def write(documents: Iterable[Document], *, personal: bool = False) -> Iterator[str]:
    """The file in pieces, a record each. `personal` puts tags (KW) and notes (RN) in."""
    between = ""
    for document in documents:
        cells = [*_bibliographic(document.record)]
        if personal:
            cells += [("KW", tag) for tag in document.personal.tags]
            cells += [("RN", note.body) for note in document.personal.notes]
        kind = _written_type(document.record)
        lines = [f"TY  - {kind}", *(f"{tag}  - {value}" for tag, value in _shown(cells))]
        yield between + "\n".join([*lines, "ER  - ", ""])
        between = "\n"


def _shown(cells: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for tag, value in cells:
        text = _lines(value) if tag == "RN" else line(value)
        if text and not (tag in _ONCE and (tag, text) in seen):
            seen.add((tag, text))
            yield tag, text


def _lines(text: str) -> str:
    """A note whose lines can be taken for no tag and for no end of the value."""
    lines = exchange.paragraphs(text).split("\n")
    first, *rest = ["" if not text.strip() else text for text in lines]
    kept = (f"{_GUARD}{text}" if _TAG.match(text) else text for text in rest)
    return "\n".join([first.strip(), *kept])


def _written_type(record: Record) -> str:
    entry_type = record.entry_type or guessed_type(record)
    kept = record.extra.get("ris-ty", "")
    if re.fullmatch(r"[A-Z]{3,7}", kept) and _READ_TYPES.get(kept, "misc") == entry_type:
        return kept
    if entry_type == "misc" and exchange.is_preprint(record):
        return "UNPB"
    return _WRITE_TYPES.get(entry_type, "GEN")


def _bibliographic(record: Record) -> Iterator[tuple[str, str]]:
    extra = record.extra
    kind = _written_type(record)
    yield "ID", record.citation_key
    yield "TI", record.title
    translators = NameParser().parse(extra.get("translator", "")).names
    edited = "A2" if kind in _INSIDE else "ED"
    for tag, names in (("AU", record.authors), (edited, record.editors), ("A4", translators)):
        yield from ((tag, exchange.name_cell(name)) for name in names)
    when = exchange.own_date(record)
    if when:
        yield "PY", when[:4]
    if len(when) > 4:
        year, month, day = (*when.split("-"), "")[:3]
        yield "DA", f"{year}/{month}/{day}/"
    series = extra.get("series", "")
    # Of what stands alone, T2 is the series (RIS 2011, "BOOK").
    yield "T2", record.venue or (series if kind not in _INSIDE else "")
    yield "T3", series if record.venue or kind in _INSIDE else ""
    yield "J2", extra.get("shortjournal", "")
    yield from ((tag, extra.get(name, "")) for tag, name in _SIMPLE.items())
    yield from zip(("SP", "EP"), exchange.pages(extra.get("pages", "")), strict=True)
    yield "PB", _publisher(record)
    yield "CY", extra.get("address") or extra.get("location", "")
    yield "M3", extra.get("type", "") or _MASTERS * (record.entry_type == "mastersthesis")
    yield "SN", extra.get("issn", "")
    yield "SN", extra.get("isbn", "")
    yield "DO", record.doi
    yield "UR", record.url
    if "urldate" in extra:
        yield "Y2", extra["urldate"].replace("-", "/")
    if record.arxiv_id:
        yield "AN", _accession(record)
        yield "DB", "arXiv"
    yield "AB", record.abstract
    yield from (("KW", word) for word in exchange.keywords(extra.get("keywords", "")))
    for name, value in extra.items():
        tag = name[4:6].upper()
        if name.startswith("ris-") and tag not in _OWN and re.fullmatch(r"[A-Z][A-Z0-9]", tag):
            yield tag, value


def _accession(record: Record) -> str:
    subject = f" [{record.primary_class}]" if record.primary_class else ""
    return f"arXiv:{record.arxiv_id}{subject}"


def _publisher(record: Record) -> str:
    for name in ("publisher", "institution", "school"):
        if record.extra.get(name):
            return record.extra[name]
    # On a listing page it is the authors' lab, which published nothing.
    return record.organization if record.entry_type else ""


def lost(document: Document, *, personal: bool = False) -> list[str]:
    """What the format cannot carry of the paper, found by reading what was written."""
    text = "".join(write([document], personal=personal))
    found = [item for item in read(text, today=date.min) if isinstance(item, Record)]
    return unlike(document, found[0] if found else Record(), personal=personal)
