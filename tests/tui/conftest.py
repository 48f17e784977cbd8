"""A user at the screen: presses keys, pastes, reads what is shown."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from textual.worker import WorkerCancelled

from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.storage.reader import Row
from readlist.tui.app import ReadlistApp
from readlist.tui.screens import finding, reading_list
from readlist.tui.widgets.paper_list import PaperList
from tests.tui.idle import asked_of_the_loop, threads_at_rest, threads_at_work


@pytest.fixture(scope="session", autouse=True)
def waiting() -> Iterator[None]:
    """A key is over when the event loop has nothing left to do."""
    with asked_of_the_loop():
        yield


NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOSTILE = {
    "brackets": "[Re] Reproducing [bold]everything[/bold] [/x] [@click=app.quit]here[/]",
    "emoji": "🧪🔬 Emoji 👩‍🔬 and 🇫🇷 in titles 🎉",
    "chinese": "深度学习在自然语言处理中的应用综述与展望以及未来的研究方向和挑战",
    "arabic": "تعلم الآلة للترجمة الآلية دراسة مقارنة",
    "control": "Plain \x1b[31mred\x1b[0m \x07bell \u202egnihton\u202c hidden",
    "long": "x" * 500,
}


class User:
    """Somebody at the keyboard who waits until the screen is at rest."""

    def __init__(self, app: ReadlistApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def rest(self) -> None:
        """Nothing is under way any more."""
        await self.pilot.pause()
        while self.app.workers or threads_at_work():
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await threads_at_rest()
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """One key after another, each when the one before has done its work."""
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def type(self, text: str) -> None:
        """`text` goes into the line or area that has the focus, letter by letter."""
        focused = self.app.focused
        assert isinstance(focused, Input | TextArea)
        for letter in text:
            self.app.post_message(events.Key(letter, letter))
        await self.rest()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.rest()

    @property
    def papers(self) -> PaperList:
        return self.app.screen_stack[0].query_one(PaperList)

    @property
    def rows(self) -> list[Row]:
        """The papers in the list."""
        return self.papers.rows(self.papers.ids)

    @property
    def keys(self) -> list[str]:
        """Their citation keys."""
        return [row.citation_key for row in self.rows]

    @property
    def current(self) -> Row:
        """The paper at the cursor."""
        row = self.papers.current_row
        assert row is not None
        return row

    async def go_to(self, key: str) -> None:
        """The cursor stands on this paper."""
        self.papers.cursor = self.keys.index(key)
        await self.rest()

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The screen, its white space as single spaces."""
        return " ".join(" ".join(self.lines).split())

    @property
    def toasts(self) -> list[str]:
        """What the toasts say, the latest last."""
        return [notification.message for notification in self.app._notifications]


Opened = Callable[..., AbstractAsyncContextManager[User]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens the app on a library: `async with opened(library) as user`."""
    for module, name in (
        (reading_list, "DETAILS_DELAY"),
        (reading_list, "PAUSE"),
        (finding, "PAUSE"),
    ):
        monkeypatch.setattr(module, name, 0.001)

    @asynccontextmanager
    async def run(library: Library, size: tuple[int, int] = (100, 30)) -> AsyncIterator[User]:
        app = ReadlistApp(library)
        async with app.run_test(size=size, notifications=True) as pilot:
            user = User(app, pilot)
            await user.rest()
            yield user

    return run


@pytest.fixture
def empty(tmp_path: Path) -> Library:
    """A library that has no file yet."""
    return Library(tmp_path / "library.sqlite3", clock=lambda: NOW)


@pytest.fixture
def library(empty: Library, _shelf: Path) -> Library:
    """Five well-known papers."""
    shutil.copy(_shelf, empty.path)
    return empty


@pytest.fixture(scope="session")
def _shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shelf") / "library.sqlite3"
    fill(Library(path, clock=lambda: NOW), PAPERS)
    return path


@pytest.fixture
def hostile(empty: Library) -> Library:
    """Titles that break tables."""
    fill(
        empty,
        "\n".join(
            f"@article{{{key}, title={{{title}}}, author={{Doe, Jo}}, year=2020}}"
            for key, title in HOSTILE.items()
        ),
    )
    return empty


def fill(library: Library, bibtex: str) -> None:
    """The entries are in the library."""
    for _ in import_sources(library, [Source("refs.bib", bibtex.encode())]):
        pass


_PAPERS = (
    ("vaswani2017attention", "Attention Is All You Need",
     "Vaswani, Ashish and Shazeer, Noam and Parmar, Niki", 2017),
    ("gu2023mamba", "Mamba: Linear-Time Sequence Modeling", "Gu, Albert and Dao, Tri", 2023),
    ("erdos1959random", "On Random Graphs", "Erd{\\H o}s, Paul and R{\\'e}nyi, Alfr{\\'e}d", 1959),
    ("shannon1948theory", "A Mathematical Theory of Communication", "Shannon, Claude E.", 1948),
    ("kingma2014adam", "Adam: A Method for Stochastic Optimization",
     "Kingma, Diederik P. and Ba, Jimmy", 2014),
)  # fmt: skip


def _entry(key: str, title: str, authors: str, year: int) -> str:
    return f"@article{{{key}, title={{{title}}}, author={{{authors}}}, year={{{year}}}}}"


PAPERS = "\n".join(_entry(*paper) for paper in _PAPERS)
"""Five well-known papers as BibTeX."""
