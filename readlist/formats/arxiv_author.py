"""An arXiv author listing copied as text: abstracts, each with its arXiv ID and date, no titles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from readlist.formats import dates, prose
from readlist.formats.page import Line, first_url, is_furniture, joined, lines, raw_block, record
from readlist.identifiers import parse_arxiv, parse_doi
from readlist.records import Items, Notice, Rejected

ARXIV_LINE = re.compile(
    r"arXiv\s*:\s*(?P<id>\S*)(?:\s*[\[(](?P<class>[a-z][\w.-]*)[\])])?.{0,60}", re.IGNORECASE
)
FIELD_LINE = re.compile(
    r"(?P<name>created|submitted|updated|published|doi|journal[- ]ref|report-no|subjects?|"
    r"categories|comments?)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"abstract\s*[:：]\s*", re.IGNORECASE)
_CLASS = re.compile(
    r"\b(?:[a-z]{2,}(?:-[a-z]+)?\.[A-Za-z-]{2,}|(?:hep|nucl|gr|math|quant)-\w{2,})\b"
)
_BARE_URL = re.compile(r"https?://\S+", re.IGNORECASE)
# Longer lines are not wrapped by hand: each is a paragraph of its own.
UNWRAPPED = 250
_LONG = 300


@dataclass(slots=True)
class _Entry:
    block: list[Line] = field(default_factory=list)
    paragraphs: list[list[Line]] = field(default_factory=list)
    """What stands before the arXiv line."""
    arxiv: re.Match[str] | None = None
    fields: list[tuple[str, Line, str]] = field(default_factory=list)
    """Name, line and value of the lines such as `Created: 2024-04-23`."""

    @property
    def complete(self) -> bool:
        return self.arxiv is not None or any(name == "created" for name, *_ in self.fields)


def looks_like(text: str) -> bool:
    """Does an arXiv ID stand on a line of its own, and a creation date below it?"""
    filled = [line.text for line in lines(text) if line.text]
    return any(
        ARXIV_LINE.fullmatch(line) and below.casefold().startswith("created")
        for line, below in pairwise(filled)
    )


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The papers of the listing: abstract, comment, URL, arXiv ID and creation date.

    The page names no titles, so there are none. `today` bounds a date without a year.
    """
    entry = _Entry()
    blank = True
    for line in lines(text, first_line):
        if not line.text:
            blank = True
            continue
        arxiv = ARXIV_LINE.fullmatch(line.text)
        named = FIELD_LINE.fullmatch(line.text)
        if entry.complete and not named and (arxiv is None or entry.arxiv):
            yield from _items(entry, today)
            entry = _Entry()
        if arxiv and not entry.arxiv:
            entry.arxiv = arxiv
        elif named and not _is_comment(named):
            entry.fields.append((named["name"].casefold(), line, named["value"]))
        elif is_furniture(line.text) and not entry.block:
            continue
        elif blank or not entry.paragraphs or len(entry.paragraphs[-1][-1].text) > UNWRAPPED:
            entry.paragraphs.append([line])
        else:
            entry.paragraphs[-1].append(line)
        entry.block.append(line)
        blank = False
    yield from _items(entry, today)


def _is_comment(named: re.Match[str]) -> bool:
    return named["name"].casefold() in ("comment", "comments")


def _items(entry: _Entry, today: date) -> Items:
    before, abstract, after = _sorted(entry.paragraphs, known=entry.complete)
    for paragraph in before:
        # It could be a heading as well as a title: the format has no titles.
        yield Notice(paragraph[0].number, f"skipped a line above the abstract: {joined(paragraph)}")
    if not abstract and not entry.complete:
        if after:
            block = [line for paragraph in after for line in paragraph]
            reason = "neither an abstract nor the arXiv ID of one; perhaps cut off"
            yield Rejected(block[0].number, reason, raw_block(block))
        return
    skipped = {line.number for paragraph in before for line in paragraph}
    block = [line for line in entry.block if line.number not in skipped]
    text = " ".join(joined(paragraph) for paragraph in abstract)
    paper = record(
        block, abstract=_ABSTRACT.sub("", text, count=1) if _ABSTRACT.match(text) else text
    )
    remarks = [line for paragraph in after for line in paragraph]
    if remarks:
        paper.url = first_url(joined(remarks)) or paper.url
        addresses = [line for line in remarks if _BARE_URL.fullmatch(line.text)]
        paper.comment = "\n".join(line.text for line in remarks if line not in addresses[:1])
        for line in addresses:
            found = parse_arxiv(line.text)
            paper.arxiv_id = paper.arxiv_id or (found.id if found else "")
    notices: list[Notice] = []
    if entry.arxiv:
        found = parse_arxiv(f"arXiv:{entry.arxiv['id']}")
        paper.arxiv_id = found.id if found else paper.arxiv_id
        paper.primary_class = entry.arxiv["class"] or ""
        if not found:
            notices.append(Notice(block[-1].number, f"no arXiv ID in {entry.arxiv[0]!r}"))
    for name, line, value in entry.fields:
        if name in ("created", "submitted") and not paper.date:
            stated = dates.stated(value)
            if stated:
                paper.date, paper.year = dates.settled(stated, today)
            else:
                notices.append(Notice(line.number, f"no date in {line.text!r}"))
        elif name == "doi":
            paper.doi = parse_doi(value)
        elif name in ("subject", "subjects", "categories") and not paper.primary_class:
            subject = _CLASS.search(value)
            paper.primary_class = subject[0] if subject else ""
    yield paper
    yield from notices


def _sorted(
    paragraphs: Sequence[list[Line]], *, known: bool
) -> tuple[list[list[Line]], list[list[Line]], list[list[Line]]]:
    """What stands above the abstract, the abstract, and what stands below it."""
    start = next((at for at, p in enumerate(paragraphs) if prose.is_abstract(joined(p))), None)
    if start is None:
        first = joined(paragraphs[0]) if paragraphs else ""
        # Before an arXiv ID even a short text is an abstract, when it is a sentence.
        short = known and first.endswith(".") and not first_url(first) and len(first.split()) > 5
        return [], list(paragraphs[:1] if short else []), list(paragraphs[1 if short else 0 :])
    end = start + 1
    while end < len(paragraphs) and len(joined(paragraphs[end])) >= _LONG:
        end += 1
    return list(paragraphs[:start]), list(paragraphs[start:end]), list(paragraphs[end:])
