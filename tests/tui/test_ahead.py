"""Keys that come faster than screens open: each goes to the screen that the one before opens."""

import asyncio
import threading

import pytest
from textual import events
from textual.widgets import Input, TextArea

from readlist.storage.reader import Reader
from readlist.tui.screens import reading_list
from readlist.tui.screens.menu import Menu
from readlist.tui.screens.triage import Triage
from readlist.tui.view import LibraryView
from tests.tui.conftest import User


async def burst(user: User, *keys: str) -> None:
    """All keys are there before the first of them has done its work."""
    for key in keys:
        user.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await user.rest()


class SlowDisk:
    """A method that waits until it is let go, off the screen's thread."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
        self.go_on, self.reached = threading.Event(), threading.Event()
        real = getattr(owner, name)

        def slow(*arguments: object, **options: object) -> object:
            self.reached.set()
            assert self.go_on.wait(30)
            return real(*arguments, **options)

        monkeypatch.setattr(owner, name, slow)


@pytest.mark.parametrize(
    ("key", "line"),
    [("n", TextArea), ("N", TextArea), ("t", Input), ("f", Input), ("a", Input), ("r", Input),
     ("slash", Input), ("I", None)],
)  # fmt: skip
async def test_what_is_typed_in_one_burst_with_the_key_is_typed_there(opened, library, key, line):
    async with opened(library) as user:
        await burst(user, key, *"qux")
        focused = user.app.focused
        if line is None:  # q, u and x mean something in triage
            assert isinstance(user.app.screen, Triage)
            assert "5 left" in user.text
        else:
            assert isinstance(focused, line)
            assert (focused.text if isinstance(focused, TextArea) else focused.value) == "qux"


async def test_a_note_is_typed_saved_and_the_next_one_begun_without_a_pause(opened, library):
    async with opened(library) as user:
        await burst(user, "n", *"one", "ctrl+s", "j", "n", *"two", "ctrl+s", "j")
        assert user.papers.cursor == 2
        assert sum(row.notes for row in user.rows) == 2


async def test_a_paste_behind_a_key_goes_where_the_key_leads(opened, library):
    async with opened(library) as user:
        user.app.post_message(events.Key("n", "n"))
        user.app.post_message(events.Paste("a line and\nanother"))
        await user.rest()
        assert user.app.screen.query_one(TextArea).text == "a line and\nanother"


async def test_keys_wait_for_triage_that_is_still_being_read(opened, library, monkeypatch):
    async with opened(library) as user:
        disk = SlowDisk(monkeypatch, LibraryView, "chosen")
        await user.pilot.press("I", "q", "d")
        assert await asyncio.to_thread(disk.reached.wait, 30)
        assert not isinstance(user.app.screen, Triage)
        disk.go_on.set()
        await user.rest()
        assert isinstance(user.app.screen, Triage)
        assert "3 left" in user.text
        await user.press("escape")
        assert sorted(row.status for row in user.rows)[:2] == ["dropped", "inbox"]


async def test_escape_gives_up_what_is_being_read_and_the_keys_behind_it(
    opened, library, monkeypatch
):
    async with opened(library) as user:
        with monkeypatch.context() as patch:
            disk = SlowDisk(patch, LibraryView, "chosen")
            await user.pilot.press("I", "d", "escape", "j")
            assert user.papers.cursor == 1
            disk.go_on.set()
            await user.rest()
        assert user.app.screen is user.app.screen_stack[0]
        assert {row.status for row in user.rows} == {"inbox"}


async def test_nothing_to_triage_lets_the_keys_go_on(opened, library):
    async with opened(library) as user:
        await user.press("A", "R", "d")
        await burst(user, "escape", "I", "j")
        assert "Nothing that is listed waits in the inbox." in user.toasts
        assert user.papers.cursor == 1


async def test_keys_wait_for_a_dialog_about_very_many_papers(opened, library, monkeypatch):
    monkeypatch.setattr(reading_list, "MANY", 2)
    async with opened(library) as user:
        await user.press("A")
        disk = SlowDisk(monkeypatch, LibraryView, "rows_elsewhere")
        await user.pilot.press("R", "d")
        assert await asyncio.to_thread(disk.reached.wait, 30)
        assert not isinstance(user.app.screen, Menu)
        disk.go_on.set()
        await user.rest()
        assert {row.status for row in user.rows} == {"dropped"}


async def test_a_deed_on_very_many_papers_is_not_lost_to_the_next_one(opened, library, monkeypatch):
    monkeypatch.setattr(reading_list, "MANY", 2)
    async with opened(library) as user:
        await user.press("A")
        disk = SlowDisk(monkeypatch, Reader, "rows")
        disk.go_on.set()
        await burst(user, "asterisk", "plus")
        assert all(row.starred and row.priority == 1 for row in user.rows)


async def test_a_key_whose_widget_is_gone_holds_up_no_other(opened, library):
    async with opened(library) as user:
        user.app._under_way = object()  # of which no word will come
        await user.pilot.press("j")
        async with asyncio.timeout(10):
            while user.papers.cursor != 1:
                await asyncio.sleep(0.01)
