"""A text goes to the user's editor, and whatever happens, what was typed is not lost"""

import stat
import sys
from pathlib import Path

import pytest

from readlist.errors import InputError
from readlist.library.editor import edited


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """$EDITOR is a program in a folder with a space; it does what $DEED says, in Python."""
    folder = tmp_path / "my programs"
    folder.mkdir()
    program = folder / "edit.py"
    program.write_text("import os, sys, pathlib\nf = pathlib.Path(sys.argv[-1])\n" + DEED)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return {"EDITOR": f"{sys.executable} '{program}' --wait"}


DEED = "exec(os.environ['DEED'])\n"
TYPE = "f.write_text(f.read_text() + 'typed é; $(touch x) `y`', 'utf-8')"


def left(tmp_path: Path) -> list[Path]:
    return list(tmp_path.glob("readlist-*"))


def test_what_the_editor_made_of_it_comes_back_and_no_file_stays(
    tmp_path: Path, editor: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEED", TYPE)
    with edited("before ", ".bib", editor) as text:
        assert text == "before typed é; $(touch x) `y`"
        (path,) = left(tmp_path)
        assert (path.suffix, stat.S_IMODE(path.stat().st_mode)) == (".bib", 0o600)
    assert left(tmp_path) == []


def test_visual_goes_before_editor(editor: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEED", TYPE)
    with edited("", ".md", {"EDITOR": "false", "VISUAL": editor["EDITOR"]}) as text:
        assert text.startswith("typed")


def test_an_error_afterwards_names_the_file_with_what_was_typed(
    tmp_path: Path, editor: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEED", TYPE)
    with pytest.raises(InputError) as caught, edited("a ", ".bib", editor):
        raise InputError("Line 1: no.")
    (path,) = left(tmp_path)
    assert str(caught.value) == f"Line 1: no. What you wrote is in {path}."
    assert path.read_text("utf-8").startswith("a typed")


def test_where_nothing_was_typed_nothing_is_kept(
    tmp_path: Path, editor: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEED", "pass")
    with pytest.raises(InputError, match=r"^Empty\.$"), edited("", ".md", editor):
        raise InputError("Empty.")
    assert left(tmp_path) == []


def test_an_empty_file_is_nothing_that_was_written(
    tmp_path: Path, editor: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEED", "f.write_text('\\n')")
    with pytest.raises(InputError, match=r"^There is no entry\.$"), edited("a", ".bib", editor):
        raise InputError("There is no entry.")
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("deed", "said", "kept"),
    [
        ("sys.exit(3)", "failed .status 3", False),
        (TYPE + "; sys.exit(3)", "failed .status 3", True),
        (TYPE + "; f.write_text(' '); sys.exit(3)", "failed .status 3", False),
        ("f.unlink()", "left no file", False),
        ("f.write_bytes(b'\\xff')", "no UTF-8", True),
    ],
)
def test_an_editor_that_fails_is_told_in_a_sentence(
    tmp_path: Path, editor: dict[str, str], monkeypatch: pytest.MonkeyPatch, deed: str, said: str,
    kept: bool,
) -> None:  # fmt: skip
    monkeypatch.setenv("DEED", deed)
    with pytest.raises(InputError, match=said) as caught, edited("a", ".bib", editor):
        pytest.fail("the block must not run")
    assert bool(left(tmp_path)) == kept == ("What you wrote" in str(caught.value))


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "No editor is set"),
        ({"EDITOR": " "}, "No editor is set"),
        ({"EDITOR": "/nowhere/at/all"}, "could not be started"),
        ({"VISUAL": "vi 'x"}, "cannot be read"),
    ],
)
def test_without_an_editor_that_works_one_sentence_says_so(
    tmp_path: Path, editor: dict[str, str], environment: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said), edited("", ".md", environment):
        pytest.fail("the block must not run")
    assert left(tmp_path) == []
