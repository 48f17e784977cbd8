"""An entry under another citation key is otherwise the same bytes."""

import re

from readlist.formats.bibtex import grammar

_OPENING = re.compile(rf"@{grammar.WHITE}*+{grammar.NAME}{grammar.WHITE}*+[{{(]{grammar.WHITE}*+")


def renamed(text: str, key: str) -> str:
    """The entry `text` with the citation key `key`; unchanged where it cannot be read."""
    opening = _OPENING.search(text)
    if opening is None:
        return text
    try:
        old = grammar.parse(text, opening.start()).key
    except grammar.Malformed:
        return text
    if not old or not text.startswith(old, opening.end()):
        return text
    return text[: opening.end()] + key + text[opening.end() + len(old) :]
