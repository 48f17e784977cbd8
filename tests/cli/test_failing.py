"""Whatever goes wrong ends in one clear sentence and an exit status"""

import os
import sqlite3
from pathlib import Path

import pytest

from readlist.__main__ import main
from readlist.library import reading
from readlist.library.library import Library
from readlist.storage import connect
from tests.cli.conftest import Run

READING = [["list"], ["list", "--json"], ["show", "k"], ["export"], ["duplicates"], ["log"]]
WRITING = [["status", "gu2023mamba", "read"], ["undo"], ["demo"]]


@pytest.mark.parametrize("words", READING + WRITING, ids=" ".join)
def test_a_file_that_is_no_library_is_left_alone(
    readlist: Run, library: Path, words: list[str]
) -> None:
    library.write_bytes(b"Dear diary, " * 1000)
    ran = readlist(*words)
    assert (ran.status, ran.out) == (1, "")
    assert "not a readlist library" in ran.err
    assert library.read_bytes().startswith(b"Dear diary, Dear diary")


@pytest.mark.parametrize("words", READING + WRITING, ids=" ".join)
def test_a_library_of_a_newer_readlist_is_refused_and_untouched(
    readlist: Run, library: Path, words: list[str]
) -> None:
    with sqlite3.connect(library) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = library.read_bytes()
    ran = readlist(*words)
    assert (ran.status, ran.out) == (1, "")
    assert "newer readlist" in ran.err
    assert library.read_bytes() == before


def test_a_folder_is_no_library(readlist: Run, tmp_path: Path) -> None:
    ran = readlist("--library", tmp_path, "list")
    assert ran.status == 1
    assert "folder" in ran.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_can_be_read_and_not_written(readlist: Run, library: Path) -> None:
    library.chmod(0o400)
    library.parent.chmod(0o500)
    try:
        assert len(readlist("list").lines) == 7
        assert readlist("status", "gu2023mamba", "read").status == 1
    finally:
        library.parent.chmod(0o700)


def test_a_library_that_another_program_writes_is_busy(
    readlist: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_TIMEOUT", 0.01)
    other = sqlite3.connect(library, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        ran = readlist("status", "gu2023mamba", "read")
        assert ran.status == 1
        assert "in use" in ran.err
        assert len(readlist("list").lines) == 7
    finally:
        other.close()


def test_a_mistake_in_the_configuration_is_named(
    readlist: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text("libary = 'x'")
    monkeypatch.setenv("READLIST_CONFIG", str(settings))
    monkeypatch.delenv("READLIST_LIBRARY")
    ran = readlist("list")
    assert ran.status == 1
    assert "did you mean library?" in ran.err


def test_what_an_error_quotes_is_safe_to_show(readlist: Run) -> None:
    ran = readlist("show", "\x1b[2Jnobody\x1b]0;owned\x07")
    assert ran.status == 1
    assert "\x1b" not in ran.err
    assert "nobody" in ran.err


def test_a_fault_of_readlist_is_owned_and_no_traceback(
    readlist: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_arguments: object, **_options: object) -> int:
        raise KeyError("surprise")

    monkeypatch.setattr(reading, "set_status", broken)
    with pytest.raises(KeyError):
        readlist("status", "gu2023mamba", "read")  # READLIST_DEBUG is set there
    assert main(["status", "gu2023mamba", "read"]) == 1
    said = capsys.readouterr().err
    assert "fault of readlist" in said
    assert "Traceback" not in said


def test_control_c_ends_any_command_quietly(readlist: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "set_status", interrupted)
    assert readlist("status", "gu2023mamba", "read") == (130, "", "")


def test_the_screen_wants_a_terminal(readlist: Run) -> None:
    ran = readlist()
    assert (ran.status, ran.out) == (2, "")
    assert "terminal" in ran.err


def test_without_a_command_the_screen_opens_on_the_library(
    readlist: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = library.with_name("config.toml")
    settings.write_text('theme = "nord"')
    monkeypatch.setenv("READLIST_CONFIG", str(settings))
    opened = []

    def run(found: Library, *, theme: str, **_settings: object) -> None:
        opened.append((found.path, theme))

    monkeypatch.setattr("readlist.tui.app.run", run)
    assert readlist(terminal=80).status == 0
    assert opened == [(library, "nord")]
