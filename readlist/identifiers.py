"""arXiv IDs, DOIs and citation keys, parsed and normalised."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

# Four digits after the dot until December 2014, five since: an ID that was cut off is none.
_ARXIV_NEW = r"(?:(?:0[7-9]|1[0-4])\d\d\.\d{4}|(?:1[5-9]|[2-9]\d)\d\d\.\d{5})"
_ARXIV_OLD = r"[a-z][a-z-]*(?:\.[A-Za-z]{2})?/\d{7}"
_ARXIV = re.compile(
    rf"(?:arxiv\s*:\s*|arxiv\.org/(?:abs|pdf|html)/|"
    r"alphaxiv\.org/abs/|huggingface\.co/papers/|10\.48550/arxiv\.|^\s*)"
    rf"(?P<id>{_ARXIV_NEW}|{_ARXIV_OLD})(?P<version>v\d+)?(?![\w/])",
    re.IGNORECASE,
)
# Crossref's recommended pattern, widened to what appears in practice.
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>{}]+)", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{"}
STOP_WORDS = frozenset(
    "a an the on of for in to with and or at by from as is are be do does via towards toward "
    "into over under how why what when can".split()
)
"""Words of a title that no citation key is made of."""
SIGNS_IN_KEYS = "-_:.+/"
"""What a generated citation key may have besides ASCII letters and digits."""
# Tried with pdflatex, bibtex 0.99d and biber 2.18: each of these fails in one of them.
_UNREADABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\"#%'(),={}\\~]")
_ASCII = str.maketrans(
    {
        "ß": "ss", "ẞ": "Ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    }
)  # fmt: skip


class ArxivId(NamedTuple):
    """An arXiv identifier (arXiv help, "Understanding the arXiv identifier")."""

    id: str
    """`2401.06121` or `hep-th/9901001`."""
    version: str = ""
    """`v2`, or empty."""


def parse_arxiv(text: str) -> ArxivId | None:
    """The first arXiv ID in `text`: bare, with `arXiv:`, in a URL (also of pages about
    the paper, at Hugging Face and alphaXiv) or in arXiv's own DOI."""
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


def ascii_letters(text: str, *, keep_case: bool = False) -> str:
    """`text` without accents and without anything but ASCII letters and digits.

    In lower case, unless `keep_case`.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_ASCII))
    plain = text if text.isalnum() and text.isascii() else "".join(filter(_is_plain, text))
    return plain if keep_case else plain.lower()


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalnum()


def unreadable_characters(key: str) -> str:
    """The characters of a citation key that LaTeX, BibTeX or biber cannot read, each once."""
    return "".join(dict.fromkeys(_UNREADABLE.findall(key)))


def unique_key(stem: str, taken: Callable[[str], bool]) -> str:
    """`stem`, or `stem` with the first of a, b, ..., z, aa, ab, ... that is not `taken`.

    A thousand papers may share a stem, so the free place is found by doubling and halving:
    where a key in between was given up, a later one may be found.
    """
    if not taken(stem):
        return stem
    low, high = 0, 1
    while taken(suffixed(stem, high)):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if taken(suffixed(stem, middle)):
            low = middle
        else:
            high = middle
    return suffixed(stem, high)


def suffixed(stem: str, number: int) -> str:
    """`stem` with the suffix of that number: none for 0, then a, b, ..., z, aa, ab, ..."""
    suffix = ""
    while number:
        number, letter = divmod(number - 1, 26)
        suffix = chr(ord("a") + letter) + suffix
    return stem + suffix
