"""Pairs of papers that may be one are merged or kept apart, by the user."""

from collections.abc import Mapping
from copy import copy
from types import MappingProxyType

from sqlmodel import col, or_, select

from readlist.errors import InputError
from readlist.library import rows
from readlist.library.identity import evidence_of
from readlist.library.library import Library
from readlist.library.merging import EXPORTED, absorb, choose, differs
from readlist.models import (
    Alias,
    Author,
    ExtraField,
    Note,
    Paper,
    PaperTag,
    Provenance,
    ReviewPair,
    StatusEvent,
)
from readlist.records import Record
from readlist.storage import documents
from readlist.storage.reader import Pair
from readlist.storage.writing import Writer

Choices = Mapping[str, int | None]
_OWN = ("tags", "notes", "takeaway")
"""What the reader wrote, which `choices` may name beside what sources say."""


def pairs(library: Library) -> list[Pair]:
    """The open questions, most alike first."""
    reader = library.reader()
    try:
        return reader.review_pairs()
    finally:
        reader.close()


def keep_apart(library: Library, pair_id: int) -> None:
    """The two papers are two; they are not asked about again."""
    with library.step("") as writer:
        pair = _open_pair(writer, pair_id)
        pair.state = "apart"
        keys = [
            writer.session.get_one(Paper, i).citation_key for i in (pair.paper_id, pair.other_id)
        ]
        writer.recorder.summarize(f"kept {keys[0]} and {keys[1]} apart")


def merge(
    library: Library,
    pair_id: int,
    keep: int | None = None,
    choices: Choices = MappingProxyType({}),
) -> str:
    """The two papers are one, with what both had; returns its citation key.

    The paper `keep` survives; unless named, the one that has a BibTeX entry, else the one
    whose key somebody has used, else the older one. The other's key becomes an alias.
    `choices` are as in `join`.
    """
    with library.step("") as writer:
        pair = _open_pair(writer, pair_id)
        papers = [writer.session.get_one(Paper, i) for i in (pair.paper_id, pair.other_id)]
        if keep is None:
            papers.sort(key=lambda paper: precedence(writer, paper))
        elif papers[1].id == keep:
            papers.reverse()
        elif papers[0].id != keep:
            raise InputError("The paper to keep is not one of the pair.")
        survivor, other = papers
        key, gone = survivor.citation_key, other.citation_key
        join(writer, survivor, other, choices)
        writer.recorder.summarize(f"merged {gone} into {key}")
    return key


def merge_two(
    library: Library, keep: int, other: int, choices: Choices = MappingProxyType({})
) -> str:
    """Two papers of which nobody asked whether they are one are one, as after `merge`."""
    if keep == other:
        raise InputError("A paper cannot be merged with itself.")
    with library.step("") as writer:
        survivor, gone = (writer.session.get_one(Paper, i) for i in (keep, other))
        key, old = survivor.citation_key, gone.citation_key
        join(writer, survivor, gone, choices)
        writer.recorder.summarize(f"merged {old} into {key}")
    return key


def _open_pair(writer: Writer, pair_id: int) -> ReviewPair:
    pair = writer.session.get(ReviewPair, pair_id)
    if pair is None or pair.state != "open":
        raise InputError("There is no such pair to review; `readlist duplicates` lists them.")
    return pair


def has_entry(writer: Writer, paper: Paper) -> bool:
    """Is there a BibTeX entry that the paper is cited by?"""
    query = select(Provenance.id).where(Provenance.paper_id == paper.id, Provenance.verbatim)
    return writer.session.exec(query).first() is not None


def precedence(writer: Writer, paper: Paper) -> tuple[bool, bool, int]:
    """The paper of two that sorts first by this is the one to keep."""
    assert paper.id is not None
    return not has_entry(writer, paper), not paper.key_pinned, paper.id


