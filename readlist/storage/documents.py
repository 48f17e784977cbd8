"""Whole papers: as the JSON that `--json` promises, and as records that the formats write."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from readlist.records import Document, Name, Personal, Record, Remark
from readlist.storage.binding import batches, marks

PRIORITIES = {-1: "low", 0: "normal", 1: "high"}

_PAPER = (
    "id citation_key entry_type title abstract author_count more_authors organization venue year "
    "date arxiv_id primary_class doi url comment status priority rating starred added_at "
    "updated_at edited key_pinned queue_position takeaway passes"
).split()


class Identity(NamedTuple):
    """What a paper is recognised by, readable."""

    id: int
    doi: str
    arxiv_id: str
    title: str
    abstract: str
    authors_text: str
    author_count: int | None
    year: int | None
    citation_key: str


class Exportable(NamedTuple):
    """A paper on its way into a bibliography."""

    id: int
    key: str
    raw: str
    """The BibTeX entry it was imported as; empty where it came from elsewhere."""
    edited: bool
    """Does the paper now say something else than `raw`?"""


def papers(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The papers in the order of `ids`, each as `--json` shows it; what is unknown is None."""
    for batch in batches(ids):
        rows = _rows(connection, batch)
        authors = _names(connection, batch)
        extra = _extra(connection, batch)
        notes = _children(connection, "note", "id, body, created_at, updated_at", "id", batch)
        sources = _children(connection, "provenance", "source, format, met_at", "id", batch)
        aliases = _children(connection, "alias", "key", "id", batch)
        events = _children(connection, "status_event", "at", "id", batch)
        for paper_id in batch:
            row = rows.get(paper_id)
            if row is None:
                continue
            names = authors.get(paper_id, {})
            yield {
                "citation_key": row["citation_key"],
                "entry_type": row["entry_type"] or None,
                "title": row["title"] or None,
                "abstract": row["abstract"] or None,
                "authors": [name._asdict() for name in names.get("author", ())],
                "author_count": row["author_count"],
                "organization": row["organization"] or None,
                "venue": row["venue"] or None,
                "year": row["year"],
                "date": row["date"] or None,
                "arxiv_id": row["arxiv_id"] or None,
                "doi": row["doi"] or None,
                "url": row["url"] or None,
                "comment": row["comment"] or None,
                "status": row["status"],
                "status_since": events.get(paper_id, [(row["added_at"],)])[-1][0],
                "priority": PRIORITIES[row["priority"]],
                "rating": row["rating"],
                "starred": bool(row["starred"]),
                "takeaway": row["takeaway"] or None,
                "passes": row["passes"],
                "tags": row["tags_text"].split(", ") if row["tags_text"] else [],
                "notes": [
                    dict(zip(("id", "body", "created_at", "updated_at"), note, strict=True))
                    for note in notes.get(paper_id, ())
                ],
                "added_at": row["added_at"],
                "updated_at": row["updated_at"],
                "incomplete": not (row["title"] and names and row["year"]),
                "extra": extra.get(paper_id, {}),
                "editors": [name._asdict() for name in names.get("editor", ())],
                "more_authors": bool(row["more_authors"]),
                "primary_class": row["primary_class"] or None,
                "aliases": [key for (key,) in aliases.get(paper_id, ())],
                "sources": [
                    dict(zip(("source", "format", "met_at"), source, strict=True))
                    for source in sources.get(paper_id, ())
                ],
            }


