"""A library that is being made leaves no folder behind, whatever happens to its process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from readlist.storage.unfinished import unfinished

fcntl = pytest.importorskip("fcntl")
_KILLED = """
import os, signal, sys
from pathlib import Path
from readlist.storage.unfinished import unfinished

with unfinished(Path(sys.argv[1])) as folder:
    for name in ("lib [1].db", "lib [1].db-wal", "lib [1].db-shm"):
        (folder / name).write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "lib [1].db"


@pytest.fixture
def left(place: Path) -> Path:
    """What a killed process left."""
    done = subprocess.run([sys.executable, "-c", _KILLED, str(place)], check=False)
    assert done.returncode == -signal.SIGKILL
    (folder,) = place.parent.iterdir()
    return folder


def made(place: Path) -> list[str]:
    """What stands beside the place once another library was made there."""
    with unfinished(place):
        pass
    return sorted(path.name for path in place.parent.iterdir())


def test_the_folder_is_gone_at_the_end(place):
    with unfinished(place) as folder:
        (folder / place.name).write_text("whole")
        assert folder.parent == place.parent
    assert made(place) == []


def test_what_a_killed_process_left_is_cleared_away(place, left):
    assert made(place) == []


def test_what_another_process_is_making_stays(place):
    with unfinished(place) as folder:
        (folder / place.name).write_text("half")
        assert made(place) == [folder.name]
        assert (folder / place.name).read_text() == "half"


def test_what_another_library_left_stays(place, left):
    assert made(place.with_name("other.db")) == [left.name]
    assert made(place.with_name("lib 1.db")) == [left.name]


def test_a_folder_with_anything_else_in_it_stays(place, left):
    (left / "thesis.tex").write_text("mine")
    assert made(place) == [left.name]
    assert len(list(left.iterdir())) == 5


def test_a_folder_that_nobody_claimed_stays(place):
    folder = place.parent / f"{place.name}-unfinished-mine"
    folder.mkdir()
    (folder / place.name).write_text("a copy")
    (place.parent / f"{place.name}-unfinished-file").write_text("a file")
    assert len(made(place)) == 2
    assert (folder / place.name).read_text() == "a copy"


def test_a_link_is_not_followed(place, left, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "folder"
    os.rename(left, elsewhere)
    left.symlink_to(elsewhere)
    assert made(place) == [left.name]
    assert len(list(elsewhere.iterdir())) == 4


def test_without_locks_nothing_is_ever_cleared_away(place, left, monkeypatch):
    def no_locks(*_: object) -> None:
        raise OSError("Function not implemented")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    assert made(place) == [left.name]
    with unfinished(place) as folder:
        assert list(folder.iterdir()) == []
