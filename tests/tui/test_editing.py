"""The queue is arranged and an entry is edited from the list."""

import sys
import tempfile
from contextlib import contextmanager

import pytest

from readlist.library import reading


def _edits_the_year(monkeypatch, tmp_path):
    """The user's editor makes 1949 of 1948 wherever it stands."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "path.write_text(path.read_text('utf-8').replace('1948', '1949'), 'utf-8')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


def queue_of(library, *keys):
    reader = library.reader()
    ids = {row.citation_key: row.id for row in reader.search("", today="2026-11-20")}
    reader.close()
    for key in keys:
        reading.set_status(library, [ids[key]], "queued")


async def test_papers_move_up_and_down_the_queue_and_back(opened, library):
    queue_of(library, "gu2023mamba", "shannon1948theory", "erdos1959random")
    async with opened(library) as user:
        before = user.keys
        await user.go_to(before[0])
        await user.press("J")
        assert user.keys == [before[1], before[0], before[2]]
        assert user.current.citation_key == before[0]
        await user.press("K", "K")
        assert "can go no further" in user.toasts[-1]
        assert user.keys == before
        await user.press("u", "u")
        assert user.keys == before


async def test_a_paper_that_is_not_queued_has_no_place(opened, library):
    async with opened(library) as user:
        await user.press("J")
        assert "Only a queued paper" in user.toasts[-1]


async def test_an_entry_is_changed_in_the_editor_and_undone(opened, library, monkeypatch, tmp_path):
    _edits_the_year(monkeypatch, tmp_path)
    async with opened(library) as user:
        monkeypatch.setattr(user.app, "suspend", _nothing)
        await user.go_to("shannon1948theory")
        await user.press("e")
        assert user.current.year == 1949
        await user.press("u")
        assert [row.year for row in user.rows if "shannon" in row.citation_key] == [1948]


async def test_of_several_selected_papers_the_one_at_the_cursor_is_edited_and_that_is_told(
    opened, library, monkeypatch, tmp_path
):
    _edits_the_year(monkeypatch, tmp_path)
    async with opened(library) as user:
        monkeypatch.setattr(user.app, "suspend", _nothing)
        await user.press("A")
        await user.go_to("shannon1948theory")
        await user.press("e")
        told = "shannon1948theory alone, the paper at the cursor · u undoes"
        assert user.toasts[-1] == f"Changed {told}"
        await user.press("n")
        assert "New note only on A Mathematical Theory" in user.text
        await user.type("a thought")
        await user.press("ctrl+s")
        assert user.toasts[-1] == f"Note saved on {told.replace('1948', '1949')}"
        await user.press("escape", "e")  # nothing is selected, and nothing changes any more
        assert user.toasts[-1] == "Nothing changed."
        await user.press("n")
        assert "Note on A Mathematical Theory" in user.text


async def test_a_missing_editor_is_told_in_a_sentence(opened, library, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    async with opened(library) as user:
        monkeypatch.setattr(user.app, "suspend", _nothing)
        await user.press("e")
        assert "no-such-editor-anywhere could not be started" in user.toasts[-1]
        assert len(user.keys) == 5


@pytest.mark.parametrize(
    ("does", "words"),
    [
        ("path.write_text('')", "There is no BibTeX entry"),
        ("path.unlink()", "The editor left no file"),
        ("path.write_bytes(b'\\xff\\xfe')", "no UTF-8 text"),
        ("sys.exit(3)", "failed (status 3)"),
        ("path.write_text('@article{half, title={'), sys.exit(1)", "failed (status 1)"),
    ],
)
async def test_an_editor_that_leaves_nothing_to_read_changes_nothing(
    opened, library, monkeypatch, tmp_path, does, words
):
    script = tmp_path / "editor.py"
    script.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{does}\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    async with opened(library) as user:
        monkeypatch.setattr(user.app, "suspend", _nothing)
        before = user.rows
        await user.press("e")
        assert words in user.toasts[-1]
        assert user.rows == before
        if "half" in does:  # what was typed is kept where it is said
            (kept,) = tmp_path.glob("readlist-*.bib")
            assert str(kept) in user.toasts[-1]
            assert kept.read_text() == "@article{half, title={"


@contextmanager
def _nothing():
    yield
