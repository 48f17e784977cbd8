"""The history: what was done, undone step by step or back to any point, and told so."""

import pytest

from readlist.library import organising, reading
from readlist.tui.screens.confirm import Confirm
from readlist.tui.screens.history import History, StepList
from tests.library.state import state


@pytest.fixture
def busy(library):
    """A library in which the import was followed by three steps."""
    reader = library.reader()
    ids = list(reader.ids("", today="2026-11-20"))
    reader.close()
    reading.star(library, ids[:1], True)
    reading.set_status(library, ids[:2], "read")
    organising.change_tags(library, ids, ["[bold]x[/bold]"])
    return library


def steps_of(user):
    return user.app.screen.query_one(StepList).steps


def undone(user):
    return [step.undone for step in steps_of(user)]


async def test_the_steps_stand_there_newest_first_with_their_time(opened, busy):
    async with opened(busy) as user:
        await user.press("H")
        assert "History 4 steps" in user.text
        assert "[bold]x[/bold]" in user.lines[1]
        assert steps_of(user)[0].when in user.lines[1]
        assert "import" in user.lines[4]


async def test_undo_and_redo_there_and_the_list_follows(opened, busy):
    async with opened(busy) as user:
        await user.press("H", "u", "u")
        assert undone(user) == [True, True, False, False]
        assert "2 undone" in user.text
        assert "Undone: " in user.toasts[-1]
        await user.press("ctrl+r")
        assert undone(user) == [True, False, False, False]
        await user.press("escape")
        assert not any(row.tags for row in user.rows)


async def test_enter_goes_back_to_before_a_step_after_a_question_that_counts(opened, busy):
    before = state(busy.path)
    async with opened(busy) as user:
        await user.press("H", "j", "j", "enter")
        assert isinstance(user.app.screen, Confirm)
        assert "Undo 3 steps?" in user.text
        await user.press("n")
        assert undone(user) == [False] * 4
        await user.press("enter", "y")
        assert undone(user) == [True, True, True, False]
        assert user.toasts[-1].startswith("Undone: 3 steps")
        await user.press("k", "k", "enter")
        assert "Do 3 steps again?" in user.text
        await user.press("y")
        assert undone(user) == [False] * 4
    assert state(busy.path) == before


async def test_the_whole_import_can_be_undone_and_nobody_is_lost(opened, busy):
    async with opened(busy) as user:
        await user.press("H", "G", "enter", "y", "escape")
        assert user.app.screen.total == 0
        await user.press("H", "ctrl+r", "escape")
        assert len(user.keys) == 5


async def test_a_step_that_another_program_made_stale_is_not_guessed_at(opened, busy):
    async with opened(busy) as user:
        await user.press("H", "u", "enter")
        reader = busy.reader()
        ids = list(reader.ids("", today="2026-11-20"))
        reader.close()
        reading.star(busy, ids, True)
        now = state(busy.path)
        await user.press("y")
        assert "nothing to redo" in user.toasts[-1]
        assert state(busy.path) == now


async def test_without_anything_done_it_says_so(opened, empty):
    async with opened(empty) as user:
        await user.press("H")
        assert isinstance(user.app.screen, History)
        assert "Nothing was done yet." in user.text
        await user.press("enter", "u", "ctrl+r")
        await user.press("escape")
        assert not isinstance(user.app.screen, History)
