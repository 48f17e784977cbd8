"""What the shell offers on Tab"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(readlist: Run, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """What bash is offered for the last, unfinished word of a line."""

    def run(line: str) -> list[str]:
        words = line.split(" ")
        with monkeypatch.context() as patch:
            patch.setenv("_READLIST_COMPLETE", "bash_complete")
            patch.setenv("COMP_WORDS", line)
            patch.setenv("COMP_CWORD", str(len(words) - 1))
            ran = readlist()
        assert ran.err == ""
        return [offer.partition(",")[2] for offer in ran.lines if offer]

    return run


def test_names_of_views_are_offered(readlist: Run, complete: Complete) -> None:
    readlist("view", "Thesis", "--save", "tag:ml")
    assert complete("readlist view the") == ["Thesis"]
    assert complete("readlist view x") == []


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("readlist du", ["duplicates"]),
        ("readlist key gu", ["gu2023mamba"]),
        ("readlist duplicates me", ["merge"]),
        ("readlist show gu", ["gu2023mamba"]),
        ("readlist show TOFU", ["tofu-again"]),
        ("readlist note mai", ["maini2024tofu"]),
        ("readlist status gu2023mamba re", ["reading", "read"]),
        ("readlist status re", []),
        ("readlist tag gu2023mamba +t", ["+to read"]),
        ("readlist tag gu2023mamba -ML", ["-ml/ssm"]),
        ("readlist rate gu2023mamba no-", ["no-title"]),
        ("readlist show %", []),
        ("readlist completion z", ["zsh"]),
        ("readlist list --li", ["--limit"]),
    ],
)
def test_offers_what_can_follow(complete: Complete, line: str, offers: list[str]) -> None:
    assert complete(line) == offers


def test_zsh_gets_titles_that_cannot_break_its_line(
    readlist: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_READLIST_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", "readlist show hos")
    monkeypatch.setenv("COMP_CWORD", "2")
    kind, key, title = readlist().lines
    assert (kind, key) == ("plain", "hostile")
    assert title.startswith("Red title with tabs")


@pytest.mark.parametrize("line", ["readlist show g", "readlist tag k +a", "readlist status k r"])
def test_without_a_library_no_key_is_offered_and_nothing_is_made(
    complete: Complete, nothing: Path, line: str
) -> None:
    assert set(complete(line)) <= {"reading", "read"}
    assert not nothing.parent.exists()


def test_a_library_that_cannot_be_read_offers_nothing(complete: Complete, library: Path) -> None:
    library.write_bytes(b"no library " * 999)
    assert complete("readlist show g") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_its_shell_understands(readlist: Run, shell: str) -> None:
    ran = readlist("completion", shell)
    assert ran.status == 0
    assert "_READLIST_COMPLETE" in ran.out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=ran.out, text=True, check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("readlist show gu", ["gu2023mamba"]),
        # Bash itself has kept what stands before the last colon.
        ("readlist show DBLP:conf/ni", ["conf/nips/VaswaniSPUJGKP17"]),
        ("readlist show DBLP", ["DBLP:conf/nips/VaswaniSPUJGKP17"]),
        ("readlist  status k re", ["reading", "read"]),
        ("readlist tag k +to", [r"+to\ read"]),
        ("readlist tag k '+to", ["+to read"]),
        ("readlist du", ["duplicates"]),
        ("readlist key gu", ["gu2023mamba"]),
        ("readlist duplicates ", ["apart", "merge"]),
    ],
)
def test_in_bash_a_line_is_completed(
    readlist: Run, tmp_path: Path, line: str, offers: list[str]
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m readlist\n")
    program.chmod(0o755)
    script = readlist("completion", "bash").out + (
        "COMP_LINE=$1 COMP_POINT=${#1}\n"
        '_readlist_completion "$2"\n'
        "printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    ran = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", line, str(program)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ran.stdout.splitlines(), ran.stderr) == (offers, "")


def test_another_shell_is_wrong_usage(readlist: Run) -> None:
    assert readlist("completion", "tcsh").status == 2
