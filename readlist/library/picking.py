"""The papers that a few letters mean, the likeliest first."""

import re
from collections.abc import Callable, Sequence

from readlist.errors import QueryError
from readlist.storage.reader import Reader, Row
from readlist.text import fold

WINDOW = 400
"""Papers that are ranked: the newest of those that match."""
_GUESSES = 4000
"""Papers looked through when no word matches: the letters may be mistyped."""
_LIKE = 75.0
"""Below this score, of 100, a guess is none."""

_PANDOC = re.compile(r"\w+(?:[:.#$%&\-+?<>~/]\w+)*")
"""A key that needs no braces (Pandoc manual, "Citation syntax")."""
_TYPST = re.compile(r"\w(?:[\w\-:.]*[\w\-])?")
"""A key that can stand after the at sign (Typst reference, "Label")."""

FORMATS: dict[str, Callable[[Sequence[str]], str]] = {
    "latex": lambda keys: f"\\cite{{{','.join(keys)}}}",
    "pandoc": lambda keys: f"[{'; '.join(map(_pandoc, keys))}]",
    "typst": lambda keys: " ".join(map(_typst, keys)),
    "key": ",".join,
}
"""How each kind of manuscript cites these keys."""


def candidates(reader: Reader, within: str, typed: str, *, today: str) -> list[Row]:
    """The papers of the query `within` that `typed` may mean, the likeliest first.

    `typed` is searched like any query, and what matches is ranked by how well it fits key,
    authors and title. Where nothing matches, spelling mistakes are forgiven. Raises
    QueryError for `within` only: a query is often misspelt while it is being typed.
    """
    if not typed.strip():
        return reader.search(within, today=today, limit=WINDOW)
    try:
        parts = [f"({part})" for part in (within, typed) if part.strip()]
        found = reader.search(" ".join(parts), today=today, limit=WINDOW)
    except QueryError:
        found = []
    if found:
        return _ranked(found, typed)
    guesses = reader.search(within, today=today, limit=_GUESSES)
    return _ranked(guesses, typed, least=_LIKE)


def _ranked(rows: list[Row], typed: str, *, least: float = 0.0) -> list[Row]:
    # A tenth of the start-up time, needed from the first letter on only.
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415

    # `tag:ml` has done its work; what is left are words.
    whole = fold(" ".join(word for word in typed.split() if ":" not in word)) or fold(typed)
    words = whole.split() or [""]
    begun = typed.strip().lower()
    scored: list[tuple[int, float, int, Row]] = []
    for number, row in enumerate(rows):
        text = fold(f"{row.citation_key} {row.authors} {row.year or ''} {row.title}")
        score = max(
            partial_ratio(whole, text), sum(partial_ratio(w, text) for w in words) / len(words)
        )
        if score >= least:
            key = row.citation_key.lower()
            place = 0 if key == begun else 1 if key.startswith(begun) else 2
            scored.append((place, -score, number, row))
    return [row for *_, row in sorted(scored)]


def _pandoc(key: str) -> str:
    return f"@{key}" if _PANDOC.fullmatch(key) else f"@{{{key}}}"


def _typst(key: str) -> str:
    if _TYPST.fullmatch(key):
        return f"@{key}"
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'#cite(label("{quoted}"))'
