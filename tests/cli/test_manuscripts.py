"""`readlist export --aux`, `--diff` and `readlist cited`"""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_exactly_what_is_cited_is_in_the_file(readlist: Run, folder: Path) -> None:
    (folder / "main.tex").write_text(r"\cite{maini2024tofu} \include{two}")
    (folder / "two.tex").write_text(r"\citep{gu2023mamba}")
    ran = readlist("export", "--aux", "main.tex", "-o", "refs.bib")
    assert (ran.status, ran.out) == (0, "")
    assert "2 entries in refs.bib." in ran.err
    text = (folder / "refs.bib").read_text()
    assert text.count("\n@") + text.startswith("@") == 2
    assert text.index("gu2023mamba") < text.index("maini2024tofu")


def test_missing_keys_are_named_with_the_nearest(readlist: Run, folder: Path) -> None:
    (folder / "main.aux").write_text("\\relax\n\\citation{gu2023mamba}\n\\citation{maini2024}\n")
    ran = readlist("export", "--aux", "main.aux", "-o", "refs.bib")
    assert ran.status == 3
    assert "main.aux:3: maini2024 is not in the library; nearest: maini2024tofu\n" in ran.err
    assert "@misc{gu2023mamba," in (folder / "refs.bib").read_text()


def test_several_manuscripts_share_a_bibliography(readlist: Run, folder: Path) -> None:
    (folder / "a.md").write_text("@gu2023mamba")
    (folder / "b.typ").write_text("@maini2024tofu @gu2023mamba")
    ran = readlist("export", "--aux", "a.md", "--aux", "b.typ")
    assert ran.status == 0
    assert "2 entries." in ran.err
    assert "gu2023mamba" in ran.out
    assert "maini2024tofu" in ran.out


def test_a_manuscript_in_another_format_gets_what_it_cites(readlist: Run, folder: Path) -> None:
    (folder / "a.md").write_text("@gu2023mamba @nobody")
    ran = readlist("export", "--aux", "a.md", "-o", "refs.json")
    assert ran.status == 3
    assert [item["id"] for item in json.loads((folder / "refs.json").read_text())] == [
        "gu2023mamba"
    ]


def test_a_bibliography_that_would_not_change_is_not_touched(readlist: Run, folder: Path) -> None:
    (folder / "main.tex").write_text(r"\cite{maini2024tofu}")
    refs = folder / "refs.bib"
    for words in (["--aux", "main.tex"], ["key:maini2024tofu"]):
        readlist("export", *words, "-o", "refs.bib")
        os.utime(refs, ns=(1, 1))
        ran = readlist("export", *words, "-o", "refs.bib")
        assert "as before" in ran.err
        assert refs.stat().st_mtime_ns == 1


def test_a_manuscript_that_cites_nothing_known_empties_no_bibliography(
    readlist: Run, folder: Path
) -> None:
    refs = folder / "refs.bib"
    refs.write_text("precious")
    (folder / "main.tex").write_text("")
    ran = readlist("export", "--aux", "main.tex", "-o", "refs.bib")
    assert (ran.status, refs.read_text()) == (0, "precious")
    assert "main.tex cites nothing at all; refs.bib was left as it was." in ran.err
    (folder / "main.tex").write_text(r"\cite{nobody}")
    ran = readlist("export", "--aux", "main.tex", "-o", "refs.bib")
    assert (ran.status, refs.read_text()) == (3, "precious")
    refs.unlink()
    # LaTeX wants a file, if an empty one.
    assert readlist("export", "--aux", "main.tex", "-o", "refs.bib").status == 3
    assert refs.read_text() == ""


def test_a_difference_is_shown_and_nothing_written(readlist: Run, folder: Path) -> None:
    (folder / "main.tex").write_text(r"\cite{maini2024tofu}")
    readlist("export", "--aux", "main.tex", "-o", "refs.bib")
    before = (folder / "refs.bib").read_bytes()
    assert readlist("export", "--aux", "main.tex", "-o", "refs.bib", "--diff").out == ""
    (folder / "main.tex").write_text(r"\cite{gu2023mamba}")
    ran = readlist("export", "--aux", "main.tex", "-o", "refs.bib", "--diff")
    assert ran.lines[:2] == ["--- refs.bib", "+++ refs.bib (new)"]
    assert "+@misc{gu2023mamba," in ran.lines
    assert "-@inproceedings{maini2024tofu," in ran.lines
    assert (folder / "refs.bib").read_bytes() == before
    assert readlist("export", "is:read", "-o", "new.bib", "--diff").out.startswith("--- new.bib")
    assert not (folder / "new.bib").exists()


