"""BibTeX and biber themselves read what we write, without a complaint and as we mean it."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from readlist.formats.bibtex import (
    Entry,
    bibliography,
    entry_from_record,
    read,
    reformatted,
    warnings,
)
from readlist.records import Block, Name, Record

DATA = Path(__file__).parents[2] / "data" / "bibtex"
needs_bibtex = pytest.mark.skipif(not shutil.which("bibtex"), reason="bibtex is not installed")
needs_biber = pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed")

PAPERS = [
    Record(
        title="BERT & friends: 50% of M^{2}UGen for Erdős_numbers, ~10 $\\alpha_i$ {x",
        authors=(Name("Erdős", "Paul"), Name("Ångström", "Édouard", "van der", "III")),
        more_authors=True,
        year=2024,
        date="2024-02-21",
        arxiv_id="2402.00001",
        primary_class="cs.LG",
        url="https://example.org/~a_b?x=1&y=%20#z",
        citation_key="erdos2024bert",
    ),
    Record(
        title="Łódź – “a study”",
        authors=(Name("R&D Lab of Łódź", corporate=True), Name("李", "明")),
        venue="Journal of R&D",
        year=2020,
        doi="10.1000/a_b(c)",
        extra={"volume": "3", "pages": "1-9", "note": "5% & $x_1$"},
        citation_key="lab2020lodz",
    ),
    Record(
        title="Attention",
        authors=(Name("Ox", "Ann"),),
        venue="NeurIPS",
        year=2017,
        citation_key="ox",
    ),
]


def run_bibtex(folder: Path, bib: str, style: str) -> tuple[str, str]:
    """The .bbl and the log that `bibtex` makes of `bib`."""
    (folder / "o.bib").write_text(bib, "utf-8")
    (folder / "o.aux").write_text(
        f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{o}}\n", "utf-8"
    )
    subprocess.run(["bibtex", "o"], cwd=folder, check=False, capture_output=True, timeout=60)
    log = (folder / "o.blg").read_text("utf-8", "replace")
    return (folder / "o.bbl").read_text("utf-8", "replace"), log


@needs_bibtex
@pytest.mark.parametrize("style", ["plain", "alpha", "abbrv", "unsrt"])
def test_bibtex_has_nothing_to_say_of_what_we_write(tmp_path: Path, style: str) -> None:
    bib = "".join(bibliography(Entry(r.citation_key, entry_from_record(r)) for r in PAPERS))
    bbl, log = run_bibtex(tmp_path, bib, style)
    assert "Warning" not in log
    assert "error" not in log.lower()
    assert len(re.findall(r"\\bibitem", bbl)) == len(PAPERS)
    assert "{BERT}" in bbl
    assert "et~al" in bbl
    if style == "alpha":
        # A label is never cut inside a letter.
        assert "{\\'E}" not in re.findall(r"\\bibitem\[(.*?)\]", bbl)[0]
        assert "\ufffd" not in bbl
    if style == "abbrv":
        assert re.search(r"\{\\'E\}\.", bbl)


@needs_bibtex
@pytest.mark.parametrize(
    "entry",
    [
        "@article{k, title={T}, year=1}",
        "@misc{k, title={T}}",
        "@book{k, title={T}, year=1}",
        "@inproceedings{k, author={A}, title={T}, booktitle={B}, year=1}",
        "@phdthesis{k, author={A}, title={T}, year=1}",
        "@book{k, author={A}, title={T}, publisher={P}, year=1, volume=1, number=2}",
        "@online{k, author={A}, title={T}, year=1}",
        "@misc{k, author={A}, title={T}, journal = nowhere}",
        "@techreport{k, author={A}, title={T}, institution={I}, year=1}",
        "@unpublished{k, author={A}, title={T}}",
        "@proceedings{k, title={T}, year=1}",
        "@book{k, author={A}, editor={E}, title={T}, publisher={P}, year=1}",
        "@inbook{k, author={A}, editor={E}, title={T}, publisher={P}, year=1, pages=1}",
        "@incollection{k, author={A}, editor={E}, title={T}, booktitle={B}, publisher={P}, year=1}",
    ],
)
def test_we_warn_exactly_when_bibtex_does(tmp_path: Path, entry: str) -> None:
    _, log = run_bibtex(tmp_path, entry, "plain")
    assert bool(warnings(entry)) == ("Warning--" in log or "isn't style-file defined" in log), log


@needs_bibtex
@pytest.mark.parametrize(
    ("child", "parent"),
    [
        ("@incollection{k, title={T}, crossref={p}}", "author={A}, editor={E}"),
        ("@incollection{k, title={T}, crossref={p}}", "editor={E}"),
        ("@inproceedings{k, author={A}, crossref={p}}", "editor={E}"),
        ("@inbook{k, pages=1, title={T}, crossref={p}}", "editor={E}"),
        ("@inbook{k, author={A}, pages=1, title={T}, crossref={p}}", "author={A}"),
        ("@book{k, author={A}, editor={E}, title={T}, crossref={p}}", "author={A}"),
        ("@misc{k, crossref={p}}", "editor={E}, author={A}"),
        ("@misc{k, crossref={p}}", "editor={E}"),
    ],
)
def test_what_the_parent_has_and_what_it_lacks_is_known(
    tmp_path: Path, child: str, parent: str
) -> None:
    volume = (
        f"@book{{p, title={{P}}, booktitle={{P}}, publisher={{P}}, year=1, volume=2, {parent}}}"
    )
    _, log = run_bibtex(tmp_path, f"{child}\n{volume}\n", "plain")
    warned = [line for line in log.splitlines() if line.startswith("Warning--") and "in k" in line]
    assert bool(warnings(child, parents={"p": volume})) == bool(warned), log


def _both(path: Path) -> tuple[str, str, str]:
    """A file as it is, as we write it, and as we write it in the house style."""
    text = path.read_text("utf-8")
    entries, blocks = [], []
    for item in read(text, today=date(2026, 1, 1)):
        if isinstance(item, Record):
            entries.append(Entry(item.citation_key, item.raw, (item.line,)))
        elif isinstance(item, Block):
            blocks.append(item)
    tidy = [Entry(entry.key, reformatted(entry.text), entry.place) for entry in entries]
    return text, "".join(bibliography(entries, blocks)), "".join(bibliography(tidy, blocks))


def _items(bbl: str) -> list[str]:
    return sorted(" ".join(item.split()) for item in bbl.split("\\bibitem")[1:])


@needs_bibtex
@pytest.mark.parametrize("style", ["plain", "alpha"])
def test_bibtex_sets_the_same_bibliography(tmp_path: Path, style: str) -> None:
    source, raw, tidy = _both(DATA / "grammar.bib")
    before, _ = run_bibtex(tmp_path, source, style)
    for text in (raw, tidy):
        after, log = run_bibtex(tmp_path, text, style)
        assert _items(after) == _items(before)
        assert "error" not in log.lower()


@needs_biber
def test_biber_reads_the_same(tmp_path: Path) -> None:
    def tool(name: str, text: str) -> tuple[str, str]:
        (tmp_path / f"{name}.bib").write_text(text, "utf-8")
        done = subprocess.run(
            ["biber", "--tool", "--output-file", f"{name}.out", f"{name}.bib"],
            cwd=tmp_path, check=False, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        return (tmp_path / f"{name}.out").read_text("utf-8"), done.stdout

    def entries(text: str) -> list[str]:
        return sorted(re.split(r"\n(?=@)", text.strip()))

    source, raw, tidy = _both(DATA / "biblatex.bib")
    before, _ = tool("before", source)
    for name, text in (("raw", raw), ("tidy", tidy)):
        after, log = tool(name, text)
        assert [e.strip() for e in entries(after)] == [e.strip() for e in entries(before)]
        assert "ERROR" not in log
    ours = "".join(bibliography(Entry(r.citation_key, entry_from_record(r)) for r in PAPERS))
    _, log = tool("ours", ours)
    assert "ERROR" not in log
    assert "WARN" not in log
