"""One line that somebody typed is the title of a paper.

No page is recognised as this: it is tried only where the user says that the text is one paper.
"""

from datetime import date

from readlist.formats import Format
from readlist.records import Items, Record

FORMAT = Format("title", "a title", "readlist.formats.bare_title")
_LONGEST = 400


def looks_like(text: str) -> bool:
    """Is it one line with letters in it, of a title's length?"""
    line = text.strip()
    return (
        len(line.splitlines()) == 1
        and len(line) <= _LONGEST
        and sum(character.isalpha() for character in line) >= 3
    )


def read(text: str, *, today: date, first_line: int = 1) -> Items:
    """One stub: a paper of which the title is known."""
    del today
    title = " ".join(text.split())
    yield Record(title=title, line=first_line, raw=title)
