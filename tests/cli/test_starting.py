"""What a command imports decides how fast it starts; how it ends decides what a script does"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "sqlmodel", "sqlalchemy", "alembic", "textual", "rich", "bibtexparser", "rapidfuzz",
    "pylatexenc", "pydantic", "asyncio", "logging",
)  # fmt: skip
PROBE = f"""
import sys
from readlist.__main__ import main
try:
    main(sys.argv[1:])
finally:
    heavy = [name for name in {HEAVY!r} if name in sys.modules]
    click = ["click"] if "click" in sys.modules else []
    print("loaded:", *heavy, *click, file=sys.stderr)
"""


def start(
    library: Path, *words: str, code: str = "-mreadlist", **more: object
) -> "subprocess.CompletedProcess[str]":
    """A command in its own process."""
    command = [sys.executable, *(["-c", code] if code != "-mreadlist" else [code]), *words]
    environment = {**os.environ, "READLIST_LIBRARY": str(library)}
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **more,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (["--version"], ""),
        (["--help"], "click"),
        (["list", "--help"], "click"),
        (["list"], "click"),
        (["list", "mamba", "-tag:x", "year:2000..2030"], "click"),
        (["list", "--json"], "click"),
        (["list", "--explain", "mamba"], "click"),
        (["queue"], "click"),
        (["export"], "click"),
        (["stats", "--json"], "click"),
        (["show", "gu2023mamba"], "click"),
        (["show", "gu2023mamba", "--json"], "click"),
        (["related", "gu2023mamba"], "click"),
        (["related", "state", "spaces", "--json"], "click"),
        (["tag", "maini2024tofu", "--suggest"], "click"),
        (["next"], "click"),
        (["next", "mamba", "--json"], "click"),
        (["topics"], "click"),
        (["topics", "-tag:x", "--json"], "click"),
        (["log"], "click"),
        (["view"], "click"),
        (["duplicates"], "click"),
        (["completion", "bash"], "click"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_reading_command_imports_nothing_heavy(
    library: Path, words: list[str], loaded: str
) -> None:
    ran = start(library, *words, code=PROBE)
    assert ran.stderr.splitlines()[-1] == f"loaded: {loaded}".strip()


def test_only_a_search_without_hits_imports_what_guesses(library: Path) -> None:
    probe = PROBE.replace(repr(HEAVY), repr(("readlist.library.finding",)))
    ran = start(library, "list", "mamba", code=probe)
    assert (ran.returncode, ran.stderr) == (0, "loaded: click\n")
    ran = start(library, "list", "mambx", code=probe)
    assert ran.stderr.splitlines()[-1] == "loaded: readlist.library.finding click"


def test_completing_a_key_imports_nothing_heavy(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_READLIST_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "readlist show gu")
    monkeypatch.setenv("COMP_CWORD", "2")
    ran = start(library, code=PROBE)
    assert ran.stdout == "plain,gu2023mamba\n"
    assert ran.stderr == "loaded: click\n"


def test_importing_the_package_does_nothing(tmp_path: Path) -> None:
    code = "import readlist, readlist.config, readlist.cli.app, readlist.library.library"
    before = set(tmp_path.iterdir())
    assert start(tmp_path / "x", code=code, cwd=tmp_path).stderr == ""
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--version"], 0),
        (["list"], 0),
        (["show", "nobody"], 1),
        (["list", "--nonsense"], 2),
        (["nonsense"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_the_exit_status_says_how_it_went(library: Path, words: list[str], status: int) -> None:
    ran = start(library, *words)
    assert ran.returncode == status
    assert "Traceback" not in ran.stderr


def test_a_reader_who_leaves_early_is_no_error_worth_a_word(library: Path) -> None:
    for words in (["list"], ["list", "--json"], ["--version"], ["--help"]):
        reading, writing = os.pipe()
        os.close(reading)
        ran = subprocess.run(
            [sys.executable, "-mreadlist", *words],
            env={**os.environ, "READLIST_LIBRARY": str(library)},
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writing)
        assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the full device is Linux's")
@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["--version"], ["log"]])
def test_a_full_disk_is_said_in_one_sentence(library: Path, words: list[str]) -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [sys.executable, "-mreadlist", *words],
            env={**os.environ, "READLIST_LIBRARY": str(library)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr == b"readlist: No space left on device.\n"


def test_a_terminal_that_knows_only_ascii_is_no_reason_to_fail(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    for words in (["list"], ["show", "cjk"], ["list", "--help"]):
        assert start(library, *words).returncode == 0
