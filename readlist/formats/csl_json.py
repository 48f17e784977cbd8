"""CSL-JSON in and out, as Zotero, Better BibTeX and pandoc speak it (CSL 1.0.2).

What CSL has no variable for goes into `custom`, where other programs leave it alone and
readlist finds it again; so nothing of a record is lost on the way to a file and back.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from readlist.formats import exchange
from readlist.formats.bibtex.fields import ORGANIZATION_FIELDS
from readlist.formats.bibtex.names import NameParser, write_names
from readlist.formats.bibtex.writer import guessed_type
from readlist.formats.csl_fields import (
    NAMES,
    PUBLISHERS,
    READ_TYPES,
    RICH,
    TEXTS,
    WRITE_TYPES,
)
from readlist.formats.csl_text import from_csl, plain, to_csl
from readlist.formats.losses import PRIVATE, unlike
from readlist.identifiers import parse_doi
from readlist.records import Document, Items, Name, Notice, Personal, Record, Rejected, Remark
from readlist.text import printable

_HEAD = 200_000
_OPENS = re.compile(r"[\s\ufeff]*[\[{]")
_TYPES = "|".join(map(re.escape, READ_TYPES))
_MARK = re.compile(rf'"type"\s*:\s*"(?:{_TYPES})"|"(?:date-parts|container-title)"\s*:')
_LIST = re.compile(r'[\s\ufeff]*(?:\[|\{\s*(?:[^{\[]{0,2000}?)"(?:references|items)"\s*:\s*\[)')
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_BLANK = re.compile(r"[\s,\ufeff]*")
_KEY = re.compile(r"[^\s{}\"=,'()#%~\\@]+")
_NO_KEY = re.compile(r"\d+|.*://.*|.*\b10\.\d{4,}/.*")
_NOTED_KEY = re.compile(r"^\s*citation[- ]?key\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_MASTERS = "Master's thesis"
_PHD = "PhD thesis"


def looks_like(text: str) -> bool:
    """Is it JSON that speaks of CSL's types, dates or containers?"""
    return _OPENS.match(text) is not None and _MARK.search(text[:_HEAD]) is not None


def looks_like_json(text: str) -> bool:
    """Is it an object, or an array of objects, whatever they say?"""
    return re.match(r"[\s\ufeff]*(?:\[\s*)?(?:\{\s*[\"}]|\])", text) is not None


# ---- in


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The items of an array, of `references` or `items`, or the one item that `text` is."""
    del today
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
    record = _record({str(name): v for name, v in value.items()})
    if not (record.title or record.abstract or record.authors or record.doi or record.url):
        yield Rejected(number, "the item names no title, author, abstract, DOI or URL", raw)
        return
    record.line, record.raw = number, raw
    yield record


def _record(item: dict[str, Any]) -> Record:
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
    if genre not in (_MASTERS, _PHD) or kind != "thesis":
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


# ---- out


def write(documents: Iterable[Document], *, personal: bool = False) -> Iterator[str]:
    """The array in pieces, an item each. `personal` puts tags, notes and status in."""
    before = "[\n"
    for document in documents:
        text = json.dumps(item(document, personal=personal), ensure_ascii=False, indent=2)
        yield before + "\n".join(f"  {each}" for each in text.split("\n"))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def item(document: Document, *, personal: bool = False) -> dict[str, Any]:
    """The paper as a CSL-JSON item."""
    record = document.record
    said = _described(record)
    said = {name: value for name, value in said.items() if value}
    custom = _custom(record, said)
    if personal and document.personal != Personal():
        custom["personal"] = _personal_out(document.personal)
        if document.personal.tags:
            _add_tags(said, custom, document)
    if custom:
        said["custom"] = {"readlist": custom}
    return said


def _add_tags(said: dict[str, Any], custom: dict[str, Any], document: Document) -> None:
    """The tags are keywords to others; readlist finds the paper's own again."""
    own = document.record.extra.get("keywords", "")
    words = [*exchange.keywords(own), *document.personal.tags]
    said["keyword"] = exchange.keyword_field(words)
    if own:
        custom.setdefault("fields", {})["keywords"] = own
    else:
        custom.setdefault("without", []).append("keywords")


