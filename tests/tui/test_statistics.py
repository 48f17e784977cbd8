"""The screen of statistics: opened, scrolled, closed, at every size and in every state"""

from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from readlist.library import reading
from readlist.library.library import Library
from readlist.tui.screens.statistics import StatisticsScreen
from readlist.tui.widgets.drawing import Drawing
from tests.tui.conftest import NOW, fill

SIZES = [(80, 24), (120, 40), (200, 60), (40, 10), (20, 5)]


def read(library: Library, *keys: str) -> None:
    """The papers were queued on the day they came and read an hour before now."""
    reader = library.reader()
    ids = [reader.id_of(key) for key in keys]
    reader.close()
    for status, ago in (("queued", 24), ("read", 1)):
        clock = Library(library.path, clock=lambda ago=ago: NOW - timedelta(hours=ago))
        reading.set_status(clock, ids, status)


@pytest.fixture
def past(tmp_path) -> Library:
    """Four papers came in ten days ago; two of them are read, one is queued."""
    library = Library(tmp_path / "past.sqlite3", clock=lambda: NOW - timedelta(days=10))
    fill(library, "\n".join(
        f"@article{{{key}, title={{About {key}}}, journal={{[bold]J[/bold]\x1b[2J of {key}}}}}"
        for key in ("one", "two", "three", "four")
    ))  # fmt: skip
    read(library, "one", "two")
    reading.set_status(library, [3], "queued")
    return Library(library.path, clock=lambda: NOW)


async def test_the_figures_of_all_papers(opened, past):
    async with opened(past, (120, 40)) as user:
        await user.press("S")
        assert isinstance(user.app.screen, StatisticsScreen)
        for said in (
            "Statistics all papers", "4 papers", "2 read", "Added by week this week 0",
            "1 paper to read. At your pace, 1.3 a week: 1 week.", "Read by week this week 2",
            "median 1 day, longest 1 day", "4 added, 2 read on 2 days",
        ):  # fmt: skip
            assert said in user.text, said
        assert "[bold]J" in user.text


@pytest.mark.parametrize("key", ["escape", "q", "S"])
async def test_it_is_closed(opened, past, key):
    async with opened(past) as user:
        await user.press("S", key)
        assert user.app.screen is user.app.screen_stack[0]


async def test_the_figures_are_those_of_the_papers_shown(opened, past):
    async with opened(past) as user:
        await user.press("slash")
        await user.type("about three")
        await user.press("enter", "S")
        assert "Statistics about three 1 paper" in user.text


async def test_the_palette_opens_it(opened, past):
    async with opened(past) as user:
        await user.press("ctrl+p")
        await user.type("statistics")
        await user.press("enter")
        assert isinstance(user.app.screen, StatisticsScreen)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_is_read_to_its_end_at_every_size(opened, past, size):
    async with opened(past, size) as user:
        await user.press("S")
        assert all(cell_len(line) <= size[0] for line in user.lines)
        drawing = user.app.screen.query_one(Drawing)
        top = drawing.region.y
        await user.press("G")
        page = user.app.screen.query_one("#statistics-page")
        assert drawing.region.bottom <= page.region.bottom
        assert "[bold]" in user.text
        await user.press("g")
        assert drawing.region.y == top


SCROLLING = [("j", "k"), ("down", "up"), ("space", "b"), ("pagedown", "pageup"),
             ("ctrl+d", "ctrl+u")]  # fmt: skip


@pytest.mark.parametrize(("down", "up"), SCROLLING)
async def test_it_is_scrolled(opened, past, down, up):
    async with opened(past, (80, 24)) as user:
        await user.press("S")
        before = user.lines
        await user.press(down)
        assert user.lines != before
        await user.press(up)
        assert user.lines == before


async def test_a_click_on_a_key_is_that_key(opened, past):
    async with opened(past) as user:
        await user.press("S")
        await user.pilot.click("KeyLine", offset=(2, 0))
        await user.pilot.pause()
        await user.rest()
        assert user.app.screen is user.app.screen_stack[0]


async def test_before_anything_was_read_it_says_how(opened, library):
    async with opened(library, (60, 70)) as user:
        await user.press("S")
        for said in ("Nothing read yet", "The queue is empty.", "No paper has a venue yet.",
                     "No paper added in a year has a tag yet."):  # fmt: skip
            assert said in user.text, said


async def test_without_a_library_a_toast_says_so(opened, empty):
    async with opened(empty) as user:
        await user.press("S")
        assert user.app.screen is user.app.screen_stack[0]
        assert "no library" in user.toasts[-1]


async def test_a_resize_draws_anew(opened, past):
    async with opened(past, (120, 40)) as user:
        await user.press("S")
        await user.pilot.resize_terminal(60, 30)
        await user.rest()
        assert max(cell_len(line.rstrip()) for line in user.lines) <= 60
        assert "Added by week" in user.text


async def test_the_days_of_a_calendar_differ_in_light_and_dark(opened, past):
    colours = set()
    async with opened(past, (120, 40)) as user:
        await user.press("S")
        for theme in ("textual-dark", "textual-light"):
            user.app.theme = theme
            await user.rest()
            styles = user.app.screen.query_one(Drawing)._day_styles()
            assert len(set(styles.values())) == 4
            colours |= set(styles.values())
    assert len(colours) == 8


async def test_the_day_of_the_user_is_today(opened, past):
    late = Library(past.path, clock=lambda: datetime(2026, 11, 24, 12, tzinfo=UTC))
    async with opened(late, (120, 40)) as user:
        await user.press("S")
        assert "Read by week this week 0" in user.text
