"""Two descriptions of one paper become their union."""

import re
from collections.abc import Mapping

from readlist.formats.exchange import keyword_field
from readlist.records import Record

EXPORTED = (
    "title", "authors", "editors", "more_authors", "organization", "venue", "year", "date",
    "arxiv_id", "primary_class", "doi", "url", "entry_type", "extra",
)  # fmt: skip
"""What of a record goes into its BibTeX entry."""
NOT_EXPORTED = frozenset({"abstract", "comment", "author_count"})
"""What may change without a change of the BibTeX entry."""
CHOICES: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "authors": ("authors", "more_authors", "author_count"),
    "editors": ("editors",),
    "date": ("year", "date"),
    "venue": ("venue",),
    "organization": ("organization",),
    "entry_type": ("entry_type",),
    "doi": ("doi",),
    "arxiv_id": ("arxiv_id", "primary_class"),
    "url": ("url",),
    "comment": ("comment",),
    "abstract": ("abstract",),
}
"""What a user may choose between when two papers become one -> the attributes it stands for."""
EXTRA = "extra:"
"""Before the name of any other BibTeX field that a user may choose between."""
UNITED = ("extra:keywords", "extra:file")
"""What is taken of both papers unless the user chooses one."""
JOINED = frozenset({"comment", "extra:note", "extra:annote", *UNITED})
"""What can be taken of both: of anything else a paper has one."""
_FILES = re.compile(r"(?<!\\);")
"""JabRef and Zotero write it between files; in a name it has a backslash."""
_WORDS_BY = (re.compile(r",(?![^{}]*\})"), re.compile(r";(?![^{}]*\})"))
"""What stands between keywords, outside of braces: commas, or semicolons if there is any."""
_GAPS = (
    "title", "abstract", "authors", "editors", "author_count", "organization", "venue", "arxiv_id",
    "primary_class", "doi", "url", "comment", "entry_type",
)  # fmt: skip
_WORDS = {
    "author_count": "number of authors",
    "arxiv_id": "arXiv ID",
    "primary_class": "arXiv class",
    "doi": "DOI",
    "url": "URL",
    "entry_type": "entry type",
    "more_authors": "",
    "extra": "other fields",
}


def absorb(paper: Record, news: Record, *, entry: bool = False, cited: bool = False) -> list[str]:
    """`paper` also says what `news` says; returns the names of the attributes that changed.

    Gaps are filled and nothing is overwritten, save that a date may become more precise, an
    abstract that was cut off whole, and a count of authors the length of their list. With
    `entry`, `news` is the BibTeX entry that the paper will be cited by: what it states then
    goes before what listing pages said. `cited` says that `paper` has such an entry already:
    the day on a listing is not the month in which a journal printed the paper.
    """
    before = {name: getattr(paper, name) for name in (*EXPORTED, "abstract", "comment")}
    before["author_count"] = paper.author_count
    before["extra"] = dict(paper.extra)
    for name in _GAPS:
        value = getattr(news, name)
        if value and (entry or not getattr(paper, name)):
            setattr(paper, name, value)
    if _continues(news.abstract, before["abstract"]):
        paper.abstract = news.abstract
    elif entry and before["abstract"]:
        paper.abstract = before["abstract"]
    refines = not cited and news.year == paper.year and news.date.startswith(paper.date)
    if news.year and (entry or not paper.year or refines):
        paper.year, paper.date = news.year, news.date
    if paper.authors is news.authors and news.authors:
        paper.more_authors = news.more_authors
    if paper.authors and not paper.more_authors:
        paper.author_count = len(paper.authors)
    paper.extra = {**paper.extra, **news.extra} if entry else {**news.extra, **paper.extra}
    return [name for name, value in before.items() if getattr(paper, name) != value]


def choose(record: Record, left: Record, right: Record, sides: Mapping[str, Record | None]) -> None:
    """`record` says what the one that `sides` names for a choice says; None is both in one.

    Choices are the names in CHOICES, and EXTRA with the name of a BibTeX field.
    """
    for name, source in {**dict.fromkeys(UNITED), **sides}.items():
        if source is None:
            value = _joined(name, _value(left, name), _value(right, name))
        elif name in CHOICES:
            for attribute in CHOICES[name]:
                setattr(record, attribute, getattr(source, attribute))
            continue
        else:
            value = _value(source, name)
        if not name.startswith(EXTRA):
            setattr(record, name, value)
        elif value:
            record.extra = {**record.extra, name.removeprefix(EXTRA): value}
        else:
            record.extra = {n: v for n, v in record.extra.items() if n != name.removeprefix(EXTRA)}


def _value(record: Record, name: str) -> str:
    if name.startswith(EXTRA):
        return record.extra.get(name.removeprefix(EXTRA), "")
    return str(getattr(record, name))


def _joined(name: str, left: str, right: str) -> str:
    """Both texts in one, each of their parts once. The parts of `left` stand as they did."""
    if not left or not right or left == right:
        return left or right
    known = {part.casefold() for part in _parts(name, left)}
    more = [part for part in _parts(name, right) if part.casefold() not in known]
    if not more:
        return left
    if name == "extra:keywords":
        return keyword_field([*_parts(name, left), *more])
    return (";" if name == "extra:file" else "; ").join([left, *more])


def _parts(name: str, text: str) -> list[str]:
    """What the text lists; itself where it is no list."""
    if name not in UNITED:
        return [text]
    separator = _FILES if name == "extra:file" else _WORDS_BY[";" in text]
    return [part for part in map(str.strip, separator.split(text)) if part]


def _continues(new: str, old: str) -> bool:
    """Is `old` the beginning of `new`, as when a page was cut off?"""
    return bool(old) and len(new) > len(old) and new.startswith(old.rstrip(" .…"))


def differs(paper: Record, entry: Record) -> bool:
    """Does the paper say something else than the BibTeX entry it is cited by?"""
    return paper.citation_key != entry.citation_key or any(
        getattr(paper, name) != getattr(entry, name) for name in EXPORTED
    )


def in_words(changed: list[str]) -> str:
    """The attributes as a user reads them: `abstract, arXiv ID`."""
    words = [_WORDS.get(name, name) for name in changed]
    return ", ".join(sorted({word for word in words if word}, key=words.index))
