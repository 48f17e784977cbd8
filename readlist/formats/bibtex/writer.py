"""One record becomes one entry in the house style; what nobody changed keeps its expression."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.dates import MONTHS, parse_date, parse_month
from readlist.formats.bibtex.entries import Extractor
from readlist.formats.bibtex.fields import (
    LEFT_OUT,
    ORDER,
    ORGANIZATION_FIELDS,
    TITLE_FIELDS,
    VENUE_FIELDS,
    is_verbatim,
)
from readlist.formats.bibtex.inheriting import inherit, parents_among
from readlist.formats.bibtex.names import write_names
from readlist.formats.bibtex.renaming import renamed
from readlist.formats.bibtex.titles import protected_title
from readlist.formats.bibtex.values import folded, resolve
from readlist.identifiers import parse_doi
from readlist.latex import to_latex
from readlist.records import Record

_PROCEEDINGS = re.compile(
    r"\b(?:proceedings|proc\.|conference|workshop|symposium|NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV"
    r"|E?ACL|EMNLP|NAACL|AAAI|IJCAI|COLT|AISTATS|UAI|KDD|WWW|SIGIR|SIGGRAPH|INTERSPEECH|ICASSP"
    r"|ICRA|IROS|CoRL|STOC|FOCS|SODA|COLING)\b",
    re.IGNORECASE,
)
_JOURNAL = re.compile(r"\b(?:journal|transactions|letters|annals|review)\b", re.IGNORECASE)
_IN_BOOKS = frozenset({"inproceedings", "conference", "incollection", "inbook", "proceedings"})
_RANGE = re.compile(r"(?<=[\w\]])\s*(?:-{1,3}|[\u2010-\u2015])\s*(?=[\w\[])")
_DATE_FIELDS = ("year", "month", "date")
_ARXIV_FIELDS = ("eprint", "archiveprefix", "eprinttype", "primaryclass", "eprintclass")


class Spelling(NamedTuple):
    """How new values are written."""

    proper_nouns: Collection[str] = ()
    unicode: bool = False
    """Do letters stay as they are? Else they are braced LaTeX."""


_AS_LATEX = Spelling()


def formatted(entry_type: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """An entry in the house style of `fields`: pairs of name and expression."""
    known = sorted(fields, key=lambda field: ORDER.get(field[0], len(ORDER)))
    lines = [f"  {name} = {expression}," for name, expression in known]
    return "\n".join([f"@{entry_type}{{{key},", *lines, "}"])


def entry_from_record(
    record: Record,
    *,
    with_abstract: bool = False,
    proper_nouns: Collection[str] = (),
    unicode: bool = False,
) -> str:
    """An entry that says what `record` says and no more; its letters as LaTeX, or `unicode`."""
    spelling = Spelling(proper_nouns, unicode)
    entry_type = record.entry_type or guessed_type(record)
    fields = {
        name: field_value(name, value, spelling)
        for name, value in record.extra.items()
        if value and name not in LEFT_OUT and grammar.NAME_ALONE.fullmatch(name)
    }
    described = _described(record, entry_type, spelling)
    if _says_the_same_date(record):
        # `year = {1995--1996}` and biblatex's `date` say more than a Record's date does.
        for name in _DATE_FIELDS:
            if name in fields or "date" in fields:
                described.pop(name, None)
    fields.update(described)
    if not with_abstract:
        fields.pop("abstract", None)
    return formatted(entry_type, record.citation_key, fields.items())


def _says_the_same_date(record: Record) -> bool:
    kept = {name: record.extra[name] for name in _DATE_FIELDS if name in record.extra}
    if not kept:
        return False
    if "date" not in kept and record.year is not None:
        kept.setdefault("year", str(record.year))
    date = parse_date(kept)
    return date.year == record.year and (date.iso == record.date or "month" not in kept)


def guessed_type(record: Record) -> str:
    if not record.venue:
        return "misc"
    if _PROCEEDINGS.search(record.venue) and not _JOURNAL.search(record.venue):
        return "inproceedings"
    return "article"


def _described(record: Record, entry_type: str, spelling: Spelling) -> dict[str, str]:
    """The fields that stand for the attributes of `record`, as expressions."""
    fields: dict[str, str] = {}
    if record.title:
        fields["title"] = field_value("title", record.title, spelling)
    if record.authors:
        fields["author"] = _braced(
            write_names(record.authors, more=record.more_authors, unicode=spelling.unicode)
        )
    if record.editors:
        fields["editor"] = _braced(write_names(record.editors, unicode=spelling.unicode))
    if record.venue:
        name = _venue_field(entry_type)
        name = name if name not in record.extra else "journal"
        fields[name] = field_value("journal", record.venue, spelling)
    # On a listing page it is the authors' lab; only BibTeX itself means a sponsor by it.
    known = not record.entry_type or any(name in record.extra for name in ORGANIZATION_FIELDS)
    if record.organization and not known:
        fields["organization"] = field_value("organization", record.organization, spelling)
    fields.update(_dated(record))
    if record.arxiv_id:
        fields.update(_arxiv(record))
    if record.doi:
        fields["doi"] = field_value("doi", record.doi, spelling)
    if record.url:
        fields["url"] = field_value("url", record.url, spelling)
    if record.abstract:
        fields["abstract"] = field_value("abstract", record.abstract, spelling)
    return fields


def _venue_field(entry_type: str) -> str:
    if entry_type in _IN_BOOKS:
        return "booktitle"
    return "howpublished" if entry_type in ("misc", "online", "unpublished") else "journal"


def _dated(record: Record) -> dict[str, str]:
    """`year` and `month = jan`. A date that contradicts the year does not count."""
    fields = {}
    date = record.date
    if record.year is not None and not date.startswith(f"{record.year:04}"):
        date = f"{record.year:04}"
    if date:
        fields["year"] = _braced(date[:4])
    if len(date) >= 7:
        fields["month"] = MONTHS[int(date[5:7]) - 1]
    return fields


def _arxiv(record: Record) -> dict[str, str]:
    fields = {"eprint": _braced(record.arxiv_id), "archiveprefix": "{arXiv}"}
    if record.primary_class:
        fields["primaryclass"] = _braced(record.primary_class)
    return fields


def field_value(name: str, value: str, spelling: Spelling = _AS_LATEX) -> str:
    """`value` as an expression for the field `name`, its special characters escaped once.

    White space runs to one space, as BibTeX reads it.
    """
    value = folded(value)
    if name == "month":
        month, day, whole = parse_month(value)
        if month and whole and not day:
            return MONTHS[month - 1]
    if name == "pages":
        value = _RANGE.sub("--", value)
    if is_verbatim(name):
        return _braced(_balanced(value))
    if name in TITLE_FIELDS:
        return _braced(protected_title(value, spelling.proper_nouns, unicode=spelling.unicode))
    return _braced(to_latex(value, keep_unicode=spelling.unicode))


def _balanced(value: str) -> str:
    """`value` without braces that BibTeX could not pair: percent-encoded, as in a URL."""
    depth = 0
    for char in value:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
    return value if depth == 0 else value.replace("{", "%7B").replace("}", "%7D")


def _braced(text: str) -> str:
    return f"{{{text}}}"


def updated_entry(
    raw: str,
    record: Record,
    *,
    macros: Mapping[str, str] | None = None,
    with_abstract: bool = False,
    proper_nouns: Collection[str] = (),
    unicode: bool = False,
    parents: Iterable[str] = (),
) -> str:
    """`raw` with only that changed in which `record` differs from what `raw` says.

    Every field nobody touched keeps its expression (`jan`, `ACM # ", 3"`). An abstract that
    `raw` lacks is added only `with_abstract`, an organization never: a listing page names
    the authors' lab, BibTeX a sponsor. What `record` has from its `parents`, the texts of the
    entries that `raw` inherits from, is not written into it. Comes back in the house style,
    or byte for byte when nothing but the key differs.
    """
    parsed = parsed_entry(raw)
    if parsed is None:
        return entry_from_record(
            record, with_abstract=True, proper_nouns=proper_nouns, unicode=unicode
        )
    expressions: dict[str, str] = {}
    for field in parsed.fields:
        expressions.setdefault(field.name.lower(), field.expression)
    values = {name: resolve(text, macros or {}) for name, text in expressions.items()}
    extractor = Extractor()
    old = extractor.record(values)
    old.entry_type = parsed.type.lower()
    inherit(old, values, parents_among(parents, macros or {}).get, extractor.shown)
    if not with_abstract and not old.abstract:
        record = replace(record, abstract="")
    if not old.organization:
        record = replace(record, organization="")
    entry_type = record.entry_type or parsed.type.lower()
    key = record.citation_key or parsed.key
    spelling = Spelling(proper_nouns, unicode)
    changes = _changes(old, record, expressions, entry_type, spelling)
    if not changes and entry_type == parsed.type.lower():
        under_key = raw if key == parsed.key else renamed(raw, key)
        if under_key != raw or key == parsed.key:
            return under_key
    for name, expression in changes.items():
        if expression:
            expressions[name] = expression
        else:
            expressions.pop(name, None)
    return formatted(entry_type, key, expressions.items())


def reformatted(raw: str) -> str:
    """`raw` in the house style, every expression as it stands."""
    parsed = parsed_entry(raw)
    if parsed is None:
        return raw
    expressions: dict[str, str] = {}
    for field in parsed.fields:
        expressions.setdefault(field.name.lower(), field.expression)
    return formatted(parsed.type.lower(), parsed.key, expressions.items())


def parsed_entry(raw: str) -> grammar.Parsed | None:
    """The entry that `raw` is; None where it is another block or cannot be read."""
    try:
        parsed = grammar.parse_whole(raw)
    except grammar.Malformed:
        return None
    return parsed if parsed.kind == "entry" else None


def _changes(
    old: Record, new: Record, present: Mapping[str, str], entry_type: str, spelling: Spelling
) -> dict[str, str]:
    """Field -> new expression, or an empty string for a field that goes."""
    changes: dict[str, str] = {}
    for name in {**old.extra, **new.extra}:
        value = new.extra.get(name, "")
        if old.extra.get(name, "") != value and grammar.NAME_ALONE.fullmatch(name):
            changes[name] = field_value(name, value, spelling) if value else ""
    for name in ("title", "url", "doi", "abstract"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after and not (name == "doi" and before == parse_doi(after)):
            changes[name] = field_value(name, after, spelling) if after else ""
    if (old.authors, old.more_authors) != (new.authors, new.more_authors):
        names = write_names(new.authors, more=new.more_authors, unicode=spelling.unicode)
        changes["author"] = _braced(names) if names else ""
    if old.editors != new.editors:
        names = write_names(new.editors, unicode=spelling.unicode)
        changes["editor"] = _braced(names) if names else ""
    if old.venue != new.venue:
        name = next((field for field in VENUE_FIELDS if field in present), "")
        name = name or _venue_field(entry_type)
        changes[name] = field_value("journal", new.venue, spelling) if new.venue else ""
    if old.organization != new.organization:
        name = next((field for field in ORGANIZATION_FIELDS if field in present), "organization")
        changes[name] = field_value(name, new.organization, spelling) if new.organization else ""
    if (old.year, old.date) != (new.year, new.date):
        changes.update(_new_date(new, present))
    if (old.arxiv_id, old.primary_class) != (new.arxiv_id, new.primary_class):
        changes.update(_new_arxiv(new, present))
    return changes


def _new_date(new: Record, present: Mapping[str, str]) -> dict[str, str]:
    written = _dated(new)
    if "date" in present and "year" not in present:
        return {"date": _braced(new.date or str(new.year)) if written else ""}
    return {"year": "", "month": "", **written} if "month" in present else written or {"year": ""}


def _new_arxiv(new: Record, present: Mapping[str, str]) -> dict[str, str]:
    gone = {name: "" for name in _ARXIV_FIELDS if name in present}
    if not new.arxiv_id:
        return gone
    written = _arxiv(new)
    if "eprinttype" in present:
        written["eprinttype"] = written.pop("archiveprefix")
        if "primaryclass" in written:
            written["eprintclass"] = written.pop("primaryclass")
    return {**gone, **written}
