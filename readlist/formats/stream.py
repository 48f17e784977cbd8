"""A text of any size is read piece by piece: no more than a few pieces are held at a time."""

import codecs
import re
from collections.abc import Callable, Iterator
from io import SEEK_END
from typing import BinaryIO

from readlist.errors import InputError
from readlist.formats.decode import detect

PIECE = 1 << 16
"""Bytes or characters of a piece."""
LARGEST = 64 << 20
"""Bytes of a text that is held whole; only a `.bib` file may be larger."""

Pieces = Callable[[], Iterator[str]]
"""Gives the pieces of one text from its beginning, at each call anew."""


class Stream:
    """The text of a file. Raises InputError when there is none in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._encoding = detect(file)
        self.assumed = self._encoding.said
        """What was assumed of its encoding; empty for plain UTF-8."""
        self.size = file.seek(0, SEEK_END)
        """Bytes in all."""
        self.done = 0
        """Bytes up to which it was read."""

    def pieces(self) -> Iterator[str]:
        """The text in pieces, from its beginning; several may be on their way at once."""
        encoding = self._encoding
        decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
        at = encoding.skip
        while True:
            try:
                self._file.seek(at)
                block = self._file.read(PIECE)
            except OSError as error:
                raise InputError(
                    f"The file broke off at byte {at:,}: {error.strerror or error}."
                ) from error
            at += len(block)
            self.done = at
            piece = decoder.decode(block, final=not block)
            if piece:
                yield piece
            if not block:
                return

    def head(self, length: int) -> str:
        """The first `length` characters, or a few more."""
        head = ""
        for piece in self.pieces():
            head += piece
            if len(head) >= length:
                break
        return head

    def read(self) -> str:
        """The text, whole."""
        return "".join(self.pieces())


def sliced(text: str) -> Pieces:
    """The pieces of a text that is at hand."""
    return lambda: (text[at : at + PIECE] for at in range(0, len(text), PIECE))


def scan(pattern: re.Pattern[str], pieces: Pieces, reach: int) -> Iterator[re.Match[str]]:
    """What `pattern` matches in the text, each match with its next `reach` characters.

    A match longer than that may be cut short.
    """
    window, at = "", 0
    for piece in pieces():
        window = window[at:] + piece
        at = 0
        for found in pattern.finditer(window):
            if found.start() > len(window) - reach:
                break
            yield found
            at = found.end()
        at = max(at, len(window) - reach, 0)
    yield from pattern.finditer(window[at:])
