"""Unicode becomes braced LaTeX for BibTeX, and what is LaTeX already stays."""

import re
import unicodedata
from functools import cache

from readlist.latex.marks import joins, math_ends
from readlist.latex.tables import (
    ABOVE,
    ACCENTS,
    GREEK,
    LETTERS,
    LOWERED,
    MATH_SIGNS,
    RAISED,
    TEXT_SIGNS,
)

_FROM_LETTER = {value: name for name, value in LETTERS.items() if name not in ("aa", "AA")}
_FROM_TEXT_SIGN = {value: name for name, value in TEXT_SIGNS.items() if value not in "~^\\{}"}
_FROM_MATH = {value: name for name, value in {**MATH_SIGNS, **GREEK}.items()}
_GREEK_LETTERS = frozenset(GREEK.values())
_FROM_MARK = {
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "\u00a0": "~",
    "\u2010": "-", "\u2011": "-",
}  # fmt: skip
_FROM_ACCENT = {mark: name for name, mark in ACCENTS.items()}
_RAISED_BACK = {chr(high): chr(low) for low, high in RAISED.items()}
_LOWERED_BACK = {chr(high): chr(low) for low, high in LOWERED.items()}
_STRAY = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
_NEEDS_WORK = re.compile(r"[^\x20-\x7e]|[&%#_$~^\\{}]")
_VERBATIM = re.compile(
    r"\\(?:url|path|nolinkurl|href|ce|num|si|SI|unit|qty|ensuremath|ref|label|[A-Za-z]*cite[a-z]*)"
    r"\s*+(?:\[[^\[\]]*+\]\s*+)*+\{(?>[^{}]++|\{(?>[^{}]++|\{[^{}]*+\})*+\})*+\}"
    r"|\\[\[(](?>[^\\]++|\\[^\])])*+\\[\])]|\\[A-Za-z]+\*?|\\.|\$\$?|[&%#]"
    r"|[\^_](?:\{[^{}$]*\})?|~+|[{}]|[^\x00-\x7f]|\\",
    re.DOTALL,
)


def to_latex(text: str, *, keep_unicode: bool = False) -> str:
    r"""`text` as braced LaTeX for BibTeX: `Erdős` is `Erd{\H o}s`, `R&D` is `R\&D`.

    What is LaTeX already (macros, braces, math, `\&`) stays, so that doing it twice
    changes nothing. Letters that LaTeX has no name for (CJK, Cyrillic) stay as they are;
    with `keep_unicode` all letters do, and only what is special to TeX is escaped.
    """
    if not _NEEDS_WORK.search(text):
        return text
    text = unicodedata.normalize("NFC", text)
    ends = math_ends(text) if "$" in text else {}
    stray = _stray_braces(text) if "{" in text or "}" in text else frozenset()
    math = False

    def encode(found: re.Match[str]) -> str:
        nonlocal math
        token, at = found[0], found.start()
        first = token[0]
        if first == "$":
            if at in ends:
                math = ends[at]
                return token
            return r"\$" * len(token)
        if first == "\\" and at + 1 in stray:
            # BibTeX counts the brace in spite of the backslash.
            return _STRAY[token[1]]
        if first == "\\":
            return token if len(token) > 1 else r"{\textbackslash}"
        if first in "{}":
            if at not in stray:
                return token
            return _STRAY[first]
        if keep_unicode and not token.isascii():
            return token
        if math:
            return _in_math(token, text[found.end() : found.end() + 1])
        if first in "&%#":
            return "\\" + token
        if first == "~":
            return token if joins(text, at, found.end()) else r"{\textasciitilde}" * len(token)
        if first in "^_":
            if token[1:2] == "{":
                return f"${token}$"
            return r"\_" if first == "_" else r"{\textasciicircum}"
        if token == "\u00a0" and not joins(text, at, found.end()):
            return (
                ""
                if not text[max(at - 1, 0) : at].strip() or not text[at + 1 : at + 2].strip()
                else " "
            )
        if token in _GREEK_LETTERS and _in_greek(text, at):
            return token
        return _letter(token)

    return _VERBATIM.sub(encode, text)


def _in_math(token: str, following: str) -> str:
    name = _FROM_MATH.get(token)
    if name:
        return f"\\{name} " if following.isalpha() else f"\\{name}"
    return token


def _stray_braces(text: str) -> frozenset[int]:
    """Where braces stand that have no partner, as BibTeX counts them."""
    opened: list[int] = []
    stray: set[int] = set()
    for found in re.finditer(r"[{}]", text):
        if found[0] == "{":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            stray.add(found.start())
    return frozenset(stray.union(opened))


def _in_greek(text: str, at: int) -> bool:
    """Does the letter at `at` belong to a Greek word, rather than name a quantity?"""
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return any("\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff" for char in beside)


@cache
def _letter(letter: str) -> str:
    """One character as braced LaTeX, or itself where LaTeX has no name for it."""
    if letter in _FROM_MARK:
        return _FROM_MARK[letter]
    if letter in _FROM_LETTER:
        return f"{{\\{_FROM_LETTER[letter]}}}"
    if letter in _FROM_TEXT_SIGN:
        return f"{{\\{_FROM_TEXT_SIGN[letter]}}}"
    if letter in _FROM_MATH:
        return f"{{$\\{_FROM_MATH[letter]}$}}"
    if letter in _RAISED_BACK:
        return f"{{$^{_RAISED_BACK[letter]}$}}"
    if letter in _LOWERED_BACK:
        return f"{{$_{_LOWERED_BACK[letter]}$}}"
    accented = _accented(letter)
    return f"{{{accented}}}" if accented else letter


def _accented(letter: str) -> str:
    """An accented letter as a macro without its braces, or nothing."""
    parts = unicodedata.decomposition(letter).split()
    if len(parts) != 2 or parts[0].startswith("<"):
        return ""
    base, mark = (chr(int(part, 16)) for part in parts)
    accent = _FROM_ACCENT.get(mark)
    if accent is None:
        return ""
    if not base.isascii():
        inner = _accented(base)
        return f"\\{accent}{{{inner}}}" if inner else ""
    if base in "ij" and accent in ABOVE:
        base = "\\" + base
    if accent.isalpha() and not base.startswith("\\"):
        return f"\\{accent} {base}"
    return f"\\{accent}{base}"
