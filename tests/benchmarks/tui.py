"""The first screen and the filter at 10,000 papers, beside an empty Textual app."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.generate import write_bib
from tests.benchmarks.measure import READLIST, Figure, Spent, in_turn, run

ENTRIES = 10_000
EMPTY = """
from textual.app import App

class Empty(App):
    def on_ready(self):
        self.call_after_refresh(self.exit)

Empty().run(headless=True, size=(120, 40))
"""
# What is warmed up after the first screen is painted does not belong to it. As under the
# `readlist` command, nobody looks for garbage until then.
FIRST = """
import gc
gc.disable()
import sys
from pathlib import Path
from readlist.library.library import Library
from readlist.tui.app import ReadlistApp

ReadlistApp.on_ready = lambda self: self.call_after_refresh(self.exit)
ReadlistApp(Library(Path(sys.argv[1]))).run(headless=True, size=(120, 40))
"""
# From the key to the end of the first repaint that shows the list as the query has it.
# Some queries as people type them, letter by letter, and take them back.
FILTER = """
import os
os.environ.setdefault("TEXTUAL_FPS", "120")  # as the `readlist` command does
import asyncio, statistics, sys, time
from pathlib import Path
from textual import events
from readlist.library.library import Library
from readlist.tui.app import ReadlistApp

TYPED = ("ma", "ne", "author:garcia", "1998", "ra si year:>2010", "sera")

async def main():
    app = ReadlistApp(Library(Path(sys.argv[1])))
    painted = asyncio.Event()
    waited = []
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        screen, display, wanted = app.screen, app._display, ""

        def displayed(*arguments):
            display(*arguments)
            if screen.query_text == wanted:
                painted.set()

        app._display = displayed
        await pilot.press("slash")
        for query in TYPED:
            letters = [(letter, letter) for letter in query] + [("backspace", None)] * len(query)
            for key, letter in letters:
                await asyncio.sleep(0.15)  # as people type
                wanted = wanted + letter if letter else wanted[:-1]
                painted.clear()
                start = time.perf_counter()
                app.post_message(events.Key("space" if letter == " " else key, letter))
                try:
                    await asyncio.wait_for(painted.wait(), 1)
                except TimeoutError:  # half a field's name is no query yet
                    continue
                waited.append(time.perf_counter() - start)
    print(statistics.median(waited))

asyncio.run(main())
"""


def main() -> list[Figure]:
    """First screens are medians of CPU time in turn; the filter is a median over its keys."""
    with tempfile.TemporaryDirectory() as folder:
        bib, library = Path(folder, "made.bib"), Path(folder, "library.sqlite3")
        write_bib(bib, ENTRIES)
        run([*READLIST, "import", str(bib)], READLIST_LIBRARY=str(library))
        place = (sys.executable, "-c")
        screens = in_turn(
            {"empty": (*place, EMPTY), "first": (*place, FIRST, str(library))}, rounds=9
        )
        typed = [run((*place, FILTER, str(library))) for _ in range(3)]
    first, empty = screens["first"], screens["empty"]
    return [
        Figure(
            f"first screen at {ENTRIES:,}", first.seconds, "empty Textual app", empty.seconds,
            1.5, first.megabytes,
        ),
        Figure(f"filter key to repaint at {ENTRIES:,}", _best(typed), "", 0, 0.030),
    ]  # fmt: skip


def _best(runs: list[Spent]) -> float:
    # Wall-clock time: the quietest of the runs says most.
    return min(float(each.out) for each in runs)
