"""The picker: type, mark, take; and the terminal is what it was."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from readlist.errors import InputError, MissingLibrary
from readlist.library.library import Library
from readlist.tui import picker
from readlist.tui.picker import Picker


class Someone:
    """Who picks, and waits until the list is at rest."""

    def __init__(self, app: Picker, pilot: Pilot[list[int]]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()
        while self.app.workers:
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    @property
    def picked(self) -> list[str]:
        """The citation keys of what was taken."""
        reader = self.app.library.reader()
        keys = reader.keys(self.app.return_value or [])
        reader.close()
        return [keys[i] for i in self.app.return_value or []]

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())


Picking = Callable[..., AbstractAsyncContextManager[Someone]]


@pytest.fixture
def picking(library: Library) -> Picking:
    @asynccontextmanager
    async def run(within: str = "", size: tuple[int, int] = (100, 14)) -> AsyncIterator[Someone]:
        app = Picker(library, within)
        async with app.run_test(size=size) as pilot:
            someone = Someone(app, pilot)
            await someone.press()
            yield someone

    return run


async def test_enter_takes_the_likeliest(picking: Picking) -> None:
    async with picking() as someone:
        assert "Attention Is All You Need" in someone.text
        await someone.press(*"mamba")
        assert "gu2023mamba" in someone.text
        assert "Random Graphs" not in someone.text
        await someone.press("enter")
    assert someone.picked == ["gu2023mamba"]


async def test_tab_marks_several_and_they_come_in_that_order(picking: Picking) -> None:
    async with picking() as someone:
        await someone.press(*"random", "tab")
        await someone.press(*["backspace"] * 6, *"mamba", "tab", "enter")
    assert someone.picked == ["erdos1959random", "gu2023mamba"]


async def test_space_is_a_letter_while_typing_and_marks_while_browsing(picking: Picking) -> None:
    async with picking() as someone:
        await someone.press(*"on", "space", *"random")
        assert someone.app.query_one(picker.PickLine).value == "on random"
        await someone.press(*["backspace"] * 9)
        await someone.press("down", "space", "space", "up", "up", "space", "enter")
    assert len(someone.picked) == 1


async def test_marking_twice_is_not_marking(picking: Picking) -> None:
    async with picking() as someone:
        await someone.press(*"random", "tab", "up", "space")
        assert someone.app.query_one(picker.PickList).marked == []
        await someone.press("escape")
    assert someone.picked == []


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_leaving_takes_nothing(picking: Picking, key: str) -> None:
    async with picking() as someone:
        await someone.press("tab", key)
    assert someone.app.return_value == []


async def test_a_query_narrows_the_list(picking: Picking) -> None:
    async with picking("year:<1960") as someone:
        assert "Attention" not in someone.text
        await someone.press(*"attention")
        assert "No paper is like that." in someone.text
        await someone.press("enter")
    assert someone.picked == []


async def test_a_narrow_terminal_shows_key_and_title(picking: Picking) -> None:
    async with picking(size=(40, 8)) as someone:
        assert "gu2023mamba" in someone.text
        assert "Mamba" in someone.text


async def test_hostile_titles_are_harmless(hostile: Library) -> None:
    app = Picker(hostile)
    async with app.run_test(size=(100, 14)) as pilot:
        someone = Someone(app, pilot)
        await someone.press()
        assert "[Re] Reproducing [bold]everything" in someone.text
        assert "\x1b" not in someone.text
        await someone.press("escape")


def test_without_a_library_it_says_so(empty: Library) -> None:
    with pytest.raises(MissingLibrary):
        Picker(empty)


def test_without_a_terminal_it_names_the_way_that_needs_none(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError("no such device")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(InputError, match="--first"):
        picker.pick(library)


async def test_enter_waits_for_the_list_of_what_was_typed(
    picking: Picking, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = Event()
    candidates = picker.candidates

    def slow(*words: object, **more: object) -> object:
        may_go_on.wait(60)
        return candidates(*words, **more)  # type: ignore[arg-type]

    async with picking() as someone:
        monkeypatch.setattr(picker, "candidates", slow)
        for key in (*"mamba", "enter"):
            await someone.pilot.press(key)
        assert someone.app.return_value is None
        may_go_on.set()
        await someone.press()
    assert someone.picked == ["gu2023mamba"]
