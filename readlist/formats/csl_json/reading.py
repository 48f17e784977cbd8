"""Items of CSL-JSON become records. A value of a wrong kind says nothing; nothing raises."""

import json
import re
from typing import Any

from readlist.formats import exchange
from readlist.formats.bibtex.fields import ORGANIZATION_FIELDS
from readlist.formats.bibtex.names import write_names
from readlist.formats.csl_json.fields import (
    MASTERS,
    NAMES,
    PHD,
    PUBLISHERS,
    READ_TYPES,
    RICH,
    TEXTS,
)
from readlist.formats.csl_json.rich_text import from_csl, plain
from readlist.identifiers import parse_doi
from readlist.records import Items, Name, Notice, Personal, Record, Rejected, Remark
from readlist.text import printable

_LIST = re.compile(r'[\s\ufeff]*(?:\[|\{\s*(?:[^{\[]{0,2000}?)"(?:references|items)"\s*:\s*\[)')
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_BLANK = re.compile(r"[\s,\ufeff]*")
_KEY = re.compile(r"[^\s{}\"=,'()#%~\\@]+")
_NO_KEY = re.compile(r"\d+|.*://.*|.*\b10\.\d{4,}/.*")
_NOTED_KEY = re.compile(r"^\s*citation[- ]?key\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)


def read_items(text: str, first_line: int) -> Items:
    """The items of an array, of `references` or `items`, or the one item that `text` is."""
    many = _LIST.match(text)
    at = many.end() if many else 0
    decoder = json.JSONDecoder(parse_int=_number, parse_float=str, parse_constant=str)
    counted, number = 0, first_line
    while True:
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text):
            if many:
                yield Notice(number, "the list of items is not closed; is the file whole?")
            return
        if many and text[at] == "]":
            return
        number += text.count("\n", counted, at)
        counted = at
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            following = _NEXT.search(text, at)
            end = following.end() if following else len(text)
            what = getattr(error, "msg", "it is nested too deeply")
            yield Rejected(number, f"this is no JSON: {what}", text[at:end].rstrip(", \n"))
            if not following:
                return
            at = end
            continue
        raw = text[at:end]
        yield from _items(value, number, raw)
        at = end
        if not many:
            return


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits


def _items(value: Any, number: int, raw: str) -> Items:
    if not isinstance(value, dict):
        yield Rejected(number, "this is no item: an object in braces is expected", raw)
        return
    record = record_of({str(name): v for name, v in value.items()})
    if not (record.title or record.abstract or record.authors or record.doi or record.url):
        yield Rejected(number, "the item names no title, author, abstract, DOI or URL", raw)
        return
    record.line, record.raw = number, raw
    yield record


def record_of(item: dict[str, Any]) -> Record:
    """The record that the item describes; the item is used up."""
    kind = _text(item.pop("type", "")).lower()
    custom = item.pop("custom", None)
    own = custom.get("readlist") if isinstance(custom, dict) else None
    own = own if isinstance(own, dict) else {}
    record = Record(entry_type=READ_TYPES.get(kind, "misc"))
    extra = record.extra
    record.title = _rich(item.pop("title", ""))
    record.abstract = _text(item.pop("abstract", ""))
    record.authors, record.more_authors = _people(item.pop("author", None))
    record.author_count = exchange.counted(record.authors, record.more_authors)
    record.editors, _ = _people(item.pop("editor", None))
    for variable, name in NAMES.items():
        people, more = _people(item.pop(variable, None))
        if people:
            extra[name] = write_names(people, more=more)
    record.date = _date(item.pop("issued", None))
    record.year = int(record.date[:4]) if record.date else None
    extra["urldate"] = _date(item.pop("accessed", None))
    record.venue = plain(_text(item.pop("container-title", "")))
    record.doi = parse_doi(_text(item.get("DOI", "")))
    if record.doi:
        del item["DOI"]
    record.url = _text(item.pop("URL", ""))
    _key(record, item)
    _published(record, kind, item)
    for variable, name in TEXTS.items():
        value = item.pop(variable, "")
        read = _rich if variable in RICH else _text
        extra[name] = read(value) if not isinstance(value, list) else _words(value)
    extra["pages"] = exchange.page_range(_text(item.pop("page", "")))
    if item.pop("archive", "") == "arXiv":
        extra["archive_location"] = f"arXiv:{_text(item.pop('archive_location', ''))}"
        record.primary_class = _text(item.pop("archive_collection", ""))
    for variable, value in item.items():
        name = "csl-" + re.sub(r"[^a-z0-9-]+", "-", variable.lower())
        if not isinstance(value, dict | list):
            extra.setdefault(name, _text(value))
    record.extra = exchange.filled(extra)
    _settle(record, kind)
    _restore(record, own)
    return record


def _key(record: Record, item: dict[str, Any]) -> None:
    """Better BibTeX's `citation-key` counts first, then `id`, unless it is a database's."""
    note = item.get("note", "")
    noted = _NOTED_KEY.search(note) if isinstance(note, str) else None
    named = [item.pop("citation-key", ""), noted[1] if noted else "", item.get("id", "")]
    for candidate in map(_text, named):
        if _KEY.fullmatch(candidate) and not _NO_KEY.fullmatch(candidate):
            record.citation_key = candidate
            break
    if noted:
        item["note"] = _NOTED_KEY.sub("", note).strip()
    item.pop("id", None)


