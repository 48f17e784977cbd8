"""Papers as they will be are written: new ones in bulk, changed ones row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readlist.library import identity, rows
from readlist.matching import Evidence
from readlist.models import Alias, Author, ExtraField, Paper, Provenance, Table
from readlist.records import Record
from readlist.storage.writing import Writer

_UNREAD: Mapping[str, Any] = {
    "status": "inbox",
    "priority": 0,
    "rating": None,
    "starred": False,
    "queue_position": None,
    "takeaway": "",
    "passes": 0,
    "tags_text": "",
    "notes_text": "",
}
_PROVENANCE_COLUMNS = (
    "paper_id", "source", "format", "line", "met_at", "listed_on", "raw", "digest", "verbatim",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A paper as it will be when it is written."""

    id: int
    record: Record
    evidence: Evidence
    """The record's own."""
    new: bool
    pinned: bool
    edited: bool = False
    has_entry: bool = False
    """Is there a BibTeX entry that it is cited by?"""
    changed: bool = False
    provenance: list[tuple[Any, ...]] = field(default_factory=list)
    """Where it was met just now: rows in the order of the table, without ID."""
    aliases: list[str] = field(default_factory=list)
    """Citation keys it gets besides its own."""


def write(writer: Writer, drafts: Sequence[Draft]) -> None:
    """The tables say what the drafts say. IDs of new drafts are consecutive."""
    new = [draft for draft in drafts if draft.new]
    if new:
        _write_new(writer, new)
    for draft in drafts:
        if draft.changed and not draft.new:
            _write_changed(writer, draft)
    met = [row for draft in drafts for row in draft.provenance]
    insert(writer, Provenance, _PROVENANCE_COLUMNS, met)
    aliases = [(draft.id, key) for draft in drafts for key in draft.aliases]
    insert(writer, Alias, ("paper_id", "key"), aliases)


def insert(
    writer: Writer, model: type[Table], columns: Sequence[str], new: Sequence[tuple[Any, ...]]
) -> None:
    """The rows are in the table, under new IDs; `columns` leaves out `id`."""
    first = writer.reserve(model, len(new))
    rows_with_ids = [(row_id, *row) for row_id, row in enumerate(new, first)]
    writer.insert_many(model, ("id", *columns), rows_with_ids)


def _write_new(writer: Writer, drafts: Sequence[Draft]) -> None:
    said = [rows.bibliographic(draft.record, draft.evidence) for draft in drafts]
    now, unread = writer.now, tuple(_UNREAD.values())
    columns = (
        "id", "citation_key", "key_pinned", "edited", "added_at", "updated_at",
        *_UNREAD, *said[0],
    )  # fmt: skip
    papers = [
        (d.id, d.record.citation_key, d.pinned, d.edited, now, now, *unread, *values.values())
        for d, values in zip(drafts, said, strict=True)
    ]
    writer.insert_many(Paper, columns, papers)
    for draft, values in zip(drafts, said, strict=True):
        names = [
            values[name] for name in ("authors_text", "editors_text", "venue", "keywords_text")
        ]
        identity.count_words(writer, draft.evidence, names)
    people = [row for draft in drafts for row in rows.author_rows(draft.id, draft.record)]
    insert(writer, Author, rows.AUTHOR_COLUMNS, people)
    extra = [row for draft in drafts for row in rows.extra_rows(draft.id, draft.record)]
    insert(writer, ExtraField, rows.EXTRA_COLUMNS, extra)


def _write_changed(writer: Writer, draft: Draft) -> None:
    writer.update_row(
        Paper,
        draft.id,
        {
            **rows.bibliographic(draft.record, draft.evidence),
            "citation_key": draft.record.citation_key,
            "key_pinned": draft.pinned,
            "edited": draft.edited,
            "updated_at": writer.now,
        },
    )
    people = rows.author_rows(draft.id, draft.record)
    _replace(writer, Author, draft.id, rows.AUTHOR_COLUMNS, people)
    extra = rows.extra_rows(draft.id, draft.record)
    _replace(writer, ExtraField, draft.id, rows.EXTRA_COLUMNS, extra)
    writer.touched.add(draft.id)


def _replace(
    writer: Writer,
    model: type[Table],
    paper_id: int,
    columns: Sequence[str],
    new: Sequence[tuple[Any, ...]],
) -> None:
    old = writer.driver.execute(
        f"SELECT id, {', '.join(columns)} FROM {model.__tablename__} "  # noqa: S608
        "WHERE paper_id = ? ORDER BY id",
        [paper_id],
    ).fetchall()
    if [row[1:] for row in old] != [*new]:
        writer.delete_rows(model, [row[0] for row in old])
        insert(writer, model, columns, new)
