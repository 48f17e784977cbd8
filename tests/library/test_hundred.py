"""A manuscript that cites a hundred entries, accents and all, compiles without an unearned word."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from readlist.formats.bibtex import Wording
from readlist.library import citations, citing
from readlist.library.library import Library
from readlist.library.manuscript import read
from readlist.models import Paper

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("pdflatex") and shutil.which("bibtex")), reason="TeX is not installed"
    ),
]

NAMES = [
    "Erd{\\H o}s, P{\\'a}l", "Gödel, Kurt", "van der Waerden, Bartel Leendert", "Łukasiewicz, Jan",
    "Poincaré, Henri", "Čech, Eduard", "{\\O}re, {\\O}ystein", "Ångström, Anders Jonas",
    "Muñoz, José María", "Şahin, Gülşen", "Straße, Günther", "{The Weaving Group}",
    "Dvo{\\v{r}}{\\'a}k, Anton{\\'\\i}n", "Besançon, Édouard", "O'Neill, Seán", "Ñandú, Zoë",
    "de La Vall{\\'e}e Poussin, Charles-Jean", "King, Jr., Martin Luther", "Ząbkowska, Żaneta",
    "Ðorđević, Đura",
]  # fmt: skip
TITLES = [
    "On {G}raphs \\& Groups", "100\\% of C\\# and \\$5", "Über die Gleichung $x^2 + y_1 = z$",
    "A “quoted” – and dashed – title", "Réseaux de neurones: l'œuvre de Łódź",
]  # fmt: skip
KINDS = [
    ("article", "journal = {Annals of R\\&D}, volume = 3, pages = {1--9}"),
    ("inproceedings", "booktitle = {Proc. of the 3rd Workshop}, pages = {17}"),
    ("book", "publisher = {Éditions du Seuil}"),
    ("phdthesis", "school = {Universität Zürich}"),
    ("misc", "howpublished = {\\url{https://example.org/~a_b?x=1&y=%20}}, month = may"),
]


def entry(number: int) -> str:
    kind, fields = KINDS[number % len(KINDS)]
    people = " and ".join(NAMES[(number + i * 7) % len(NAMES)] for i in range(1 + number % 3))
    title = f"{TITLES[number % len(TITLES)]}, part {number}"
    return (
        f"@{kind}{{key:{number:03},\n  author = {{{people}}},\n  title = {{{title}}},\n"
        f"  {fields}, year = {1900 + number},\n}}\n"
    )


@pytest.mark.parametrize(
    ("style", "dialect"),
    [
        ("plain", ""),
        ("unsrt", ""),
        # These cut names to initials and labels, which BibTeX does byte by byte: it takes
        # letters as LaTeX for that.
        ("alpha", "bibtex"),
        ("abbrv", "bibtex"),
    ],
)
def test_a_hundred_citations(
    library: Library, take: Callable[..., object], tmp_path: Path, style: str, dialect: str
) -> None:
    take("refs.bib", "\n".join(map(entry, range(120))))
    # Every fifth is edited, so that readlist itself has to write it.
    with library.step("edited") as writer:
        for paper in writer.session.exec(select(Paper)):
            if paper.id is not None and paper.id % 5 == 0:
                paper.comment = "read it"
                paper.title += " – revised"
    cites = "\n".join(f"\\cite{{key:{n:03}}}" for n in range(100))
    (tmp_path / "main.tex").write_text(
        "\\documentclass{article}\n\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n"
        "\\usepackage{textcomp,url}\n"
        f"\\begin{{document}}\n{cites}\n\\bibliographystyle{{{style}}}\\bibliography{{refs}}\n"
        "\\end{document}\n"
    )

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
        return done.stdout.decode("utf-8", "replace")

    latex = ("pdflatex", "-interaction=nonstopmode", "main")
    run(*latex)
    cited = [read(tmp_path / "main.aux")]
    resolved = citations.resolve(library, cited)
    assert (len(resolved.ids), resolved.missing, resolved.notices) == (100, [], [])
    made = citing.bibliography(library, resolved.ids, wording=Wording(dialect))
    assert made.warnings == []
    citing.write(tmp_path / "refs.bib", made.text)
    assert len(re.findall(r"^@\w+\{", made.text, re.MULTILINE)) == 100

    told = run("bibtex", "main")
    assert "Warning" not in told, told
    assert "error" not in told.lower(), told
    run(*latex)
    run(*latex)
    log = (tmp_path / "main.log").read_text("utf-8", "replace")
    assert re.findall(r"^!.*|.*Warning.*", log, re.MULTILINE) == []
    assert (tmp_path / "main.bbl").read_text("utf-8", "replace").count("\\bibitem") == 100
