"""`readlist pick`"""

import os
import select
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


def test_the_likeliest_paper_without_asking(readlist: Run) -> None:
    ran = readlist("pick", "--first", "mamba")
    assert (ran.status, ran.out, ran.err) == (0, "\\cite{gu2023mamba}\n", "")


@pytest.mark.parametrize(
    ("form", "text"),
    [("pandoc", "[@gu2023mamba]"), ("typst", "@gu2023mamba"), ("key", "gu2023mamba")],
)
def test_other_kinds_of_manuscript(readlist: Run, form: str, text: str) -> None:
    assert readlist("pick", "--format", form, "--first", "mamba").out == f"{text}\n"


def test_an_exact_key_is_that_paper(readlist: Run) -> None:
    assert readlist("pick", "--first", "tofu-again").out == "\\cite{tofu-again}\n"
    key = "DBLP:conf/nips/VaswaniSPUJGKP17"
    assert readlist("pick", "--first", "--", key).out == f"\\cite{{{key}}}\n"


def test_a_picked_key_is_pinned(readlist: Run, library: Path) -> None:
    readlist("pick", "--first", "mamba")
    database = sqlite3.connect(library)
    pinned = database.execute("SELECT citation_key FROM paper WHERE key_pinned").fetchall()
    database.close()
    assert pinned == [("gu2023mamba",)]


def test_nothing_found_is_no_output_and_status_one(readlist: Run) -> None:
    ran = readlist("pick", "--first", "qqqq zzzz")
    assert (ran.status, ran.out) == (1, "")


def test_a_misspelt_query_is_told_before_anything_is_drawn(readlist: Run) -> None:
    ran = readlist("pick", "yaer:2020")
    assert (ran.status, ran.out) == (1, "")
    assert "Did you mean year:?" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(("keys", "status", "printed"), [
    (b"vaswani\r", 0, "\\cite{DBLP:conf/nips/VaswaniSPUJGKP17}\n"),
    (b"\x1b", 1, ""),
])  # fmt: skip
def test_only_the_result_goes_to_the_editor(
    library: Path, keys: bytes, status: int, printed: str
) -> None:
    """As `:r !readlist pick` does it: the output is a pipe, the terminal is another thing."""
    ended, out, seen = _picked(library, keys)
    assert (ended, out) == (status, printed)
    assert b"Mamba" in seen


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_without_utf_8_the_list_is_ascii_and_stray_bytes_do_not_end_it(library: Path) -> None:
    ended, out, seen = _picked(library, b"\xff\xe9vaswani\r", LC_ALL="C", PYTHONUTF8="0")
    assert (ended, out) == (0, "\\cite{DBLP:conf/nips/VaswaniSPUJGKP17}\n")
    assert seen.isascii()
    assert b"^v" in seen  # the arrows among the keys
    assert b"~" in seen  # a title that goes on


def _picked(library: Path, keys: bytes, **settings: str) -> tuple[int, str, bytes]:
    """Somebody types the keys: the exit status, what was printed, and what was drawn."""
    ours, theirs = os.openpty()
    code = (
        "import fcntl, os, sys, termios; os.setsid();"
        f"fcntl.ioctl({theirs}, termios.TIOCSCTTY, 0);"
        f"os.execv(sys.executable, [sys.executable, '-m', 'readlist', 'pick'])"
    )
    named = {"READLIST_LIBRARY": str(library), "TERM": "xterm-256color", **settings}
    program = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        pass_fds=[theirs], cwd=ROOT, env={**os.environ, **named},
    )  # fmt: skip
    os.close(theirs)
    try:
        seen = _read_until(ours, b"gu2023mamba")
        os.write(ours, keys)
        seen += _drain(ours)
        out, _ = program.communicate(timeout=60)
    finally:
        program.kill()
        os.close(ours)
    return program.returncode, out.decode(), seen


def _read_until(terminal: int, wanted: bytes) -> bytes:
    """What the program drew until `wanted` was among it."""
    seen = b""
    while wanted not in seen:
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, seen
        seen += os.read(terminal, 65536)
    return seen


def _drain(terminal: int) -> bytes:
    """What it draws until it ends."""
    seen = b""
    while True:
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, seen
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux: nobody holds the other end any more
            return seen
        if not piece:
            return seen
        seen += piece
