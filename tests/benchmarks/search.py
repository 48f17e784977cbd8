"""Search, `list QUERY` and import in libraries of several sizes, beside SQLite doing the least.

`SIZES="1000 100000" python -m tests.benchmarks search` chooses the sizes. `KEEP=FOLDER` keeps
the libraries there and uses those it finds, which are then not measured for their import.
papis, where it is installed (`PAPIS=COMMAND` if not on the path), lists the same records.
"""

import json
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.generate import write_bib
from tests.benchmarks.measure import READLIST, Figure, in_turn, run

SIZES = "1000 10000"
TARGETS = {100_000: (0.016, 0.050), 1_000_000: (0.060, 0.200)}
"""Papers -> seconds at the median and at the 99th percentile; smaller libraries as the first."""
TODAY = "2026-11-20"
PAGE = 300
WORDS = 400
"""Words of the library that are typed, frequent ones more often."""
NEARLY_ALL = ("", "is:unread", "-zzz", "has:abstract", "a is:inbox", "-is:read b", "year:1900..")
COMMONEST = 20
"""Words that most papers have, each typed whole and with the next."""
MOST_FOR_PAPIS = 10_000
"""It keeps a folder for each paper."""
RAW_INDEX = """
import sqlite3, sys, time
entries = open(sys.argv[1], encoding="utf-8").read().split("\\n\\n@")
start = time.process_time()
connection = sqlite3.connect(sys.argv[2])
connection.execute("CREATE VIRTUAL TABLE entry USING fts5(text, prefix='1 2')")
connection.executemany("INSERT INTO entry VALUES (?)", ((entry,) for entry in entries))
connection.commit()
print((time.process_time() - start) / len(entries))
"""
RAW_SEARCH = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
sql = "SELECT citation_key, title FROM paper_fts WHERE paper_fts MATCH ?"
print(*connection.execute(sql, sys.argv[2:]), sep="\\n")
"""
LOADED = """
import sys
before = {*sys.modules, "__main__"}
from readlist.__main__ import main
try:
    main(sys.argv[1:])
finally:
    print("loaded", *(name for name in sys.modules if name not in before), file=sys.stdout)
