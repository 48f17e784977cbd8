"""biblatex and biber themselves write the notes that are read, and set what is written for them.

pdflatex notes what the manuscript cites, readlist writes exactly that, biber finds it all.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from readlist.formats.bibtex import Wording
from readlist.library import citations, citing
from readlist.library.library import Library
from readlist.library.manuscript import Cited, read


def _has_biblatex() -> bool:
    if not (shutil.which("pdflatex") and shutil.which("biber") and shutil.which("kpsewhich")):
        return False
    # biblatex needs etoolbox, which Debian packs elsewhere.
    command = ["kpsewhich", "biblatex.sty", "etoolbox.sty"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return len(done.stdout.split()) == 2


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not _has_biblatex(), reason="biblatex is not installed"),
]

MAIN = r"""
\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[backend=biber,style=numeric,refsection=section,mincrossrefs=1]{biblatex}
\addbibresource{refs.bib}
\begin{document}
\section{One}
\cite{child1,old-key} and \textcite[see][12]{dots:2001/a} \supercite{zürich}.
\printbibliography
\section{Two}
\cites{child2}{heir}[3]{pair}
\defbibentryset{trio}{m1,m2,m3}\cite{trio}
\nocite{quiet}
\printbibliography
\include{chapter}
\section{Four}
\newrefsection[notes.bib]
\cite{by-hand}
\printbibliography
\end{document}
"""
CHAPTER = r"\section{Three}\cite{in-chapter}\footcite{heir}\printbibliography"
LIBRARY = r"""
@inproceedings{child1, author = {One, A.}, title = {Child}, crossref = {parent}}
@inproceedings{child2, author = {Two, A.}, title = {Other Child}, crossref = {parent}}
@proceedings{parent, title = {Proc. of Children}, editor = {Ed, E.}, date = {2001}}
@article{new-key, ids = {old-key}, author = {Ox, B.}, title = {R}, journaltitle = {J}, date = 2002}
@book{dots:2001/a, author = {Ó Colla, S.}, title = {Dots}, date = {2003}}
@book{zürich, author = {Zwingli, U.}, title = {Zürich}, date = {1523}}
@book{heir, author = {Heir, X.}, title = {Heir}, xdata = {estate}, date = {2004}}
@xdata{estate, publisher = {Estate}, location = {Łódź}}
@set{pair, entryset = {s1,s2}}
@book{s1, author = {S., One}, title = {First of a pair}, date = {2005}}
@book{s2, author = {S., Two}, title = {Second of a pair}, date = {2005}}
@book{m1, author = {M., One}, title = {First of three}, date = {2005}}
@book{m2, author = {M., Two}, title = {Second of three}, date = {2005}}
@book{m3, author = {M., Three}, title = {Third of three}, date = {2005}}
@book{quiet, author = {Quiet, Q.}, title = {Not in the text}, date = {2006}}
@book{in-chapter, author = {In, C.}, title = {Chapter}, date = {2006}, related = {kin}}
@book{kin, author = {Kin, R.}, title = {Related}, date = {2007}}
@book{uncited, author = {U., U.}, title = {Not cited}, date = {2006}}
"""
CITED = {
    "child1", "old-key", "dots:2001/a", "zürich", "child2", "heir", "pair", "m1", "m2", "m3",
    "quiet", "in-chapter", "by-hand",
}  # fmt: skip


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=300)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def put(folder: Path, main: str) -> None:
    (folder / "main.tex").write_text(main, "utf-8")
    (folder / "chapter.tex").write_text(CHAPTER, "utf-8")
    (folder / "refs.bib").write_text("", "utf-8")
    (folder / "notes.bib").write_text("@misc{by-hand, author = {H}, title = {Note}}\n", "utf-8")
    run(folder, "pdflatex", "-interaction=nonstopmode", "main")


def keys(cited: Cited) -> set[str]:
    return {citation.key for citation in cited.citations}


def test_biber_finds_all_that_the_control_file_asks_for(
    library: Library, take: Callable[..., object], tmp_path: Path
) -> None:
    take("all.bib", LIBRARY)
    put(tmp_path, MAIN)
    cited = read(tmp_path / "main.bcf")
    assert keys(cited) == CITED
    refs = tmp_path / "refs.bib"
    resolved = citations.resolve(library, [cited], refs)
    assert [str(m).partition(": ")[2] for m in resolved.missing] == [
        "by-hand is not in the library; notes.bib has it"
    ]
    made = citing.bibliography(
        library,
        resolved.ids,
        wording=Wording("biblatex"),
        names=resolved.names,
        helpers=resolved.sets,
    )
    citing.write(refs, made.pieces)
    said = run(tmp_path, "biber", "main")
    assert "WARN" not in said, said
    assert "ERROR" not in said, said
    for _ in range(2):
        log = run(tmp_path, "pdflatex", "-interaction=nonstopmode", "main")
    assert not re.search(r"undefined|LaTeX Error|Please \(re\)run", log), log
    shown = (tmp_path / "main.bbl").read_text("utf-8")
    assert "Proc. of Children" in shown  # of the crossref parent
    assert "Estate" in shown  # of the xdata entry
    assert "uncited" not in refs.read_text("utf-8")


def test_the_notes_of_latex_cite_the_same_but_for_sets_of_the_manuscript(tmp_path: Path) -> None:
    put(tmp_path, MAIN)
    assert keys(read(tmp_path / "main.aux")) == CITED - {"m1", "m2", "m3"} | {"trio"}
    put(tmp_path, MAIN.replace(r"\nocite{quiet}", r"\nocite{*}"))
    for name in ("main.aux", "main.bcf", "main.tex"):
        assert read(tmp_path / name).everything, name
