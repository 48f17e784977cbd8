"""What was chosen about the screen outlives the app, and a spoilt file never ends it."""

import json
import os

import pytest
from textual import events

from readlist.library.library import Library
from readlist.tui import app as app_module
from readlist.tui.app import ReadlistApp
from readlist.tui.remembered import Memory, Remembered, screen_file
from readlist.tui.screens.arranging import Arranging
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.sidebar import Sidebar
from tests.tui.conftest import User


@pytest.fixture
def path(tmp_path, monkeypatch):
    """The file of the choices; nobody waits for it to be written."""
    monkeypatch.setenv("READLIST_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(app_module, "SAVE_DELAY", 0.001)
    return screen_file()


async def choices_of(library: Library, path, keys: str, size=(160, 45)) -> dict[str, object]:
    """What is in the file after these keys."""
    app = ReadlistApp(library, memory=Memory(path))
    async with app.run_test(size=size) as pilot:
        user = User(app, pilot)
        await user.rest()
        await user.press(*keys.split())
        await pilot.pause(0.05)
        await user.rest()
    return json.loads(path.read_text()) if path.exists() else {}


async def test_columns_lines_order_and_panes_are_as_they_were_left(library, path):
    kept = await choices_of(library, path, "c j j space escape z s y B P 0 less_than_sign")
    assert kept == {
        "columns": ["title", "authors", "tags"], "comfortable": True, "order": "year-desc",
        "sidebar": False, "details": False,
    }  # fmt: skip
    app = ReadlistApp(library, memory=Memory(path))
    async with app.run_test(size=(160, 45)) as pilot:
        user = User(app, pilot)
        await user.rest()
        assert [row.year for row in user.rows] == [2023, 2017, 2014, 1959, 1948]
        assert user.papers.lines_each == 2
        assert not app.screen.query_one(Sidebar).display
        assert not app.screen.query_one(Details).display
        assert "by year" in user.text


async def test_nothing_chosen_writes_no_file(library, path):
    assert await choices_of(library, path, "j k slash m a enter escape 0 2") == {}
    assert not path.exists()


async def test_the_usual_again_leaves_an_empty_choice(library, path):
    assert await choices_of(library, path, "z B") == {"comfortable": True, "sidebar": False}
    assert await choices_of(library, path, "z B") == {"sidebar": True}


async def test_borders_are_moved_and_remembered(library, path):
    kept = await choices_of(library, path, "less_than_sign less_than_sign")
    assert kept == {"details_width": pytest.approx(0.435)}
    kept = await choices_of(library, path, "h greater_than_sign")
    assert kept["sidebar_width"] == 28


async def test_on_a_narrow_terminal_the_sidebar_is_shown_for_the_moment_only(library, path):
    assert await choices_of(library, path, "B", (80, 24)) == {}


async def test_a_theme_is_remembered_unless_it_is_the_configured_one(library, path):
    app = ReadlistApp(library, theme="nord", memory=Memory(path))
    async with app.run_test() as pilot:
        await User(app, pilot).rest()
    assert not path.exists()
    app = ReadlistApp(library, memory=Memory(path))
    async with app.run_test() as pilot:
        app.theme = "textual-light"
        await pilot.pause(0.05)
        await User(app, pilot).rest()
    assert Memory(path).now == Remembered(theme="textual-light")
    assert ReadlistApp(library, memory=Memory(path)).theme == "textual-light"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe", b"{", b"[]", b"null", b"[" * 50_000, b'{"columns": "title"}',
        b'{"columns": [1]}', b'{"comfortable": 1}', b'{"sidebar_width": true}',
        b'{"details_width": 7}', b'{"details_width": NaN}', b'{"theme": 3}', b'{"unheard": 1}',
        b'{"sidebar_width": -4}', b'{"order": ["x"]}',
    ],
)  # fmt: skip
async def test_what_cannot_be_is_left_aside_with_one_sentence(library, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    memory = Memory(path)
    assert memory.now == Remembered()
    app = ReadlistApp(library, memory=memory)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        user = User(app, pilot)
        await user.rest()
        assert len(user.keys) == 5
        assert [str(path) in toast for toast in user.toasts] == [True]


async def test_names_that_there_are_none_of_change_nothing(library, path):
    path.parent.mkdir()
    path.write_text(
        '{"columns": ["nonsense", "year"], "order": "nonsense-asc) --", "theme": "none"}'
    )
    app = ReadlistApp(library, memory=Memory(path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        user = User(app, pilot)
        await user.rest()
        assert len(user.keys) == 5
        assert "Title" in user.lines[1]
        assert "Year" in user.lines[1]
        assert "Authors" not in user.lines[1]


@pytest.mark.parametrize("size", [(20, 5), (100, 12), (99, 24), (140, 8), (250, 70)])
@pytest.mark.parametrize("share", [0.001, 1])
async def test_no_remembered_size_makes_any_terminal_unusable(library, path, size, share):
    path.parent.mkdir()
    path.write_text(
        json.dumps(
            {"sidebar": True, "sidebar_width": 900, "details_width": share,
             "details_height": share, "comfortable": True}
        )
    )  # fmt: skip
    app = ReadlistApp(library, memory=Memory(path))
    async with app.run_test(size=size) as pilot:
        user = User(app, pilot)
        await user.rest()
        assert user.papers.size.width >= min(20, size[0])
        assert user.papers.size.height >= min(3, size[1] - 2)
        await user.press("G")
        assert user.current == user.rows[-1]
        assert user.current.title[:6] in user.text


async def test_a_file_that_cannot_be_written_is_said_and_the_choice_holds(library, path):
    path.parent.parent.joinpath("state").write_text("no folder")
    app = ReadlistApp(library, memory=Memory(path))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        user = User(app, pilot)
        await user.rest()
        assert "cannot be read: Not a directory" in user.toasts[-1]
        await user.press("z")
        await pilot.pause(0.05)
        await user.rest()
        assert "holds until you quit" in user.toasts[-1]
        assert user.papers.lines_each == 2


def test_the_file_is_its_owners_and_whole_at_any_moment(path):
    memory = Memory(path)
    memory.keep(comfortable=True)
    memory.write()
    assert path.stat().st_mode & 0o077 == 0
    assert os.listdir(path.parent) == [path.name]
    before = path.stat().st_mtime_ns
    memory.write()  # nothing has changed
    assert path.stat().st_mtime_ns == before


async def test_folded_details_open_alone_and_close_again(opened, library):
    for size in ((40, 10), (20, 5)):
        async with opened(library, size) as user:
            details = user.app.screen.query_one(Details)
            assert not details.display
            await user.press("enter")
            assert details.display
            assert not user.papers.display
            assert user.app.focused is details
            await user.press("escape")
            assert user.papers.display
            assert user.app.focused is user.papers


async def test_details_too_low_to_read_in_get_all_the_room_while_they_are_read(opened, library):
    async with opened(library, (80, 24)) as user:
        details = user.app.screen.query_one(Details)
        assert details.region.height < 12
        for key in ("enter", "l", "tab"):
            await user.press(key)
            assert details.region.height == 22
            assert user.lines[-1].startswith(" Esc To the list")
            await user.press("tab" if key == "tab" else "escape")
            assert user.app.focused is user.papers
            assert details.region.height < 12
        await user.press("enter", "less_than_sign")
        assert "The details have all the room." in user.text


async def test_high_details_stay_below_the_list_while_they_are_read(opened, library):
    async with opened(library, (80, 50)) as user:
        await user.press("enter")
        assert user.papers.display


async def test_a_click_that_may_begin_a_drag_opens_no_details(opened, library):
    async with opened(library, (80, 24)) as user:
        details = user.app.screen.query_one(Details)
        before = details.region
        await user.pilot.mouse_down(offset=(10, before.y))
        await user.pilot.hover(offset=(10, before.y - 4))
        await user.pilot.mouse_up(offset=(10, before.y - 4))
        await user.rest()
        assert details.region.y == before.y - 4
        assert user.papers.display


async def test_details_below_the_list_begin_with_the_abstract(opened, library):
    def places():
        return user.text.index("No abstract."), user.text.index("Key ")

    async with opened(library, (80, 40)) as user:
        abstract, key = places()
        assert abstract < key
        await user.pilot.resize_terminal(140, 40)
        await user.rest()
        abstract, key = places()
        assert key < abstract


async def test_details_alone_fold_out_when_there_is_room_again(opened, library):
    async with opened(library, (40, 10)) as user:
        await user.press("enter")
        await user.pilot.resize_terminal(120, 40)
        await user.rest()
        assert user.papers.display
        assert user.app.screen.query_one(Details).display
        await user.pilot.resize_terminal(30, 6)
        await user.rest()
        await user.press("j", "escape")
        assert user.app.focused is user.papers


async def test_borders_are_dragged(opened, library):
    async with opened(library, (160, 45)) as user:
        screen = user.app.screen
        assert isinstance(screen, Arranging)
        details, sidebar = screen.query_one(Details), screen.query_one(Sidebar)
        for pane, x, by in (
            (details, details.region.x, -20),
            (sidebar, sidebar.region.right - 1, 8),
        ):
            before = pane.region.width
            await user.pilot.mouse_down(offset=(x, 10))
            await user.pilot.hover(offset=(x + by, 10))
            await user.pilot.mouse_up(offset=(x + by, 10))
            await user.rest()
            assert pane.region.width == before + abs(by)
            await user.pilot.hover(offset=(x, 12))  # let go: nothing moves any more
            assert pane.region.width == before + abs(by)


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_a_border_that_goes_while_it_is_dragged_is_let_go(opened, library, size):
    async with opened(library, (160, 45)) as user:
        sidebar = user.app.screen.query_one(Sidebar)
        border, width = sidebar.region.right - 1, sidebar.region.width
        await user.pilot.mouse_down(offset=(border, 10))
        await user.pilot.resize_terminal(*size)
        await user.rest()
        assert not sidebar.display
        for kind in (events.MouseMove, events.MouseUp, events.MouseDown, events.MouseUp):
            user.app.post_message(
                kind(None, 10, 3, 0, 0, 0 if kind is events.MouseMove else 1, False, False, False)
            )
        await user.rest()
        assert user.papers.cursor == 1
        assert user.app.focused is user.papers
        await user.pilot.resize_terminal(160, 45)
        await user.rest()
        await user.pilot.hover(offset=(60, 10))
        await user.rest()
        assert sidebar.region.width == width


async def test_a_border_is_let_go_by_a_window_that_opens(opened, library):
    async with opened(library, (160, 45)) as user:
        sidebar = user.app.screen.query_one(Sidebar)
        width = sidebar.region.width
        await user.pilot.mouse_down(offset=(sidebar.region.right - 1, 10))
        await user.press("question_mark")
        await user.pilot.hover(offset=(50, 10))
        await user.pilot.mouse_up(offset=(50, 10))
        await user.press("escape")
        await user.pilot.hover(offset=(60, 12))
        await user.rest()
        assert sidebar.region.width == width
