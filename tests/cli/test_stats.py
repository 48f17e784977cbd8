"""`readlist stats`"""

import json
import re
import sqlite3
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from readlist.library.library import Library
from tests.cli.conftest import HOSTILE, Run
from tests.cli.test_starting import start

PNG = b"\x89PNG\r\n\x1a\n"
ESCAPES = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture(autouse=True)
def first_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "today", lambda _self: date(2024, 3, 1))


@pytest.fixture
def reading(library: Path) -> Path:
    """Three of the seven papers were queued and read, one on each of three days."""
    database = sqlite3.connect(library)
    for paper, day in ((2, 20), (4, 22), (6, 29)):
        database.execute("UPDATE paper SET status = 'read' WHERE id = ?", [paper])
        for status, at in (("queued", 10), ("read", day)):
            database.execute(
                "INSERT INTO status_event (paper_id, status, at) VALUES (?, ?, ?)",
                [paper, status, f"2024-02-{at}T12:00:00Z"],
            )
    database.execute("UPDATE paper SET status = 'queued' WHERE id = 5")
    database.commit()
    database.close()
    return library


def test_figures_in_the_terminal(readlist: Run, reading: Path) -> None:
    out = readlist("stats").out
    for said in (
        "7 papers", "1 queued", "1 reading", "3 read",
        # 23 days from the first paper to the first of March.
        "2 papers to read. At your pace, 0.7 a week: 3 weeks.",
        "7 added, 3 read on 10 days", "median 12 days, longest 19 days", "COLM",
    ):  # fmt: skip
        assert said in out, said
    assert re.search(r"Added by week +this week 0 +Read by week +this week 1", out)


def test_a_query_chooses_the_papers(readlist: Run, reading: Path) -> None:
    out = readlist("stats", "is:read", "-tag:nothing").out
    assert out.startswith("3 papers\n")
    assert "The queue is empty." in out


@pytest.mark.parametrize("width", [40, 80, 120, 300])
def test_no_line_is_wider_than_the_terminal(readlist: Run, reading: Path, width: int) -> None:
    lines = ESCAPES.sub("", readlist("stats", terminal=width).out).splitlines()
    assert max(map(cell_len, lines)) < min(width, 121)
    assert len(lines) > 20


