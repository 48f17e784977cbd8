"""Which papers may be the same: evidence from records and tables, and the fingerprints kept."""

import sqlite3
from collections.abc import Iterable, Sequence

from readlist.latex import readable
from readlist.matching import Evidence, fingerprints
from readlist.records import Name, Record
from readlist.storage import fingerprints as stored
from readlist.storage.reader import batches, marks
from readlist.storage.writing import Writer

def family_text(name: Name) -> str:
    """The family name with its prefix, as it is sorted and matched: `van den Berg`."""
    return f"{name.prefix} {name.family}".strip().replace(";", " ")


def people_text(names: Sequence[Name]) -> str:
    """The names as lists and search have them: `van den Berg, Anna; Erdős, Paul`."""
    return "; ".join(
        ", ".join(part for part in (family_text(n), n.suffix, n.given.replace(";", " ")) if part)
        for n in names
    )


def evidence_of(record: Record) -> Evidence:
    """What a record offers to recognise its paper by."""
    return Evidence(
        doi=record.doi,
        arxiv_id=record.arxiv_id,
        title=readable(record.title),
        abstract=readable(record.abstract),
        families=tuple(family_text(name) for name in record.authors),
        author_count=record.author_count,
        year=record.year,
        citation_key=record.citation_key,
    )


def stored_evidence(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Evidence]:
    """What the library offers to recognise these papers by."""
    found: dict[int, Evidence] = {}
    for batch in batches(ids):
        sql = (
            "SELECT id, doi, arxiv_id, COALESCE(title_text, title), "  # noqa: S608
            "COALESCE(abstract_text, abstract), authors_text, author_count, year, citation_key "
            f"FROM paper WHERE id IN ({marks(batch)})"
        )
        for paper_id, doi, arxiv, title, abstract, people, count, year, key in connection.execute(
            sql, batch
        ):
            families = tuple(p.split(", ")[0] for p in people.split("; ")) if people else ()
            found[paper_id] = Evidence(doi, arxiv, title, abstract, families, count, year, key)
    return found


def refresh(writer: Writer, paper_ids: Iterable[int]) -> None:
    """The papers are found by what the library says of them now."""
    ids = sorted(paper_ids)
    stored.add(
        writer.driver,
        (
            (key, paper_id)
            for paper_id, evidence in stored_evidence(writer.driver, ids).items()
            for key in fingerprints(evidence)
        ),
    )
