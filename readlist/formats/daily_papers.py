"""A Hugging Face Daily Papers page copied as text: entries that end with authors and a date."""

import re
from datetime import date
from itertools import islice, pairwise

from readlist.formats import cards
from readlist.formats.page import lines
from readlist.records import Items

_HEADING = re.compile(r"(?:daily|trending) papers|by ?ak and the research community", re.IGNORECASE)
_SAMPLE = 3000


def is_heading(text: str) -> bool:
    """Is the line the heading of a daily page?"""
    return _HEADING.fullmatch(text) is not None


def looks_like(text: str) -> bool:
    """Has the page its heading, or an entry its last block?"""
    filled = [line.text for line in islice(lines(text), _SAMPLE) if line.text]
    return any(is_heading(line) for line in filled) or any(
        cards.ends_entry(line, below) for line, below in pairwise(filled)
    )


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The papers of the page: title, abstract, author count or organisation, date.

    Dates without a year get the latest year that puts the page not after `today` and the
    entry not after the page.
    """
    return cards.read(text, today=today, first_line=first_line)
