"""BibTeX in and out: what comes in goes out as it came, and says the same to BibTeX.

Importing this package costs no import of bibtexparser: reading loads it on first use.
"""

from datetime import date

from readlist.formats.bibtex.bibliography import Entry, bibliography, members, parents
from readlist.formats.bibtex.checks import warnings
from readlist.formats.bibtex.dialects import Translated, own_ids, to_biblatex, to_bibtex
from readlist.formats.bibtex.grammar import looks_like
from readlist.formats.bibtex.names import NameParser, write_names
from readlist.formats.bibtex.renaming import renamed
from readlist.formats.bibtex.titles import protected_title
from readlist.formats.bibtex.values import expand_macros, macros_used
from readlist.formats.bibtex.wording import Worded, Wording, worded
from readlist.formats.bibtex.writer import entry_from_record, reformatted, updated_entry
from readlist.formats.decode import decode_bytes
from readlist.formats.stream import Stream
from readlist.records import Items

__all__ = [
    "Entry",
    "NameParser",
    "Translated",
    "Worded",
    "Wording",
    "bibliography",
    "decode_bytes",
    "entry_from_record",
    "expand_macros",
    "looks_like",
    "macros_used",
    "members",
    "own_ids",
    "parents",
    "protected_title",
    "read",
    "reformatted",
    "renamed",
    "to_biblatex",
    "to_bibtex",
    "updated_entry",
    "warnings",
    "worded",
    "write_names",
]


def read(text: str | Stream, *, today: date, first_line: int = 1) -> Items:
    """The content of `text` in its order. Never raises, whatever the text is.

    Every Record carries its entry as it stands (`raw`, `verbatim`); an entry that BibTeX
    would stumble over is rewritten to what it plainly means, and a Notice says so.
    """
    # bibtexparser costs 15 ms that writing and recognising do not need.
    from readlist.formats.bibtex.reader import read_items  # noqa: PLC0415

    return read_items(text, today=today, first_line=first_line)
