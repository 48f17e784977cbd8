"""Tags, notes and the removal of papers."""

import unicodedata
from collections.abc import Sequence

from sqlmodel import col, select

from readlist.errors import InputError
from readlist.library.library import Library
from readlist.models import Note, Paper, PaperTag, Tag
from readlist.storage.reader import batches
from readlist.storage.writing import Writer


def tag_name(text: str) -> str:
    """The tag as it is stored: no commas, no control characters, no empty level.

    `" ML / Vision "` becomes `ML/Vision`. Raises InputError.
    """
    if "," in text or any(unicodedata.category(c).startswith("C") for c in text):
        raise InputError(f"A tag holds no commas and no control characters: {text!r}.")
    levels = [" ".join(level.split()) for level in text.removeprefix("#").split("/")]
    if not all(levels):
        raise InputError(f"A tag has a name on every level, as in ml/vision: {text!r}.")
    return "/".join(levels)


def change_tags(
    library: Library, ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> int:
    """The papers carry the tags `add` and not the tags `remove`; returns how many changed.

    A tag that differs only in case from an existing one is that one. Removing a tag that
    no paper has is an InputError, which catches a slip of the fingers.
    """
    added = [tag_name(name) for name in add]
    removed = [tag_name(name) for name in remove]
    words = " ".join([*(f"+{name}" for name in added), *(f"-{name}" for name in removed)])
    changed: set[int] = set()
    with library.step(f"tagged {len(ids)} paper{'s' if len(ids) != 1 else ''}: {words}") as writer:
        session = writer.session
        existing = {tag.name.casefold(): tag for tag in session.exec(select(Tag))}
        for name in removed:
            if name.casefold() not in existing:
                raise InputError(f"No paper has the tag “{name}”.")
        for name in added:
            tag = existing.get(name.casefold())
            if tag is None:
                tag = existing[name.casefold()] = Tag(name=name)
                session.add(tag)
                session.flush()
            have = _carriers(writer, tag, ids)
            for paper_id in ids:
                if paper_id not in have:
                    session.add(PaperTag(paper_id=paper_id, tag_id=tag.id or 0))
                    changed.add(paper_id)
        for name in removed:
            for paper_id, link in _carriers(writer, existing[name.casefold()], ids).items():
                session.delete(link)
                changed.add(paper_id)
    return len(changed)


def add_note(library: Library, paper_id: int, body: str) -> None:
    """The paper has one more note, dated now. Raises InputError for an empty one."""
    text = _body(body)
    with library.step("") as writer:
        paper = writer.session.get_one(Paper, paper_id)
        writer.session.add(
            Note(paper_id=paper_id, body=text, created_at=writer.now, updated_at=writer.now)
        )
        writer.recorder.summarize(f"added a note to {paper.citation_key}")


def edit_note(library: Library, note_id: int, body: str) -> None:
    """The note says `body`; an empty body removes it."""
    with library.step("") as writer:
        note = writer.session.get_one(Note, note_id)
        key = writer.session.get_one(Paper, note.paper_id).citation_key
        if not body.strip():
            writer.session.delete(note)
            writer.recorder.summarize(f"removed a note from {key}")
        elif note.body != body.strip():
            note.body = _body(body)
            note.updated_at = writer.now
            writer.recorder.summarize(f"changed a note on {key}")


def delete(library: Library, ids: Sequence[int]) -> int:
    """The papers and all that belongs to them are gone, until undone; returns how many."""
    with library.step("") as writer:
        keys: list[str] = []
        for batch in batches(ids):
            papers = writer.session.exec(select(Paper).where(col(Paper.id).in_(batch))).all()
            keys += [paper.citation_key for paper in papers]
        for paper_id in ids:
            writer.delete_paper(paper_id)
        named = keys[0] if len(keys) == 1 else f"{len(keys)} papers"
        writer.recorder.summarize(f"deleted {named}")
    return len(keys)


def _carriers(writer: Writer, tag: Tag, ids: Sequence[int]) -> dict[int, PaperTag]:
    found: dict[int, PaperTag] = {}
    for batch in batches(ids):
        query = select(PaperTag).where(PaperTag.tag_id == tag.id, col(PaperTag.paper_id).in_(batch))
        found.update((link.paper_id, link) for link in writer.session.exec(query))
    return found


def _body(text: str) -> str:
    body = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not body:
        raise InputError("The note is empty; nothing was added.")
    return body
