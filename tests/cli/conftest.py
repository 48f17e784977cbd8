"""Commands run in this process, on a library of seven papers that each test may change."""

import io
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from readlist.__main__ import main
from readlist.library.identity import refresh
from readlist.models import Author, ExtraField, Note, Paper, PaperTag, Provenance, ReviewPair, Tag
from readlist.storage.writing import writing

NOW = "2024-03-01T12:00:00Z"
HOSTILE = (
    "\x1b[31mRed\x1b[0m \x1b]0;owned\x07title\nwith\ttabs, \u202ereversed\u202c,"
    " [bold]markup[/bold] and \x9b2Ja bell\x07"
)
"""A title that would colour, rename, clear, ring and turn round a careless terminal."""


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines on stdout."""
        return self.out.splitlines()


Run = Callable[..., Ran]


class _Stream(io.TextIOWrapper):
    def __init__(self, content: bytes = b"", *, terminal: bool = False, encoding: str = "utf-8"):
        self.bytes = io.BytesIO(content)
        self.terminal = terminal
        super().__init__(self.bytes, encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        return self.bytes.getvalue().decode("utf-8" if self.encoding == "utf-8" else "latin-1")


@pytest.fixture
def readlist(library: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `readlist WORDS...` on the library; `terminal` is the width of a pretended one."""

    def run(
        *words: str | Path, stdin: bytes | str = b"", terminal: int = 0, encoding: str = "utf-8"
    ) -> Ran:
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = (_Stream(terminal=bool(terminal), encoding=encoding) for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", _Stream(typed, terminal=bool(terminal) and not typed))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setenv("COLUMNS", str(terminal or 80))
            patch.setenv("READLIST_DEBUG", "1")
            status = main([str(word) for word in words])
        return Ran(status, out.text(), err.text())

    monkeypatch.setenv("READLIST_LIBRARY", str(library))
    return run


@pytest.fixture
def library(tmp_path: Path, _shelf: Path) -> Path:
    """A copy of the seven papers."""
    return Path(shutil.copy(_shelf, tmp_path / "library.sqlite3"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the author works."""
    folder = tmp_path / "paper"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readlist: Run) -> Path:
    """The commands look for a library where there is none."""
    path = tmp_path / "new" / "library.sqlite3"
    monkeypatch.setenv("READLIST_LIBRARY", str(path))
    return path


@pytest.fixture(scope="session")
def _shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shelf") / "library.sqlite3"
    with writing(path, "imported the shelf", NOW, create=True) as writer:
        for number, paper in enumerate(_papers(), 1):
            paper.id = number
            writer.session.add(paper)
        writer.session.flush()
        for row in _belongings():
            writer.session.add(row)
            writer.session.flush()
        refresh(writer, writer.touched)
    return path


def _papers() -> Sequence[Paper]:
    def paper(key: str, title: str, day: int, **more: object) -> Paper:
        at = f"2024-02-{day:02}T12:00:00Z"
        return Paper(citation_key=key, title=title, added_at=at, updated_at=at, **more)

    return [
        paper(
            "gu2023mamba", "Mamba: Linear-Time Sequence Modeling with Selective State Spaces", 7,
            authors_text="Gu, Albert; Dao, Tri", year=2023, date="2023-12-01",
            arxiv_id="2312.00752", entry_type="misc", status="reading", starred=True,
            abstract="Selective state spaces stand in for attention.",
        ),
        paper(
            "maini2024tofu", "TOFU: A Task of Fictitious Unlearning for LLMs", 6,
            authors_text="Maini, Pratyush; Feng, Zhili; Schwarzschild, Avi", year=2024,
            venue="COLM", entry_type="inproceedings", abstract="Forgetting, measured.",
        ),
        paper("hostile", HOSTILE, 5, author_count=7, year=2024),
        paper("no-title", "", 4, abstract="An abstract that stands alone."),
        paper("cjk", "大規模言語モデルの忘却について、とても長い題名をもつ論文", 3, year=2022),
        paper("DBLP:conf/nips/VaswaniSPUJGKP17", "Attention Is All You Need", 2, year=2017,
              authors_text="Vaswani, Ashish", more_authors=True, status="read", rating=5),
        paper("tofu-again", "TOFU: A Task of Fictitious Unlearning", 1, organization="CMU"),
    ]  # fmt: skip


def _belongings() -> Sequence[object]:
    note = {"created_at": NOW, "updated_at": NOW}
    return [
        Author(paper_id=1, position=0, family="Gu", given="Albert"),
        Author(paper_id=1, position=1, family="Dao", given="Tri"),
        ExtraField(paper_id=1, position=0, name="x-shelf", value=r"row \emph{4} " + "book " * 99),
        Tag(id=1, name="ml/ssm"),
        Tag(id=2, name="to read"),
        PaperTag(paper_id=1, tag_id=1),
        PaperTag(paper_id=2, tag_id=2),
        Note(paper_id=1, body="Compare with *S4*.\n\x1b[2J- twice", **note),
        Provenance(
            paper_id=1, source="page.txt", format="daily-papers", line=3, met_at=NOW,
            raw="", digest=1,
        ),
        ReviewPair(
            id=3, paper_id=2, other_id=7, score=0.8, created_at=NOW,
            reasons="the titles begin alike\nno author to compare",
        ),
    ]  # fmt: skip
