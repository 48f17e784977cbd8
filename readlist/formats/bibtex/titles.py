"""Braces stand around exactly the words of a title whose capitals must survive."""

import re
from collections.abc import Collection

from readlist.latex import readable, to_latex

# What is not a word to look at: braced groups, math, macros with their accent's letter.
_PIECE = re.compile(
    r"\$[^$]*\$|\\[A-Za-z]+\*?|\\[`'^\"~=.][A-Za-z]?|\\.|(?P<brace>[{}])|(?P<word>[^\s{}$\\]+)|\s+|.",
    re.DOTALL,
)
_PART = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[\W_]+")
_POSSESSIVE = re.compile(r"['\u2019]s$")


def protected_title(
    title: str, proper_nouns: Collection[str] = (), *, unicode: bool = False
) -> str:
    r"""`title` as a BibTeX value: `BERT: A {B}ook` gets `{BERT}: A {B}ook`.

    Braced are acronyms, camel case, letters with digits, and the words that
    `proper_nouns` lists. What is in braces or math already stays, so that doing it twice
    changes nothing. A title wholly in capitals says nothing about its words.
    """
    if proper_nouns:
        title = _protected(title, frozenset(proper_nouns), shouted=True)
    latex = to_latex(title, keep_unicode=unicode)
    return _protected(latex, frozenset(), shouted=_is_shouted(readable(latex)))


def _protected(title: str, nouns: frozenset[str], *, shouted: bool) -> str:
    """`title` with the words in `nouns` braced, and unless `shouted` those with capitals."""
    out: list[str] = []
    depth = 0
    for piece in _PIECE.finditer(title):
        token = piece[0]
        if piece["brace"]:
            depth = depth + 1 if token == "{" else max(depth - 1, 0)
            out.append(token)
        elif piece["word"] and depth == 0:
            glued = title[piece.start() - 1 : piece.start()] == "}"
            out.append(_word(token, nouns, shouted=shouted, glued=glued))
        else:
            out.append(token)
    return "".join(out)


def _is_shouted(title: str) -> bool:
    return title.isupper() and len(title.split()) > 2


def _word(word: str, nouns: frozenset[str], *, shouted: bool, glued: bool) -> str:
    """`word` with braces where needed; `glued` to a brace it is only the rest of a word."""
    if word in nouns:
        return f"{{{word}}}"
    out = []
    for part in _PART.findall(word):
        ending = _POSSESSIVE.search(part)
        stem = part[: ending.start()] if ending else part
        tail = part[len(stem) :]
        keep = stem in nouns or (not shouted and _has_inner_capital("." + stem if glued else stem))
        out.append(f"{{{stem}}}{tail}" if keep else part)
        glued = False
    return "".join(out)


def _has_inner_capital(word: str) -> bool:
    """Acronyms and camel case, and a capital beside a digit: `BERT`, `arXiv`, `T5`, `3D`."""
    if word.islower() or not word:
        return False
    if any(char.isupper() for char in word[1:]):
        return True
    return any(char.isdigit() for char in word) and word[0].isupper()