def test_a_hostile_title_does_not_reach_the_terminal_by_a_difference(
    readlist: Run, folder: Path
) -> None:
    ran = readlist("export", "key:hostile", "-o", "refs.bib", "--diff")
    assert "Red" in ran.out
    assert not {"\x1b", "\x9b", "\u202e"} & set(ran.out)


@pytest.mark.parametrize(
    "words",
    [
        ["--aux", "main.tex", "mamba"],
        ["--watch", "-o", "refs.bib"],
        ["--watch", "--aux", "main.tex"],
        ["--diff"],
        ["--diff", "--to", "ris", "-o", "a.ris"],
        ["--diff", "--watch", "--aux", "main.tex", "-o", "refs.bib"],
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together_are_told(
    readlist: Run, folder: Path, words: list[str]
) -> None:
    (folder / "main.tex").write_text("")
    assert readlist("export", *words).status == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [("none.tex", "none.tex cannot be read"), ("main.docx", "is no manuscript")],
)
def test_a_manuscript_that_cannot_be_read_is_a_clear_error(
    readlist: Run, folder: Path, name: str, words: str
) -> None:
    for command in (["export", "-o", "refs.bib", "--aux"], ["cited"]):
        ran = readlist(*command, name)
        assert ran.status == 1
        assert words in ran.err
    assert not (folder / "refs.bib").exists()


def test_without_a_library_there_is_nothing_to_cite(
    readlist: Run, nothing: Path, folder: Path
) -> None:
    (folder / "main.tex").write_text(r"\cite{a}")
    for command in (["export", "--aux"], ["cited"]):
        ran = readlist(*command, "main.tex")
        assert ran.status == 1
        assert "There is no library" in ran.err
    assert not nothing.exists()


# --- cited ---------------------------------------------------------------------------------


@pytest.fixture
def thesis(folder: Path) -> Path:
    path = folder / "thesis.tex"
    path.write_text(
        "\\cite{maini2024tofu}\n\\cite{DBLP:conf/nips/VaswaniSPUJGKP17}\n"
        "\\cite{no-title, gu2023mamba}\n"
    )
    return path


def test_what_is_cited_and_unread_is_listed_in_the_order_of_the_text(
    readlist: Run, thesis: Path
) -> None:
    ran = readlist("cited", thesis)
    assert ran.status == 0
    assert [line.split("\t")[:2] for line in ran.lines] == [
        ["inbox", "maini2024tofu"], ["inbox", "no-title"], ["reading", "gu2023mamba"],
    ]  # fmt: skip
    assert "4 cited papers, 3 of them not read." in ran.err
    assert len(readlist("cited", "--all", thesis).lines) == 4


def test_on_a_terminal_the_lines_fit(readlist: Run, thesis: Path) -> None:
    ran = readlist("cited", thesis, terminal=60)
    assert ran.lines[0].startswith("· inbox     maini2024tofu  TOFU: A Task")
    assert max(map(len, ran.lines)) <= 60


def test_json_says_where(readlist: Run, thesis: Path) -> None:
    papers = json.loads(readlist("cited", "--json", thesis).out)
    assert [paper["citation_key"] for paper in papers][1] == "no-title"
    assert papers[1]["cited"] == [{"key": "no-title", "file": str(thesis), "line": 3}]


def test_what_is_unread_is_queued_in_one_step(readlist: Run, thesis: Path) -> None:
    ran = readlist("cited", "--queue", thesis)
    assert [line.split("\t")[0] for line in ran.lines] == ["queued", "queued", "reading"]
    assert "Queued 2 papers." in ran.err
    assert "Queued 0 papers." in readlist("cited", "--queue", thesis).err
    readlist("undo")
    assert readlist("list", "is:queued").out == ""


def test_missing_keys_are_named_here_too(readlist: Run, folder: Path) -> None:
    (folder / "a.md").write_text("@gu2023mamba\n\n@gu2023")
    ran = readlist("cited", "a.md")
    assert ran.status == 3
    assert "a.md:3: gu2023 is not in the library; nearest: gu2023mamba\n" in ran.err


def test_queries_know_what_is_cited(readlist: Run, thesis: Path) -> None:
    assert readlist("list", "is:cited").out == ""
    readlist("cited", thesis)
    assert [line.split("\t")[0] for line in readlist("list", "is:cited is:read").lines] == [
        "DBLP:conf/nips/VaswaniSPUJGKP17"
    ]
