"""Records become rows of the tables, with the readable text that lists and search use."""

import hashlib
from typing import Any

from readlist.latex import readable
from readlist.library.identity import people_text
from readlist.matching import Evidence
from readlist.records import Name, Record


def digest(text: str) -> int:
    """A signed 64-bit number that stands for the text."""
    hashed = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(hashed.digest(), "big", signed=True)


def bibliographic(record: Record, evidence: Evidence) -> dict[str, Any]:
    """The columns of `paper` that hold what sources say.

    `evidence` is the record's own: it has the readable title and abstract.
    """
    return {
        "entry_type": record.entry_type,
        "title": record.title,
        "title_text": evidence.title if evidence.title != record.title else None,
        "abstract": record.abstract,
        "abstract_text": evidence.abstract if evidence.abstract != record.abstract else None,
        "authors_text": people_text(record.authors),
        "editors_text": people_text(record.editors),
        "author_count": record.author_count,
        "more_authors": record.more_authors,
        "organization": record.organization,
        "venue": record.venue,
        "year": record.year,
        "date": record.date,
        "arxiv_id": record.arxiv_id,
        "primary_class": record.primary_class,
        "doi": record.doi,
        "url": record.url,
        "comment": record.comment,
        "keywords_text": " ".join(readable(record.extra.get("keywords", "")).split()),
    }


AUTHOR_COLUMNS = ("paper_id", "role", "position", *Name._fields)


def author_rows(paper_id: int, record: Record) -> list[tuple[Any, ...]]:
    """Rows of `author`, in the order of AUTHOR_COLUMNS."""
    return [
        (paper_id, role, position, *name)
        for role, names in (("author", record.authors), ("editor", record.editors))
        for position, name in enumerate(names)
    ]


EXTRA_COLUMNS = ("paper_id", "position", "name", "value")


def extra_rows(paper_id: int, record: Record) -> list[tuple[Any, ...]]:
    """Rows of `extra_field`, in the order of EXTRA_COLUMNS."""
    return [
        (paper_id, position, name, value)
        for position, (name, value) in enumerate(record.extra.items())
    ]
