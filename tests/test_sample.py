"""The sample library is what the welcome screen promises: sixty papers from two files."""

import re
import shutil
import subprocess
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from readlist import formats, sample
from readlist.records import Items, Notice, Record, Rejected

OVERLAP = {
    "Attention Is All You Need",
    "U-Net: Convolutional Networks for Biomedical Image Segmentation",
}


def text_of(name: str) -> str:
    return next(file for file in sample.files() if file.name == name).read_text("utf-8")


def read(section: formats.Section) -> Items:
    reader = import_module(section.format.module)
    items: Items = reader.read(section.text, today=date(2026, 11, 20), first_line=1)
    return items


def listed() -> list[tuple[str, str]]:
    """Title and summary of each entry: the two lines above `• N authors`."""
    lines = [line for line in text_of("listing.txt").splitlines() if line.strip()]
    last = [n for n, line in enumerate(lines) if re.fullmatch(r"  • \d+ authors", line)]
    return [(lines[n - 2], lines[n - 1]) for n in last]


def test_two_files_are_shipped_in_the_order_of_a_first_visit() -> None:
    assert [file.name for file in sample.files()] == ["listing.txt", "library.bib"]


def test_the_listing_has_24_papers_each_with_a_summary_long_enough_for_an_abstract() -> None:
    papers = listed()
    assert len({title for title, _ in papers}) == len(papers) == 24
    assert [title for title, summary in papers if len(summary) < 300] == []


def test_the_bibliography_has_38_entries_with_distinct_keys() -> None:
    keys = re.findall(r"(?m)^@(?!string)\w+\{([^,]+),$", text_of("library.bib"))
    assert len({key.lower() for key in keys}) == len(keys) == 38


def test_two_papers_stand_in_both_files_so_that_the_first_import_has_something_to_merge() -> None:
    bibliography = text_of("library.bib")
    titles = re.findall(r"(?m)^  title +=\s*\{(.*)\},$", bibliography)
    plain = {title.replace("{", "").replace("}", "") for title in titles}
    assert {title for title, _ in listed()} & plain == OVERLAP


@pytest.mark.skipif(not shutil.which("bibtex"), reason="bibtex is not installed")
@pytest.mark.parametrize("style", ["plain", "alpha", "abbrv", "unsrt", "apalike"])
def test_bibtex_sets_the_bibliography_without_a_warning(style: str, tmp_path: Path) -> None:
    (tmp_path / "library.bib").write_text(text_of("library.bib"), "utf-8")
    aux = f"\\relax\n\\bibstyle{{{style}}}\n\\citation{{*}}\n\\bibdata{{library}}\n"
    (tmp_path / "main.aux").write_text(aux)
    run = subprocess.run(
        ["bibtex", "main"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.count("Warning")) == (0, 0), run.stdout
    assert (tmp_path / "main.bbl").read_text().count("\\bibitem") == 38


@pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed")
def test_biber_reads_the_bibliography_without_a_warning(tmp_path: Path) -> None:
    bibliography = tmp_path / "library.bib"
    bibliography.write_text(text_of("library.bib"), "utf-8")
    run = subprocess.run(
        ["biber", "--tool", "--output-file", tmp_path / "out.bib", bibliography],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert not re.search("WARN|ERROR", run.stdout), run.stdout


def test_the_listing_is_recognised_by_itself_and_read_without_a_remainder() -> None:
    (section,) = formats.recognise(text_of("listing.txt"), "listing.txt")
    assert section.format.name == "daily-papers"
    items = list(read(section))
    assert {type(item) for item in items} == {Record}
    papers = {item.title: item for item in items if isinstance(item, Record)}
    assert set(papers) == {title for title, _ in listed()}
    attention = papers["Attention Is All You Need"]
    assert (attention.author_count, attention.date) == (8, "2017-06-12")
    assert [paper.title for paper in papers.values() if not paper.abstract] == []


def test_the_bibliography_is_read_without_a_remainder() -> None:
    (section,) = formats.recognise(text_of("library.bib"), "library.bib")
    items = list(read(section))
    papers = [item for item in items if isinstance(item, Record)]
    assert (section.format.name, len(papers)) == ("bibtex", 38)
    assert [item for item in items if isinstance(item, Rejected | Notice)] == []
    names = {str(name) for paper in papers for name in paper.authors}
    assert {"Kurt Gödel", "Paul Erdős", "John von Neumann", "Frederick P. Brooks, Jr."} <= names
    assert {"Guido van Rossum", "Łukasz Kaiser", "Nikolaj Bjørner", "OpenAI"} <= names
