"""What a format does not carry of a paper, found by comparing and said in the reader's words."""

from dataclasses import fields

from readlist.formats.bibtex.writer import guessed_type
from readlist.formats.exchange import keywords
from readlist.latex import readable
from readlist.records import Document, Name, Personal, Record
from readlist.text import printable

PRIVATE = frozenset(
    "file localfile pdf ps timestamp owner groups readstatus ranking priority".split()
)
"""Fields that stay behind on purpose: local paths, and what `Personal` says better."""
_TWINS = {"location": "address", "address": "location"}
"""What biblatex and BibTeX call the same place."""
_TEXTS = ("title", "abstract", "venue", "organization", "url", "comment")
_WORDS = {
    "arxiv_id": "arXiv ID", "primary_class": "arXiv class", "doi": "DOI", "url": "URL",
    "comment": "authors' comment", "citation_key": "citation key", "starred": "star",
    "added_at": "date of arrival", "entry_type": "entry type", "author_count": "author count",
    "aliases": "older citation keys", "more_authors": "that there are more authors",
    "extra": "other fields", "date": "day or month",
}  # fmt: skip


def unlike(document: Document, back: Record, *, personal: bool) -> list[str]:
    """What is not in `back`: the record that the format's reader makes of the written paper."""
    record = document.record
    lost = [name for name in _TEXTS if _same(getattr(record, name)) != _same(getattr(back, name))]
    lost += [
        name
        for name in ("year", "date", "arxiv_id", "primary_class", "doi", "citation_key")
        if getattr(record, name) and getattr(record, name) != getattr(back, name)
    ]
    if record.entry_type and record.entry_type != (back.entry_type or guessed_type(back)):
        lost.append("entry_type")
    for name in ("authors", "editors"):
        if [*map(_name, getattr(record, name))] != [*map(_name, getattr(back, name))]:
            lost.append(name)
    if record.more_authors and not back.more_authors:
        lost.append("more_authors")
    if record.author_count and not record.authors and back.author_count != record.author_count:
        lost.append("author_count")
    found = [_WORDS.get(name, name) for name in lost]
    found += [
        f"field {name}"
        for name, value in record.extra.items()
        if name not in PRIVATE
        and not _says(name, back.extra.get(name) or back.extra.get(_TWINS.get(name, ""), ""), value)
    ]
    if document.aliases:
        found.append(_WORDS["aliases"])
    return found + (_personal_lost(document.personal, back) if personal else [])


def _personal_lost(personal: Personal, back: Record) -> list[str]:
    came = back.personal or Personal()
    lost = [
        _WORDS.get(name, name)
        for name in ("status", "priority", "rating", "starred")
        if getattr(personal, name) and getattr(personal, name) != getattr(came, name)
    ]
    if personal.takeaway and personal.takeaway != came.takeaway:
        lost.append("takeaway")
    if personal.tags != came.tags:
        words = back.extra.get("keywords", "")
        lost.append("tags" if any(t not in words for t in personal.tags) else "tags (keywords now)")
    if [note.body.split() for note in personal.notes] != [n.body.split() for n in came.notes]:
        lost.append("notes")
    elif any(a.created_at != b.created_at for a, b in zip(personal.notes, came.notes, strict=True)):
        lost.append("dates of notes")
    return lost


def beyond(document: Document, carried: frozenset[str]) -> list[str]:
    """What the paper has besides the attributes that the format carries."""
    found = [
        _WORDS.get(field.name, field.name)
        for part in (document.record, document.personal)
        for field in fields(part)
        if field.name in _TOLD and field.name not in carried and getattr(part, field.name)
    ]
    if document.aliases and "aliases" not in carried:
        found.append(_WORDS["aliases"])
    return found


_TOLD = frozenset(
    "abstract editors organization arxiv_id doi url comment entry_type citation_key extra venue "
    "year title authors status priority rating starred tags notes takeaway".split()
)


def private(document: Document) -> list[str]:
    """What of the reader's own stays behind unless it is asked for."""
    said = document.personal
    status = said.status if said.status != "inbox" else ""
    kept = {
        "status": status,
        "priority": said.priority,
        "rating": said.rating,
        "star": said.starred,
        "tags": said.tags,
        "notes": said.notes,
        "takeaway": said.takeaway,
    }
    return [name for name, value in kept.items() if value]


def _says(name: str, said: str, wanted: str) -> bool:
    """Does the field say the same? Tags may have joined the keywords."""
    if name == "keywords":
        return set(keywords(_same(wanted))) <= set(keywords(_same(said)))
    return _same(said) == _same(wanted)


def _same(text: str) -> str:
    """The text as two formats must agree on it: without LaTeX, blanks folded."""
    return printable(readable(text)).replace("--", "–").replace("–", "-")


def _name(name: Name) -> tuple[str, ...]:
    one_piece = name.corporate or not (name.given or name.suffix)
    family = " ".join(part for part in (name.prefix, name.family) if part)
    parts = (family, "", "") if one_piece else (family, name.given, name.suffix)
    return tuple(printable(part) for part in parts)
