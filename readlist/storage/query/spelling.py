"""Other spellings of a word, under which the same name or title may be written.

The index folds accents (SQLite FTS5, section 4.3.1) and, in titles and names, the letters of
`PLAIN`. What is left: an umlaut written with an e, and the letters of `PLAIN` elsewhere.
"""

import re

PLAIN = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
}  # fmt: skip
"""Letters without a separable accent -> as titles and names have them in the index."""
_PLAIN = str.maketrans(PLAIN)
_WITH_E = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe"}
)
# Two letters have to follow: `Moeller`, not `Michael`; and `Bauer`, `queue` have no umlaut.
# Both cases are spelt out: a pattern that ignores case takes four times as long to compile.
_E = re.compile("(?<![aeiouqAEIOUQ])([aouAOU])[eE](?=[a-zA-Z]{2})")
_VOWEL = re.compile("(?<![aeiouqAEIOUQ])([aouAOU])(?=[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z][a-zA-Z])")
_SHORTEST = 5
"""From so many letters on `oe` is read as an umlaut: `joe` is not to find Jones."""
_MOST = 3
"""Vowels that are tried as umlauts, from the left."""


def plain(text: str) -> str:
    """`text` as titles and names are in the index: `Łukasz` is `Lukasz`."""
    return text if text.isascii() else text.translate(_PLAIN)


def names(text: str) -> tuple[str, ...]:
    """What a name may be written as instead: Möller as Moeller, and the other way round.

    `Moller` is tried as `Moeller` too, because people leave accents out.
    """
    found: list[str] = []
    if not text.isascii():
        found.append(text.translate(_WITH_E))
    if len(text) >= _SHORTEST:
        found.append(_E.sub(r"\1", text))
    found += [
        f"{text[: vowel.end()]}e{text[vowel.end() :]}"
        for vowel, _ in zip(_VOWEL.finditer(text), range(_MOST), strict=False)
    ]
    return tuple(dict.fromkeys(spelling for spelling in found if spelling != text))
