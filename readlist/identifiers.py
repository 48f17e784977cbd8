"""arXiv IDs, DOIs and citation keys, parsed and normalised."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

# Four digits after the dot until December 2014, five since: an ID that was cut off is none.
_ARXIV_NEW = r"(?:(?:0[7-9]|1[0-4])\d\d\.\d{4}|(?:1[5-9]|[2-9]\d)\d\d\.\d{5})"
_ARXIV_OLD = r"[a-z][a-z-]*(?:\.[A-Za-z]{2})?/\d{7}"
_ARXIV = re.compile(
    rf"(?:arxiv\s*:\s*|arxiv\.org/(?:abs|pdf|html)/|10\.48550/arxiv\.|^\s*)"
    rf"(?P<id>{_ARXIV_NEW}|{_ARXIV_OLD})(?P<version>v\d+)?(?![\w/])",
    re.IGNORECASE,
)
# Crossref's recommended pattern, widened to what appears in practice.
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>{}]+)", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{"}
_STOP_WORDS = frozenset(
    "a an the on of for in to with and or at by from as is are be do does via towards toward "
    "into over under how why what when can".split()
)
_ASCII = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o",
        "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
    }
)  # fmt: skip


class ArxivId(NamedTuple):
    """An arXiv identifier (arXiv help, "Understanding the arXiv identifier")."""

    id: str
    """`2401.06121` or `hep-th/9901001`."""
    version: str = ""
    """`v2`, or empty."""


def parse_arxiv(text: str) -> ArxivId | None:
    """The first arXiv ID in `text`: bare, with `arXiv:`, in a URL or in arXiv's own DOI."""
    found = _ARXIV.search(text)
    if not found:
        return None
    identifier = found["id"]
    if "/" in identifier:
        archive, number = identifier.split("/")
        archive, dot, subject = archive.partition(".")
        identifier = f"{archive.lower()}{dot}{subject.upper()}/{number}"
    elif not 1 <= int(identifier[2:4]) <= 12:
        return None
    return ArxivId(identifier, (found["version"] or "").lower())


def parse_doi(text: str) -> str:
    """The first DOI in `text`, bare and in lower case (DOIs ignore case), or an empty string."""
    found = _DOI.search(text)
    if not found:
        return ""
    doi = found[1]
    while doi and (doi[-1] in ".,;:'" or (doi[-1] in _CLOSING and _unbalanced(doi))):
        doi = doi[:-1]
    return doi.lower()


def _unbalanced(text: str) -> bool:
    return text.count(text[-1]) > text.count(_CLOSING[text[-1]])


def ascii_letters(text: str) -> str:
    """`text` without accents and without anything but ASCII letters and digits, in lower case."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII)).casefold()
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def key_stem(family: str, year: int | None, title: str, fallback: str = "") -> str:
    """The citation key before it is made unique: `maini2024tofu`.

    It consists of what is known: the first author's family name, the year, the first
    significant title word. Without a family name the title word leads: `tofu2024`.
    `title` and `family` are readable text, not LaTeX. `fallback` names a paper of which
    nothing is known (its arXiv ID).
    """
    words = (ascii_letters(word) for word in re.split(r"[\s/:;,.\-\u2010-\u2015]+", title))
    word = next((w for w in words if len(w) > 1 and w not in _STOP_WORDS), "")
    name = ascii_letters(family)
    date = str(year) if year else ""
    if name:
        return name + date + word
    if word:
        return word + date
    return re.sub(r"[^A-Za-z0-9.:/+_-]", "", fallback) or f"untitled{date}"


def unique_key(stem: str, taken: Callable[[str], bool]) -> str:
    """`stem`, or `stem` with the first of a, b, ..., z, aa, ab, ... that is not `taken`."""
    if not taken(stem):
        return stem
    return next(key for key in _suffixed(stem) if not taken(key))


def _suffixed(stem: str) -> Iterable[str]:
    number = 1
    while True:
        suffix, rest = "", number
        while rest:
            rest, letter = divmod(rest - 1, 26)
            suffix = chr(ord("a") + letter) + suffix
        yield stem + suffix
        number += 1
