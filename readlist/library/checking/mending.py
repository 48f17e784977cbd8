"""Text of a field -> the same with what is safe to mend mended; mending twice changes nothing."""

import re
from collections.abc import Callable

from readlist.formats.bibtex.dates import MONTHS, parse_month
from readlist.formats.bibtex.fields import HOUSE_ORDER, LEFT_OUT, is_verbatim
from readlist.latex import to_latex

_PREFIX = re.compile(
    r"^(?:(?:pp?|pages?)(?:\.(?:\s|~)*|(?:\s|~)+)|pp(?=\d))(?=[A-Za-z]?\d)", re.IGNORECASE
)
RANGE = re.compile(
    r"(?P<start>[^\s,\-\u2010-\u2015\u2212]*[^\s,\-\u2010-\u2015\u2212.])"
    r"\s*(?P<dash>-+|[\u2010-\u2015\u2212])\s*"
    r"(?P<end>[^\s,\-\u2010-\u2015\u2212]+)"
)
_NUMBERED = re.compile(r"(?P<before>.*?)(?P<number>[0-9]+)")
ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_DOI_URL = re.compile(
    r"^\s*(?:(?:https?://)?(?:www\.|dx\.)?doi\.org/|doi:\s*)(?=10\.\d{4,9}/\S+\s*$)", re.IGNORECASE
)
_PRINTED = frozenset(HOUSE_ORDER) - LEFT_OUT - {"month"}
_SPECIAL = re.compile(r"[&%#$_]")
_LAST_DOT = re.compile(r"(?<![^\s])([a-z]{4,})\.(\s*)$")


def runs(start: str, end: str) -> bool | None:
    """Does a page range run forwards? None where that cannot be said.

    `1234--56` is short for `1234--1256`, `1:1--1:20` counts within article 1.
    """
    if ROMAN.fullmatch(start) and ROMAN.fullmatch(end):
        return True
    one, two = _NUMBERED.fullmatch(start), _NUMBERED.fullmatch(end)
    if not one or not two or two["before"] not in ("", one["before"]):
        return None
    first, last = one["number"], two["number"]
    if last[0] == "0" != first[0]:
        return None  # a report's number: `LL16-04`
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first) <= int(last)


def pages(text: str) -> str:
    """Two hyphens in each range that runs forwards, and no `pp.` before it."""
    text = _PREFIX.sub("", text)
    return ",".join(_range(part) for part in text.split(","))


def _range(part: str) -> str:
    found = RANGE.fullmatch(part.strip())
    if not found or found["dash"] == "--" or not runs(found["start"], found["end"]):
        return part
    if found["start"] == found["end"] or _shortened_to_nothing(found["start"], found["end"]):
        return part
    return part.replace(found[0], f"{found['start']}--{found['end']}")


def _shortened_to_nothing(start: str, end: str) -> bool:
    """Is it an article number with a page, `083531-1`, and no range?"""
    return len(end) < len(start) and start.endswith(end)


def doi(text: str) -> str:
    """The DOI without the address of its resolver."""
    return _DOI_URL.sub("", text).strip() if _DOI_URL.match(text) else text


def title(text: str) -> str:
    """No dot after the last word, where it is a whole one and no abbreviation."""
    if text.count(".") > 1:
        return text
    return _LAST_DOT.sub(r"\1\2", text)


def month(text: str) -> str:
    """The macro for a month that is spelt out, else nothing."""
    if not any(char.isalpha() for char in text):
        return ""
    number, day, whole = parse_month(text)
    return MONTHS[number - 1] if number and whole and not day else ""


def escaped(text: str) -> str:
    r"""A backslash before what TeX would take for its own: `R&D` is `R\&D`, `5%` is `5\%`.

    Math, addresses and citations keep theirs, as does what holds an environment.
    """
    if not _SPECIAL.search(text) or r"\begin" in text:
        return text
    latex = to_latex(text, keep_unicode=True)
    return latex if unescaped(text, latex) else text


def unescaped(text: str, latex: str) -> str:
    """The characters that have a backslash in `latex` and none in `text`, each once."""
    return "".join(c for c in "&%#$_" if latex.count(f"\\{c}") > text.count(f"\\{c}"))


def is_printed(field: str) -> bool:
    """Is the field text that styles print?"""
    return field in _PRINTED and not is_verbatim(field)


def _title(text: str) -> str:
    return title(escaped(text))


_MENDERS = {"pages": pages, "doi": doi, "title": _title}


def mender(field: str) -> Callable[[str], str] | None:
    """What mends the text between the field's delimiters; None where nothing does."""
    return _MENDERS.get(field, escaped if is_printed(field) else None)
