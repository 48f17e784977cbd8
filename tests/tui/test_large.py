"""In a large library a deed shows at once on its line; list and counts follow from a thread."""

from array import array

import pytest
from textual import events

from readlist.library import organising, reading
from readlist.tui.screens import finding
from readlist.tui.widgets.paper_list import PaperList
from tests.library.state import state
from tests.tui.conftest import fill

NEW_ENTRY = "@article{new2026, title={A New Look}, author={Ng, Ann}, year=2026}\n"


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "SMALL", 0)


async def test_a_new_status_is_drawn_on_its_line_alone(opened, library, monkeypatch):
    async with opened(library) as user:
        drawn: list[int] = []
        draw = PaperList.draw_line
        monkeypatch.setattr(
            PaperList,
            "draw_line",
            lambda self, index, *rest: drawn.append(index) or draw(self, index, *rest),
        )
        await user.press("j", "j")
        drawn.clear()
        await user.press("asterisk")
        assert user.current.starred
        assert set(drawn) == {2}


async def test_a_paper_that_leaves_the_view_leaves_the_list(opened, library):
    async with opened(library) as user:
        await user.press("2")
        first, second = user.keys[:2]
        before = len(user.keys)
        await user.press("R", "q")
        assert first not in user.keys
        assert len(user.keys) == before - 1
        assert user.current.citation_key == second
        assert f"inbox {before - 1}" in user.text


async def test_deleted_papers_are_gone_and_undo_brings_them_back(opened, library):
    before = state(library.path)
    async with opened(library) as user:
        keys = user.keys
        await user.press("space", "space", "d", "y")
        assert user.keys == keys[2:]
        assert "(deleted)" not in user.text
        await user.press("u")
        assert user.keys == keys
    assert state(library.path) == before


async def test_after_an_import_the_cursor_is_where_the_newest_are(opened, library):
    async with opened(library) as user:
        await user.press("G")
        user.app.post_message(events.Paste(NEW_ENTRY))
        await user.rest()
        await user.press("ctrl+s")
        assert "new2026" in user.keys
        assert user.papers.cursor == 0


async def test_what_another_program_wrote_shows_and_the_cursor_stays(opened, library):
    async with opened(library) as user:
        await user.press("j")
        stays = user.current
        fill(library, NEW_ENTRY)
        reading.set_status(library, [stays.id], "read")
        organising.change_tags(library, [stays.id], ["new-tag"], [])
        user.app.screen._poll()
        await user.rest()
        assert "new2026" in user.keys
        assert user.current.id == stays.id
        assert user.current.status == "read"
        assert user.app.screen.known_tags() == [("new-tag", 1)]


async def test_a_range_keeps_its_papers_when_others_come_above_the_screen(opened, library):
    async with opened(library, size=(100, 12)) as user:
        papers = user.papers
        await user.press("P", "j", "v", "G")
        before = set(papers.selected)
        first, second, *rest = papers.ids
        papers._on_screen = lambda: range(2, len(papers.ids))
        papers.complete(array("q", [second, first, *rest]))
        assert set(papers.selected) == before
