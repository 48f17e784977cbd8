"""Papers in the formats of other programs: out of a library, and in again without a change."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from readlist.errors import InputError, OutputError
from readlist.formats import obsidian
from readlist.formats.exporters import EXPORTERS
from readlist.library import citing, exporting, organising, reading
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.report import Report
from tests.library.conftest import run_to_end
from tests.library.state import state

Take = Callable[..., Report]
NEIGHBOURS = Path(__file__).parents[1] / "data" / "neighbours"
LISTING = (Path(__file__).parents[1] / "data/listings/daily-papers.txt").read_text("utf-8")
NAMES = [name for name, exporter in EXPORTERS.items() if exporter.module]


@pytest.fixture
def shelf(library: Library, take: Take) -> Library:
    bib = (NEIGHBOURS / "better-bibtex.bib").read_text("utf-8")
    take(("refs.bib", bib), ("page.txt", LISTING))
    reader = library.reader()
    paper_id = reader.id_of("lindDoughThatListens2017")
    reader.close()
    organising.add_note(library, paper_id, "Good.\n\nER  - ")
    reading.rate(library, [paper_id], 5)
    return library


@pytest.mark.parametrize("name", NAMES)
def test_the_same_library_gives_the_same_bytes(shelf: Library, name: str) -> None:
    one = exporting.export_as(shelf, None, name, personal=True)
    two = exporting.export_as(shelf, None, name, personal=True)
    assert (one.text, one.files) == (two.text, two.files)
    assert one.count == 7


@pytest.mark.parametrize("name", ["csl-json", "csv", "ris"])
def test_an_export_imported_again_changes_no_paper(shelf: Library, take: Take, name: str) -> None:
    before, bib = state(shelf.path), citing.bibliography(shelf, None, abstracts=True).text
    text = exporting.export_as(shelf, None, name).text
    report = take(f"again{EXPORTERS[name].suffix}", text)
    totals = report.totals()
    assert (totals["new"], totals["review"], totals["rejected"]) == (0, 0, 0)
    after = state(shelf.path)
    for table in ("tag", "paper_tag", "note", "author", "extra_field", "alias", "status_event"):
        assert after[table] == before[table], table
    assert citing.bibliography(shelf, None, abstracts=True).text == bib


def test_csl_json_moves_a_whole_library(shelf: Library, tmp_path: Path, take: Take) -> None:
    text = exporting.export_as(shelf, None, "csl-json", personal=True).text
    other = Library(tmp_path / "other.sqlite3")
    run_to_end(import_sources(other, [Source("all.json", text.encode())]))
    assert exporting.export_as(other, None, "csl-json", personal=True).text == text


def test_private_things_stay_behind_until_asked_for(shelf: Library) -> None:
    made = exporting.export_as(shelf, None, "ris")
    assert "Good." not in made.text
    assert "/home/asa" not in made.text
    assert made.left_out == {"status": 1, "priority": 1, "rating": 2, "tags": 1, "notes": 1}
    asked = exporting.export_as(shelf, None, "ris", personal=True)
    assert "RN  - Good." in asked.text
    assert asked.left_out == {}
    assert ("lindDoughThatListens2017", "rating") in asked.losses


def test_only_what_was_asked_for_in_the_order_asked(shelf: Library) -> None:
    reader = shelf.reader()
    ids = [reader.id_of(key) for key in ("okaforClocks2016", "lindDoughThatListens2017")]
    reader.close()
    text = exporting.export_as(shelf, ids, "markdown").text
    assert [line[:12] for line in text.splitlines()] == ["- [x] Okafor", "- [ ] Lind, "]
    text = exporting.export_as(shelf, ids, "ris").text
    assert text.index("lindDough") < text.index("okaforClocks")  # by key: small differences


def test_an_exported_key_is_pinned(shelf: Library, take: Take) -> None:
    exporting.export_as(shelf, None, "ris")
    reader = shelf.reader()
    ((unpinned,),) = reader.connection.execute("SELECT count(*) FROM paper WHERE NOT key_pinned")
    reader.close()
    assert unpinned == 0


@pytest.mark.parametrize("name", ["bibtex", "word", ""])
def test_other_formats_are_refused(shelf: Library, name: str) -> None:
    with pytest.raises(InputError, match="csl-json"):
        exporting.export_as(shelf, None, name)


def test_notes_keep_what_the_user_wrote_below(shelf: Library, tmp_path: Path) -> None:
    folder = tmp_path / "vault" / "papers"
    made = exporting.export_as(shelf, None, "obsidian")
    assert exporting.write_folder(folder, made) == []
    note = folder / "okaforClocks2016.md"
    assert len(list(folder.iterdir())) == 7
    note.write_text(note.read_text("utf-8") + "\nMy own words.\n", encoding="utf-8")
    reader = shelf.reader()
    reading.rate(shelf, [reader.id_of("okaforClocks2016")], 1)
    reader.close()
    exporting.write_folder(folder, exporting.export_as(shelf, None, "obsidian"))
    text = note.read_text("utf-8")
    assert text.endswith(f"{obsidian.MARKER}\n\nMy own words.\n")
    assert "rating: 1" in text


def test_a_note_that_says_the_same_is_not_written_again(shelf: Library, tmp_path: Path) -> None:
    made = exporting.export_as(shelf, None, "obsidian")
    exporting.write_folder(tmp_path, made)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.md")}
    exporting.write_folder(tmp_path, made)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.md")} == before


def test_a_file_of_the_users_is_left_alone(shelf: Library, tmp_path: Path) -> None:
    (tmp_path / "okaforClocks2016.md").write_text("# Mine\n")
    (said,) = exporting.write_folder(tmp_path, exporting.export_as(shelf, None, "obsidian"))
    assert "left as it was" in said
    assert (tmp_path / "okaforClocks2016.md").read_text() == "# Mine\n"


def test_no_link_leads_out_of_the_folder(shelf: Library, tmp_path: Path) -> None:
    folder, outside = tmp_path / "vault", tmp_path / "outside.md"
    folder.mkdir()
    outside.write_text(f"precious\n{obsidian.MARKER}\n")
    os.symlink(outside, folder / "okaforClocks2016.md")
    (said,) = exporting.write_folder(folder, exporting.export_as(shelf, None, "obsidian"))
    assert "leads out of the folder" in said
    assert outside.read_text() == f"precious\n{obsidian.MARKER}\n"


def test_a_file_where_the_folder_should_be(shelf: Library, tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("x")
    with pytest.raises(OutputError):
        exporting.write_folder(tmp_path / "vault", exporting.export_as(shelf, None, "obsidian"))


def test_losses_in_sentences() -> None:
    lost = [("a", "field crossref"), ("b", "venue"), *((key, "venue") for key in "cdef")]
    assert exporting.in_sentences("RIS", lost) == [
        "RIS does not carry: venue (b, c, d and 2 more)",
        "RIS does not carry: field crossref (a)",
    ]
