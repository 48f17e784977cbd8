"""`python -m tests.benchmarks.screens.reading_list LIBRARY`: the real app under a person's keys."""

import asyncio
import gc
import sys
from collections.abc import Callable
from pathlib import Path

from textual.strip import Strip

from readlist.errors import QueryError
from readlist.library.library import Library
from readlist.storage.query import parse
from readlist.tui.app import ReadlistApp
from readlist.tui.widgets.filter_bar import QueryInput
from readlist.tui.widgets.paper_list import PaperList
from tests.benchmarks.screens.repaints import HELD, SIZE, TYPED, Stopwatch

QUERIES = ("ma", "ne", "author:garcia", "1998", "ra si year:>2010", "sera")
"""Typed letter by letter and taken back; half a field's name shows no list of its own."""
SCROLLED = 60
STATUSES = ("q", "i", "s", "i")
"""Letters of the menu of statuses, one after another."""
CHANGED = 24
_KEYS = {"": "backspace", " ": "space", ":": "colon", ">": "greater_than_sign"}


class Watched:
    """What the list has drawn since it was last asked."""

    def __init__(self, papers: PaperList) -> None:
        self._papers = papers
        self.cursor_drawn = -1
        self.status_drawn = ""
        draw = papers.draw_line

        def drawn(index: int, width: int, at_cursor: bool) -> Strip:
            strip = draw(index, width, at_cursor)
            if at_cursor:
                row = papers.row(index)
                self.cursor_drawn, self.status_drawn = index, row.status if row else ""
            return strip

        papers.draw_line = drawn  # type: ignore[method-assign]

    def at(self, line: int) -> Callable[[], bool]:
        """Was the cursor last drawn on this line?"""
        return lambda: self.cursor_drawn == line

    def with_status(self, status: str) -> Callable[[], bool]:
        """Was the paper at the cursor last drawn with this status?"""
        return lambda: self.status_drawn == status


async def main(path: Path) -> None:
    """Filter, scroll and status changes, one key at a time."""
    app = ReadlistApp(Library(path))
    watch = Stopwatch(app)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await watch.press("other", "0", lambda: True, TYPED)
        await app.workers.wait_for_complete()
        papers = app.screen.query_one(PaperList)
        watched = Watched(papers)
        await _filter(app, watch)
        await app.workers.wait_for_complete()
        await _scroll(watch, watched, papers)
        await _change(app, watch, watched, papers)
    watch.tell()


async def _filter(app: ReadlistApp, watch: Stopwatch) -> None:
    screen = app.screen
    await watch.press("other", "slash", lambda: True, TYPED)
    wanted = ""

    def shown() -> bool:
        return getattr(screen, "query_text", None) == wanted

    for query in QUERIES:
        typed = [query[: n + 1] for n in range(len(query))]
        for wanted in (*typed, *reversed(typed[:-1]), ""):
            letter = wanted[-1:]
            if len(wanted) < len(screen.query_one(QueryInput).value):
                letter = ""
            key = _KEYS.get(letter, letter)
            if _is_query(wanted):
                await watch.press("filter", key, shown, TYPED, letter)
            else:
                await watch.press("other", key, lambda: True, TYPED, letter)
    await watch.press("other", "escape", lambda: True, TYPED)


def _is_query(text: str) -> bool:
    """Half a field such as `year:` is none yet: the list stays as it was."""
    try:
        parse(text, today="2026-11-20")
    except QueryError:
        return False
    return True


async def _scroll(watch: Stopwatch, watched: Watched, papers: PaperList) -> None:
    last = papers.line_count - 1
    page = papers.size.height - papers.HEADER_LINES
    for _ in range(SCROLLED):
        await watch.press("j held", "j", watched.at(papers.cursor + 1), HELD)
    for _ in range(SCROLLED):
        if papers.cursor == last:
            await watch.press("other", "g", watched.at(0), HELD)
        line = min(last, papers.cursor + 2 * max(1, page // 2))
        await watch.press("page down", "pagedown", watched.at(line), HELD)
    for _ in range(SCROLLED // 4):
        await watch.press("G and g", "G", watched.at(last), TYPED)
        await watch.press("G and g", "g", watched.at(0), TYPED)


async def _change(app: ReadlistApp, watch: Stopwatch, watched: Watched, papers: PaperList) -> None:
    names = {"q": "queued", "i": "inbox", "s": "skimmed"}
    home = app.screen
    for number in range(CHANGED):
        letter = STATUSES[number % len(STATUSES)]
        if number % len(STATUSES) == 0 and number:
            await watch.press("other", "j", watched.at(papers.cursor + 1), TYPED)
        await watch.press("menu opened", "R", lambda: app.screen is not home, TYPED)
        await watch.press("status", letter, watched.with_status(names[letter]), 2 * TYPED)
        await app.workers.wait_for_complete()


if __name__ == "__main__":
    gc.disable()  # as the `readlist` command does until all is there
    asyncio.run(main(Path(sys.argv[1])))
