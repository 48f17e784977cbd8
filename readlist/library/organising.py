"""Tags, notes and the removal of papers."""

import unicodedata
from collections.abc import Sequence

from readlist.errors import InputError
from readlist.library.drafts import insert
from readlist.library.library import Library
from readlist.library.slips import nearest_tag
from readlist.models import Note, Paper, PaperTag, Tag
from readlist.storage.binding import batches, marks
from readlist.storage.fulltext import made_anew
from readlist.storage.writing import Writer
from readlist.wording import counted


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
    with library.step(f"tagged {counted(len(ids))}: {words}") as writer:
        existing = {name.casefold(): tag_id for tag_id, name in _tags(writer)}
        for name in removed:
            if name.casefold() not in existing:
                near = nearest_tag(name, (tag for _, tag in _tags(writer)))
                hint = f" Did you mean “{near}”?" if near else ""
                raise InputError(f"No paper has the tag “{name}”.{hint}")
        with made_anew(writer.driver, len(ids) * (len(added) + len(removed))):
            for name in added:
                tag_id = existing.get(name.casefold())
                if tag_id is None:
                    tag_id = existing[name.casefold()] = writer.reserve(Tag)
                    writer.insert_many(Tag, ("id", "name"), [(tag_id, name)])
                have = _carriers(writer, tag_id, ids)
                new = [(i, tag_id) for i in sorted(set(ids)) if i not in have]
                insert(writer, PaperTag, ("paper_id", "tag_id"), new)
                changed.update(paper_id for paper_id, _ in new)
            for name in removed:
                links = _carriers(writer, existing[name.casefold()], ids)
                writer.delete_rows(PaperTag, list(links.values()))
                changed.update(links)
        writer.update_many(Paper, ["updated_at"], [(i, writer.now) for i in sorted(changed)])
    return len(changed)


def add_note(library: Library, paper_id: int, body: str) -> None:
    """The paper has one more note, dated now. Raises InputError for an empty one."""
    text = _body(body)
    with library.step("") as writer:
        _add_note(writer, paper_id, text)


def _add_note(writer: Writer, paper_id: int, text: str) -> None:
    paper = writer.session.get_one(Paper, paper_id)
    writer.session.add(
        Note(paper_id=paper_id, body=text, created_at=writer.now, updated_at=writer.now)
    )
    writer.recorder.summarize(f"added a note to {paper.citation_key}")


def edit_note(library: Library, paper_id: int, note_id: int, before: str, body: str) -> bool:
    """The paper's note, which said `before`, says `body`; an empty body removes it.

    False where the note says something else by now or is gone: then it stays as it is, and
    `body` becomes a note of its own.
    """
    with library.step("") as writer:
        note = writer.session.get(Note, note_id)
        if note is None or note.paper_id != paper_id or note.body != before:
            if body.strip():
                _add_note(writer, paper_id, _body(body))
            return False
        key = writer.session.get_one(Paper, note.paper_id).citation_key
        if not body.strip():
            writer.session.delete(note)
            writer.recorder.summarize(f"removed a note from {key}")
        elif note.body != body.strip():
            note.body = _body(body)
            note.updated_at = writer.now
            writer.recorder.summarize(f"changed a note on {key}")
    return True


def delete(library: Library, ids: Sequence[int]) -> int:
    """The papers and all that belongs to them are gone, until undone; returns how many."""
    with library.step("") as writer:
        keys: list[str] = []
        for batch in batches(ids):
            sql = f"SELECT citation_key FROM paper WHERE id IN ({marks(batch)})"  # noqa: S608
            keys += (key for (key,) in writer.driver.execute(sql, batch))
        writer.delete_papers(ids)
        named = keys[0] if len(keys) == 1 else counted(len(keys))
        writer.recorder.summarize(f"deleted {named}")
    return len(keys)


def _tags(writer: Writer) -> list[tuple[int, str]]:
    return writer.driver.execute("SELECT id, name FROM tag").fetchall()


def _carriers(writer: Writer, tag_id: int, ids: Sequence[int]) -> dict[int, int]:
    """Those of the papers that carry the tag -> the row that says so."""
    found: dict[int, int] = {}
    for batch in batches(ids):
        sql = (
            "SELECT paper_id, id FROM paper_tag "  # noqa: S608
            f"WHERE tag_id = ? AND paper_id IN ({marks(batch)})"
        )
        found.update(writer.driver.execute(sql, [tag_id, *batch]))
    return found


def _body(text: str) -> str:
    body = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not body:
        raise InputError("The note is empty; nothing was added.")
    return body