"""


def main() -> list[Figure]:
    """Import first, then keys pressed, then the command, for each size."""
    figures: list[Figure] = []
    per_paper = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(os.environ.get("KEEP", scratch))
        for size in map(int, os.environ.get("SIZES", SIZES).split()):
            library = folder / f"search-{size}.sqlite3"
            if not library.exists():
                figures.append(_import(library, size, per_paper))
                per_paper = per_paper or figures[-1].seconds
            figures += _keys(library, size)
            figures.append(_command(library, size))
            papis = os.environ.get("PAPIS") or shutil.which("papis")
            if papis and size <= MOST_FOR_PAPIS:
                figures.append(_beside_papis(papis, library, size))
    return figures


def _import(library: Path, size: int, before: float) -> Figure:
    bib = library.with_suffix(".bib")
    write_bib(bib, size)
    try:
        spent = run([*READLIST, "import", str(bib)], READLIST_LIBRARY=str(library))
        with tempfile.TemporaryDirectory() as scratch:
            raw = run([sys.executable, "-c", RAW_INDEX, str(bib), f"{scratch}/raw"]).out
    finally:
        bib.unlink()
    each = spent.seconds / size
    # Start-up weighs on a small library; the first one is the measure of the others.
    return Figure(
        f"{size:,} papers: import, each (raw FTS5 {1000 * float(raw):.2f} ms)",
        each, "a paper of the first size", before or each, 1.5, spent.megabytes, 130,
    )  # fmt: skip


def _keys(library: Path, size: int) -> list[Figure]:
    """Pages of hits as they are read at each key; CPU time, since the machine may be busy."""
    from readlist.storage.reader import Reader  # noqa: PLC0415  (see `measure`: memory)

    reader = Reader(library)
    typed = _typed(reader.connection)
    kinds: dict[str, Sequence[str]] = {
        **{
            f"{n} letters": sorted({word[:n] for word in typed if len(word) >= n})
            for n in (1, 2, 3)
        },
        "two words": [f"{one[:4]} {two[:2]}" for one, two in pairwise(typed)],
        "the commonest words whole": [
            *(commonest := _commonest(reader.connection)),
            *(f"{one} {two}" for one, two in pairwise(commonest)),
        ],
        "nearly all": NEARLY_ALL * 5,
    }
    median, worst = TARGETS[1_000_000 if size > 100_000 else 100_000]
    figures: list[Figure] = []
    for kind, queries in kinds.items():
        taken = [_seconds(partial(reader.page, query, today=TODAY)) for query in queries]
        bare = [_seconds(partial(_bare, reader.connection, query)) for query in queries]
        beside = f"(raw FTS5 {1000 * statistics.median(bare):.2f} ms)"
        figures += [
            Figure(
                f"{size:,} papers: {kind}, median {beside}", statistics.median(taken), "", 0, median
            ),
            Figure(f"{size:,} papers: {kind}, 99th percentile", _late(taken), "", 0, worst),
        ]
    reader.close()
    return figures


def _typed(connection: sqlite3.Connection) -> list[str]:
    """Words as people type them: by how many papers have them."""
    dice = random.Random(2024)
    rows = connection.execute(
        "SELECT text, papers FROM word WHERE text GLOB '[a-z]*' ORDER BY papers DESC LIMIT 5000"
    ).fetchall()
    return dice.choices([text for text, _ in rows], [papers for _, papers in rows], k=WORDS)


def _commonest(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT text FROM word WHERE text GLOB '[a-z][a-z][a-z]*' ORDER BY papers DESC LIMIT ?",
        [COMMONEST],
    )
    return [text for (text,) in rows]


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def _bare(connection: sqlite3.Connection, query: str) -> None:
    """As many row IDs as a page has, of whatever the index gives first."""
    words = " ".join(f'"{word}"*' for word in query.split() if word.isalnum())
    connection.execute(
        "SELECT rowid FROM paper_fts WHERE paper_fts MATCH ? LIMIT ?", [words or '"a"*', PAGE]
    ).fetchall()


def _late(taken: Sequence[float]) -> float:
    return sorted(taken)[int(0.99 * (len(taken) - 1))]


def _some_title(library: Path) -> list[str]:
    """What somebody remembers of a title: three of its words."""
    connection = sqlite3.connect(library)
    (title,) = connection.execute(
        "SELECT COALESCE(title_text, title) FROM paper "
        "WHERE id >= (SELECT max(id) / 2 FROM paper) LIMIT 1"
    ).fetchone()
    connection.close()
    return sorted(title.split(), key=len)[-3:]


def _command(library: Path, size: int) -> Figure:
    """`list QUERY` beside an interpreter that imports its libraries, down to the last module."""
    place = {"READLIST_LIBRARY": str(library), "PYTHONPYCACHEPREFIX": str(library.parent / "cache")}
    words = ["list", *_some_title(library), "year:1900..", "-tag:x"]
    told = run([sys.executable, "-c", LOADED, *words], **place).out.splitlines()[-1]
    names = [name for name in told.split()[1:] if not name.startswith("readlist")]
    assert "sqlite3" in names, "the query has to be read from the library"
    spent = in_turn(
        {
            "imports": (sys.executable, "-c", f"import {', '.join(names)}"),
            "list": (*READLIST, *words),
            "raw": (sys.executable, "-c", RAW_SEARCH, str(library), " ".join(words[1:4])),
        },
        rounds=15,
        **place,
    )
    assert spent["list"].out, "the query has to find something"
    return Figure(
        f"{size:,} papers: readlist list QUERY ({len(spent['list'].out.splitlines())} hits; "
        f"raw FTS5 {1000 * spent['raw'].seconds:.0f} ms)",
        spent["list"].seconds,
        "importing its libraries",
        spent["imports"].seconds,
        1.3,
    )


def _beside_papis(papis: str, library: Path, size: int) -> Figure:
    """Words of a title, which papis looks for in titles and authors, once it knows its records."""
    place = library.parent / f"papis-{size}"
    if not place.exists():
        _write_for_papis(library, place)
    settings = library.parent / "papis-settings"
    (settings / "papis").mkdir(parents=True, exist_ok=True)
    (settings / "papis" / "config").write_text(
        f"[settings]\ndefault-library = made\n[made]\ndir = {place.resolve()}\n", encoding="utf-8"
    )
    words = _some_title(library)
    spent = in_turn(
        {
            "papis": (papis, "list", "--all", " ".join(words)),
            "list": (*READLIST, "list", *words),
        },
        rounds=5,
        READLIST_LIBRARY=str(library),
        XDG_CONFIG_HOME=str(settings),
        XDG_CACHE_HOME=str(library.parent / "papis-cache"),
    )
    assert spent["list"].out, "readlist has to find something"
    assert spent["papis"].out, "papis has to find something"
    return Figure(
        f"{size:,} papers: readlist list, words of a title", spent["list"].seconds,
        "papis list", spent["papis"].seconds, 1, spent["list"].megabytes,
    )  # fmt: skip


def _write_for_papis(library: Path, place: Path) -> None:
    """Each paper is a folder with its record; JSON is YAML."""
    connection = sqlite3.connect(library)
    columns = "citation_key, title, authors_text, year, doi, abstract"
    for key, title, authors, year, doi, abstract in connection.execute(
        f"SELECT {columns} FROM paper"
    ):
        folder = place / key
        folder.mkdir(parents=True)
        record = {
            "ref": key, "papis_id": key, "title": title, "author": authors, "year": year,
            "doi": doi, "abstract": abstract,
        }  # fmt: skip
        (folder / "info.yaml").write_text(json.dumps(record), encoding="utf-8")
    connection.close()
