"""What RIS and CSL-JSON share: values that are plain text on one line, and nothing invented."""

import re
from collections.abc import Iterable, Mapping

from readlist.formats.bibtex.dates import MONTHS, parse_month
from readlist.formats.dates import last_day
from readlist.identifiers import parse_arxiv, parse_doi
from readlist.latex import readable
from readlist.records import Name, Record
from readlist.text import printable, printable_lines

_RANGE = re.compile(r"([\w.:/]+)\s*(?:-{1,3}|[\u2010-\u2015])\s*([\w.:/]+)")
_ARXIV_DOI = "10.48550/arxiv."
_CATEGORY = re.compile(r"\[([a-z-]+(?:\.[A-Za-z-]+)?)\]")


def line(text: str) -> str:
    """`text` without LaTeX, on one line, without control characters."""
    return printable(readable(text))


def paragraphs(text: str) -> str:
    """`text` with its line ends, without other control characters."""
    return printable_lines(text).strip("\n")


def pages(text: str) -> tuple[str, str]:
    """First and last page, `("12", "34")`; what is no plain range is all in the first."""
    found = _RANGE.fullmatch(line(text))
    return (found[1], found[2]) if found else (line(text), "")


def page_range(first: str, last: str = "") -> str:
    """`12--34`, from two numbers or from a range with any dash."""
    if last and first and last != first:
        return f"{first}--{last}"
    found = _RANGE.fullmatch(first)
    return f"{found[1]}--{found[2]}" if found else first or last


def iso(year: int | None, month: int = 0, day: int = 0) -> str:
    """ISO 8601, as precise as the numbers make sense; empty without a year."""
    if year is None or not 0 < year <= 9999:
        return ""
    if not 1 <= month <= 12:
        return f"{year:04}"
    if not 1 <= day <= last_day(year, month):
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}"


def stated_date(text: str) -> str:
    """The ISO date that a cell states: `2015`, `2015-05-28`, `2015/05/28/`, `May 2015`."""
    found = re.match(r"\s*(\d{4})(?:[-/](\d{0,2})(?:[-/](\d{0,2}))?)?(?!\d)", text)
    if found:
        month = int(found[2] or 0)
        if not month:
            rest = text[found.end() :].strip(" /-")
            month = parse_month(rest)[0] if rest[:3].lower() in MONTHS else 0
        return iso(int(found[1]), month, int(found[3] or 0))
    year = re.search(r"(?<!\d)(\d{4})(?!\d)", text)
    if not year:
        return ""
    rest = f"{text[: year.start()]} {text[year.end() :]}".strip(" ,/")
    month, day, _ = parse_month(rest)
    return iso(int(year[1]), month, day)


def own_date(record: Record) -> str:
    """The record's date; its year where the two contradict each other."""
    if record.year is not None and not record.date.startswith(f"{record.year:04}"):
        return iso(record.year)
    return record.date


def split_prefix(family: str) -> tuple[str, str]:
    """The "von" words before a family name, and the name: BibTeX's rule, small letters lead."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count][:1].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def others(name: str) -> bool:
    """Does the name say that there are more authors than are named?"""
    return name.casefold().strip(" .{}") in ("et al", "others", "and others", "et alii")


def counted(names: Iterable[Name], more: bool) -> int | None:
    """How many authors there are, where the source names them all."""
    number = len(tuple(names))
    return None if more or not number else number


def identify(record: Record) -> None:
    """DOI, arXiv ID and arXiv class are told, wherever the source hid them."""
    if not record.doi and "doi.org/10." in record.url:
        record.doi = parse_doi(record.url)
    hiding = ("number", "eprint", "archive_location", "note", "ris-an", "ris-m1", "series")
    places = [record.doi, record.url, record.venue, *(record.extra.get(n, "") for n in hiding)]
    for place in places:
        found = parse_arxiv(place) if "arxiv" in place.lower() else None
        if found and record.arxiv_id in ("", found.id):
            record.arxiv_id = found.id
            subject = _CATEGORY.search(place)
            record.primary_class = record.primary_class or (subject[1] if subject else "")


def is_preprint(record: Record) -> bool:
    """Is the paper known from a preprint server only?"""
    at_arxiv = bool(record.arxiv_id) or record.doi.startswith(_ARXIV_DOI)
    return at_arxiv and not record.venue


def keywords(text: str) -> list[str]:
    """The single keywords of a BibTeX field, separated by `;` or else by commas."""
    separator = ";" if ";" in text else ","
    return [word for part in line(text).split(separator) if (word := part.strip())]


def keyword_field(words: Iterable[str]) -> str:
    """The keywords as one BibTeX field."""
    found = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    return ("; " if any("," in word for word in found) else ", ").join(found)


def filled(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value}


def people(cells: Iterable[str]) -> tuple[tuple[Name, ...], bool]:
    """The people that the cells name, and whether `et al.` stands among them."""
    names: list[Name] = []
    more = False
    for cell in cells:
        if others(cell):
            more = True
            continue
        found = name_of(cell)
        if found.family:
            names.append(found)
    return tuple(names), more


def name_of(cell: str) -> Name:
    """`Family, Given, Suffix`; without a comma, or with one at the end, it is one name."""
    parts = [" ".join(part.split()) for part in cell.split(",")]
    family = parts[0]
    given = parts[1] if len(parts) > 1 else ""
    suffix = ", ".join(part for part in parts[2:] if part)
    if not given and not suffix:
        return Name(family, corporate=" " in family or len(parts) > 1)
    prefix, family = split_prefix(family)
    return Name(family, given, prefix, suffix)


def name_cell(name: Name) -> str:
    """`van den Berg, Anna, Jr`; a name in one piece has no comma."""
    family = " ".join(part for part in (name.prefix, name.family) if part)
    if name.corporate or not (name.given or name.suffix):
        return family
    return ", ".join([family, name.given, *([name.suffix] if name.suffix else [])])
