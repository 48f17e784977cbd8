"""What a reviewer would find in one entry. A new rule is one function, and one line in RULES."""

import re
from collections.abc import Iterator

from readlist.formats.bibtex.fields import REQUIRED
from readlist.formats.bibtex.values import macros_in
from readlist.identifiers import parse_doi, unreadable_characters
from readlist.latex import readable
from readlist.library.checking import mending
from readlist.library.checking.entry import Entry, Fault, Fix, Rule, Shelf
from readlist.records import Name

_ONLINE = (("author", "editor", "organization"), ("title",), ("year",), ("url", "doi", "eprint"))
_WORK = (("author", "editor"), ("title",), ("year",))
_REPORT = (("author",), ("title",), ("institution",), ("year",))
_PART = (("author",), ("title",), ("booktitle",), ("year",))
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    **REQUIRED,
    # biblatex manual, section 2.1.1, and its type aliases, section 2.1.2.
    "online": _ONLINE, "electronic": _ONLINE, "www": _ONLINE,
    "thesis": _REPORT, "report": _REPORT,
    "dataset": _WORK, "software": _WORK, "mvbook": _WORK, "collection": (("editor",), *_WORK[1:]),
    "mvcollection": (("editor",), *_WORK[1:]), "mvproceedings": (("title",), ("year",)),
    "periodical": (("editor",), ("title",), ("year",)), "reference": (("editor",), *_WORK[1:]),
    "mvreference": (("editor",), *_WORK[1:]), "inreference": _PART, "bookinbook": _PART,
    "suppbook": _PART, "suppcollection": _PART, "suppperiodical": REQUIRED["article"],
    "patent": (("author",), ("title",), ("number",), ("year",)),
    # The standard styles ask nothing of it; a reader does.
    "misc": (("author", "editor", "organization", "howpublished", "key"), ("title",), ("year",)),
}  # fmt: skip
_OTHER_TYPES = frozenset(
    "artwork audio bibnote commentary image jurisdiction legislation legal letter movie music "
    "performance review standard video bookinarticle set xdata".split()
)
_MEANS = {
    "journal": ("journaltitle",), "year": ("date",), "school": ("institution",),
    "institution": ("school",), "publisher": ("organization",), "editor": ("organization",),
}  # fmt: skip
"""What may stand for a field: biblatex's name for it, or what styles put in its place."""
_NO_YEAR_YET = re.compile(
    r"forthcoming|in press|to appear|submitted|accepted|under review|in prep(?:aration|\.)?|"
    r"n\.?\s?d\.?|unpublished|manuscript",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"[{(\[]*(?:c(?:a|irca)?\.?\s*)?\d{4}\??[})\]]*(?:\s*(?:-{1,3}|[\u2013/])\s*(?:\d{2,4})?)?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ET_AL = re.compile(r"\bet\.?[\s~]+al\b", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|[ivx]+|\d(?:st|nd|rd|th)|esq|ph\.?\s?d|m\.?d)\.?", re.IGNORECASE)
_FULL_NAME = re.compile(r"(?:[^\W\d_]\.[\s~-]*)+[^\W\d_]{2,}")
_PAGE_COUNT = re.compile(r"\d+\s*(?:p|pp|pages|pgs|S|Seiten)\.?", re.IGNORECASE)