def _described(record: Record) -> dict[str, Any]:
    extra = record.extra
    entry_type = record.entry_type or guessed_type(record)
    kind = WRITE_TYPES.get(entry_type, "document")
    if entry_type in ("misc", "unpublished") and exchange.is_preprint(record):
        kind = "article"
    said: dict[str, Any] = {
        "id": record.citation_key,
        "type": kind,
        "citation-key": record.citation_key,
        "title": to_csl(record.title),
        "author": _people_out(record.authors, record.more_authors),
        "editor": _people_out(record.editors, False),
        "issued": _date_out(exchange.own_date(record)),
        "container-title": printable(record.venue),
    }
    for variable, name in NAMES.items():
        names = NameParser().parse(extra[name]) if name in extra else None
        said[variable] = _people_out(names.names, names.more) if names else None
    number = plain(extra.get("number", ""))
    if kind in ("article-journal", "article-magazine", "article-newspaper", "periodical"):
        said["issue"] = number
    elif kind in ("chapter", "paper-conference", "book"):
        said["collection-number"] = number
    else:
        said["number"] = number
    for variable, name in TEXTS.items():
        said[variable] = (to_csl if variable in RICH else plain)(extra.get(name, ""))
    said["page"] = "-".join(filter(None, exchange.pages(extra.get("pages", ""))))
    said["publisher"] = _publisher(record)
    thesis = {"mastersthesis": _MASTERS, "phdthesis": _PHD}.get(entry_type, "")
    said["genre"] = plain(extra.get("type", "")) or thesis
    said["accessed"] = _date_out(exchange.stated_date(extra.get("urldate", "")))
    if record.arxiv_id:
        if kind == "article" and not number:
            said["number"] = f"arXiv:{record.arxiv_id}"
            said["publisher"] = said["publisher"] or "arXiv"
        else:
            said["archive"], said["archive_location"] = "arXiv", record.arxiv_id
    said["DOI"], said["URL"] = record.doi, printable(record.url)
    for name, value in extra.items():
        if name.startswith("csl-"):
            said.setdefault(name[4:], printable(value))
    said["abstract"] = plain(record.abstract)
    return said


def _publisher(record: Record) -> str:
    for name in ("publisher", "institution", "school"):
        if record.extra.get(name):
            return plain(record.extra[name])
    # On a listing page it is the authors' lab, which published nothing.
    return printable(record.organization) if record.entry_type else ""


def _custom(record: Record, said: dict[str, Any]) -> dict[str, Any]:
    """What reading `said` again would not give."""
    back = _record(json.loads(json.dumps(said)))
    custom: dict[str, Any] = {}
    if back.entry_type != record.entry_type:
        custom["entry-type"] = record.entry_type
    for name in ("organization", "comment", "primary_class"):
        if getattr(record, name) and getattr(back, name) != getattr(record, name):
            custom[name] = getattr(record, name)
    if record.author_count is not None and not record.authors:
        custom["author-count"] = record.author_count
    fields = {
        name: value
        for name, value in record.extra.items()
        if name not in PRIVATE and plain(back.extra.get(name, "")) != plain(value)
    }
    if fields:
        custom["fields"] = fields
    added = sorted(back.extra.keys() - record.extra.keys())
    if added:
        custom["without"] = added
    return custom


def _personal_out(personal: Personal) -> dict[str, Any]:
    said: dict[str, Any] = {
        "status": personal.status,
        "priority": personal.priority,
        "rating": personal.rating,
        "starred": personal.starred,
        "tags": list(personal.tags),
        "notes": [
            {"body": exchange.paragraphs(note.body), "at": note.created_at}
            for note in personal.notes
        ],
    }
    return {name: value for name, value in said.items() if value}


def _people_out(names: Iterable[Name], more: bool) -> list[dict[str, str]]:
    people = [_name_out(name) for name in names]
    return [*people, {"literal": "others"}] if more else people


def _name_out(name: Name) -> dict[str, str]:
    if name.corporate:
        return {"literal": printable(name.family)}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.prefix,
        "suffix": name.suffix,
    }
    said = {part: printable(value) for part, value in parts.items() if value}
    if not name.prefix and exchange.split_prefix(name.family)[0]:
        said["non-dropping-particle"] = ""  # the small words belong to the family name
    return said


def _date_out(when: str) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in when.split("-")]]} if when else None


def lost(document: Document, *, personal: bool = False) -> list[str]:
    """What the format cannot carry of the paper, found by reading what was written."""
    text = "".join(write([document], personal=personal))
    found = [item for item in read(text, today=date.min) if isinstance(item, Record)]
    return unlike(document, found[0] if found else Record(), personal=personal)
