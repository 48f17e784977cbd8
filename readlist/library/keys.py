"""A citation key changes only when the user says so, and the old one goes on to mean the paper."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from sqlmodel import col, select

from readlist import matching
from readlist.errors import InputError
from readlist.formats import bibtex
from readlist.formats.bibtex.patching import expressions, inside, patched, with_inside
from readlist.identifiers import suffixed, unreadable_characters
from readlist.key_patterns import KeyPattern
from readlist.latex import readable
from readlist.library import entries
from readlist.library.drafts import insert
from readlist.library.identity import stored_evidence
from readlist.library.library import Library
from readlist.models import Alias, BibliographyBlock, ExtraField, Paper
from readlist.storage import documents, fingerprints
from readlist.storage import keys as stored
from readlist.storage.fulltext import made_anew
from readlist.storage.writing import Writer
from readlist.wording import counted

_SOURCE = "readlist key"
_REFERENCES = ("crossref", "xref", "related", "entryset")
"""Fields that hold citation keys of other entries."""


class Change(NamedTuple):
    """What a pattern would make of one key."""

    paper_id: int
    old: str
    new: str
    pinned: bool
    """Was the old one used or chosen? Then it stays unless asked for."""


def check_key(key: str) -> str:
    """A remark on a key that a user chose, or nothing. Raises InputError for an unreadable one."""
    if not key:
        raise InputError("A citation key cannot be empty.")
    bad = unreadable_characters(key)
    if bad:
        named = ", ".join("a space" if c.isspace() else f"“{c}”" for c in bad)
        raise InputError(f"“{key}” cannot be a citation key: LaTeX does not read {named} in it.")
    if not key.isascii():
        return f"Older LaTeX cannot read the letters beyond ASCII in “{key}”."
    return ""


def rename(library: Library, paper_id: int, new: str) -> str:
    """The paper has the key `new`, and its old key, which is returned, is an alias.

    Entries that refer to it by crossref and the like follow. Raises InputError where another
    paper has or had the key, and where LaTeX cannot read it.
    """
    check_key(new)
    with library.step("") as writer:
        old = give(writer, paper_id, new)
        writer.recorder.summarize(f"renamed {old} to {new}")
    return old


def give(writer: Writer, paper_id: int, new: str) -> str:
    """As part of a step, the paper has the key `new`; returns its old one, now an alias.

    Raises InputError where another paper has or had the key.
    """
    old = writer.session.get_one(Paper, paper_id).citation_key
    owner = _owners(writer, [new]).get(new.lower(), paper_id)
    if owner != paper_id:
        other = writer.session.get_one(Paper, owner)
        raise InputError(f"“{new}” is taken: it is a key of {_named(other, new)}.")
    if old != new:
        _rekey(writer, {paper_id: new})
        writer.update_row(Paper, paper_id, {"key_pinned": True})
    return old


def preview(
    library: Library, ids: Sequence[int], pattern: KeyPattern, *, pinned: bool = False
) -> list[Change]:
    """What `pattern` would change, in the order of `ids`.

    A key is unique without regard to case, and never one that another paper has or had.
    Papers with pinned keys are told too; unless `pinned`, the others choose before them.
    """
    reader = library.reader()
    try:
        stems = {
            paper_id: (record.citation_key, pattern.stem(record, readable(record.title)))
            for paper_id, record in documents.records(reader.connection, ids)
        }
        owners = stored.owners(reader.connection)
        used = stored.pinned(reader.connection)
    finally:
        reader.close()
    turns = sorted(stems) if pinned else sorted(stems, key=lambda i: (i in used, i))
    groups: dict[str, list[int]] = {}
    for paper_id in turns:
        groups.setdefault(stems[paper_id][1].lower(), []).append(paper_id)
    new: dict[int, str] = {}
    for group in groups.values():
        for paper_id, key in _shared_out(stems[group[0]][1], group, owners):
            new[paper_id] = key
            owners[key.lower()] = paper_id
    return [
        Change(i, stems[i][0], new[i], i in used)
        for i in ids
        if i in stems and new[i] != stems[i][0]
    ]


def _shared_out(
    stem: str, papers: Sequence[int], owners: Mapping[str, int]
) -> Iterator[tuple[int, str]]:
    """Each paper with its key: one of its own first, so that a second time changes nothing."""
    waiting = dict.fromkeys(papers)
    for key in (suffixed(stem, number) for number in count()):
        owner = owners.get(key.lower())
        if owner is None or owner in waiting:
            paper_id = next(iter(waiting)) if owner is None else owner
            del waiting[paper_id]
            yield paper_id, key
        if not waiting:
            return


def apply(library: Library, changes: Iterable[Change], *, pinned: bool = False) -> int:
    """The keys are changed as `preview` said, in one step; returns how many.

    Pinned keys are left alone unless `pinned`. Raises InputError where the library has moved
    on since the preview.
    """
    chosen = {c.paper_id: c for c in changes if pinned or not c.pinned}
    if not chosen:
        return 0
    with library.step(f"changed {counted(len(chosen), 'citation key')} by a pattern") as writer:
        owners = _owners(writer, [change.new for change in chosen.values()])
        keys = stored.of(writer.driver, list(chosen))
        for change in chosen.values():
            taken = owners.get(change.new.lower(), change.paper_id) != change.paper_id
            if keys.get(change.paper_id) != change.old or taken:
                raise InputError("The library has changed since the preview; nothing was done.")
        _rekey(writer, {paper_id: change.new for paper_id, change in chosen.items()})
    return len(chosen)


def _owners(writer: Writer, keys: Sequence[str]) -> dict[str, int]:
    """Of the keys, in lower case, those that a paper has or had -> the paper."""
    wanted = {key.lower() for key in keys}
    owners = stored.owners(writer.driver)
    return {key: owner for key, owner in owners.items() if key in wanted}


def _named(paper: Paper, key: str) -> str:
    if paper.citation_key.lower() == key.lower():
        return f"“{readable(paper.title)[:60]}”" if paper.title else "another paper"
    return f"{paper.citation_key}, by another name"


def _rekey(writer: Writer, new: Mapping[int, str]) -> None:
    """The papers have these keys; nothing is checked any more."""
    texts: dict[int, str] = {}
    said: list[tuple[int, str, bool, str]] = []
    aliases: list[tuple[int, str]] = []
    moved: dict[str, str] = {}
    for paper in documents.exportables(writer.driver, list(new)):
        key = new[paper.id]
        edited = paper.edited
        if paper.raw and not edited:
            text = bibtex.renamed(paper.raw, key)
            if text == paper.raw:
                edited = True
            else:
                texts[paper.id] = text
        said.append((paper.id, key, edited, writer.now))
        aliases.append((paper.id, paper.key))
        moved[paper.key.lower()] = key
    with made_anew(writer.driver, len(said)):
        writer.update_many(Paper, ("citation_key", "edited", "updated_at"), said)
    own = set(new.items())
    had = [row_id for row_id, *row in stored.aliases(writer.driver, list(new)) if tuple(row) in own]
    writer.delete_rows(Alias, had)
    insert(writer, Alias, ("paper_id", "key"), aliases)
    _follow(writer, moved, texts)
    entries.replace(writer, texts, _SOURCE)
    known = stored_evidence(writer, list(new))
    fingerprints.add(
        writer.driver,
        (
            (print_, paper_id)
            for paper_id, evidence in known.items()
            # Of all that a paper is recognised by, its abstract costs most and has not changed.
            for print_ in matching.fingerprints(replace(evidence, abstract=""))
        ),
    )


def _follow(writer: Writer, moved: Mapping[str, str], texts: dict[int, str]) -> None:
    """What refers to the papers by their old keys (in lower case) refers to the new ones."""
    query = select(ExtraField).where(col(ExtraField.name).in_(_REFERENCES))
    found: dict[int, list[str]] = {}
    for row in writer.session.exec(query).all():
        value = _repointed(row.value, moved)
        if value != row.value:
            writer.update_row(ExtraField, row.id or 0, {"value": value})
            found.setdefault(row.paper_id, []).append(row.name)
    for child in documents.exportables(writer.driver, list(found)):
        values: dict[str, object] = {"updated_at": writer.now}
        if child.raw and not child.edited:
            text = _references_patched(texts.get(child.id, child.raw), found[child.id], moved)
            if text:
                texts[child.id] = text
            else:
                texts.pop(child.id, None)
                values["edited"] = True
        writer.update_row(Paper, child.id, values)
    sets = select(BibliographyBlock).where(BibliographyBlock.kind == "entry")
    for block in writer.session.exec(sets).all():
        names = [name for name in expressions(block.raw) if name in _REFERENCES]
        text = _references_patched(block.raw, names, moved)
        if names and text and text != block.raw:
            writer.update_row(BibliographyBlock, block.id or 0, {"raw": text})


def _references_patched(entry: str, names: Iterable[str], moved: Mapping[str, str]) -> str:
    written = expressions(entry)
    changes = {}
    for name in names:
        value = inside(written.get(name, ""))
        if value is None:
            return ""
        changes[name] = with_inside(written[name], _repointed(value, moved))
    return patched(entry, changes)


def _repointed(value: str, moved: Mapping[str, str]) -> str:
    """A list of keys, separated by commas, with the moved ones replaced."""
    parts = value.split(",")
    new = [moved.get(part.strip().lower()) for part in parts]
    return ",".join(
        part if key is None else part.replace(part.strip(), key)
        for part, key in zip(parts, new, strict=True)
    )
