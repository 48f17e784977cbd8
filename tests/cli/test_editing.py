"""`readlist edit`: a paper's BibTeX entry in the user's editor"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

NEW = "@misc{no-title, title = {A Title at Last}, author = {Li, Wei}, year = 2020}\n"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What $EDITOR puts into the file that it is given."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    script, typed = tmp_path / "editor", tmp_path / "typed"
    script.write_text(f'#!/bin/sh\ncp "$1" {tmp_path}/shown; cat {typed} > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    return typed


def title(readlist: Run) -> str | None:
    said: dict[str, str | None] = json.loads(readlist("show", "no-title", "--json").out)
    return said["title"]


def test_what_is_written_in_the_editor_is_what_the_paper_says(
    readlist: Run, editor: Path, tmp_path: Path
) -> None:
    editor.write_text(NEW)
    ran = readlist("edit", "no-title", terminal=80)
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / "shown").read_text().startswith("@misc{no-title,")
    assert title(readlist) == "A Title at Last"
    assert NEW in readlist("export", "key:no-title").out
    readlist("undo")
    assert title(readlist) is None


def test_an_entry_that_cannot_be_read_is_told_and_what_was_typed_stays(
    readlist: Run, editor: Path, tmp_path: Path
) -> None:
    editor.write_text(NEW.replace("{Li, Wei}", "{Li, Wei"))
    ran = readlist("edit", "no-title", terminal=80)
    assert ran.status == 1
    assert ran.err.startswith("readlist: Line 1: ")
    (kept,) = tmp_path.glob("readlist-*")
    assert str(kept) in ran.err
    assert kept.read_text() == editor.read_text()
    kept.write_text(NEW)
    assert readlist("edit", "no-title", stdin=kept.read_bytes()).status == 0
    assert title(readlist) == "A Title at Last"


def test_an_editor_that_changes_nothing_changes_nothing(
    readlist: Run, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    before = readlist("log").out
    ran = readlist("edit", "no-title", terminal=80)
    assert (ran.status, ran.err) == (0, "Nothing changed.\n")
    assert readlist("log").out == before


@pytest.mark.parametrize("command", ["false", "/nowhere/at/all", ""])
def test_without_an_editor_that_works_one_sentence_says_so(
    readlist: Run, editor: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    ran = readlist("edit", "no-title", terminal=80)
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert "ditor" in ran.err


def test_without_a_library_none_is_made(readlist: Run, nothing: Path) -> None:
    assert readlist("edit", "no-title").status == 1
    assert not nothing.parent.exists()
