"""Import and export of 10,000 and 80,000 entries, beside bibtexparser's bare parse and write."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.generate import write_bib
from tests.benchmarks.measure import READLIST, Figure, Spent, median, run

SIZES = {10_000: 3, 80_000: 1}
"""Entries -> rounds; the first round of the small size warms up for all."""
MEMORY = 130
"""Megabytes at most, whatever the size: files are read and written piece by piece."""
# Each prints the CPU time of the call alone, so that start-up is on readlist's side only.
PARSE = """
import sys, time, bibtexparser
text = open(sys.argv[1], encoding="utf-8").read()
start = time.process_time()
library = bibtexparser.parse_string(text, parse_stack=[])
print(time.process_time() - start)
assert len(library.entries) == int(sys.argv[2])
"""
WRITE = """
import sys, time, bibtexparser
library = bibtexparser.parse_file(sys.argv[1], parse_stack=[], encoding="utf-8")
start = time.process_time()
text = bibtexparser.write_string(library, unparse_stack=[])
print(time.process_time() - start)
assert text.count("abstract") >= int(sys.argv[2])
"""
EXPORTS = {
    "as they came": [],
    "in the house style": ["--house"],
    "for biblatex": ["--to", "biblatex"],
    "for BibTeX": ["--to", "bibtex"],
}


def main() -> list[Figure]:
    """Medians of rounds in which every command ran once; the peak memory is the whole process's."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        place = {
            "READLIST_LIBRARY": str(Path(folder, "library.sqlite3")),
            "PYTHONPYCACHEPREFIX": str(Path(folder, "cache")),
        }
        for entries, rounds in SIZES.items():
            bib = Path(folder, "made.bib")
            write_bib(bib, entries)
            figures += _figures(bib, entries, rounds, place)
    return figures


def _figures(bib: Path, entries: int, rounds: int, place: dict[str, str]) -> list[Figure]:
    out = str(bib.with_name("out.bib"))
    names = ["parse", "write", "import", *EXPORTS]
    spent: dict[str, list[Spent]] = {name: [] for name in names}
    for _ in range(rounds):
        for left in bib.parent.glob("library.sqlite3*"):
            left.unlink()
        spent["parse"].append(_bare(PARSE, bib, entries, place))
        spent["import"].append(run([*READLIST, "import", str(bib)], **place))
        spent["write"].append(_bare(WRITE, bib, entries, place))
        for name, words in EXPORTS.items():
            spent[name].append(run([*READLIST, "export", *words, "-o", out], **place))
    taken = {name: median(runs) for name, runs in spent.items()}
    imported = taken["import"]
    return [
        Figure(
            f"import {entries:,} entries",
            imported.seconds,
            "bibtexparser parse",
            taken["parse"].seconds,
            4,
            imported.megabytes,
            MEMORY,
        ),
        *(
            Figure(
                f"export {entries:,} entries {name}",
                taken[name].seconds,
                "bibtexparser write",
                taken["write"].seconds,
                5 if name == "as they came" else 12,
                taken[name].megabytes,
                MEMORY,
            )
            for name in EXPORTS
        ),
    ]


def _bare(code: str, bib: Path, entries: int, place: dict[str, str]) -> Spent:
    spent = run([sys.executable, "-c", code, str(bib), str(entries)], **place)
    return spent._replace(seconds=float(spent.out))