def _published(record: Record, kind: str, item: dict[str, Any]) -> None:
    """Publisher, number and genre, whose BibTeX names depend on the type."""
    genre = _text(item.pop("genre", ""))
    if kind == "thesis" and re.search(r"master|magister|diplom", genre, re.IGNORECASE):
        record.entry_type = "mastersthesis"
    if genre not in (MASTERS, PHD) or kind != "thesis":
        record.extra["type"] = genre
    issue, number = _text(item.pop("issue", "")), _text(item.pop("number", ""))
    record.extra["number"] = issue or number or _text(item.pop("collection-number", ""))
    if issue and number:
        record.extra["csl-number"] = number
    publisher = PUBLISHERS.get(record.entry_type, "publisher")
    record.extra[publisher] = _text(item.pop("publisher", ""))


def _settle(record: Record, kind: str) -> None:
    extra = record.extra
    exchange.identify(record)
    if record.arxiv_id:
        told = f"arXiv:{record.arxiv_id}"
        for name in ("number", "archive_location", "note"):
            if extra.get(name) in (told, f"{told} [{record.primary_class}]"):
                del extra[name]
        if kind == "article" and extra.get("publisher") == "arXiv":
            del extra["publisher"]
    if "archive_location" in extra:
        extra["csl-archive-location"] = extra.pop("archive_location")
    for name in ORGANIZATION_FIELDS:
        if name in extra:
            record.organization = extra[name]
            if name == "organization":
                del extra[name]
            break


def _restore(record: Record, own: dict[str, Any]) -> None:
    """What an export of readlist put into `custom`, where CSL has no word for it."""
    texts = {name: value for name, value in own.items() if isinstance(value, str)}
    if re.fullmatch(r"[a-z]*", texts.get("entry-type", "?")):
        record.entry_type = texts["entry-type"]
    for name in ("organization", "comment", "primary_class"):
        if name in texts:
            setattr(record, name, printable(texts[name]))
    count = own.get("author-count")
    if isinstance(count, int) and 0 < count < 100_000 and not record.authors:
        record.author_count = count
    fields = own.get("fields")
    if isinstance(fields, dict):
        for name, value in fields.items():
            if isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_.:+-]*", name):
                record.extra[name] = value
    gone = own.get("without")
    for name in gone if isinstance(gone, list) else ():
        record.extra.pop(name, None) if isinstance(name, str) else None
    record.personal = _personal(own)


def _personal(own: dict[str, Any]) -> Personal | None:
    said = own.get("personal")
    if not isinstance(said, dict):
        return None
    tags, notes = said.get("tags"), said.get("notes")
    priority, rating = said.get("priority"), said.get("rating")
    return Personal(
        status=_text(said.get("status", "")),
        priority=priority if priority in (-1, 0, 1) else None,
        rating=rating if rating in (1, 2, 3, 4, 5) else None,
        starred=said.get("starred") is True,
        tags=tuple(filter(None, map(_text, tags))) if isinstance(tags, list) else (),
        notes=tuple(
            Remark(note["body"], _text(note.get("at", "")))
            for note in (notes if isinstance(notes, list) else ())
            if isinstance(note, dict) and isinstance(note.get("body"), str)
        ),
        takeaway=_text(said.get("takeaway", "")),
    )


def _text(value: Any) -> str:
    """A value as text on one line; an array of one, as Crossref has it, counts as its content."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return printable(str(value))


def _rich(value: Any) -> str:
    return from_csl(_text(value))


def _words(values: list[Any]) -> str:
    return exchange.keyword_field(map(_text, values))


def _people(value: Any) -> tuple[tuple[Name, ...], bool]:
    names: list[Name] = []
    more = False
    for one in value if isinstance(value, list) else ():
        parts = one if isinstance(one, dict) else {"literal": one}
        family, given = _text(parts.get("family", "")), _text(parts.get("given", ""))
        literal = _text(parts.get("literal", "")) or _text(parts.get("name", ""))
        if literal and not family:
            if exchange.others(literal):
                more = True
            else:
                names.append(Name(literal, corporate=True))
        elif exchange.others(family) and not given:
            more = True
        elif family or given:
            names.append(_person(parts, family, given))
    return tuple(names), more


def _person(parts: dict[str, Any], family: str, given: str) -> Name:
    said = (_text(parts.get(f"{kind}-particle", "")) for kind in ("dropping", "non-dropping"))
    prefix = " ".join(filter(None, said))
    if not prefix and family and "non-dropping-particle" not in parts:
        # Who leaves the particle in the family name means it to be found there (CSL-JSON).
        prefix, family = exchange.split_prefix(family)
    if not family:
        family, given = given, ""
    return Name(family, given, prefix, _text(parts.get("suffix", "")))


def _date(value: Any) -> str:
    """ISO 8601 of `date-parts`, `raw`, `literal` or an EDTF string; of a range its start."""
    if isinstance(value, str | int):
        return exchange.stated_date(str(value))
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [int(p) for p in map(str, parts[0][:3]) if re.fullmatch(r"\d{1,4}", p)]
        if numbers:
            return exchange.iso(*numbers)
    return exchange.stated_date(_text(value.get("raw", "")) or _text(value.get("literal", "")))