def test_colours_only_on_a_terminal_that_wants_them(
    readlist: Run, reading: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = readlist("stats")
    coloured = readlist("stats", terminal=81)
    assert "\x1b[" not in plain.out
    assert "\x1b[36m" in coloured.out
    monkeypatch.setenv("NO_COLOR", "1")
    assert readlist("stats", terminal=81).out == ESCAPES.sub("", coloured.out)


def test_a_terminal_that_knows_only_ascii(readlist: Run, reading: Path) -> None:
    out = readlist("stats", encoding="ascii").out
    assert out.isascii()
    assert "?" not in out
    assert "##" in out


def test_names_from_outside_reach_no_terminal_as_they_are(readlist: Run, reading: Path) -> None:
    database = sqlite3.connect(reading)
    database.execute("UPDATE paper SET venue = ? WHERE id < 5", [HOSTILE])
    database.execute("UPDATE tag SET name = ? WHERE id = 1", [HOSTILE])
    database.commit()
    database.close()
    for width in (0, 81):
        out = ESCAPES.sub("", readlist("stats", terminal=width).out)
        assert "Redtitle" in out.replace(" ", "")
        assert all(line.isprintable() for line in out.splitlines())


def test_figures_for_a_script(readlist: Run, reading: Path) -> None:
    value = json.loads(readlist("stats", "--json", "is:read").out)
    assert value["today"] == "2024-03-01"
    assert value["query"] == "is:read"
    assert value["papers"] == 3
    assert value["time_to_read"]["median_days"] == 12
    assert value["queue"] == {
        "papers": 0, "read_per_week": 0.7, "queued_per_week": 0.7, "weeks_left": 0,
    }  # fmt: skip


def test_before_anything_is_read_the_figures_say_so(readlist: Run) -> None:
    out = " ".join(readlist("stats").out.split())
    assert "Nothing read in a year." in out  # one came in as read, nobody knows when
    assert "No pace yet" in out
    assert "Nothing read yet" in " ".join(readlist("stats", "is:unread").out.split())


def test_where_there_is_nothing_to_count(readlist: Run, library: Path) -> None:
    ran = readlist("stats", "qqqq")
    assert (ran.status, ran.out, ran.err) == (0, "", "No paper matches.\n")


def test_without_a_library_one_is_not_made(readlist: Run, nothing: Path) -> None:
    ran = readlist("stats")
    assert ran.status == 1
    assert "readlist import FILE" in ran.err
    assert not nothing.exists()


def test_a_misspelt_query(readlist: Run) -> None:
    ran = readlist("stats", "yaer:2020")
    assert (ran.status, ran.out) == (1, "")
    assert "Did you mean year:?" in ran.err


def test_a_picture_that_needs_nothing_from_outside(
    readlist: Run, reading: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "stats.svg"
    ran = readlist("stats", "-o", picture)
    assert (ran.status, ran.out) == (0, "")
    assert str(picture) in ran.err
    text = picture.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Added by week" in words
    assert "2 papers to read. At your pace, 0.7 a week: 3 weeks." in words
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search("[\u2580-\u259f\u2800-\u28ff]", text)  # blocks and dots are shapes


def test_a_hostile_name_does_no_harm_in_a_picture(
    readlist: Run, reading: Path, tmp_path: Path
) -> None:
    database = sqlite3.connect(reading)
    database.execute("UPDATE paper SET venue = ?", ["</text><script>&\x1b[2J\x00\x0b"])
    database.commit()
    database.close()
    picture = tmp_path / "stats.svg"
    readlist("stats", "-o", picture)
    tags = {node.tag.rpartition("}")[2] for node in ElementTree.parse(picture).iter()}
    assert tags == {"svg", "title", "rect", "g", "text", "path"}


def test_a_png(readlist: Run, reading: Path, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    picture = tmp_path / "STATS.PNG"
    assert readlist("stats", "-o", picture).status == 0
    content = picture.read_bytes()
    assert content.startswith(PNG)
    assert content.endswith(b"IEND\xaeB`\x82")


def test_a_png_without_the_extra_is_one_sentence(
    readlist: Run, reading: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    ran = readlist("stats", "-o", tmp_path / "stats.png")
    assert ran.status == 1
    assert ran.err == (
        "readlist: A PNG needs the extra `plots`: pip install 'readlist[plots]'. An SVG does not.\n"
    )
    assert not (tmp_path / "stats.png").exists()


@pytest.mark.parametrize(
    "words", [["-o", "stats.gif"], ["-o", "stats"], ["--json", "-o", "stats.svg"]]
)
def test_what_cannot_be_asked_for(readlist: Run, words: list[str]) -> None:
    assert readlist("stats", *words).status == 2


def test_a_folder_that_is_not_there(readlist: Run, tmp_path: Path) -> None:
    ran = readlist("stats", "-o", tmp_path / "no" / "stats.svg")
    assert ran.status == 1
    assert "no" in ran.err


@pytest.mark.parametrize("words", [["stats", "--json"], ["stats"]])
def test_nothing_is_loaded_that_is_not_drawn_with(library: Path, words: list[str]) -> None:
    heavy = ("sqlmodel", "sqlalchemy", "alembic", "textual", "bibtexparser", "rapidfuzz",
             "pylatexenc", "pydantic", "asyncio", "numpy", "resvg_py")  # fmt: skip
    drawing = ("plotille", "rich")
    code = (
        "import sys\nfrom readlist.__main__ import main\nmain(sys.argv[1:])\n"
        f"print(*[n for n in {heavy + drawing!r} if n in sys.modules], file=sys.stderr)"
    )
    loaded = start(library, *words, code=code).stderr.split()
    assert loaded == ([] if "--json" in words else ["rich"])
