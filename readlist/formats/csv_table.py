"""A table for spreadsheets (RFC 4180): the same columns always, and no cell that computes."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date

from readlist.formats import exchange
from readlist.formats.exchange import line
from readlist.formats.losses import beyond
from readlist.identifiers import parse_doi
from readlist.records import STATUSES, Document, Items, Notice, Personal, Record, Rejected

COLUMNS = (
    "key", "type", "title", "authors", "year", "date", "venue", "doi", "arxiv", "url", "status",
    "priority", "rating", "starred", "tags", "added", "abstract",
)  # fmt: skip
_HEADER = ",".join(COLUMNS)
_PRIORITIES = {-1: "low", 0: "normal", 1: "high"}
# A spreadsheet takes these for the beginning of a formula (OWASP, "CSV injection").
_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_CARRIED = frozenset(
    "citation_key entry_type title authors year venue doi arxiv_id url status priority rating "
    "starred tags abstract".split()
)


def looks_like(text: str) -> bool:
    """Is it a table with exactly our columns?"""
    return text.lstrip("\ufeff").startswith((f"{_HEADER}\n", f"{_HEADER}\r\n"))


def write(documents: Iterable[Document], *, personal: bool = False) -> Iterator[str]:
    """The table, a row a paper, in the order given."""
    del personal
    yield f"{_HEADER}\n"
    for document in documents:
        out = io.StringIO()
        cells = (_guarded(cell) for cell in _cells(document))
        csv.writer(out, lineterminator="\n").writerow(cells)
        yield out.getvalue()


def _cells(document: Document) -> tuple[str, ...]:
    record, said = document.record, document.personal
    people = [exchange.name_cell(name).replace(";", ",") for name in record.authors]
    if record.more_authors:
        people.append("et al.")
    cells = (
        record.citation_key, record.entry_type, record.title, "; ".join(people),
        str(record.year or ""), exchange.own_date(record), record.venue, record.doi,
        record.arxiv_id, record.url, said.status,
        "" if said.priority is None else _PRIORITIES[said.priority], str(said.rating or ""),
        "yes" if said.starred else "", ", ".join(said.tags), document.added_at, record.abstract,
    )  # fmt: skip
    return tuple(map(line, cells))


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The papers of a table that readlist wrote; columns may stand in another order."""
    del today
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=False)
    names: list[str] = []
    before = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Rejected(first_line + before, f"the row cannot be read: {error}")
            before = rows.line_num
            continue
        if row is None:
            return
        number, before = first_line + before, rows.line_num
        if not names:
            names = row
        elif row:
            cells = dict(zip(names, map(_bare, row), strict=False))
            cells["status"] = status = cells.get("status", "").strip().lower()
            if status and status not in STATUSES:
                known = ", ".join(STATUSES)
                yield Notice(number, f"“{status}” is no reading status; there are {known}")
            yield _item(cells, number, ",".join(row))


def _item(cells: dict[str, str], number: int, raw: str) -> Record | Rejected:
    get = cells.get
    when = exchange.stated_date(get("date", "") or get("year", ""))
    names, more = exchange.people(get("authors", "").split(";"))
    record = Record(
        title=get("title", ""),
        abstract=get("abstract", ""),
        authors=names,
        more_authors=more,
        author_count=exchange.counted(names, more),
        venue=get("venue", ""),
        year=int(when[:4]) if when else None,
        date=when,
        arxiv_id=get("arxiv", ""),
        doi=parse_doi(get("doi", "")),
        url=get("url", ""),
        entry_type=get("type", ""),
        citation_key=get("key", ""),
        line=number,
        raw=raw,
    )
    if not (record.title or record.abstract or record.authors or record.doi or record.url):
        return Rejected(number, "the row names no title, author, abstract, DOI or URL", raw)
    words = {word: value for value, word in _PRIORITIES.items()}
    rating = get("rating", "")
    record.personal = Personal(
        status=get("status", ""),
        priority=words.get(get("priority", "")),
        rating=int(rating) if rating in ("1", "2", "3", "4", "5") else None,
        starred=get("starred", "") == "yes",
        tags=tuple(tag for part in get("tags", "").split(",") if (tag := part.strip())),
    )
    return record


def lost(document: Document, *, personal: bool = False) -> list[str]:
    """What has no column."""
    del personal
    return beyond(document, _CARRIED)
