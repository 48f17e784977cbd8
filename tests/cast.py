"""The cast that the README shows: a page pasted, triaged, searched, read, noted and cited.

Made from the real app by the keys that a user presses, with a clock that stands still. What
each scene must have brought about in the library is checked, so that a key which means
something else now ends the cast instead of telling a wrong story.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from textual.worker import WorkerCancelled

from readlist import sample
from readlist.library import organising, reading
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.tui.app import ReadlistApp
from readlist.tui.theme.keys import key_name
from tests.film import Frame, film

SECONDS = 20
BEFORE = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SIZE = (100, 28)
_REST = 0.1
"""Seconds in which nothing more happens on a screen at rest."""


class Camera:
    """Presses keys and keeps what is seen after each."""

    def __init__(self, app: ReadlistApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.frames: list[Frame] = []

    async def see(self, keys: tuple[str, ...], said: str, weight: float) -> None:
        """The screen at rest is one more frame."""
        before = None
        while before is None or [row.text for row in before] != [row.text for row in self._look()]:
            before = self._look()
            await self._rest()
        self.frames.append(Frame(tuple(self._look()), keys, said, weight))

    async def press(self, key: str, said: str, weight: float = 0.7) -> None:
        self.app.clear_notifications()
        await self._rest()
        await self.pilot.press(key)
        await self.see((key_name(key),), said, weight)

    async def type(self, text: str, said: str, *, at_once: int = 1, weight: float = 0.22) -> None:
        """Some letters more in each frame."""
        for start in range(0, len(text), at_once):
            typed = text[start : start + at_once]
            for letter in typed:
                key = {"\n": "enter", " ": "space"}.get(letter, letter)
                self.app.post_message(events.Key(key, letter if letter != "\n" else None))
            keys = tuple(text[: start + at_once]) if at_once == 1 else ()
            await self.see(keys, said, weight)

    async def paste(self, text: str, said: str, weight: float) -> None:
        self.app.post_message(events.Paste(text))
        await self.see(("paste",), said, weight)

    def hold(self, weight: float) -> None:
        """The last frame is seen for longer."""
        self.frames[-1] = self.frames[-1]._replace(weight=self.frames[-1].weight + weight)

    def _look(self) -> list[Any]:
        return self.app.screen._compositor.render_strips()

    async def _rest(self) -> None:
        for field in self.app.screen.query("Input, TextArea").results(Input | TextArea):  # type: ignore[type-var]
            field.cursor_blink = False
            field._cursor_visible = True
        await self.pilot.pause(_REST)
        while self.app.workers:
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()


async def cast() -> str:
    """The whole story as an SVG."""
    page, bibliography = (file.read_text(encoding="utf-8") for file in sample.files())
    with tempfile.TemporaryDirectory() as folder, _nothing_remembered(folder):
        path = Path(folder) / "papers.sqlite3"
        _fill(Library(path, clock=lambda: BEFORE), bibliography)
        library = Library(path, clock=lambda: NOW)
        app = ReadlistApp(library, theme="textual-dark")
        notify = app.notify
        # A toast stays until it is taken away, however slow the machine is.
        stay = patch.object(app, "notify", lambda *a, **how: notify(*a, **how | {"timeout": 3600}))
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            camera = Camera(app, pilot)
            with stay:
                await pilot.press("0", "g")
                still = await _story(camera, library, page)
    return film(camera.frames, title="readlist in 20 seconds", seconds=SECONDS, still=still)


def _fill(library: Library, bibliography: str) -> None:
    """Papers that somebody has read, queued and tagged."""
    for _ in import_sources(library, [Source("library.bib", bibliography.encode())]):
        pass
    papers = list(_ids(library, "sort:year-asc"))
    reading.set_status(library, papers, "read")
    reading.set_status(library, papers[-9::3], "queued")
    for words, tag in (("learning", "learning"), ("network", "ml/networks")):
        organising.change_tags(library, _ids(library, words), [tag], [])


async def _story(camera: Camera, library: Library, page: str) -> int:
    """The frames are taken; returns the one to show where nothing may move."""
    had, queued, read = (_count(library, query) for query in ("", "is:queued", "is:read"))
    await camera.see((), "The papers you cite. Now paste a listing page into the list", 1.4)
    await camera.paste(page, "See what each paper would become, before anything is written", 2.4)
    await camera.press("enter", "Take them in; papers met twice became one", 1.4)
    _expect(_count(library) > had, "pasting the page brought no papers in")

    await camera.press("I", "Triage the inbox, one key a paper", 1.4)
    still = len(camera.frames) - 1
    await camera.press("q", "Queue it", 0.8)
    await camera.press("s", "Skimmed, that will do", 0.7)
    await camera.press("d", "Drop it", 0.7)
    await camera.press("u", "No: undo", 1.1)
    await camera.press("q", "Queue it", 0.8)
    await camera.press("escape", "Stop whenever you like, nothing is lost", 1.0)
    _expect(_count(library, "is:queued") == queued + 2, "triage queued something else")

    await camera.press("slash", "Find it again with three letters", 0.5)
    await camera.type("dif", "Find it again with three letters", weight=0.35)
    camera.hold(0.6)
    await camera.press("enter", "Back to the list", 0.5)

    await camera.press("r", "Read, with what you take from it", 0.7)
    await camera.type("Noise out, step by step.", "Read, with what you take from it", at_once=4)
    await camera.press("enter", "Read, and the takeaway stays with the paper", 1.2)
    _expect(_count(library, "is:read") == read + 1, "no paper was read")

    await camera.press("n", "A note in Markdown", 0.5)
    await camera.type("# Why it works\n\nThe *loss* is a **mean square**.",
                      "A note in Markdown, with a preview", at_once=5)  # fmt: skip
    camera.hold(0.5)
    await camera.press("ctrl+s", "Keep the note", 1.0)
    _expect(_count(library, "has:note") == 1, "no note was written")

    await camera.press("Y", "Copy BibTeX for the manuscript", 2.4)
    _expect(camera.app.clipboard.startswith("@"), "no BibTeX was copied")
    return still


def _expect(true: bool, otherwise: str) -> None:
    if not true:
        raise AssertionError(f"The cast tells another story: {otherwise}.")


def _count(library: Library, query: str = "") -> int:
    return len(_ids(library, query))


def _ids(library: Library, query: str) -> list[int]:
    reader = library.reader()
    try:
        return list(reader.ids(query, today=NOW.date().isoformat()))
    finally:
        reader.close()


@contextmanager
def _nothing_remembered(folder: str) -> Iterator[None]:
    """What the user of this machine has chosen in the app does not count."""
    with patch.dict(os.environ, {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}):
        yield
