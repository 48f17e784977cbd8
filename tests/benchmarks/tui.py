"""The reading list under a person's keys, beside an empty Textual app and Textual's DataTable.

`SIZES="1000 100000" python -m tests.benchmarks tui` chooses the sizes. `KEEP=FOLDER` keeps the
libraries there, shared with the benchmark `search`. From a key to its repaint is wall-clock
time, which a busy machine makes longer; beside it stands what of it the screen's thread
computed. DataTable has the rows of the largest library.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from readlist.tui.opening import TICKS
from tests.benchmarks.generate import write_bib
from tests.benchmarks.measure import READLIST, Figure, in_turn, run

SIZES = "1000 10000 100000"
MEDIAN, LATE = 0.050, 0.100
"""Seconds from a key to its repaint at the median and at the 99th percentile."""
START = 1.5
"""Times the first screen of an empty Textual app."""
GESTURES = ("filter", "j held", "page down", "G and g", "status")
SPARE_BYTES = 100
"""Bytes that a paper may add to the peak: 8 are its number, others are caches that end."""
_SCREENS = (sys.executable, "-m")


class Session(NamedTuple):
    """What one app took for its keys."""

    taken: dict[str, list[tuple[float, float]]]
    """Gesture -> wall-clock and CPU seconds of each key."""
    megabytes: float


def main() -> list[Figure]:
    """The first screen at the largest size, then keys, then memory, for each size."""
    sizes = sorted(map(int, os.environ.get("SIZES", SIZES).split()))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(os.environ.get("KEEP", scratch))
        kept = {size: _library(folder, size) for size in sizes}
        largest = kept[sizes[-1]]
        figures = [_first_screen(largest, sizes[-1])]
        table = _session("data_table", largest)
        peaks: dict[int, float] = {}
        for size, library in kept.items():
            copy = Path(scratch, "used.sqlite3")
            shutil.copy(library, copy)
            session = _session("reading_list", copy)
            peaks[size] = session.megabytes
            figures += _keys(size, session, table if size == sizes[-1] else None)
            for path in Path(scratch).glob("used.sqlite3*"):
                path.unlink()
    return [*figures, *_memory(peaks, table)]


def _library(folder: Path, size: int) -> Path:
    library = folder / f"search-{size}.sqlite3"
    if not library.exists():
        bib = library.with_suffix(".bib")
        write_bib(bib, size)
        run([*READLIST, "import", str(bib)], READLIST_LIBRARY=str(library))
        bib.unlink()
    return library


def _first_screen(library: Path, size: int) -> Figure:
    """Medians of CPU time, in turn."""
    module = "tests.benchmarks.screens.first"
    spent = in_turn(
        {
            "empty": (*_SCREENS, "tests.benchmarks.screens.empty"),
            "first": (*_SCREENS, module, str(library)),
        },
        rounds=9,
    )
    first, empty = spent["first"], spent["empty"]
    return Figure(
        f"{size:,} papers: first screen", first.seconds, "empty Textual app", empty.seconds,
        START, first.megabytes,
    )  # fmt: skip


def _session(screen: str, library: Path) -> Session:
    command = (*_SCREENS, f"tests.benchmarks.screens.{screen}", str(library))
    # Textual reads it when it is imported, so nobody can set it later.
    told = json.loads(run(command, TEXTUAL_FPS=TICKS).out)
    return Session(told["taken"], told["megabytes"])


def _keys(size: int, session: Session, table: Session | None) -> list[Figure]:
    figures: list[Figure] = []
    for gesture in GESTURES:
        wall, cpu = zip(*session.taken[gesture], strict=True)
        beside = f"of it CPU {_ms(statistics.median(cpu))}"
        late = f"of it CPU {_ms(_late(cpu))}"
        if table:
            other = [both[0] for both in table.taken[gesture]]
            beside += f"; DataTable {_ms(statistics.median(other))}"
            late += f"; DataTable {_ms(_late(other))}"
        what = f"{size:,} papers: {gesture}"
        figures += [
            Figure(f"{what}, median ({beside})", statistics.median(wall), "", 0, MEDIAN),
            Figure(f"{what}, 99th percentile ({late})", _late(wall), "", 0, LATE),
        ]
    return figures


def _memory(peaks: dict[int, float], table: Session) -> list[Figure]:
    """The peak of a session at each size; each may be what the smallest took and a little."""
    smallest = min(peaks)
    figures = []
    for size, peak in peaks.items():
        beside = ""
        if size == max(peaks):
            loaded = table.taken["first screen"][0][0]
            beside = f" (DataTable {table.megabytes:.0f} MB, loaded in {loaded:.1f} s)"
        allowed = peaks[smallest] + (size - smallest) * SPARE_BYTES / 2**20 + 5
        # No time of its own: the line is there for the memory.
        figures.append(
            Figure(f"{size:,} papers: a session's peak{beside}", 0, "", 0, 0, peak, allowed)
        )
    return figures


def _late(taken: Sequence[float]) -> float:
    return sorted(taken)[int(0.99 * (len(taken) - 1))]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms"
