"""Text of the user becomes a pattern in which none of it is syntax."""

from functools import cache

_LONGEST_FOLDED = 100
"""No tag is longer; SQLite refuses patterns beyond 50,000 bytes."""


def phrase(text: str, column: str = "", *, prefix: bool) -> str:
    """An FTS5 string: the index splits it into words as it split the papers.

    With `prefix` the last word may go on.
    """
    quoted = '"{}"{}'.format(text.replace('"', '""'), "*" if prefix else "")
    return f"{{{column}}} : {quoted}" if column else quoted


def turned(name: str) -> list[str]:
    """A name with each later word first: `Gu Albert` for `Albert Gu`.

    `authors_text` has family names first, and which word begins the family name is not known.
    A phrase of more than four words is no name.
    """
    words = name.split()
    if not 2 <= len(words) <= 4:
        return []
    return [" ".join(words[at:] + words[:at]) for at in range(1, len(words))]


def like(text: str, how: str) -> tuple[str, ...]:
    """Patterns for LIKE with a backslash as the escape, of which one must fit.

    `how` is `inside`, `prefix` or `whole`. LIKE itself folds the case of ASCII alone,
    therefore other letters are tried in lower case and in upper case too.
    """
    for special in "\\%_":
        text = text.replace(special, "\\" + special)
    cases = (text,) if text.isascii() else (text, text.lower(), text.upper(), text.title())
    before, after = "%" * (how == "inside"), "%" * (how != "whole")
    return tuple(dict.fromkeys(before + case + after for case in cases))


def glob(text: str) -> str:
    """A pattern for GLOB that fits `text` whatever the case and the accents of its letters.

    It is slow beside LIKE: for tags, which are few.
    """
    if len(text) > _LONGEST_FOLDED:
        return "".join(f"[{c}]" if c in "*?[" else c for c in text)
    return "".join(map(_alike, text))


def _alike(letter: str) -> str:
    if letter in "*?[":
        return f"[{letter}]"
    base = _accented().get(letter, letter.lower())
    same = {letter, letter.lower(), letter.upper(), base, base.upper()}
    same.update(other for other, plain in _accented().items() if plain == base)
    single = "".join(sorted(c for c in same if len(c) == 1))
    return f"[{single}]" if len(single) > 1 else letter


@cache
def _accented() -> dict[str, str]:
    """Latin letters with accents -> the plain letter in lower case."""
    import unicodedata  # only for queries with tags  # noqa: PLC0415

    letters = map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    plain = {letter: unicodedata.normalize("NFD", letter)[0].lower() for letter in letters}
    return {letter: base for letter, base in plain.items() if base.isascii() and base.isalpha()}


def unspaced(text: str) -> bool:
    """Is some of it in a script that sets no spaces between words, or beyond Unicode 6.1?

    The index takes a run of such letters for one word, so that a word inside is not found.
    """
    return not text.isascii() and any(
        "\u0e00" <= c <= "\u0eff"  # Thai, Lao
        or "\u1000" <= c <= "\u109f"  # Burmese
        or "\u1780" <= c <= "\u17ff"  # Khmer
        or "\u2e80" <= c <= "\ud7ff"  # Chinese, Japanese, Korean
        or "\uf900" <= c <= "\ufaff"
        or "\uff66" <= c <= "\uff9d"
        or c >= "\U00010000"
        for c in text
    )
