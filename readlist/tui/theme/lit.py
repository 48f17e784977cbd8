"""Words that matter to the reader stand out in a text."""

import re
from collections.abc import Collection

from textual.content import Content

from readlist.text import fold

_WORD = re.compile(r"\w+")
_SHORTEST = 2


def spans(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    """Where in `text` the words stand that begin like one of `words`, which are folded."""
    beginnings = tuple(word for word in words if len(word) >= _SHORTEST)
    if not beginnings:
        return []
    return [found.span() for found in _WORD.finditer(text) if fold(found[0]).startswith(beginnings)]


def light(text: str, words: Collection[str], style: str = "bold $text-accent") -> Content:
    """`text` with those words lit."""
    content = Content(text)
    for start, end in spans(text, words):
        content = content.stylize(style, start, end)
    return content


def words_of(*texts: str) -> frozenset[str]:
    """The folded words of some texts, as `light` wants them."""
    return frozenset(word for text in texts for word in fold(text).split())
