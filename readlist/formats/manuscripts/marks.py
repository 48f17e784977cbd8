"""One place of a manuscript that says something about citations."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

EVERYTHING = "*"
r"""The key that stands for all of the bibliography, as in `\nocite{*}`."""


class Mark(NamedTuple):
    """What a manuscript says in one place."""

    kind: Literal["cite", "include", "bibliography", "label", "style", "unfinished"]
    """A key is cited, another file is part of it, a `.bib` file has its entries, `@text` means
    a place in the text itself, a style of BibTeX makes its bibliography, or whoever writes the
    file is not done with it."""
    text: str
    """The key, the file's name as written, the label or the style."""
    line: int


class Lines:
    """Offsets in a text become line numbers, counted from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        """The line of the character at `offset`."""
        return bisect_right(self._starts, offset)


def keys(text: str, line: int) -> Iterator[Mark]:
    """The keys in a list separated by commas, without the white space around them."""
    for part in text.split(","):
        key = " ".join(part.split())
        # `#1` is the parameter of somebody's macro, `\\key` a macro that holds a key.
        if key and not {"#", "\\", "{", "}"} & set(key):
            yield Mark("cite", key, line)


def blanked(text: str) -> str:
    """As many lines as `text`, and nothing in them."""
    return "\n" * text.count("\n") or " "
