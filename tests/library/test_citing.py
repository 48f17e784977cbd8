"""What goes out is what came in; what was edited differs in that only; BibTeX can read it."""

import shutil
import subprocess
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from readlist.formats import spool
from readlist.formats.bibtex import Wording
from readlist.library import citing, demo, history, reading
from readlist.library.library import Library
from readlist.library.report import Report
from readlist.models import Paper
from tests.library.conftest import run_to_end
from tests.library.state import state
from tests.library.test_intake import LISTINGS, LOOM, SILK, daily, read_source, real

Take = Callable[..., Report]

ODD = """% a comment of the author
@string{ lncs = "Lecture Notes in Computer Science" }
@preamble{ "\\newcommand{\\noopsort}[1]{}" }

@InProceedings(Able:1999,
  AUTHOR    = "A. Able and {The Weaving Group}",
  title     = {On {W}eaving \\& "Spinning"},
  booktitle = "Proc.\\ of the 3rd " # lncs # " Workshop",
  year      = 1999,
  month     = "8~" # aug,
  crossref  = {proc99},
  my-field  = {kept}
)

@proceedings{proc99,
  title = {Proceedings of the Third Workshop}, editor = {Ed Editor},
  year = 1999
}

@comment{jabref-meta: databaseType:bibtex;}
"""


def exported(library: Library, ids: list[int] | None = None) -> str:
    return citing.bibliography(library, ids).text


def ids_of(library: Library, query: str) -> list[int]:
    reader = library.reader()
    found = list(reader.ids(query, today="2026-11-20"))
    reader.close()
    return found


def test_entries_nobody_edited_go_out_byte_for_byte(library: Library, take: Take) -> None:
    take("odd.bib", ODD)
    text = exported(library)
    start = ODD.index("@InProceedings")
    for piece in (ODD[start : ODD.index(")\n\n@proc") + 1], ODD[ODD.index("@proceedings") :][:121]):
        assert piece in text
    assert text.index("@string") < text.index("@InProceedings") < text.index("@proceedings")
    assert "jabref-meta" in text
    assert "\\noopsort" in text


def test_export_import_export_is_the_same_bytes(
    library: Library, take: Take, tmp_path: Path
) -> None:
    take(("odd.bib", ODD), ("page.txt", daily("A Loom", LOOM, "  • 3 authors\n·\nFeb 2, 2025")))
    once = exported(library)
    assert exported(library) == once
    again = Library(tmp_path / "again.sqlite3")
    source = tmp_path / "once.bib"
    source.write_text(once)
    from readlist.library.intake import import_sources  # noqa: PLC0415

    run_to_end(import_sources(again, [read_source(source)]))
    assert exported(again) == once


def test_an_export_imported_again_changes_nothing(library: Library, take: Take) -> None:
    take(("odd.bib", ODD), ("page.txt", daily("A Loom", LOOM, "  • 3 authors\n·\nFeb 2, 2025")))
    (paper,) = ids_of(library, "key:Able:1999")
    with library.step("edit") as writer:
        writer.session.get_one(Paper, paper).doi = "10.1000/weaving"
    text = exported(library)
    before = state(library.path)
    totals = take("own.bib", text).totals()
    assert (totals["unchanged"], totals["read"]) == (3, 3)
    assert state(library.path) == before


def test_the_order_of_import_does_not_show(library: Library, take: Take, tmp_path: Path) -> None:
    entries = [f"@misc{{k{n},\n  title = {{Piece {n}}},\n  year = {n}\n}}\n" for n in (1, 2, 3)]
    take("refs.bib", "\n".join(entries[::-1]))
    assert exported(library) == "\n".join(entries)


def test_what_an_entry_refers_to_comes_along(library: Library, take: Take) -> None:
    take("odd.bib", ODD + "\n@misc{other, title = {Other}}\n")
    made = citing.bibliography(library, ids_of(library, "key:Able:1999"))
    assert made.count == 1
    assert "@proceedings{proc99" in made.text
    assert "@string{ lncs" in made.text
    assert "other" not in made.text
    assert "jabref" not in made.text