def records(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[tuple[int, Record]]:
    """Paper ID and what the library knows of it, in the order of `ids`."""
    for batch in batches(ids):
        rows = _rows(connection, batch)
        authors = _names(connection, batch)
        extra = _extra(connection, batch)
        for paper_id in batch:
            row = rows.get(paper_id)
            if row is None:
                continue
            names = authors.get(paper_id, {})
            yield (
                paper_id,
                Record(
                    title=row["title"],
                    abstract=row["abstract"],
                    authors=tuple(names.get("author", ())),
                    editors=tuple(names.get("editor", ())),
                    author_count=row["author_count"],
                    more_authors=bool(row["more_authors"]),
                    organization=row["organization"],
                    venue=row["venue"],
                    year=row["year"],
                    date=row["date"],
                    arxiv_id=row["arxiv_id"],
                    primary_class=row["primary_class"],
                    doi=row["doi"],
                    url=row["url"],
                    comment=row["comment"],
                    entry_type=row["entry_type"],
                    citation_key=row["citation_key"],
                    extra=extra.get(paper_id, {}),
                ),
            )


def documents(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Document]:
    """All that the library knows of the papers, in the order of `ids`."""
    for batch in batches(ids):
        own = ("status", "priority", "rating", "starred", "tags_text", "added_at", "takeaway")
        sql = f"SELECT id, {', '.join(own)} FROM paper WHERE id IN ({marks(batch)})"  # noqa: S608
        said = {paper_id: row for paper_id, *row in connection.execute(sql, batch)}
        notes = _children(connection, "note", "body, created_at", "id", batch)
        aliases = _children(connection, "alias", "key", "id", batch)
        for paper_id, record in records(connection, batch):
            status, priority, rating, starred, tags, added_at, takeaway = said[paper_id]
            personal = Personal(
                status,
                priority,
                rating,
                bool(starred),
                tuple(tags.split(", ")) if tags else (),
                tuple(Remark(*note) for note in notes.get(paper_id, ())),
                takeaway,
            )
            keys = tuple(key for (key,) in aliases.get(paper_id, ()))
            yield Document(record, personal, keys, added_at)


def aliases(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The older and second citation keys of those of the papers that have any."""
    found: dict[int, tuple[str, ...]] = {}
    for batch in batches(ids):
        rows = _children(connection, "alias", "key", "id", batch)
        found.update((paper_id, tuple(key for (key,) in keys)) for paper_id, keys in rows.items())
    return found


def identities(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Identity]:
    """What the papers are recognised by, in no order."""
    for batch in batches(ids):
        sql = (
            "SELECT id, doi, arxiv_id, COALESCE(title_text, title), "  # noqa: S608
            "COALESCE(abstract_text, abstract), authors_text, author_count, year, citation_key "
            f"FROM paper WHERE id IN ({marks(batch)})"
        )
        yield from map(Identity._make, connection.execute(sql, batch))


def exportables(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Exportable]:
    """The papers in the order of `ids`, with the entries they were imported as."""
    for batch in batches(ids):
        sql = (
            "SELECT p.id, p.citation_key, COALESCE(v.raw, ''), p.edited FROM paper p "  # noqa: S608
            "LEFT JOIN provenance v ON v.paper_id = p.id AND v.verbatim "
            f"WHERE p.id IN ({marks(batch)})"
        )
        found = {row[0]: Exportable(*row) for row in connection.execute(sql, batch)}
        yield from (found[i] for i in batch if i in found)


def doubtful(connection: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    """Those of the papers whose BibTeX entry may lack what the standard styles ask for.

    An article or a conference paper with people, title, venue and year lacks nothing.
    """
    found: list[int] = []
    for batch in batches(ids):
        sql = (
            "SELECT id FROM paper "  # noqa: S608
            "WHERE NOT (entry_type IN ('article', 'inproceedings') "
            "AND authors_text <> '' AND title <> '' AND venue <> '' AND year IS NOT NULL) "
            f"AND id IN ({marks(batch)})"
        )
        found += (paper_id for (paper_id,) in connection.execute(sql, batch))
    return found


class StoredBlock(NamedTuple):
    """A macro, a preamble, a comment of an imported `.bib` file."""

    kind: str
    name: str
    raw: str
    value: str


def blocks(connection: sqlite3.Connection) -> list[StoredBlock]:
    """The parts of imported `.bib` files that are no papers, in the order they came in."""
    sql = "SELECT kind, name, raw, value FROM bibliography_block ORDER BY id"
    return [StoredBlock(*row) for row in connection.execute(sql)]


def _rows(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    columns = [*_PAPER, "tags_text"]
    sql = f"SELECT {', '.join(columns)} FROM paper WHERE id IN ({marks(ids)})"  # noqa: S608
    return {row[0]: dict(zip(columns, row, strict=True)) for row in connection.execute(sql, ids)}


def _names(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, dict[str, list[Name]]]:
    found: dict[int, dict[str, list[Name]]] = {}
    columns = "role, family, given, prefix, suffix, corporate"
    for paper_id, rows in _children(connection, "author", columns, "position", ids).items():
        for role, family, given, prefix, suffix, corporate in rows:
            name = Name(family, given, prefix, suffix, bool(corporate))
            found.setdefault(paper_id, {}).setdefault(role, []).append(name)
    return found


def _extra(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    rows = _children(connection, "extra_field", "name, value", "position", ids)
    return {paper_id: dict(fields) for paper_id, fields in rows.items()}


def _children(
    connection: sqlite3.Connection, table: str, columns: str, order: str, ids: Sequence[int]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    sql = (
        f"SELECT paper_id, {columns} FROM {table} "  # noqa: S608  (names from this module)
        f"WHERE paper_id IN ({marks(ids)}) ORDER BY paper_id, {order}"
    )
    for paper_id, *values in connection.execute(sql, ids):
        found.setdefault(paper_id, []).append(tuple(values))
    return found
