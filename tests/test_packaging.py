"""The wheel alone is a whole readlist: it makes a library, fills it, and upgrades an old one."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

import readlist
from readlist.storage.migrate import migrate

ROOT = Path(__file__).parent.parent
OLD_LIBRARY = ROOT / "tests" / "data" / "library-0001.sql"
NO_INDEX = re.compile(
    r"NewConnectionError|ConnectTimeout|Read timed out|ProxyError|Max retries exceeded"
    r"|\(from versions: none\)"
)
"""What pip says where it finds no packages at all, as on a machine without network."""

# One worker builds and installs, and the rest of them test something else meanwhile.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

Readlist = Callable[..., str]


def run(*command: str | Path, **kwargs: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False, **kwargs)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout by the build tools of this environment."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    built = run(*command, ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `readlist` command of an empty environment into which pip put the wheel."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    made = run(sys.executable, "-m", "venv", "--without-pip", folder)
    assert made.returncode == 0, made.stderr
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", scripts / "python", "--no-input"]
    done = run(*pip, "install", "--quiet", "--retries", "1", wheel, cwd=folder)
    if done.returncode and NO_INDEX.search(done.stderr):
        pytest.skip("pip reaches no package index, so the wheel cannot get what it depends on")
    assert done.returncode == 0, done.stderr
    return scripts / "readlist"


@pytest.fixture
def call(installed: Path, tmp_path: Path) -> Readlist:
    """Runs the installed command outside the checkout and hands back what it printed."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def readlist_elsewhere(*arguments: str, library: Path) -> str:
        environment = outside | {"READLIST_LIBRARY": str(library)}
        done = run(installed, *arguments, cwd=tmp_path, env=environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return readlist_elsewhere


@pytest.fixture
def old_library(tmp_path: Path) -> Path:
    """A library file as the first revision of the schema wrote it."""
    path = tmp_path / "old.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(OLD_LIBRARY.read_text("utf-8"))
    connection.close()
    return path


def schema(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {sql for (sql,) in rows}


def test_the_first_revision_still_makes_what_it_made_when_the_old_library_was_written(
    old_library: Path, tmp_path: Path
) -> None:
    migrate(tmp_path / "made.sqlite3", "0001")
    assert schema(tmp_path / "made.sqlite3") == schema(old_library)


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    revisions = {path.name for path in (ROOT / "migrations" / "versions").glob("*.py")}
    assert revisions
    assert {f"readlist/migrations/versions/{name}" for name in revisions} <= names
    assert {"readlist/migrations/env.py", "readlist/py.typed"} <= names
    package = [path for path in (ROOT / "readlist").rglob("*") if path.is_file()]
    shipped = {str(path.relative_to(ROOT)) for path in package if path.parent.name != "__pycache__"}
    assert shipped - names == set()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"readlist"}
    assert [name for name in names if "__pycache__" in name or name.endswith(".pyc")] == []


def test_the_wheel_says_version_licence_and_python(wheel: Path) -> None:
    folder = f"readlist-{readlist.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read(f"{folder}/METADATA"))
        scripts = archive.read(f"{folder}/entry_points.txt").decode()
        assert b"MIT License" in archive.read(f"{folder}/licenses/LICENSE")
    assert metadata["Version"] == readlist.__version__
    # As bytes: without a charset of its own the message would be taken for ASCII.
    readme = metadata.get_payload(decode=True)
    assert readme == (ROOT / "README.md").read_bytes()
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "readlist = readlist.__main__:main" in scripts


def test_every_runtime_dependency_has_a_lower_and_an_upper_bound(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = f"readlist-{readlist.__version__}.dist-info/METADATA"
        requirements = message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])
    needed = [line for line in requirements if "extra ==" not in line]
    assert needed
    assert [line for line in needed if not (">=" in line and "<" in line)] == []


def test_an_installed_readlist_knows_its_version_and_runs_from_the_wheel(
    call: Readlist, installed: Path, tmp_path: Path
) -> None:
    assert readlist.__version__ in call("--version", library=tmp_path / "none.sqlite3")
    assert not (tmp_path / "none.sqlite3").exists()
    where = run(
        installed.parent / "python", "-c", "import readlist; print(readlist.__file__)", cwd=tmp_path
    )
    assert Path(where.stdout.strip()).is_relative_to(installed.parent.parent)


def test_an_installed_readlist_makes_a_library_and_merges_the_two_sample_files_in_it(
    call: Readlist, tmp_path: Path
) -> None:
    library = tmp_path / "new.sqlite3"
    call("demo", library=library)
    papers = json.loads(call("list", "--json", library=library))
    # Of the two papers in both files, the one with the short title may be left to the user.
    assert len({re.sub("[{}]", "", paper["title"]) for paper in papers}) == 60
    assert len(papers) <= 61
    (unet,) = [paper for paper in papers if paper["doi"] == "10.1007/978-3-319-24574-4_28"]
    assert (len(unet["authors"]), "elastic deformation" in unet["abstract"]) == (3, True)


def test_an_installed_readlist_finds_everything_in_a_library_of_an_older_revision(
    call: Readlist, old_library: Path
) -> None:
    papers = {p["citation_key"]: p for p in json.loads(call("list", "--json", library=old_library))}
    assert set(papers) == {"Erdos60", "vandermaaten2008visualizing", "attention2017"}

    erdos = papers["Erdos60"]
    assert [(a["family"], a["given"]) for a in erdos["authors"]] == [
        ("Erdős", "Paul"),
        ("Rényi", "Alfréd"),
    ]
    assert (erdos["status"], erdos["rating"], erdos["starred"]) == ("read", 5, True)
    assert erdos["tags"] == ["graphs/random", "to-cite"]
    assert "giant component" in json.dumps(erdos["notes"])
    assert erdos["extra"] == {"mrnumber": "0125031"}
    assert papers["attention2017"]["arxiv_id"] == "1706.03762"
    assert "$O(1)$" in papers["attention2017"]["abstract"]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("component", "Erdos60"),
        ("erdos", "Erdos60"),
        ("tag:graphs/random", "Erdos60"),
        ("is:queued", "vandermaaten2008visualizing"),
        ("transformer", "attention2017"),
    ],
)
def test_an_older_library_can_be_searched_once_it_is_upgraded(
    call: Readlist, old_library: Path, query: str, key: str
) -> None:
    found = json.loads(call("list", query, "--json", library=old_library))
    assert [paper["citation_key"] for paper in found] == [key]
