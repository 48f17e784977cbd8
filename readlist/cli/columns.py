"""One paper is one line: as wide as the terminal, or whole and tab-separated for a pipe."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from readlist.text import printable

if TYPE_CHECKING:
    from readlist.storage.reader import Row

MARKS = {
    "inbox": ("·", "."),
    "queued": ("○", "o"),
    "reading": ("◐", "r"),
    "read": ("●", "x"),
    "skimmed": ("◌", "s"),
    "dropped": ("✕", "-"),
}
"""Reading status -> its mark, and the one for terminals that know ASCII only."""
_KEY_WIDTH = 24
_AUTHORS_WIDTH = 20
_TAGS_WIDTH = 20
_TITLE_WIDTH = 24
"""A title narrower than that is not worth its line: then tags and authors give way."""
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes (Unicode, annex 11)."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(char: str) -> int:
    if unicodedata.combining(char) or char in "\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` columns, with an ellipsis where it was longer."""
    taken = cells(text)
    if taken <= width:
        return text + " " * (width - taken)
    room = width - 1
    kept: list[str] = []
    for char in text:
        room -= _cells_of(char)
        if room < 0:
            break
        kept.append(char)
    cut = "".join(kept).rstrip()
    return cut + "…" + " " * (width - 1 - cells(cut))


def title(row: "Row") -> str:
    """The title, or what stands in for it; as stored, not yet safe to show."""
    if row.title:
        return row.title
    return f"[no title] {row.abstract_start}…" if row.abstract_start else "[no title]"


def short_authors(row: "Row") -> str:
    """`Maini`, `Gu & Dao`, `Maini et al.`; what the source gave instead, where it named nobody."""
    names = [n.partition(",")[0].strip() for n in (row.authors or row.editors).split("; ")]
    if names[0]:
        more = len(names) > 2 or row.more_authors
        shown = f"{names[0]} et al." if more else " & ".join(names)
        return shown if row.authors else f"{shown} (ed.)"
    if row.organization:
        return row.organization
    count = row.author_count
    return "" if not count else "1 author" if count == 1 else f"{count} authors"


def tab_separated(row: "Row") -> str:
    """Key, status, year, authors, title, tags; no name and no title is shortened."""
    authors = row.authors or row.editors or short_authors(row)
    parts = (row.citation_key, row.status, str(row.year or ""), authors, title(row), row.tags)
    # Nearly every paper is safe as it is: one look at the whole is cheaper than one at each part.
    whole = "".join(parts)
    return "\t".join(parts if printable(whole) == whole else map(printable, parts))


class Columns:
    """Lines fitted to a terminal, the widths settled by the first papers shown."""

    def __init__(self, rows: Sequence["Row"], width: int, *, coloured: bool, ascii_only: bool):
        self._coloured = coloured
        self._ascii = ascii_only
        self._key = min(
            _KEY_WIDTH, max((cells(printable(r.citation_key)) for r in rows), default=0)
        )
        self._authors = min(
            _AUTHORS_WIDTH, max((cells(printable(short_authors(r))) for r in rows), default=0)
        )
        self._tags = min(_TAGS_WIDTH, max((cells(printable(r.tags)) for r in rows), default=0))
        self._title = self._room(width)
        if self._title < _TITLE_WIDTH:
            self._tags = 0
            self._title = self._room(width)
        if self._title < _TITLE_WIDTH:
            self._authors = 0
            self._title = max(self._room(width), 8)

    def _room(self, width: int) -> int:
        columns = (self._key, 4, self._authors, self._tags)
        return width - 3 - sum(w + 2 for w in columns if w)

    def line(self, row: "Row") -> str:
        """The paper in one line, without the line end."""
        mark = MARKS.get(row.status, ("?", "?"))[self._ascii]
        mark += "*" if row.starred else "!" if row.priority > 0 else " "
        key = printable(row.citation_key)
        # A key is there to be copied: it is never cut, the title makes room for it.
        over = max(0, cells(key) - self._key)
        key = self._style(_BOLD, fit(key, self._key + over))
        title_width = max(8, self._title - over)
        parts = [f"{mark} {key}", fit(printable(title(row)), title_width)]
        if self._authors:
            parts.append(fit(printable(short_authors(row)), self._authors))
        parts.append(self._style(_DIM, fit(str(row.year or ""), 4)))
        if self._tags:
            parts.append(fit(printable(row.tags), self._tags))
        line = "  ".join(parts).rstrip()
        return line.replace("…", ".") if self._ascii else line

    def _style(self, code: str, text: str) -> str:
        return f"{code}{text}{_PLAIN}" if self._coloured else text
