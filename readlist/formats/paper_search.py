"""A Hugging Face paper search copied as text: one line a title, the next its abstract."""

import re
import statistics
from datetime import date
from itertools import islice

from readlist.formats import cards, prose
from readlist.formats.page import is_furniture, joined, lines
from readlist.records import Items

_SCHOLARLY = re.compile(
    r"\b(?:we|our|this (?:paper|work|study|survey|article|thesis)|propos|introduc|present|"
    r"experiment|result|approach|method|model|dataset|benchmark|data\b|learning|algorithm|theor|prove|estimat|"
    r"show|demonstrat|perform|evaluat|analy[sz]|investigat|novel|framework|existing|significant)",
    re.IGNORECASE,
)
_MARKUP = ("#", ">", "- ", "* ", "•", "|", "<", "{", "\\")
_ENOUGH = 3
_SAMPLE = 300


def looks_like(text: str) -> bool:
    """Has the page its furniture, or do titles and abstracts take turns without it?"""
    sample = [line for line in islice(lines(text), _SAMPLE * 2) if line.text]
    if any(cards.begins_page(line.text) for line in sample[:20]):
        return True
    filled = [line for line in sample if not is_furniture(line.text)]
    found = list(prose.entries(filled[:_SAMPLE], cut=True))
    whole = [e for e in found if e.title and len(e.abstract) == 1 and _is_paper(e)]
    # The first and the last may be cut off.
    if len(whole) < _ENOUGH or len(whole) < 0.8 * (len(found) - 2):
        return False
    sizes = [len(joined(entry.abstract)) for entry in whole]
    words = [len(entry.title.text.split()) for entry in whole if entry.title]
    return statistics.median(sizes) >= 400 and statistics.median(words) >= 4


def _is_paper(entry: prose.Entry) -> bool:
    title = entry.title.text if entry.title else ""
    text = joined(entry.abstract)
    return (
        len(title) <= 250
        and not title.startswith(_MARKUP)
        and not title.endswith((".", ":", ";", ","))
        and len(text) >= 250
        and len({word.casefold() for word in _SCHOLARLY.findall(text)}) >= 4
    )


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """The papers of the page: titles and abstracts. The page says nothing else of them."""
    return cards.read(text, today=today, first_line=first_line)