def join(
    writer: Writer, survivor: Paper, other: Paper, choices: Choices = MappingProxyType({})
) -> None:
    """`survivor` has what both had, and `other` is gone; its citation key becomes an alias.

    `choices` says for what `merging.choose` knows, and for `tags`, `notes` and `takeaway`,
    which of the two papers is to be believed; None is both. What it does not name, the
    survivor is believed, with gaps filled, and tags, notes and takeaways are united.
    """
    assert survivor.id is not None
    assert other.id is not None
    session = writer.session
    (_, record), (_, news) = documents.records(writer.driver, [survivor.id, other.id])
    had_entry, brings_entry = has_entry(writer, survivor), has_entry(writer, other)
    entry = brings_entry and not had_entry
    before = copy(record)
    absorb(record, news, entry=entry, cited=had_entry)
    believed: dict[int | None, Record | None] = {survivor.id: before, other.id: news, None: None}
    sides = {name: believed[paper] for name, paper in choices.items() if name not in _OWN}
    choose(record, before, news, sides)
    changed = any(getattr(record, name) != getattr(before, name) for name in EXPORTED)
    was_edited = survivor.edited
    _rewrite(writer, survivor, record)
    if had_entry:
        survivor.edited = was_edited or changed
    else:
        survivor.edited = brings_entry and (other.edited or differs(record, news))
    _unite_notes(writer, survivor.id, other.id, choices.get("notes"))
    for table in (StatusEvent, Alias):
        for row in session.exec(select(table).where(table.paper_id == other.id)):
            row.paper_id = survivor.id
            session.add(row)
    for met in session.exec(select(Provenance).where(Provenance.paper_id == other.id)):
        met.paper_id = survivor.id
        met.verbatim = met.verbatim and not had_entry
    _unite_tags(writer, survivor.id, other.id, choices.get("tags"))
    _unite_reading(survivor, other, choices.get("takeaway"))
    _repoint_reviews(writer, survivor.id, other.id)
    gone = other.citation_key
    writer.delete_papers([other.id])
    session.add(Alias(paper_id=survivor.id, key=gone))
    session.flush()


def _rewrite(writer: Writer, paper: Paper, record: Record) -> None:
    assert paper.id is not None
    session = writer.session
    for column, value in rows.bibliographic(record, evidence_of(record)).items():
        setattr(paper, column, value)
    for table, columns, fresh in (
        (Author, rows.AUTHOR_COLUMNS, rows.author_rows(paper.id, record)),
        (ExtraField, rows.EXTRA_COLUMNS, rows.extra_rows(paper.id, record)),
    ):
        for row in session.exec(select(table).where(table.paper_id == paper.id)):
            session.delete(row)
        session.flush()
        session.add_all(table(**dict(zip(columns, row, strict=True))) for row in fresh)
    session.flush()


def _unite_notes(writer: Writer, survivor: int, other: int, believed: int | None) -> None:
    for note in writer.session.exec(select(Note).where(col(Note.paper_id).in_([survivor, other]))):
        if believed not in (None, note.paper_id):
            writer.session.delete(note)
        else:
            note.paper_id = survivor
    writer.session.flush()


def _unite_tags(writer: Writer, survivor: int, other: int, believed: int | None) -> None:
    links = {
        paper: list(writer.session.exec(select(PaperTag).where(PaperTag.paper_id == paper)))
        for paper in (survivor, other)
    }
    have = {link.tag_id for link in links[survivor]}
    wanted = {link.tag_id for link in links[other]}
    for link in links[other]:
        if link.tag_id not in have and believed != survivor:
            link.paper_id = survivor
    for link in links[survivor]:
        if link.tag_id not in wanted and believed == other:
            writer.session.delete(link)


def _unite_reading(survivor: Paper, other: Paper, believed: int | None) -> None:
    if survivor.status == "inbox":
        survivor.status = other.status
    survivor.priority = max(survivor.priority, other.priority)
    survivor.rating = survivor.rating or other.rating
    survivor.starred = survivor.starred or other.starred
    takeaways = {p.takeaway: None for p in (survivor, other) if believed in (None, p.id)}
    survivor.takeaway = " / ".join(filter(None, takeaways))
    survivor.passes = max(survivor.passes, other.passes)
    survivor.added_at = min(survivor.added_at, other.added_at)


def _repoint_reviews(writer: Writer, survivor: int, other: int) -> None:
    """Questions about the paper that goes are asked about the one that stays."""
    session = writer.session

    def asked(paper: int) -> list[ReviewPair]:
        about = or_(col(ReviewPair.paper_id) == paper, col(ReviewPair.other_id) == paper)
        return list(session.exec(select(ReviewPair).where(about)))

    def third(pair: ReviewPair, paper: int) -> int:
        return pair.other_id if pair.paper_id == paper else pair.paper_id

    known = {third(pair, survivor) for pair in asked(survivor)}
    for pair in asked(other):
        paper = third(pair, other)
        if paper != survivor and paper not in known:
            pair.paper_id, pair.other_id = min(paper, survivor), max(paper, survivor)
    session.flush()
