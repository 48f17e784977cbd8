"""Import, export, list and --version at 10,000 papers, each beside its bare counterpart."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.generate import write_bib
from tests.benchmarks.measure import READLIST, Figure, Spent, in_turn, median, run

ENTRIES = 10_000
PASS = (sys.executable, "-c", "pass")
# Both print the CPU time of the call alone, so that start-up is on readlist's side only.
SPLIT = """
import sys, time
from bibtexparser.splitter import Splitter
text = open(sys.argv[1], encoding="utf-8").read()
start = time.process_time()
assert len(Splitter(text).split().entries) == int(sys.argv[2])
print(time.process_time() - start)
"""
WRITE = """
import logging, sys, time
import bibtexparser
logging.disable()
library = bibtexparser.parse_file(sys.argv[1], encoding="utf-8")
start = time.process_time()
text = bibtexparser.write_string(library)
print(time.process_time() - start)
assert text.count("abstract") >= int(sys.argv[2])
"""


def main() -> list[Figure]:
    """Each figure is the median of rounds in which every command ran once."""
    with tempfile.TemporaryDirectory() as folder:
        bib, library = Path(folder, "made.bib"), Path(folder, "library.sqlite3")
        write_bib(bib, ENTRIES)
        return [*_import_and_export(bib, library), *_starting(library)]


def _import_and_export(bib: Path, library: Path) -> list[Figure]:
    place = {"READLIST_LIBRARY": str(library), "PYTHONPYCACHEPREFIX": str(bib.parent / "cache")}
    imports, exports, splits, writes = [], [], [], []
    for _ in range(4):
        for left in library.parent.glob(f"{library.name}*"):
            left.unlink()
        imports.append(run([*READLIST, "import", str(bib)], **place))
        splits.append(_bare(SPLIT, bib, place))
        exports.append(run([*READLIST, "export", "-o", str(bib.with_name("out.bib"))], **place))
        writes.append(_bare(WRITE, bib, place))
    # The first round warmed the file cache and the byte code.
    taken, split, given, written = (median(runs[1:]) for runs in (imports, splits, exports, writes))
    return [
        Figure(
            f"import {ENTRIES:,} entries", taken.seconds, "bibtexparser split", split.seconds, 4,
            taken.megabytes, 130,
        ),
        Figure(
            f"export {ENTRIES:,} entries", given.seconds, "bibtexparser write", written.seconds,
            0.5, given.megabytes,
        ),
    ]  # fmt: skip


def _bare(code: str, bib: Path, place: dict[str, str]) -> Spent:
    spent = run([sys.executable, "-c", code, str(bib), str(ENTRIES)], **place)
    return spent._replace(seconds=float(spent.out))


def _starting(library: Path) -> list[Figure]:
    wanted = {
        "readlist --version": (["--version"], 4),
        "readlist list --limit 20": (["list", "--limit", "20"], 6),
        "readlist list QUERY": (["list", "author:rényi", "year:2001..2003", "-tag:x"], 6),
    }
    commands = {name: [*READLIST, *words] for name, (words, _) in wanted.items()}
    spent = in_turn(
        {"pass": PASS, **commands},
        rounds=15,
        READLIST_LIBRARY=str(library),
        PYTHONPYCACHEPREFIX=str(library.parent / "cache"),
    )
    assert spent["readlist list QUERY"].out, "the query has to find something"
    base = spent["pass"].seconds
    return [
        Figure(name, spent[name].seconds, "python -c pass", base, target, spent[name].megabytes)
        for name, (_, target) in wanted.items()
    ]
