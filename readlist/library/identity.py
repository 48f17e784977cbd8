"""Which papers may be the same: evidence from records and tables, and the fingerprints kept."""

from collections.abc import Iterable, Sequence

from readlist.latex import readable
from readlist.matching import Evidence, fingerprints
from readlist.records import Name, Record
from readlist.storage import documents, vocabulary
from readlist.storage import fingerprints as stored
from readlist.storage.writing import Writer
from readlist.text import fold_words

_MOST_WORDS = 200_000
"""Words counted before they are written, so that memory does not grow with the import."""


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


def stored_evidence(writer: Writer, ids: Sequence[int]) -> dict[int, Evidence]:
    """What the library offers to recognise these papers by."""
    found: dict[int, Evidence] = {}
    for row in documents.identities(writer.driver, ids):
        people = row.authors_text
        found[row.id] = Evidence(
            doi=row.doi,
            arxiv_id=row.arxiv_id,
            title=row.title,
            abstract=row.abstract,
            families=tuple(p.split(", ")[0] for p in people.split("; ")) if people else (),
            author_count=row.author_count,
            year=row.year,
            citation_key=row.citation_key,
        )
    return found


def refresh(writer: Writer, paper_ids: Iterable[int]) -> None:
    """The papers are found by what the library says of them now."""
    ids = sorted(paper_ids)
    flush_words(writer)
    vocabulary.learn(writer.driver, ids)
    stored.add(
        writer.driver,
        (
            (key, paper_id)
            for paper_id, evidence in stored_evidence(writer, ids).items()
            for key in fingerprints(evidence)
        ),
    )


def count_words(writer: Writer, evidence: Evidence, names: Iterable[str]) -> None:
    """The words of a new paper will be in the vocabulary at the end of the step.

    `names` are those of people and the venue.
    """
    words = {*evidence.words, *fold_words(evidence.title)}
    for name in names:
        words.update(fold_words(name))
    writer.words.update(words)
    if len(writer.words) > _MOST_WORDS:
        flush_words(writer)


def flush_words(writer: Writer) -> None:
    """The words that were counted are in the vocabulary."""
    vocabulary.add(writer.driver, {word.decode(): n for word, n in writer.words.items()})
    writer.words.clear()
