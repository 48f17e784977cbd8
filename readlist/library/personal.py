"""What a source says of the reader goes into the library, and never over what the user said."""

import re
from collections.abc import Sequence
from typing import Any

from readlist.errors import InputError
from readlist.library.drafts import insert
from readlist.library.organising import tag_name
from readlist.library.reading import STATUSES
from readlist.models import Note, Paper, PaperTag, StatusEvent, Tag
from readlist.records import Personal
from readlist.storage.binding import batches, marks
from readlist.storage.writing import Writer
from readlist.text import printable, printable_lines

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def settle(writer: Writer, said: Sequence[tuple[int, Personal]]) -> dict[int, list[str]]:
    """The papers have what the sources say of their reader; what was added to each, in words.

    A status counts where the paper never had another than `inbox`, a rating, a priority,
    a star or a takeaway where there is none. Tags and notes are united.
    """
    added: dict[int, list[str]] = {}
    for batch in batches(sorted({paper_id for paper_id, _ in said})):
        known = _known(writer, batch)
        here = [(paper_id, personal) for paper_id, personal in said if paper_id in known]
        news: dict[int, dict[str, Any]] = {}
        for paper_id, personal in here:
            values = _news(known[paper_id], personal)
            if values:
                known[paper_id] |= values
                news.setdefault(paper_id, {}).update(values)
        events = [
            (i, values["status"], writer.now) for i, values in news.items() if "status" in values
        ]
        _put(writer, news)
        added |= {paper_id: list(values) for paper_id, values in news.items()}
        insert(writer, StatusEvent, ("paper_id", "status", "at"), events)
        for kind, changed in (("tags", _tag(writer, batch, here)), ("notes", _note(writer, here))):
            for paper_id in changed:
                added.setdefault(paper_id, []).append(kind)
    return added


def _known(writer: Writer, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    columns = ("status", "priority", "rating", "starred", "takeaway")
    sql = (
        f"SELECT id, {', '.join(columns)}, "  # noqa: S608  (names from this module)
        "EXISTS (SELECT 1 FROM status_event e WHERE e.paper_id = paper.id) "
        f"FROM paper WHERE id IN ({marks(ids)})"
    )
    names = (*columns, "was_moved")
    return {
        paper_id: dict(zip(names, row, strict=True))
        for paper_id, *row in writer.driver.execute(sql, ids)
    }


def _news(paper: dict[str, Any], said: Personal) -> dict[str, Any]:
    """The columns that say more with `said`."""
    values: dict[str, Any] = {}
    if said.status in STATUSES and said.status != paper["status"] and not paper["was_moved"]:
        values["status"] = said.status
    for name in ("priority", "rating", "starred", "takeaway"):
        value = getattr(said, name)
        if value and not paper[name]:
            values[name] = value
    return values


def _put(writer: Writer, news: dict[int, dict[str, Any]]) -> None:
    """The papers say so; those of which the same columns change go in together."""
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for paper_id, values in news.items():
        rows = by_columns.setdefault(tuple(values), [])
        rows.append((paper_id, *values.values(), writer.now))
    for columns, rows in by_columns.items():
        writer.update_many(Paper, [*columns, "updated_at"], rows)


def _tag(
    writer: Writer, ids: Sequence[int], said: Sequence[tuple[int, Personal]]
) -> dict[int, None]:
    names = {tag: _name(tag) for tag in {tag for _, one in said for tag in one.tags}}
    wanted = [(i, names[tag]) for i, one in said for tag in one.tags if names[tag]]
    if not wanted:
        return {}
    tags = {name.casefold(): i for i, name in writer.driver.execute("SELECT id, name FROM tag")}
    new = {name.casefold(): name for _, name in wanted if name.casefold() not in tags}
    first = writer.reserve(Tag, len(new))
    tags |= {folded: first + number for number, folded in enumerate(new)}
    writer.insert_many(Tag, ("id", "name"), [(tags[f], name) for f, name in new.items()])
    sql = f"SELECT paper_id, tag_id FROM paper_tag WHERE paper_id IN ({marks(ids)})"  # noqa: S608
    have = set(writer.driver.execute(sql, ids))
    links = dict.fromkeys((paper_id, tags[name.casefold()]) for paper_id, name in wanted)
    missing = [link for link in links if link not in have]
    insert(writer, PaperTag, ("paper_id", "tag_id"), missing)
    return {paper_id: None for paper_id, _ in missing}


def _name(text: str) -> str:
    """A tag as the library can have it: `" a,b / "` of another program becomes `a b`."""
    levels = (level.strip() for level in printable(text.replace(",", " ")).split("/"))
    try:
        return tag_name("/".join(level for level in levels if level))
    except InputError:
        return ""


def _note(writer: Writer, said: Sequence[tuple[int, Personal]]) -> dict[int, None]:
    noted = [(paper_id, one.notes) for paper_id, one in said if one.notes]
    rows: dict[tuple[int, str], tuple[Any, ...]] = {}
    for paper_id, notes in noted:
        sql = "SELECT body FROM note WHERE paper_id = ?"
        have = {_folded(body) for (body,) in writer.driver.execute(sql, [paper_id])}
        for note in notes:
            body = printable_lines(note.body).strip()
            if body and _folded(body) not in have:
                at = note.created_at if _MOMENT.fullmatch(note.created_at) else writer.now
                rows.setdefault((paper_id, _folded(body)), (paper_id, body, at, at))
    insert(writer, Note, ("paper_id", "body", "created_at", "updated_at"), [*rows.values()])
    return {paper_id: None for paper_id, _ in rows}


def _folded(body: str) -> str:
    return " ".join(body.split())
