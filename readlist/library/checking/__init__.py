"""What a reviewer would find is found before the reviewer, and what is safe to mend is mended."""

from collections.abc import Iterable, Iterator, Sequence

from readlist.formats.bibtex.dates import MONTHS
from readlist.library.checking import across, rules
from readlist.library.checking.entry import Entry, Finding, Fix, Shelf
from readlist.library.library import Library
from readlist.storage import documents
from readlist.storage import keys as stored
from readlist.storage.binding import batches
from readlist.storage.outlines import outlines
from readlist.storage.reader import Reader

__all__ = ["RULES", "Finding", "Fix", "check", "mend"]

RULES = (*rules.RULES, *across.RULES)
"""The names of all rules, in the order in which a paper's findings come."""


def check(library: Library, ids: Sequence[int]) -> list[Finding]:
    """What is doubtful about these papers, in the order of `ids`.

    They are compared with the whole library.
    """
    reader = library.reader()
    try:
        return _check(reader, ids, library.today().year)
    finally:
        reader.close()


def _check(reader: Reader, ids: Sequence[int], year: int) -> list[Finding]:
    papers = list(outlines(reader.connection))
    blocks = documents.blocks(reader.connection)
    macros = {block.name.lower() for block in blocks if block.kind == "string"}
    listed: dict[str, frozenset[int]] = {}
    for key, paper_id in stored.also_known(reader.connection):
        listed[key] = listed.get(key, frozenset()) | {paper_id}
    shelf = Shelf(
        keys=frozenset(
            {
                *stored.owners(reader.connection),
                *(block.name.lower() for block in blocks if block.kind == "entry"),
            }
        ),
        listed=listed,
        macros=frozenset({*macros, *MONTHS}),
        year=year,
    )
    found: dict[int, list[Finding]] = {}
    for entry in _entries(reader, ids):
        found[entry.id] = [
            Finding(entry.id, entry.record.citation_key, name, *fault)
            for name, rule in rules.RULES.items()
            for fault in rule(entry, shelf)
        ]
    pairs = reader.review_pairs()
    for name in across.RULES:
        for paper, fault in across.findings_of(name, papers, pairs, found.keys()):
            found[paper.id].append(Finding(paper.id, paper.citation_key, name, *fault))
    return [finding for paper_id in ids for finding in found.get(paper_id, ())]


def _entries(reader: Reader, ids: Sequence[int]) -> Iterator[Entry]:
    for batch in batches(ids):
        records = documents.records(reader.connection, batch)
        exported = documents.exportables(reader.connection, batch)
        for (paper_id, record), paper in zip(records, exported, strict=True):
            yield Entry(paper_id, record, paper.raw, paper.edited)


def mend(library: Library, findings: Iterable[Finding]) -> list[Finding]:
    """What is safe to mend is mended, in one step; returns the findings that are no more.

    Keys and names are never touched. An entry that goes out as it came in differs afterwards
    in the mended fields only, and in nothing else.
    """
    wanted: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.fix is not None:
            wanted.setdefault(finding.paper_id, []).append(finding)
    if not wanted:
        return []
    from readlist.library.checking.surgery import operate  # noqa: PLC0415  (start-up time)

    with library.step("") as writer:
        mended = operate(writer, wanted)
        keys = list(dict.fromkeys(finding.key for finding in mended))
        named = keys[0] if len(keys) == 1 else f"{len(keys):,} entries"
        writer.recorder.summarize(f"mended {named}")
    return mended
