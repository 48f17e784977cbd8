"""One Markdown note a paper, with front matter, as Obsidian keeps them.

What readlist writes ends at a marker line. What stands below it is the user's and stays,
byte for byte, however often the note is written again.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from readlist.formats import exchange
from readlist.formats.exchange import line
from readlist.formats.losses import beyond
from readlist.formats.markdown import escaped, links
from readlist.records import Document
from readlist.text import printable_lines

MARKER = "%% readlist ends here; what you write below this line stays. %%"
_UNSAFE = re.compile(r"[^\w.+=@-]")
# Windows gives these names to devices, whatever suffix follows (Win32, "Naming Files").
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$", re.IGNORECASE)
_LONGEST = 100
_CARRIED = frozenset(
    "title authors editors year venue doi arxiv_id url status priority rating starred tags notes "
    "abstract citation_key entry_type organization comment aliases takeaway".split()
)


def files(documents: Iterable[Document], *, personal: bool = True) -> Iterator[tuple[str, str]]:
    """Name and text of each note. Names are safe in every file system, and no two alike."""
    del personal
    taken: set[str] = set()
    for document in documents:
        key = document.record.citation_key
        name = file_name(key)
        if name.casefold() in taken:
            name = f"{name.removesuffix('.md')}-{_digest(key)}.md"
        taken.add(name.casefold())
        yield name, note(document)


def file_name(key: str) -> str:
    """The note's name for a citation key: what is no letter, digit or `.+=@_-` is replaced.

    A name that had to change carries a digest, so that two keys never share a note.
    """
    name = _UNSAFE.sub("-", key)
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    name = name.rstrip(". ")
    if name.startswith((".", "-")) or _RESERVED.match(name) or not name:
        name = f"_{name}"
    return f"{name}.md" if name == key else f"{name}-{_digest(key)}.md"


def _digest(key: str) -> str:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()


def note(document: Document) -> str:
    """The note up to its marker line."""
    record = document.record
    parts = [_front_matter(document), f"# {escaped(record.title) or 'Untitled'}"]
    where = links(record)
    if where:
        parts.append(" · ".join(where))
    if record.abstract:
        parts.append(f"## Abstract\n\n{escaped(record.abstract)}")
    for remark in document.personal.notes:
        day = remark.created_at[:10]
        heading = f"## Note of {day}" if day else "## Note"
        parts.append(f"{heading}\n\n{_body(remark.body)}")
    return "\n\n".join([*parts, f"{MARKER}\n"])


def _body(text: str) -> str:
    """A note as its Markdown stands; a line in it that is the marker is one no longer."""
    lines = printable_lines(text).strip("\n").split("\n")
    return "\n".join(f"\\{each}" if each.strip() == MARKER else each for each in lines)


def _front_matter(document: Document) -> str:
    record, said = document.record, document.personal
    names = [str(name) for name in record.authors]
    when = exchange.own_date(record)
    fields: dict[str, Any] = {
        "citekey": record.citation_key,
        "aliases": [line(record.title), *document.aliases],
        "title": line(record.title),
        "authors": [line(name) for name in (*names, *(["et al."] * record.more_authors))],
        "editors": [line(str(name)) for name in record.editors],
        "year": record.year,
        "date": when if len(when) > 4 else "",
        "venue": line(record.venue),
        "organization": line(record.organization),
        "comment": line(record.comment),
        "type": record.entry_type,
        "doi": record.doi,
        "arxiv": record.arxiv_id,
        "url": line(record.url),
        "status": said.status,
        "priority": {-1: "low", 1: "high"}.get(said.priority or 0, ""),
        "rating": said.rating,
        "starred": said.starred,
        "takeaway": line(said.takeaway),
        "tags": [tag for name in said.tags if (tag := _tag(name))],
        "added": document.added_at[:10],
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items() if value and value != [""]]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: Any) -> str:
    """A JSON scalar or list is YAML as well (YAML 1.2, section 1.3)."""
    return json.dumps(value, ensure_ascii=False)


def _tag(name: str) -> str:
    """A tag as Obsidian reads it: no blanks, not only digits."""
    tag = re.sub(r"[^\w/-]+", "-", name).strip("-")
    return f"{tag}-" if tag.isdigit() else tag


def with_own_text(note_text: str, existing: str) -> str | None:
    """The note with what stands below the marker of `existing`.

    None where `existing` has no marker: then readlist did not write it, or must not any more.
    """
    found = re.search(rf"^{re.escape(MARKER)}[ \t]*(?:\r?\n|$)", existing, re.MULTILINE)
    return None if found is None else note_text + existing[found.end() :]


def lost(document: Document, *, personal: bool = True) -> list[str]:
    """What the note does not say."""
    del personal
    return beyond(document, _CARRIED)
