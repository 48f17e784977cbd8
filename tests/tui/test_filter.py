"""The filter helps while it is typed: completion, earlier searches, and what is wrong."""

import pytest

from readlist.library import organising, recent
from readlist.tui.widgets.filter_bar import QueryInput


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """What is remembered is remembered here."""
    monkeypatch.setenv("READLIST_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def line_of(user):
    return user.app.screen.query_one(QueryInput)


async def test_a_field_and_its_value_are_completed_with_the_right_arrow(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("ti")
        assert "title:" in user.text
        assert line_of(user).value == "ti"
        await user.press("right")
        assert line_of(user).value == "title:"
        await user.type("mamba is:un")
        await user.press("right")
        assert line_of(user).value == "title:mamba is:unread"
        assert user.keys == ["gu2023mamba"]


async def test_tab_takes_the_completion_and_else_goes_to_the_next_pane(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("au")
        await user.press("tab")
        assert line_of(user).value == "author:"
        assert user.app.focused is line_of(user)
        await user.type("gu")
        await user.press("tab")
        assert line_of(user).value == "author:gu"
        assert user.app.focused is not line_of(user)


async def test_tags_are_offered_as_they_are_now_the_most_used_first(opened, library):
    reader = library.reader()
    ids = list(reader.ids("", today="2026-11-20"))
    reader.close()
    organising.change_tags(library, ids[:1], ["vague"])
    organising.change_tags(library, ids[:2], ["Vision"])
    async with opened(library) as user:
        await user.press("slash")
        await user.type("tag:v")
        await user.press("tab")
        assert line_of(user).value == "tag:Vision"
        await user.press("escape")
        organising.change_tags(library, ids, ["vivid"])
        user.app.screen.library_changed()
        await user.press("slash")
        await user.type("tag:vi")
        await user.press("tab")
        assert line_of(user).value == "tag:vivid"


async def test_typing_goes_on_over_what_is_offered(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("author:gu")
        await user.press("enter")
        assert user.keys == ["gu2023mamba"]


async def test_earlier_searches_come_back_after_a_restart(opened, library):
    for query in ("mamba", "author:shannon"):
        async with opened(library) as user:
            await user.press("slash")
            await user.type(query)
            await user.press("enter")
    async with opened(library) as user:
        await user.press("slash")
        await user.type("ada")
        await user.press("up")
        assert line_of(user).value == "author:shannon"
        assert user.keys == ["shannon1948theory"]
        await user.press("up", "up")
        assert line_of(user).value == "mamba"
        await user.press("down", "down")
        assert line_of(user).value == "ada"
        await user.press("down")
        assert user.app.focused is user.papers
        assert user.keys == ["kingma2014adam"]


async def test_an_earlier_search_that_is_changed_is_a_new_beginning(opened, library):
    recent.add(library, "mamba")
    recent.add(library, "adam")
    async with opened(library) as user:
        await user.press("slash", "up")
        await user.type(" x")
        await user.press("up")
        assert line_of(user).value == "adam"
        await user.press("down")
        assert line_of(user).value == "adam x"


async def test_a_search_given_up_and_an_empty_one_leave_nothing(opened, library, state):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("mamba")
        await user.press("escape", "slash", "enter", "slash", "up", "down")
        assert not state.exists()


async def test_a_mistake_is_explained_below_and_the_last_good_list_stays(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("mamba")
        assert user.keys == ["gu2023mamba"]
        await user.type(" is:unraed")
        assert "Did you mean unread?" in user.text
        assert user.keys == ["gu2023mamba"]
        await user.press(*["backspace"] * 3)
        await user.type("ead")
        assert "Did you mean" not in user.text
        await user.press(*["backspace"] * 9)
        await user.type("yaer:2023")
        assert "Did you mean year" in user.text


async def test_a_tag_that_is_excluded_and_that_no_paper_has_is_told(opened, library):
    organising.change_tags(library, [1], ["vision"])
    async with opened(library) as user:
        await user.press("slash")
        await user.type("-tag:visoin")
        assert len(user.keys) == 5
        assert "No paper has the tag “visoin”; did you mean “vision”?" in user.text
        await user.press(*["backspace"] * 3)
        assert "No paper has the tag" not in user.text  # may still become the one that there is
        await user.type("ion")
        assert "No paper has the tag" not in user.text
        assert len(user.keys) == 4


async def test_a_value_that_is_being_typed_is_no_mistake_until_the_line_is_left(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("is:unr")
        assert "does not know" not in user.text
        assert len(user.keys) == 5
        await user.press("enter")
        assert "does not know" in user.text
        await user.press("slash", "right")
        await user.type("ea")
        assert "does not know" not in user.text
        await user.press("tab")
        assert line_of(user).value == "is:unread"
        assert len(user.keys) == 5
