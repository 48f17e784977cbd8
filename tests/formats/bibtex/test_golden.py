"""Whole files in, whole files out: `case.bib` becomes `case.expected.bib`.

`UPDATE_GOLDEN=1 pytest` writes the expected files anew; read the difference before it is kept.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from readlist.formats.bibtex import Entry, bibliography, read
from readlist.records import Block, Notice, Record, Rejected

FOLDER = Path(__file__).parents[2] / "data" / "bibtex"
CASES = sorted(path for path in FOLDER.glob("*.bib") if ".expected" not in path.name)


def export(text: str) -> tuple[str, list[str]]:
    """The export of the import of `text`, and what was said."""
    entries, blocks, said = [], [], []
    for item in read(text, today=date(2026, 1, 1)):
        if isinstance(item, Record):
            entries.append(Entry(item.citation_key, item.raw, (item.line,)))
        elif isinstance(item, Block):
            blocks.append(item)
        elif isinstance(item, Notice):
            said.append(f"{item.line}: {item.message}")
        elif isinstance(item, Rejected):
            said.append(f"{item.line}: {item.reason}")
    return "".join(bibliography(entries, blocks)), said


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_file_becomes_the_expected_one(path: Path) -> None:
    written, said = export(path.read_text("utf-8"))
    told = "".join(f"{line}\n" for line in said)
    for suffix, found in ((".expected.bib", written), (".expected.txt", told)):
        expected = path.with_suffix(suffix)
        if os.environ.get("UPDATE_GOLDEN"):
            expected.write_text(found, "utf-8")
        assert found == expected.read_text("utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_we_wrote_is_written_again_byte_for_byte(path: Path) -> None:
    once, _ = export(path.read_text("utf-8"))
    assert export(once)[0] == once