def _missing_fields(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    record = entry.record
    kind = record.entry_type or "misc"
    needed = _NEEDED.get(kind)
    if needed is None:
        if kind not in _OTHER_TYPES:
            yield Fault(f"the entry type “{kind}” is known to neither BibTeX nor biblatex")
        return
    if "crossref" in record.extra or "xdata" in record.extra:
        return  # it inherits
    present = _present(entry)
    for options in needed:
        if any(present.intersection((name, *_MEANS.get(name, ()))) for name in options):
            continue
        if "author" in options and record.author_count and not record.authors:
            yield Fault(f"the {record.author_count} authors are counted, not named")
        else:
            of_what = f"{_article(kind)} {kind}" if record.entry_type else "every paper"
            yield Fault(f"no {' or '.join(options)}, which {of_what} needs")


def _present(entry: Entry) -> set[str]:
    record = entry.record
    found = {name for name, value in record.extra.items() if value}
    if not entry.edited:
        found |= {name for name, value in entry.written.items() if value not in ("{}", '""')}
    said = {
        "title": record.title, "author": record.authors, "editor": record.editors,
        "year": record.year, "doi": record.doi, "url": record.url, "eprint": record.arxiv_id,
        "organization": record.organization,
    }  # fmt: skip
    found |= {name for name, value in said.items() if value}
    names = {"journal", "journaltitle", "booktitle"}
    if record.venue and not names.intersection(entry.written):
        found |= {*names, "howpublished"}  # the exporter chooses what the type needs
    elif record.venue:
        found |= names.intersection(entry.written)
    return found


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _crossref(entry: Entry, shelf: Shelf) -> Iterator[Fault]:
    for name in ("crossref", "xref"):
        parent = entry.record.extra.get(name, "").strip()
        if parent and parent.lower() not in shelf.keys:
            yield Fault(f"refers by {name} to “{parent}”, which the library does not have")


def _pages(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    text = entry.record.extra.get("pages", "")
    if not text:
        return
    for part in text.split(","):
        found = mending.RANGE.fullmatch(part.strip())
        if found and mending.runs(found["start"], found["end"]) is False:
            yield Fault(f"the page range {part.strip()} runs backwards")
    mended = mending.pages(text)
    # biber takes one hyphen for a range (biblatex manual, section 2.3.13).
    if mended != text and not (entry.is_biblatex and mended.replace("--", "-") == text):
        yield Fault(f"the pages “{text}” are written {mended}", Fix("pages", text, mended))
    elif _PAGE_COUNT.fullmatch(text):
        yield Fault(f"“{text}” counts the pages; it does not say which")
    elif not any(char.isdigit() for char in text) and not mending.ROMAN.match(text):
        yield Fault(f"“{text}” is no page")


def _doi(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    lost = entry.record.extra.get("doi", "")
    if lost and not entry.record.doi:
        yield Fault(f"“{lost}” is no DOI")
    written = entry.literal("doi")
    bare = mending.doi(written)
    if bare != written and parse_doi(bare) == entry.record.doi:
        yield Fault("the DOI is written as a URL", Fix("doi", written, bare))


def _isbn(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    for number in _numbers(entry.record.extra.get("isbn", ""), (10, 13)):
        if len(number) == 10 and re.fullmatch(r"\d{9}[\dX]", number):
            right = _weighted(number, range(10, 0, -1)) % 11 == 0
        elif len(number) == 13 and number.isdigit():
            right = _weighted(number, (1, 3) * 6 + (1,)) % 10 == 0
        else:
            yield Fault(f"an ISBN has 10 or 13 digits, not {number}")
            continue
        if not right:
            yield Fault(f"the check digit of the ISBN {number} is wrong")


def _issn(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    for number in _numbers(entry.record.extra.get("issn", ""), (8,)):
        if not re.fullmatch(r"\d{7}[\dX]", number):
            yield Fault(f"an ISSN has 8 digits, not {number}")
        elif _weighted(number, range(8, 0, -1)) % 11:
            yield Fault(f"the check digit of the ISSN {number} is wrong")


def _numbers(text: str, lengths: tuple[int, ...]) -> Iterator[str]:
    """The numbers of an `isbn` or `issn` field, without hyphens, spaces and remarks."""
    text = re.sub(r"\([^()]*\)|\bE?-?IS[BS]N(?:-1[03])?:?", " ", text.upper())
    for part in re.split(r"[,;/]|\bAND\b", text):
        whole = re.sub(r"[\s\-\u2010-\u2015{}]", "", part)
        words = [re.sub(r"[\-\u2010-\u2015{}]", "", word) for word in part.split()]
        if len(whole) not in lengths and all(len(word) in lengths for word in words):
            yield from words
        elif whole:
            yield whole


def _weighted(number: str, weights: "range | tuple[int, ...]") -> int:
    digits = (10 if char == "X" else int(char) for char in number)
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True))


def _year(entry: Entry, shelf: Shelf) -> Iterator[Fault]:
    year, text = entry.record.year, entry.record.extra.get("year", "").strip()
    plain = "\\" not in text  # what a macro of the preamble makes of it, nobody knows
    if text and plain and not _YEAR.fullmatch(text) and not _NO_YEAR_YET.search(text):
        yield Fault(f"the year “{text}” is not a number")
    elif year is not None and year > shelf.year + 1:
        yield Fault(f"the year {year} lies in the future")
    elif year is not None and year < 1450:
        yield Fault(f"the year {year} is before the first printed book")


def _month(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    text = entry.literal("month")
    macro = mending.month(text)
    if macro:
        yield Fault(
            f"the month “{text}” is spelt out; as a macro it follows the style",
            Fix("month", text, macro),
        )


def _url(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    url = entry.record.url or entry.record.extra.get("url", "")
    if url and not _SCHEME.match(url):
        yield Fault(f"the URL {url} does not say https://")
    elif any(char.isspace() for char in url):
        yield Fault(f"the URL {url} has a space in it")


def _names(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    for field, names in (("author", entry.record.authors), ("editor", entry.record.editors)):
        if _ET_AL.search(entry.written.get(field, "")):
            yield Fault(f"the {field}s end in “et al.”; BibTeX wants “and others”")
        # biblatex's `xdata=key` and the like are no names.
        people = [name for name in names if not name.corporate and "=" not in name.family]
        known = [name for name in people if name.given]
        if known and all(n.family.isupper() for n in known):
            long = next((n.family for n in known if len(n.family) > 3), "")
            if long:
                yield Fault(f"the {field}s are in capitals: {long}")
        doubtful = next((name for name in people if _is_several(name)), None)
        if doubtful:
            yield Fault(f"“{doubtful}” looks like several {field}s; between two stands “and”")
        marked = next((n for n in people if any(c.isdigit() for c in f"{n.family}{n.given}")), None)
        if marked:
            yield Fault(f"the {field} “{marked}” has a number in the name")


def _is_several(name: Name) -> bool:
    whole = f"{name.given} {name.prefix} {name.family}"
    if ";" in whole or " & " in whole:
        return True
    if name.suffix and not _SUFFIX.fullmatch(name.suffix.strip()):
        return True
    # `A. Smith, B. Doe` is read as one person whose given name is B. Doe.
    return bool(_FULL_NAME.fullmatch(name.family) and _FULL_NAME.fullmatch(name.given))


def _title(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    title = entry.record.title.strip()
    shown = readable(title)
    if shown.isupper() and len([word for word in shown.split() if len(word) > 3]) > 2:
        yield Fault("the title is in capitals")
    elif " " in shown and _in_one_brace(title):
        yield Fault("the whole title is in braces, so that no style can set its case")
    mended = mending.title(title)
    if mended != title:
        yield Fault("the title ends in a dot, which styles add", Fix("title", title, mended))


def _in_one_brace(text: str) -> bool:
    if text[:1] != "{" or text[-1:] != "}":
        return False
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(text) - 1
    return False


def _latex(entry: Entry, _shelf: Shelf) -> Iterator[Fault]:
    if entry.edited:
        return  # what the exporter writes is escaped
    for field in filter(mending.is_printed, entry.written):
        text = entry.literal(field)
        latex = mending.escaped(text)
        if latex != text:
            shown = " ".join(mending.unescaped(text, latex))
            yield Fault(f"LaTeX stumbles over {shown} in the {field}", Fix(field, text, latex))


def _macros(entry: Entry, shelf: Shelf) -> Iterator[Fault]:
    used = {name for text in entry.written.values() for name in macros_in(text)}
    for name in sorted(used - shelf.macros):
        yield Fault(f"the macro {name} is not defined")


def _key(entry: Entry, shelf: Shelf) -> Iterator[Fault]:
    key = entry.record.citation_key
    bad = unreadable_characters(key)
    if bad:
        named = ", ".join("a space" if char.isspace() else f"“{char}”" for char in bad)
        yield Fault(f"LaTeX, BibTeX or biber cannot read {named} in the citation key")
    elif not key.isascii():
        yield Fault("older LaTeX cannot read letters beyond ASCII in a citation key")
    if shelf.listed.get(key, frozenset()) - {entry.id}:
        yield Fault(f"another entry lists “{key}” in its ids; biber will pass that over")


RULES: dict[str, Rule] = {
    "missing-field": _missing_fields,
    "crossref": _crossref,
    "pages": _pages,
    "doi": _doi,
    "isbn": _isbn,
    "issn": _issn,
    "year": _year,
    "month": _month,
    "url": _url,
    "names": _names,
    "title": _title,
    "latex": _latex,
    "macro": _macros,
    "key": _key,
}
"""Rules that look at one entry, in the order of the report."""
