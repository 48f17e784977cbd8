"""Every deed takes a selection: papers one by one, a range, or all."""

import pytest

from readlist.library import organising, reading
from readlist.library.library import Library
from readlist.tui.screens import reading_list
from readlist.tui.screens.confirm import Confirm
from readlist.tui.screens.duplicates import Duplicates
from readlist.tui.screens.tags import closeness
from tests.library.state import state
from tests.tui.conftest import fill


async def chosen(user) -> list[str]:  # type: ignore[no-untyped-def]
    return [row.citation_key for row in user.papers.rows(user.papers.selected)]


async def test_a_range_goes_with_the_cursor_until_it_is_ended(opened, library):
    async with opened(library) as user:
        keys = user.keys
        await user.press("j", "v", "j", "j")
        assert await chosen(user) == keys[1:4]
        assert "3 selected" in user.text
        await user.press("k")
        assert await chosen(user) == keys[1:3]
        await user.press("v", "G", "space")
        assert await chosen(user) == [*keys[1:3], keys[-1]]
        await user.press("escape")
        assert await chosen(user) == []


async def test_a_range_upwards_joins_what_is_selected(opened, library):
    async with opened(library) as user:
        keys = user.keys
        await user.press("space", "G", "v", "k")
        assert await chosen(user) == [keys[0], *keys[-2:]]
        assert "3 selected" in user.text


async def test_all_are_selected_and_none(opened, library):
    async with opened(library) as user:
        await user.press("A")
        assert "5 selected" in user.text
        await user.press("A")
        assert await chosen(user) == []


async def test_a_deed_ends_the_range_and_keeps_the_selection(opened, library):
    async with opened(library) as user:
        keys = user.keys
        await user.press("v", "j", "asterisk", "G")
        assert await chosen(user) == keys[:2]
        assert [row.citation_key for row in user.rows if row.starred] == keys[:2]


DEEDS = {
    "status": ("R", "q"),
    "read": ("r",),
    "star": ("asterisk",),
    "priority": ("plus",),
    "rating": ("M", "4"),
    "pass": ("p",),
    "delete": ("d", "y"),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("at_once", [1000, 2])
async def test_a_deed_on_a_selection_is_one_step_and_says_how_many(
    opened, library, deed, at_once, monkeypatch
):
    monkeypatch.setattr(reading_list, "MANY", at_once)
    before = state(library.path)
    async with opened(library) as user:
        await user.press("space", "space", "space", *DEEDS[deed])
        assert "3 papers" in user.toasts[-1]
        assert "u undoes" in user.toasts[-1]
        assert state(library.path) != before
        await user.press("u")
        assert "Undone: " in user.toasts[-1]
        assert "3 papers" in user.toasts[-1]
    assert state(library.path) == before


async def test_selected_papers_move_together_in_the_queue(opened, library):
    async with opened(library) as user:
        await user.press("A", "R", "q", "escape", "1")
        keys = user.keys
        await user.press("space", "space", "J")
        assert user.keys == [keys[2], *keys[:2], *keys[3:]]
        await user.press("u")
        assert user.keys == keys


async def test_pages_of_a_selection_are_opened_after_a_question(opened, empty, monkeypatch):
    fill(empty, "".join(f"@misc{{k{n}, title={{T {n}}}, doi={{10.1000/{n}}}}}" for n in range(4)))
    fill(empty, "@misc{none, title={Without an address}}")
    async with opened(empty) as user:
        urls: list[str] = []
        monkeypatch.setattr(user.app, "open_url", urls.append)
        await user.go_to("k1")
        await user.press("w")
        assert urls == ["https://doi.org/10.1000/1"]
        await user.press("A", "w")
        assert isinstance(user.app.screen, Confirm)
        assert "Open 4 pages?" in user.text
        await user.press("n")
        assert len(urls) == 1
        await user.press("w", "y")
        assert len(urls) == 5
        assert "1 paper without an address" in user.toasts[-1]


async def test_hundreds_of_pages_are_not_opened(opened, empty, monkeypatch):
    fill(empty, "".join(f"@misc{{k{n}, title={{T {n}}}, doi={{10.1000/{n}}}}}" for n in range(40)))
    async with opened(empty) as user:
        urls: list[str] = []
        monkeypatch.setattr(user.app, "open_url", urls.append)
        await user.press("A", "w")
        assert "At most 20" in user.toasts[-1]
        assert urls == []


async def test_three_selected_papers_become_one_and_three_again(opened, library):
    before = state(library.path)
    async with opened(library) as user:
        await user.press("space", "space", "space", "m")
        assert isinstance(user.app.screen, Duplicates)
        assert "2 left to decide" in user.text
        await user.press("L", "m")  # the right one stays
        assert "1 left to decide" in user.text
        await user.press("m")
        assert "No two papers are left" in user.text
        await user.press("u", "u")
        assert "2 left to decide" in user.text
        await user.press("m", "m", "escape")
        assert len(user.keys) == 3
        await user.press("u", "u")
        assert len(user.keys) == 5
    assert state(library.path) | {"fingerprint": []} == before | {"fingerprint": []}


async def test_tags_of_a_mixed_selection_tell_who_has_them(opened, library):
    reader = library.reader()
    ids = list(reader.ids("", today="2026-11-20"))
    reader.close()
    organising.change_tags(library, ids, ["all"])
    organising.change_tags(library, ids[:2], ["some"])
    reading.set_status(library, ids, "queued")
    async with opened(library) as user:
        await user.press("A", "t")
        lines = {name: line for line in user.lines for name in ("all", "some") if name in line}
        assert "✓" in lines["all"]
        assert "–" in lines["some"]
        assert "on 2 of 5" in lines["some"]
        await user.type("some")
        await user.press("enter", "ctrl+s")
        assert all("some" in row.tags for row in user.rows)


@pytest.mark.parametrize(
    ("typed", "name", "close"),
    [
        ("ml", "ml/vision", 0),
        ("vis", "ml/vision", 1),
        ("sion", "ml/vision", 2),
        ("mlvis", "ml/vision", 3),
        ("m vn", "ml/vision", 3),
        ("xml", "ml/vision", None),
        ("", "ml", 0),
        ("Gödel", "godel machines", 0),
    ],
)
def test_tags_are_found_by_what_is_typed_of_them(typed, name, close):
    assert closeness(typed, name) == close


async def test_a_new_tag_is_made_although_another_is_like_it(opened, library: Library):
    async with opened(library) as user:
        await user.press("t")
        await user.type("ml/vision")
        await user.press("enter", "ctrl+s", "t")
        await user.type("mlv")
        await user.press("down", "enter", "ctrl+s")
        assert set(user.current.tags.split(", ")) == {"ml/vision", "mlv"}
