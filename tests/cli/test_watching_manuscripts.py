"""`readlist export --aux --watch`, and a build with TeX around it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readlist.cli import manuscripts
from readlist.models import Alias
from readlist.storage.writing import writing
from tests.cli.conftest import NOW, Run

ROOT = Path(__file__).parents[2]
needs_tex = pytest.mark.skipif(
    not (shutil.which("pdflatex") and shutil.which("bibtex")), reason="TeX is not installed"
)
Watched = Callable[[Iterator[None]], str]


@pytest.fixture
def watched(readlist: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Runs `--watch` while a scenario happens, a piece of it before each look."""

    def run(scenario: Iterator[None]) -> str:
        def pause(_seconds: float) -> None:
            if next(scenario, "end") == "end":
                raise KeyboardInterrupt

        monkeypatch.setattr(manuscripts, "sleep", pause)
        ran = readlist("export", "--aux", "main.tex", "-o", "refs.bib", "--watch")
        assert (ran.status, ran.out) == (0, "")
        return ran.err

    return run


def writes(told: str) -> list[str]:
    return [line.partition("refs.bib: ")[2] for line in told.splitlines() if "refs.bib: " in line]


def test_a_citation_added_while_watching_arrives(watched: Watched, folder: Path) -> None:
    main, refs = folder / "main.tex", folder / "refs.bib"
    main.write_text(r"\cite{gu2023mamba}")

    def scenario() -> Iterator[None]:
        assert "gu2023mamba" in refs.read_text()
        yield
        main.write_text(r"\cite{gu2023mamba} \input{more}")
        yield
        yield
        yield
        (folder / "more.tex").write_text(r"\cite{maini2024tofu}")
        main.write_text(r"\cite{gu2023mamba} % touched \input{more}")
        main.write_text(r"\cite{gu2023mamba} \input{more} ")
        yield
        yield
        assert "maini2024tofu" in refs.read_text()
        (folder / "more.tex").write_text(r"\cite{cjk}")
        yield
        yield
        yield
        assert "maini2024tofu" not in refs.read_text()

    assert writes(watched(scenario())) == ["1 entry", "2 entries", "2 entries"]


def test_a_change_of_the_library_arrives(watched: Watched, folder: Path, library: Path) -> None:
    (folder / "main.tex").write_text(r"\cite{gu2023mamba, my-mamba}")

    def scenario() -> Iterator[None]:
        assert "my-mamba" not in (folder / "refs.bib").read_text()
        yield
        yield
        yield
        with writing(library, "an older key", NOW) as writer:
            writer.session.add(Alias(paper_id=1, key="my-mamba"))
        yield
        yield
        assert "@misc{my-mamba," in (folder / "refs.bib").read_text()

    told = watched(scenario())
    assert told.count("my-mamba is not in the library") == 1
    assert len(writes(told)) == 2


def test_while_nothing_changes_nothing_is_read_or_written(
    watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "main.tex").write_text(r"\cite{gu2023mamba}")
    refs = folder / "refs.bib"
    looked: list[int] = []
    look = manuscripts.look
    monkeypatch.setattr(manuscripts, "look", lambda *a: looked.append(1) or look(*a))

    def scenario() -> Iterator[None]:
        for _ in range(5):
            yield
        settled = len(looked)
        os.utime(refs, ns=(1, 1))
        for _ in range(50):
            yield
        assert len(looked) == settled
        assert refs.stat().st_mtime_ns == 1

    watched(scenario())


def test_trouble_while_watching_is_told_once_and_waited_out(watched: Watched, folder: Path) -> None:
    main = folder / "main.tex"
    main.write_text(r"\cite{gu2023mamba}")

    def scenario() -> Iterator[None]:
        main.unlink()
        for _ in range(20):
            yield
        main.write_text(r"\cite{maini2024tofu}")
        for _ in range(4):
            yield
        assert "maini2024tofu" in (folder / "refs.bib").read_text()

    told = watched(scenario())
    assert told.count("main.tex cannot be read") == 1


def test_a_manuscript_saved_empty_for_a_moment_empties_no_bibliography(
    watched: Watched, folder: Path
) -> None:
    main = folder / "main.tex"
    main.write_text(r"\cite{gu2023mamba}")

    def scenario() -> Iterator[None]:
        main.write_text("")
        for _ in range(5):
            yield
        assert "gu2023mamba" in (folder / "refs.bib").read_text()

    assert writes(watched(scenario())) == ["1 entry"]


# --- with TeX ------------------------------------------------------------------------------


def tex(*command: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command, check=False, capture_output=True, timeout=120)


@needs_tex
def test_a_citation_added_between_two_builds_is_in_the_second(
    watched: Watched, folder: Path
) -> None:
    main = folder / "main.tex"
    page = (
        "\\documentclass{article}\\begin{document}%s"
        "\\bibliographystyle{plain}\\bibliography{refs}\\end{document}"
    )

    def build() -> str:
        for command in ("pdflatex", "bibtex", "pdflatex", "pdflatex"):
            mode = ["-interaction=nonstopmode"] if command == "pdflatex" else []
            tex(command, *mode, "main")
        log = (folder / "main.log").read_text("utf-8", "replace")
        assert "undefined" not in log
        assert "didn't find" not in (folder / "main.blg").read_text()
        return (folder / "main.bbl").read_text()

    def scenario() -> Iterator[None]:
        assert build().count("\\bibitem") == 1
        main.write_text(page % r"\cite{gu2023mamba,maini2024tofu}")
        yield
        yield
        assert build().count("\\bibitem") == 2

    main.write_text(page % r"\cite{gu2023mamba}")
    watched(scenario())


@pytest.mark.skipif(
    not (shutil.which("latexmk") and shutil.which("pdflatex")), reason="latexmk is not installed"
)
def test_latexmk_asks_for_the_bibliography_itself(folder: Path, library: Path) -> None:
    (folder / ".latexmkrc").write_text(
        f"$bibtex = '{sys.executable} -m readlist export --aux %B.aux -o refs.bib; bibtex %O %S';\n"
    )
    (folder / "refs.bib").write_text("")
    (folder / "main.tex").write_text(
        "\\documentclass{article}\\begin{document}\\cite{gu2023mamba}"
        "\\bibliographystyle{plain}\\bibliography{refs}\\end{document}"
    )
    environment = {**os.environ, "READLIST_LIBRARY": str(library), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["latexmk", "-pdf", "-interaction=nonstopmode", "main"],
        check=False, capture_output=True, timeout=300, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "\\bibitem" in (folder / "main.bbl").read_text()
