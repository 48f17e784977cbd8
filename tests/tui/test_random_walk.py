"""Whatever is pressed, pasted or resized, in whatever order: the app stays up, the list shows what
the query says, and everything can be undone.

`READLIST_WALK=5000 pytest tests/tui/test_random_walk.py` takes more steps than the usual ones. A
walk that fails is shortened to the steps that matter.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from textual import events
from textual.pilot import Pilot

from readlist.errors import NothingToUndo, QueryError
from readlist.library import history, organising, reading, views
from readlist.library.library import Library
from readlist.storage.journal import NOT_JOURNALED
from readlist.tui.app import ReadlistApp
from readlist.tui.keymap import SCOPES, bindings_of, owners
from readlist.tui.screens import finding, reading_list
from readlist.tui.screens.reading_list import ReadingList
from readlist.tui.widgets.filter_bar import FilterBar
from readlist.tui.widgets.paper_list import PaperList
from tests.library.state import state
from tests.tui.conftest import NOW, PAPERS, User, fill

STEPS = int(os.environ.get("READLIST_WALK", "120"))
"""Steps of all walks together."""
LENGTH = 60
"""Steps of one walk."""
LEAVES = {"q", "ctrl+q", "e", "w", "ctrl+z", "ctrl+e"}
"""Keys that end the app or open a program beside it, where they do."""
TYPED = (
    "author:gu", "is:un", "tag:(", '"', "a b", "éß", "[x]", "-", "sort:year", "7", "~/", "\\",
    "*s*", "year:>2000", "mamb", "[[ma", "[[zz]]",
)  # fmt: skip
PASTED = (
    "mamba", "", " \n ", "a\x1b[31m\u202eb", "x" * 5000, "@article{new1, title={Pasted}}",
    "Abstract: An invented text of some length, about nothing that anybody has ever written.\n"
    "Abstract: Another invented text of some length, about a garden and its paths.\n",
)  # fmt: skip
Gesture = tuple[type[events.MouseEvent], ...]
GESTURES: tuple[Gesture, ...] = (
    (events.MouseMove,),
    (events.MouseMove, events.MouseDown),
    (events.MouseMove, events.MouseUp),
    (events.MouseMove, events.MouseDown, events.MouseUp),
    (events.MouseMove, *2 * (events.MouseDown, events.MouseUp)),
    (events.MouseScrollDown,),
    (events.MouseScrollUp,),
)
PLACES = st.floats(0, 1)
"""Part of the screen."""
SIZES = ((100, 30), (80, 24), (20, 5), (160, 45), (1, 1))
TWINS = """@article{long, title={Deep Sets of Permutation Invariant Functions in Practice},
author={Zaheer, Manzil}, year={2017}}
@misc{short, title={Deep Sets of Permutation Invariant Functions in Practice},
author={Kottur, Satwik}, year={2021}, abstract={Words of an abstract.}}"""


def keys_of_all_screens() -> list[str]:
    """Each key that means something somewhere, and a few that always do."""
    bound = {b.key for scope in SCOPES for owner in owners(scope) for b in bindings_of(owner)}
    return sorted((bound | {"right", "left", "backspace", "shift+tab"}) - LEAVES)


def stocked(folder: Path) -> Library:
    """A library with something for every screen."""
    library = Library(folder / "library.sqlite3", clock=lambda: NOW)
    fill(library, PAPERS)
    fill(library, TWINS)
    reader = library.reader()
    ids = list(reader.ids("", today="2026-11-20"))
    reader.close()
    organising.change_tags(library, ids[:4], ["ml", "ml/[x]"])
    organising.add_note(
        library, ids[0], "# A note\n\nwith *words* and [a link](https://example.org)."
    )
    reading.set_status(library, ids[:2], "queued")
    views.save(library, "Recent", "year:>2000", 7)
    return library


class Walk(RuleBasedStateMachine):
    """One library, one app, one user without a plan."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._patches = pytest.MonkeyPatch()
        self._folder = tempfile.TemporaryDirectory()
        self._opened: AbstractAsyncContextManager[Pilot[None]] | None = None

    @initialize()
    def open(self) -> None:
        """The app is open in a home of its own."""
        folder = Path(self._folder.name)
        self._patches.setenv("READLIST_STATE", str(folder / "state"))
        self._patches.setenv("HOME", str(folder))
        self._patches.chdir(folder)
        self._patches.setattr(reading_list, "DETAILS_DELAY", 0.001)
        self._patches.setattr(reading_list, "PAUSE", 0.001)
        self._patches.setattr(finding, "PAUSE", 0.001)
        for leaves in ("open_url", "action_quit", "action_suspend_process"):
            self._patches.setattr(ReadlistApp, leaves, lambda *_args, **_kwargs: None)
        self.library = stocked(folder)
        self.app = ReadlistApp(self.library)
        self._opened = self.app.run_test(size=SIZES[0], notifications=True)
        self.user = User(self.app, self._do(self._opened.__aenter__()))
        self._do(self.user.rest())

    def _do(self, step: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(step)

    @rule(keys=st.lists(st.sampled_from(keys_of_all_screens()), min_size=1, max_size=4))
    def press(self, keys: list[str]) -> None:
        """Keys, faster than the screen comes to rest."""

        async def burst() -> None:
            for key in keys:
                await self.user.pilot.press(key)

        self._do(burst())

    @rule(choices=st.lists(st.integers(0, 199), min_size=1, max_size=4))
    def press_what_means_something(self, choices: list[int]) -> None:
        """Keys of the screen that is shown."""

        async def burst() -> None:
            for choice in choices:
                keys = sorted(set(self.app.screen.active_bindings) - LEAVES)
                if keys:
                    await self.user.pilot.press(keys[choice % len(keys)])

        self._do(burst())

    @rule(text=st.sampled_from(TYPED))
    def type(self, text: str) -> None:
        """A word, into whatever takes it."""

        async def letters() -> None:
            for letter in text:
                if letter not in LEAVES:
                    self.app.post_message(events.Key(letter, letter))
            await self.user.pilot.pause()

        self._do(letters())

    @rule(gesture=st.sampled_from(GESTURES), x=PLACES, y=PLACES)
    def point(self, gesture: Gesture, x: float, y: float) -> None:
        """The mouse is where it is, and goes down or up there or not; above the keys told."""
        width, height = self.app.size
        at = int(x * (width - 1)), int(y * max(0, height - 2))
        for kind in gesture:
            button = int(kind in (events.MouseDown, events.MouseUp))
            self.app.post_message(kind(None, *at, 0, 0, button, False, False, False))
        self._do(self.user.pilot.pause())

    @rule(text=st.sampled_from(PASTED))
    def paste(self, text: str) -> None:
        """A text from elsewhere."""
        self._do(self.user.paste(text))

    @rule(size=st.sampled_from(SIZES))
    def resize(self, size: tuple[int, int]) -> None:
        """The window has another size."""
        self._do(self.user.pilot.resize_terminal(*size))

    @rule()
    def leave(self) -> None:
        """Out of whatever holds the keys."""

        async def out() -> None:
            await self.user.pilot.press("escape", "y", "escape")

        self._do(out())

    @rule()
    def rest(self) -> None:
        """Nothing is pressed until all is done, and then the list is as the query says."""
        self._do(self.user.rest())
        home = self.app.screen_stack[0]
        assert isinstance(home, ReadingList)
        papers = home.query_one(PaperList)
        if home.given or not home.total or self.app.screen is not home:
            return
        typed = home.query_one(FilterBar).text
        if typed.strip():
            # A query that cannot be read leaves the last good list.
            with_problem = home.query_text != typed
            if with_problem:
                with pytest.raises(QueryError):
                    self._found(home._ordered(typed))
        assert set(papers.ids) == set(self._found(home._ordered(home.query_text)))

    def _found(self, query: str) -> list[int]:
        reader = self.library.reader()
        try:
            return list(reader.ids(query, today=NOW.date().isoformat()))
        finally:
            reader.close()

    @invariant()
    def the_app_is_up(self) -> None:
        """No error, and it goes on."""
        if self._opened is not None:
            assert self.app._exception is None
            assert self.app.is_running

    def teardown(self) -> None:
        """What was done is undone, and done again."""
        try:
            if self._opened is not None:
                self._end()
        finally:
            self._runner.close()
            self._patches.undo()
            self._folder.cleanup()

    def _end(self) -> None:
        assert self._opened is not None
        try:
            if self.app._exception is None:
                self._do(self.user.rest())
        finally:
            self._do(self._opened.__aexit__(None, None, None))
        walked = journaled(self.library)
        steps = _all_of(history.undo, self.library)
        note(f"{steps} steps undone")
        assert steps
        assert not any(journaled(self.library).values())  # as before the first step
        _all_of(history.redo, self.library, at_most=steps)
        assert journaled(self.library) == walked


def journaled(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """What the library says, but for what is derived and only ever added to."""
    return {k: rows for k, rows in state(library.path).items() if k not in NOT_JOURNALED}


def _all_of(move: Callable[[Library], str], library: Library, at_most: int = 5000) -> int:
    """How many steps were undone or done again until there was none left."""
    for number in range(at_most):
        try:
            move(library)
        except NothingToUndo:
            return number
    return at_most


@pytest.mark.slow
def test_no_walk_ends_the_app_and_all_of_it_can_be_undone() -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=max(1, STEPS // LENGTH),
            stateful_step_count=LENGTH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # The usual run is short and the same each time; a long one looks for something new.
            derandomize="READLIST_WALK" not in os.environ,
            phases=[Phase.generate, Phase.shrink],
            database=None,
        ),
    )
