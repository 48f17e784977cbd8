"""What was typed is not lost: not by a slip of the fingers, nor by a library that cannot serve."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from textual import messages
from textual.widgets import Input, TextArea

from readlist.errors import LibraryBusy, ReadlistError
from readlist.library import history, organising
from readlist.library.library import Library
from readlist.storage import connect
from readlist.tui.screens.confirm import Confirm
from readlist.tui.screens.note import NoteScreen
from readlist.tui.screens.tags import TagScreen
from readlist.tui.screens.takeaway import Takeaway


@contextmanager
def held(library: Library) -> Iterator[None]:
    """Another program writes to the library all the while."""
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "BUSY_TIMEOUT", 0.01)


async def test_a_note_that_could_not_be_saved_is_there_to_be_saved_again(opened, library):
    async with opened(library) as user:
        with held(library):
            await user.press("n")
            await user.type("a thought")
            await user.press("ctrl+s")
            assert isinstance(user.app.screen, NoteScreen)
            assert user.app.screen.query_one(TextArea).text == "a thought"
            assert "in use by another program" in user.toasts[-1]
            await user.press("escape")
            assert isinstance(user.app.screen, Confirm)
            await user.press("n")
        await user.press("ctrl+s")
        assert user.toasts[-1] == "Note saved · u undoes"
        paper = user.app.screen.current()[1]
        assert [note["body"] for note in paper["notes"]] == ["a thought"]


async def test_a_note_on_a_paper_that_was_deleted_meanwhile_is_not_lost(opened, library):
    async with opened(library) as user:
        await user.press("n")
        await user.type("a thought")
        organising.delete(library, [user.current.id])
        await user.press("ctrl+s")
        assert isinstance(user.app.screen, NoteScreen)
        assert user.app.screen.query_one(TextArea).text == "a thought"
        assert "not in the library any more" in user.toasts[-1]


async def test_a_note_in_a_library_that_was_deleted_meanwhile_is_not_lost(opened, library):
    async with opened(library) as user:
        await user.press("n")
        await user.type("a thought")
        for path in library.path.parent.glob("library.sqlite3*"):
            path.unlink()
        await user.press("ctrl+s")
        assert isinstance(user.app.screen, NoteScreen)
        assert user.app.screen.query_one(TextArea).text == "a thought"
        assert any("There is no library at" in toast for toast in user.toasts)
    assert not library.exists()


async def test_a_takeaway_that_could_not_be_saved_is_asked_for_again(opened, library):
    async with opened(library) as user:
        with held(library):
            await user.press("r")
            await user.type("it is all attention")
            await user.press("enter")
            assert isinstance(user.app.screen, Takeaway)
            assert user.app.screen.query_one(Input).value == "it is all attention"
        await user.press("enter")
        assert user.current.status == "read"
        assert user.app.screen.current()[1]["takeaway"] == "it is all attention"


async def test_a_takeaway_is_not_skipped_by_a_slip(opened, library):
    async with opened(library) as user:
        await user.press("r")
        await user.type("it is all attention")
        await user.press("escape")
        assert "Keep what you typed?" in user.text
        await user.press("y")
        assert user.current.status == "read"
        assert user.app.screen.current()[1]["takeaway"] == "it is all attention"


async def test_tags_that_could_not_be_put_on_are_still_chosen(opened, library):
    async with opened(library) as user:
        with held(library):
            await user.press("t")
            await user.type("ml/vision")
            await user.press("enter", "ctrl+s")
            assert isinstance(user.app.screen, TagScreen)
            assert "✓ ml/vision" in user.text
        await user.press("ctrl+s")
        assert user.current.tags == "ml/vision"


async def test_chosen_tags_are_not_thrown_away_by_a_slip(opened, library):
    async with opened(library) as user:
        await user.press("t")
        await user.type("ml")
        await user.press("enter", "escape")
        assert isinstance(user.app.screen, Confirm)
        await user.press("n")
        assert isinstance(user.app.screen, TagScreen)
        await user.press("escape", "y")
        assert user.current.tags == ""


async def test_leaving_asks_where_something_was_typed(opened, library):
    async with opened(library) as user:
        await user.press("n")
        await user.type("a thought")
        await user.press("ctrl+q")
        assert "Leave and throw away what you typed?" in user.text
        await user.press("n")
        assert user.app.screen.query_one(TextArea).text == "a thought"
        assert user.app.is_running


class SlowDisk:
    """Notes are written when it is let go, or refused."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: ReadlistError | None = None) -> None:
        self._real, self._error = organising.add_note, error
        self.go_on = threading.Event()
        monkeypatch.setattr(organising, "add_note", self._add)

    def _add(self, library: Library, paper_id: int, body: str) -> None:
        assert self.go_on.wait(30)
        if self._error:
            raise self._error
        self._real(library, paper_id, body)


async def test_leaving_waits_until_all_is_written(opened, library, monkeypatch):
    disk = SlowDisk(monkeypatch)
    async with opened(library) as user:
        await user.press("n")
        await user.type("a thought")
        await user.pilot.press("ctrl+s", "q", "j")
        assert user.app.is_running
        assert user.toasts[-1] == "Leaves as soon as all is written."
        disk.go_on.set()
        await user.rest()
    assert user.app._exit
    assert notes_of(library) == ["a thought"]


async def test_leaving_stays_where_something_could_not_be_written(opened, library, monkeypatch):
    disk = SlowDisk(monkeypatch, LibraryBusy("The library is in use."))
    async with opened(library) as user:
        await user.press("n")
        await user.type("a thought")
        await user.pilot.press("ctrl+s", "q")
        disk.go_on.set()
        await user.rest()
        assert not user.app._exit
        assert isinstance(user.app.screen, NoteScreen)
        assert user.app.screen.query_one(TextArea).text == "a thought"
        assert user.toasts[-1] == "The library is in use."


async def test_what_is_typed_is_kept_when_the_terminal_or_the_page_is_closed(opened, library):
    async with opened(library) as user:
        key = user.current.citation_key
        await user.press("n")
        await user.type("a thought")
        # As both drivers do, and as a question over the note is open; perhaps more than once.
        await user.press("escape")
        user.app.post_message(messages.ExitApp())
        user.app.post_message(messages.ExitApp())
        await user.rest()
    assert notes_of(library) == ["a thought"]
    assert history.undo(library) == f"added a note to {key}"


async def test_what_the_user_threw_away_is_not_kept(opened, library):
    async with opened(library) as user:
        await user.press("n")
        await user.type("a thought")
        await user.press("ctrl+q", "y")
    assert notes_of(library) == []


async def test_a_takeaway_and_tags_are_kept_too(opened, library):
    async with opened(library) as user:
        await user.press("r")
        await user.type("all attention")
        user.app.post_message(messages.ExitApp())
        await user.rest()
    async with opened(library) as user:
        assert user.current.status == "read"
        await user.press("t")
        await user.type("ml")
        await user.press("enter")
        user.app.post_message(messages.ExitApp())
        await user.rest()
    async with opened(library) as user:
        assert user.current.tags == "ml"
        assert user.app.screen.current()[1]["takeaway"] == "all attention"


def notes_of(library: Library) -> list[str]:
    with closing(sqlite3.connect(library.path)) as connection:
        return [body for (body,) in connection.execute("SELECT body FROM note")]
