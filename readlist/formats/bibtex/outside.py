"""Text outside blocks is a comment to BibTeX and not kept: that is told, once for a file."""

import re
from collections.abc import Iterator

from readlist.records import Notice

CONFLICT = re.compile(r"^(?:<{7} |={7}\r?$|>{7} )", re.MULTILINE)
_LEFT_OVER = re.compile(r"^[ \t,]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\w]", re.MULTILINE)
_ENCODING = re.compile(r"^\s*%\s*Encoding:", re.IGNORECASE)
"""JabRef's first line; it was heeded when the file was decoded."""


class Outside:
    """The lines of a file that hold text outside blocks."""

    def __init__(self, newline: str) -> None:
        self._newline = newline
        self._first = self._last = self._count = 0

    def add(self, text: str, line: int) -> Iterator[Notice]:
        """`text` begins on `line`; it is told at once where it may have been part of an entry."""
        for number, words in enumerate(text.split(self._newline), line):
            # The rest of a line may come with the next piece of text.
            if words.strip() and number != self._last and not _ENCODING.match(words):
                self._first = self._first or number
                self._last = number
                self._count += 1
        for sign, what in (
            (CONFLICT, "A merge-conflict marker stands between the entries; it is skipped."),
            (_LEFT_OVER, "Text outside any entry looks like part of one; it is skipped."),
        ):
            found = sign.search(text)
            if found:
                yield Notice(line + text.count(self._newline, 0, found.start()), what)
                return

    def told(self) -> Iterator[Notice]:
        """What was left out on the whole, told on its first line."""
        if self._count == 1:
            yield Notice(self._first, "This line stands outside all entries and is not kept.")
        elif self._count:
            yield Notice(
                self._first,
                f"{self._count:,} lines stand outside all entries and are not kept; "
                "this is the first.",
            )
