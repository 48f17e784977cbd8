"""Related papers and suggested tags beside a bare full-text query for the same words.

`python -m tests.benchmarks.related 100000 [LIBRARY]` measures another size, or a library
that is there already. The made text is harder than a real one: it has no stop words, so
each comparison weighs half as many words again, and its rare words are less rare.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from readlist.library import related as module
from readlist.library.library import Library
from readlist.library.organising import change_tags
from readlist.library.suggesting import suggest_tags
from readlist.library.vectors import Vectors
from readlist.storage.reader import Reader
from tests.benchmarks.generate import write_bib
from tests.benchmarks.measure import READLIST, Figure, run, table

PAPERS = 10_000
ASKED = 50
"""Papers whose relations are looked for."""
TAGS = 10
ROUNDS = 3
"""The best of so many counts, so that a busy moment falls on nobody."""
LEAST = "SELECT rowid FROM paper_fts WHERE paper_fts MATCH ? ORDER BY rank LIMIT 50"


def main(papers: int = PAPERS, library: Path | None = None) -> list[Figure]:
    """The median paper, and the slowest, in a process that has everything imported."""
    with tempfile.TemporaryDirectory() as folder:
        if library is None:
            bib, library = Path(folder, "made.bib"), Path(folder, "library.sqlite3")
            write_bib(bib, papers)
            run([*READLIST, "import", str(bib)], READLIST_LIBRARY=str(library))
            _tag(library)
        reader = Reader(library)
        try:
            return _figures(reader)
        finally:
            reader.close()


def _tag(library: Path) -> None:
    """Every third paper has a tag."""
    reader = Reader(library)
    tagged = reader.ids("", today="2024-01-01")[::3]
    reader.close()
    for number in range(TAGS):
        change_tags(Library(library), tagged[number::TAGS], [f"tag {number}"], [])


def _figures(reader: Reader) -> list[Figure]:
    everybody = reader.ids("", today="2024-01-01")
    asked = random.Random(2024).sample(list(everybody), ASKED)
    vectors = Vectors(reader)
    words = {}
    for paper_id, vector in vectors.of(asked).items():
        rare, _ = module._salient(vector, vectors)
        words[paper_id] = " OR ".join(f'"{word}"' for word in rare)

    def bare(paper_id: int) -> object:
        return reader.connection.execute(LEAST, [words[paper_id]]).fetchall()

    ways: dict[str, Callable[[int], object]] = {
        "related": lambda paper_id: module.related(reader, paper_id),
        "bare": bare,
        "tags": lambda paper_id: suggest_tags(reader, paper_id),
    }
    spent = _in_turn(ways, asked)
    size = f"at {len(everybody):,} papers"
    median = {name: statistics.median(seconds) for name, seconds in spent.items()}
    least = "FTS5, the same words, bm25"
    return [
        Figure(f"related {size}, median", median["related"], "", 0, 0.02),
        Figure(f"related {size}, slowest", max(spent["related"]), "", 0, 0.02),
        Figure(f"related {size}", median["related"], least, median["bare"], 2.5),
        Figure(f"suggested tags {size}", median["tags"], least, median["bare"], 2.5),
    ]


def _in_turn(ways: dict[str, Callable[[int], object]], asked: list[int]) -> dict[str, list[float]]:
    """Way -> CPU seconds for each paper."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for paper_id in asked:
        for name, way in ways.items():
            rounds = []
            for _ in range(ROUNDS):
                start = time.process_time()
                way(paper_id)
                rounds.append(time.process_time() - start)
            spent[name].append(min(rounds))
    return spent


if __name__ == "__main__":
    print(table(main(int(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)))
