"""The user changes a paper by changing its BibTeX entry, and the entry goes out as written."""

from dataclasses import dataclass, fields, replace

from readlist.errors import InputError
from readlist.formats import bibtex
from readlist.library import entries
from readlist.library.ancestors import ancestors
from readlist.library.drafts import Draft, write
from readlist.library.identity import evidence_of
from readlist.library.keys import check_key, give
from readlist.library.library import Library
from readlist.library.merging import differs
from readlist.library.rows import digest
from readlist.records import Block, Notice, Record, Rejected
from readlist.storage import documents
from readlist.storage import keys as stored

_SOURCE = "readlist edit"
_NOT_SAID = frozenset({"extra", "author_count", "citation_key", "line", "raw", "personal"})
"""What of a Record is no statement of its entry, or is looked at apart."""


@dataclass(frozen=True)
class Opened:
    """A paper's entry, as it was when the user began to change it."""

    paper_id: int
    text: str
    """What to edit."""
    record: Record
    raw: str
    """The entry that it was imported as; empty where it came from elsewhere."""
    context: str
    """The macros and the entries that it refers to."""


def open_entry(library: Library, paper_id: int) -> Opened:
    """The entry that the paper goes out as; its abstract only if that goes out too."""
    reader = library.reader()
    try:
        ((_, _, raw, edited),) = documents.exportables(reader.connection, [paper_id])
        ((_, record),) = documents.records(reader.connection, [paper_id])
        blocks = documents.blocks(reader.connection)
        parents = ancestors(reader, [raw])
    finally:
        reader.close()
    helpers = [block.raw for block in blocks if block.kind == "entry"]
    text = raw
    if not raw:
        text = bibtex.entry_from_record(record, proper_nouns=library.proper_nouns)
    elif edited:
        text = bibtex.updated_entry(
            raw,
            record,
            macros={block.name: block.value for block in blocks if block.kind == "string"},
            proper_nouns=library.proper_nouns,
            parents=[*parents, *helpers] if bibtex.parents(raw) else (),
        )
    macros = [block.raw for block in blocks if block.kind == "string"]
    return Opened(paper_id, text, record, raw, "\n\n".join([*macros, *parents, *helpers]))


def change(library: Library, opened: Opened, text: str) -> list[str] | None:
    """The paper says what the entry `text` says, and goes out as that; None if nothing changed.

    Returns remarks on the entry. What the entry did not say before and does not say now
    stays. Another citation key is a renaming. Raises InputError where `text` is not one
    BibTeX entry, with its line, and where the paper has changed in the meantime.
    """
    if text.strip() == opened.text.strip():
        return None
    after, remarks = _read(library, opened, text)
    before, _ = _read(library, opened, opened.text)
    key = after.citation_key
    with library.step(f"edited {opened.record.citation_key}") as writer:
        now = [record for _, record in documents.records(writer.driver, [opened.paper_id])]
        raws = [paper.raw for paper in documents.exportables(writer.driver, [opened.paper_id])]
        if now != [opened.record] or raws != [opened.raw]:
            raise InputError("The paper has changed in the meantime; nothing was changed now.")
        renamed = key != opened.record.citation_key
        if renamed:
            remark = check_key(key)
            remarks += [remark] if remark else []
            give(writer, opened.paper_id, key)
        record = _with_changes(opened.record, before, after)
        draft = Draft(
            opened.paper_id,
            record,
            evidence_of(record),
            new=False,
            pinned=renamed or opened.paper_id in stored.pinned(writer.driver),
            edited=differs(record, after),
            has_entry=True,
            changed=True,
        )
        if not opened.raw:
            met = (_SOURCE, "bibtex", 0, writer.now, "", after.raw, digest(after.raw), True)
            draft.provenance.append((opened.paper_id, *met))
        write(writer, [draft])
        if opened.raw:
            entries.replace(writer, {opened.paper_id: after.raw}, _SOURCE)
    return remarks


def _with_changes(paper: Record, before: Record, after: Record) -> Record:
    """`paper` with what the entry says otherwise `after` than `before`."""
    changed = replace(paper, citation_key=after.citation_key, extra=dict(paper.extra))
    for name in (field.name for field in fields(Record) if field.name not in _NOT_SAID):
        value = getattr(after, name)
        if value != getattr(before, name):
            setattr(changed, name, value)
    if changed.authors != paper.authors:
        whole = changed.authors and not changed.more_authors
        changed.author_count = len(changed.authors) if whole else None
    for name in {**before.extra, **after.extra}:
        if name not in after.extra:
            changed.extra.pop(name, None)
        elif after.extra[name] != before.extra.get(name):
            changed.extra[name] = after.extra[name]
    return changed


def _read(library: Library, opened: Opened, text: str) -> tuple[Record, list[str]]:
    """The one entry that `text` is, and remarks on it. Raises InputError."""
    last = text.count("\n") + 1
    found: list[Record] = []
    remarks: list[str] = []
    # What the entry refers to stands behind it: so the lines are those that the user sees.
    for item in bibtex.read(f"{text}\n{opened.context}", today=library.today()):
        if item.line > last:
            continue
        if isinstance(item, Rejected):
            raise InputError(f"Line {item.line}: {item.reason}")
        if isinstance(item, Block):
            raise InputError(f"Line {item.line}: only the paper's own entry can be changed here.")
        if isinstance(item, Notice):
            remarks.append(f"Line {item.line}: {item.message}")
        else:
            found.append(item)
    if not found:
        raise InputError("There is no BibTeX entry in the text; nothing was changed.")
    if len(found) > 1:
        raise InputError(f"Line {found[1].line}: a second entry; one paper has one.")
    return found[0], remarks
