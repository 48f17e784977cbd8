"""A remedy goes into the paper's fields and into the BibTeX entry that it goes out as."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import col, select

from readlist.formats.bibtex.patching import expressions, inside, patched, with_inside
from readlist.latex import readable
from readlist.library import entries
from readlist.library.checking import mending
from readlist.library.checking.entry import Finding, Fix
from readlist.models import ExtraField, Paper
from readlist.storage import documents
from readlist.storage.binding import batches
from readlist.storage.writing import Writer

_SOURCE = "readlist check"


def operate(writer: Writer, wanted: Mapping[int, list[Finding]]) -> list[Finding]:
    """What the findings of each paper call for is done; returns those that were mended."""
    texts: dict[int, str] = {}
    mended: list[Finding] = []
    for batch in batches(list(wanted)):
        for paper in documents.exportables(writer.driver, batch):
            findings = wanted[paper.id]
            text, in_entry = _in_entry(paper.raw, [f.fix for f in findings if f.fix])
            in_fields = _in_fields(writer, paper.id, [f.fix for f in findings if f.fix])
            if text:
                texts[paper.id] = text
            if in_entry or in_fields:
                values: dict[str, Any] = {"updated_at": writer.now}
                if paper.raw and not in_fields <= in_entry:
                    values["edited"] = True
                writer.update_row(Paper, paper.id, values)
                writer.touched.add(paper.id)
            done = in_entry | in_fields
            mended += (f for f in findings if f.fix and f.fix.field in done)
    entries.replace(writer, texts, _SOURCE)
    return mended


def _in_entry(raw: str, fixes: Iterable[Fix]) -> tuple[str, set[str]]:
    """The entry with the fixes in it, as far as it can have them, and the fields they are in."""
    written = expressions(raw) if raw else {}
    changes: dict[str, str] = {}
    for fix in fixes:
        expression = written.get(fix.field, "")
        text = inside(expression) if expression else None
        if text is None:
            continue
        if fix.field == "month":
            new = mending.month(text)
        else:
            mend = mending.mender(fix.field)
            new = with_inside(expression, mend(text)) if mend else ""
        if new and new != expression:
            changes[fix.field] = new
    result = patched(raw, changes) if changes else ""
    return result, set(changes) if result else set()


def _in_fields(writer: Writer, paper_id: int, fixes: Iterable[Fix]) -> set[str]:
    """The paper's own fields have the fixes; returns which."""
    done: set[str] = set()
    query = select(ExtraField).where(col(ExtraField.paper_id) == paper_id)
    extra = {row.name: row for row in writer.session.exec(query)}
    for fix in fixes:
        row = extra.get(fix.field)
        mend = mending.mender(fix.field)
        if mend is None:
            continue
        new = mend(fix.old)  # of all its faults, where this fix is for one of them
        if fix.field == "title":
            values = {"title": new, "title_text": _readable_if_other(new)}
            writer.update_row(Paper, paper_id, values)
            done.add("title")
        elif row is not None and row.value == fix.old:
            writer.update_row(ExtraField, row.id or 0, {"value": new})
            done.add(fix.field)
    return done


def _readable_if_other(title: str) -> str | None:
    shown = readable(title)
    return shown if shown != title else None