def test_a_paper_from_a_page_invents_nothing(library: Library, take: Take) -> None:
    take("page.txt", daily("A BERT Loom for GPT-4", LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    made = citing.bibliography(library, None)
    assert made.text == (
        "@misc{bert2025,\n  title = {A {BERT} Loom for {GPT}-4},\n  year = {2025},\n"
        "  month = feb,\n}\n"
    )
    assert [key for key, _ in made.warnings] == ["bert2025"]


def test_an_abstract_goes_out_only_when_asked_for(library: Library, take: Take) -> None:
    take("page.txt", daily("A Loom", LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    assert "abstract" not in exported(library)
    assert f"abstract = {{{LOOM}}}" in citing.bibliography(library, None, abstracts=True).text


def test_an_exported_key_never_changes_by_itself(library: Library, take: Take) -> None:
    take("own.txt", f"Abstract: {LOOM}\nAbstract: {SILK}\n")
    (paper,) = ids_of(library, "shuttles")
    exported(library, [paper])
    take("page.txt", daily("Loom Mathematics", LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    assert "@misc{untitled," in exported(library, [paper])


def test_a_pin_outlives_undo(library: Library, take: Take) -> None:
    take("own.txt", f"Abstract: {LOOM}\nAbstract: {SILK}\n")
    (paper,) = ids_of(library, "shuttles")
    reading.set_status(library, [paper], "queued")
    exported(library, [paper])
    history.undo(library)
    take("page.txt", daily("Loom Mathematics", LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    assert "@misc{untitled," in exported(library, [paper])


def test_an_edited_entry_differs_in_what_was_edited(library: Library, take: Take) -> None:
    take("odd.bib", ODD)
    (paper,) = ids_of(library, "key:Able:1999")
    with library.step("edit") as writer:
        writer.session.get_one(Paper, paper).doi = "10.1000/weaving"
    text = exported(library)
    assert "doi = {10.1000/weaving}," in text
    for kept in (
        'author = "A. Able and {The Weaving Group}",',
        'booktitle = "Proc.\\ of the 3rd " # lncs # " Workshop",',
        'month = "8~" # aug,',
        "my-field = {kept},",
        "@inproceedings{Able:1999,",
    ):
        assert kept in text
    history.undo(library)
    assert "@InProceedings(Able:1999" in exported(library)


def test_a_macro_that_means_something_else_in_the_next_file(library: Library, take: Take) -> None:
    entry = "@article{%s, author = {A. A}, title = {%s}, journal = tt, year = %s}\n"
    one = '@string{tt = "Textile Topics"}\n' + entry % ("a", "Warp", 1)
    two = '@string{tt = "Thread Theory"}\n' + entry % ("b", "Weft", 2)
    take(("one.bib", one), ("two.bib", two))
    text = exported(library)
    assert text.count("@string") == 1
    assert "journal = tt, year = 1" in text
    assert "journal = {Thread Theory}, year = 2" in text


# The real programs


def bibtex(folder: Path, style: str) -> str:
    (folder / "main.aux").write_text(f"\\citation{{*}}\n\\bibdata{{refs}}\n\\bibstyle{{{style}}}\n")
    run = subprocess.run(
        ["bibtex", "main"], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    return run.stdout


MANY = "".join(
    f"@misc{{k{n}, title = {{Weaving pattern {n}}}, note = {{Größe}}, "
    f"abstract = {{{f'thread {n} ' * 90}}}}}\n"
    for n in range(1_500)
)


def test_an_export_waits_outside_the_memory_and_can_be_written_again(
    library: Library, take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take("many.bib", MANY)
    monkeypatch.setattr(spool, "_HELD", 100)
    tracemalloc.start()
    try:
        made = citing.bibliography(library, None, wording=Wording("biblatex"))
        assert citing.write(tmp_path / "refs.bib", made.pieces)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    text = (tmp_path / "refs.bib").read_text(encoding="utf-8")
    assert len(text) > 1_500_000
    assert peak < len(text)
    assert made.text == text
    assert not citing.write(tmp_path / "refs.bib", made.pieces)


def test_what_waits_in_a_file_goes_out_as_what_waits_in_memory(
    library: Library, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(("odd.bib", ODD), ("many.bib", MANY))
    wordings = [Wording(), Wording("bibtex"), Wording(house=True, expand=True)]
    held = [citing.bibliography(library, None, wording=w, personal=True).text for w in wordings]
    monkeypatch.setattr(spool, "_HELD", 100)
    filed = [citing.bibliography(library, None, wording=w, personal=True).text for w in wordings]
    assert held == filed
    assert held[0].count("Größe") == 1_500


needs_bibtex = pytest.mark.skipif(not shutil.which("bibtex"), reason="bibtex is not installed")
needs_biber = pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed")


@needs_bibtex
@pytest.mark.parametrize("style", ["plain", "alpha", "abbrv", "unsrt"])
def test_bibtex_reads_the_sample_library_without_a_word(
    library: Library, tmp_path: Path, style: str
) -> None:
    run_to_end(demo.load(library))
    reader = library.reader()
    named = list(reader.ids("no:abstract", today="2026-11-20"))  # what came from the .bib
    reader.close()
    citing.write(tmp_path / "refs.bib", exported(library, named))
    said = bibtex(tmp_path, style)
    assert "Warning" not in said, said
    assert "error" not in said, said
    assert (tmp_path / "main.bbl").read_text().count("\\bibitem") >= 35


@needs_bibtex
@real
def test_bibtex_warns_of_the_papers_that_export_named_and_no_others(
    library: Library, tmp_path: Path
) -> None:
    from readlist.library.intake import import_sources  # noqa: PLC0415

    pages = [read_source(path) for path in sorted(LISTINGS.glob("*.txt"))]
    run_to_end(import_sources(library, pages))
    made = citing.bibliography(library, None)
    citing.write(tmp_path / "refs.bib", made.text)
    said = bibtex(tmp_path, "plain")
    assert "error message" not in said, said
    lines = [line for line in said.splitlines() if line.startswith("Warning--")]
    warned = {line.rsplit(" ", 1)[-1] for line in lines}
    assert {key for key, _ in made.warnings} == warned


@needs_biber
def test_biber_reads_the_sample_library_without_a_word(library: Library, tmp_path: Path) -> None:
    run_to_end(demo.load(library))
    citing.write(tmp_path / "refs.bib", exported(library))
    run = subprocess.run(
        ["biber", "--tool", "--validate-datamodel", "refs.bib"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert "ERROR" not in run.stdout, run.stdout


def test_a_renamed_child_is_not_given_what_it_inherits(library: Library, take: Take) -> None:
    take("first.bib", "@misc{kid, title = {A wholly other paper}, year = 1900}")
    child = "@inproceedings{kid, author={Ann Ox}, title={On Looms}, crossref={proc}}"
    take("second.bib", child + "\n@proceedings{proc, title={Proc. of Looms}, year=2001}")
    assert len(ids_of(library, "year:2001 looms")) == 2
    text = exported(library, ids_of(library, 'title:"on looms"'))
    (renamed,) = [entry for entry in text.split("\n\n") if "On Looms" in entry]
    assert "kid" in renamed
    assert "year" not in renamed
    assert "booktitle" not in renamed


def test_older_keys_are_ids_for_biblatex(library: Library, take: Take) -> None:
    take("a.bib", "@book{loom, author={Ox, Ann}, title={The Loom}, year=2001, doi={10.1/x}}")
    take("b.bib", "@book{loom2, author={Ox, Ann}, title={The Loom}, year=2001, doi={10.1/x}}")
    made = citing.bibliography(library, None, wording=Wording("biblatex"))
    assert "ids = {loom2}," in made.text
    assert "ids" not in exported(library)
