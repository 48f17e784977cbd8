"""Papers become items of CSL-JSON; what CSL has no word for is found by reading them again."""

import json
from collections.abc import Iterable
from typing import Any

from readlist.formats import exchange
from readlist.formats.bibtex.names import NameParser
from readlist.formats.bibtex.writer import guessed_type
from readlist.formats.csl_json.fields import MASTERS, NAMES, PHD, RICH, TEXTS, WRITE_TYPES
from readlist.formats.csl_json.reading import record_of
from readlist.formats.csl_json.rich_text import plain, to_csl
from readlist.formats.losses import PRIVATE
from readlist.records import Document, Name, Personal, Record
from readlist.text import printable


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
    thesis = {"mastersthesis": MASTERS, "phdthesis": PHD}.get(entry_type, "")
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
    back = record_of(json.loads(json.dumps(said)))
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
        "takeaway": personal.takeaway,
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
