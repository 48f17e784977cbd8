"""Whole manuscripts of each kind say what they cite, where, and which files are part of them.

`UPDATE_GOLDEN=1 pytest` writes the expected files anew; read the difference before it is kept.
"""

import os
from pathlib import Path

import pytest

from readlist.errors import InputError, UnknownFormat
from readlist.library.manuscript import Cited, read

FOLDER = Path(__file__).parents[1] / "data" / "manuscripts"
CASES = ["latex/main.tex", "latex/main.aux", "latex/main.bcf", "pandoc.md", "quarto/main.qmd",
         "typst/main.typ"]  # fmt: skip


def told(cited: Cited) -> str:
    """What the manuscript cites, a line each."""
    folder = FOLDER.resolve()
    lines = [f"{c.file}:{c.line}: {c.key}" for c in cited.citations]
    lines += ["everything"] if cited.everything else []
    lines += ["unfinished"] if cited.unfinished else []
    lines += [f"read {file.relative_to(folder)}" for file in cited.files]
    return "".join(f"{line}\n" for line in (*lines, *cited.notices))


@pytest.mark.parametrize("name", CASES)
def test_a_manuscript_cites_the_expected_keys(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    found = told(read(Path(name)))
    expected = FOLDER / f"{name}.expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


def put(folder: Path, **files: str) -> Path:
    """The files are there (`main_tex="..."`); returns the first."""
    paths = [folder / name.replace("_", ".") for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, "utf-8")
    return paths[0]


def keys(path: Path) -> list[str]:
    return [citation.key for citation in read(path).citations]


def test_a_file_outside_the_folder_is_not_read_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text(r"\cite{secret}")
    (tmp_path / "paper").mkdir()
    path = put(tmp_path / "paper", main_tex="\n\\input{../secret}\\cite{a}")
    (tmp_path / "paper" / "link.tex").symlink_to(tmp_path / "secret.tex")
    path.write_text(path.read_text() + r"\input{link}")
    cited = read(path)
    assert [c.key for c in cited.citations] == ["a"]
    assert [notice.partition(": ")[2] for notice in cited.notices] == [
        "../secret is outside the manuscript's folder; it was not read.",
        "link is outside the manuscript's folder; it was not read.",
    ]
    assert cited.notices[0].startswith(f"{path}:2: ")


def test_files_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    path = put(
        tmp_path, main_tex=r"\input{a}\cite{m}", a_tex=r"\input{b}", b_tex=r"\input{a}\cite{b}"
    )
    assert keys(path) == ["b", "m"]


def test_a_chain_of_a_thousand_files_is_followed(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"f{number}.tex").write_text(f"\\input{{f{number + 1}}}\\cite{{k{number}}}")
    assert len(keys(tmp_path / "f0.tex")) == 1000


def test_a_chapter_is_found_beside_the_main_file_or_beside_the_one_that_names_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "parts").mkdir()
    put(tmp_path / "parts", a_tex=r"\input{parts/b}\input{c}", b_tex=r"\cite{b}", c_tex=r"\cite{c}")
    assert keys(put(tmp_path, main_tex=r"\input{parts/a}")) == ["b", "c"]


def test_a_picture_that_is_included_is_no_reason_to_stop(tmp_path: Path) -> None:
    path = put(tmp_path, main_tex=r"\cite{a}\input{picture.pdf}", picture_pdf="%PDF-1.7 \x00")
    cited = read(path)
    assert [c.key for c in cited.citations] == ["a"]
    assert "picture.pdf cannot be read" in cited.notices[0]


def test_an_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "main.tex"
    path.write_bytes("Müller \\cite{Müller2001}".encode("latin-1"))
    assert keys(path) == ["Müller2001"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(tmp_path: Path, end: str) -> None:
    path = tmp_path / "main.tex"
    path.write_bytes(f"one{end}two{end}\\cite{{a}}".encode())
    assert read(path).citations[0].line == 3


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"main.tex cannot be read: No such file"):
        read(tmp_path / "main.tex")


def test_another_kind_of_file_is_told_the_kinds_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"main.docx is no manuscript .*\.tex"):
        read(tmp_path / "main.docx")


def test_latex_main_file_and_its_notes_are_one_manuscript(tmp_path: Path) -> None:
    names = read(put(tmp_path, main_aux="\\citation{a}\n")).names
    assert names[0].endswith("main.aux")
    assert str((tmp_path / "main.tex").resolve()) in names
    assert read(put(tmp_path, main_md="@a")).names == [str((tmp_path / "main.md").resolve())]
