"""What was searched before is there again, and a broken file is no obstacle."""

import os
import stat
from pathlib import Path

import pytest

from readlist.library import recent
from readlist.library.library import Library


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what is remembered, which is not there yet."""
    folder = tmp_path / "state"
    monkeypatch.setenv("READLIST_STATE", str(folder))
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library.sqlite3")


def file_in(folder: Path) -> Path:
    (path,) = (folder / "searches").iterdir()
    return path


def test_the_newest_comes_first_and_each_once(state, library):
    for query in ("mamba", "author:gu", "mamba"):
        recent.add(library, query)
    assert recent.searches(library) == ["mamba", "author:gu"]


def test_looking_and_searching_for_nothing_write_nothing(state, library):
    assert recent.searches(library) == []
    recent.add(library, "  ")
    assert not state.exists()


def test_fifty_are_kept(state, library):
    for number in range(60):
        recent.add(library, f"q{number}")
    assert recent.searches(library) == [f"q{number}" for number in range(59, 9, -1)]


def test_each_library_has_its_own(state, library, tmp_path):
    recent.add(library, "mamba")
    assert recent.searches(Library(tmp_path / "other.sqlite3")) == []


def test_only_the_owner_can_read_them_and_no_scraps_stay(state, library):
    recent.add(library, "my secret project")
    recent.add(library, "more")
    assert stat.S_IMODE(file_in(state).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x00" * 100, b"\x1b[31mred\nx\x07\n\n\n", b"x" * 5000]
)
def test_a_broken_file_is_ignored_and_the_next_search_mends_it(state, library, content):
    recent.add(library, "mamba")
    file_in(state).write_bytes(content)
    assert recent.searches(library) == []
    recent.add(library, "gu")
    assert recent.searches(library) == ["gu"]


def test_a_huge_file_is_not_read(state, library):
    recent.add(library, "mamba")
    with file_in(state).open("ab") as file:
        file.truncate(1 << 30)
    assert recent.searches(library) == []


def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(state, library):
    recent.add(library, "mamba")
    path = file_in(state)
    path.unlink()
    os.mkfifo(path)
    assert recent.searches(library) == []


def test_a_folder_that_cannot_be_made_stops_nobody(state, library):
    state.write_text("a file in its place")
    recent.add(library, "mamba")
    assert recent.searches(library) == []


def test_what_is_no_unicode_does_not_stop_either(state, library):
    recent.add(library, "caf\udce9")
    recent.add(library, "mamba")
    assert recent.searches(library)[0] == "mamba"
