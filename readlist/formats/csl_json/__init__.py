"""CSL-JSON in and out, as Zotero, Better BibTeX and pandoc speak it (CSL 1.0.2).

What CSL has no variable for goes into `custom`, where other programs leave it alone and
readlist finds it again; so nothing of a record is lost on the way to a file and back.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date

from readlist.formats.csl_json.fields import READ_TYPES
from readlist.formats.csl_json.reading import read_items
from readlist.formats.csl_json.writing import item
from readlist.formats.losses import unlike
from readlist.records import Document, Items, Record

__all__ = ["item", "looks_like", "looks_like_json", "lost", "read", "write"]

_HEAD = 200_000
_OPENS = re.compile(r"[\s\ufeff]*[\[{]")
_TYPES = "|".join(map(re.escape, READ_TYPES))
_MARK = re.compile(rf'"type"\s*:\s*"(?:{_TYPES})"|"(?:date-parts|container-title)"\s*:')

# Half a surrogate pair cannot be encoded at all.
_HALVES = re.compile("[\ud800-\udfff]")


def looks_like(text: str) -> bool:
    """Is it JSON that speaks of CSL's types, dates or containers?"""
    return _OPENS.match(text) is not None and _MARK.search(text[:_HEAD]) is not None


def looks_like_json(text: str) -> bool:
    """Is it an object, or an array of objects, whatever they say?"""
    return re.match(r"[\s\ufeff]*(?:\[\s*)?(?:\{\s*[\"}]|\])", text) is not None


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The items of an array, of `references` or `items`, or the one item that `text` is."""
    del today
    return read_items(text, first_line)


def write(documents: Iterable[Document], *, personal: bool = False) -> Iterator[str]:
    """The array in pieces, an item each. `personal` puts tags, notes and status in."""
    before = "[\n"
    for document in documents:
        text = json.dumps(item(document, personal=personal), ensure_ascii=False, indent=2)
        text = _HALVES.sub("\ufffd", text)
        yield before + "\n".join(f"  {each}" for each in text.split("\n"))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def lost(document: Document, *, personal: bool = False) -> list[str]:
    """What the format cannot carry of the paper, found by reading what was written."""
    text = "".join(write([document], personal=personal))
    found = [item for item in read(text, today=date.min) if isinstance(item, Record)]
    return unlike(document, found[0] if found else Record(), personal=personal)
