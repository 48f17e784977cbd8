"""The inbox is worked through card by card; stopping in the middle loses nothing."""

import pytest

from readlist.errors import LibraryError
from readlist.library import organising, reading
from readlist.tui.screens.triage import Triage
from readlist.tui.widgets.details import Details
from tests.tui.conftest import fill


def statuses(user):
    return {row.citation_key: row.status for row in user.rows}


async def test_each_key_decides_one_card_and_shows_the_next(opened, library):
    async with opened(library, (80, 24)) as user:
        order = user.keys
        await user.press("I")
        assert isinstance(user.app.screen, Triage)
        assert "5 left" in user.text
        await user.press("q", "s", "l", "d")
        assert "1 left" in user.text
        await user.press("r")
        assert "Nothing left to decide" in user.text
        await user.press("escape")
        found = statuses(user)
        assert [found[key] for key in order] == ["queued", "skimmed", "inbox", "dropped", "read"]


async def test_stopping_in_the_middle_keeps_what_was_decided(opened, library):
    async with opened(library) as user:
        first, second, *rest = user.keys
        await user.press("I", "d", "escape")
        assert statuses(user)[first] == "dropped"
        await user.press("I")
        assert "4 left" in user.text
        await user.press("q", "escape")
        assert statuses(user)[second] == "queued"
        assert {statuses(user)[key] for key in rest} == {"inbox"}


async def test_a_card_whose_decision_could_not_be_written_comes_again(opened, library, monkeypatch):
    async with opened(library) as user:
        first, second, third, *_ = user.keys
        await user.press("I")
        real = reading.set_status

        def fails(*_: object) -> int:
            raise LibraryError("The disk is full.")

        monkeypatch.setattr(reading, "set_status", fails)
        await user.press("q")
        assert "The disk is full." in user.toasts
        assert "5 left" in user.text
        monkeypatch.setattr(reading, "set_status", real)
        await user.press("d", "s", "u")
        assert "4 left" in user.text
        assert f"{third}" in user.text
        await user.press("l", "l", "l")
        assert "1 left" in user.text
        assert first in user.text
        await user.press("q", "escape")
        assert statuses(user)[first] == "queued"
        assert statuses(user)[second] == "dropped"


async def test_undo_brings_back_the_card_and_its_status(opened, library):
    async with opened(library) as user:
        first = user.current
        await user.press("I", "d", "l", "u", "u")
        assert "5 left" in user.text
        assert user.app.screen.targets()[0].citation_key == first.citation_key
        assert user.app.screen.targets()[0].status == "inbox"


async def test_undo_takes_back_the_latest_step_be_it_a_decision_or_not(opened, library):
    async with opened(library) as user:
        await user.press("I", "q", "asterisk", "u")
        screen = user.app.screen
        assert "4 left" in user.text
        assert not screen.targets()[0].starred
        await user.press("u")
        assert "5 left" in user.text
        assert screen.targets()[0].status == "inbox"
        await user.press("u")
        assert "Nothing was decided" in user.toasts[-1]
        await user.press("escape")
        assert set(statuses(user).values()) == {"inbox"}


async def test_a_filter_and_a_selection_choose_what_is_triaged(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("mamba")
        await user.press("enter", "I")
        assert "1 left" in user.text
        await user.press("escape", "escape", "space", "space", "I")
        assert "2 left" in user.text


async def test_an_empty_inbox_says_so(opened, library):
    async with opened(library) as user:
        await user.press("V", "r", "escape", "I")
        assert not isinstance(user.app.screen, Triage)
        assert "waits in the inbox" in user.toasts[-1]


async def test_words_of_the_query_and_of_tags_stand_out(opened, empty):
    fill(empty, "@misc{a, title={T}, abstract={Learning of graphs and of Graphical models.}}")
    async with opened(empty) as user:
        await user.press("slash")
        await user.type("graph")
        await user.press("enter", "I")
        card = user.app.screen.query_one(Details).query_one("#about").content
        lit = [card.plain[s.start : s.end] for s in card.spans if "accent" in str(s.style)]
        assert lit == ["graphs", "Graphical"]


async def test_a_card_has_the_abstract_before_the_key_and_says_how_far_one_is(opened, empty):
    fill(empty, "@misc{a, title={T}, abstract={An abstract.}} @misc{b, title={U}}")
    async with opened(empty, (80, 24)) as user:
        await user.press("I")
        assert user.text.index("An abstract.") < user.text.index("Key a")
        assert "━" not in user.lines[0]
        await user.press("q")
        assert "━" * 12 + "─" * 12 in user.lines[0]


async def test_words_that_say_nothing_are_not_lit_for_a_tag(opened, empty):
    fill(empty, "@misc{a, title={T}, abstract={The art of these graphs.}}")
    organising.change_tags(empty, [1], ["the-art"], [])
    async with opened(empty) as user:
        await user.press("0", "I")
        card = user.app.screen.query_one(Details).query_one("#about").content
        lit = [card.plain[s.start : s.end] for s in card.spans if "accent" in str(s.style)]
        assert lit == ["art", "#the-art"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("I", ("Triage", "triage.star", "Raise the priority")),
        ("H", ("History", "history.go")),
        ("S", ("Statistics", "statistics.page_up")),
    ],
)
async def test_the_keys_of_a_screen_of_its_own_are_told_there(opened, library, keys, told):
    async with opened(library, (100, 60)) as user:
        await user.press(keys, "question_mark")
        assert all(words in user.text for words in told)
        assert "paper.read" not in user.text
        await user.press("escape", "escape")
        assert len(user.app.screen_stack) == 1


async def test_a_click_on_a_hint_is_its_key(opened, library):
    async with opened(library, (100, 30)) as user:
        await user.press("I")
        line = user.lines[-1]
        await user.pilot.click(offset=(line.index("d Drop"), 29))
        await user.rest()
        assert "4 left" in user.text
        await user.pilot.click(offset=(line.index("Esc End"), 29))
        await user.rest()
        assert not isinstance(user.app.screen, Triage)


async def test_after_the_last_card_the_keys_told_are_those_that_still_do_something(opened, library):
    async with opened(library) as user:
        await user.press("I", *"ddddd")
        assert user.lines[-1].split() == ["u", "Undo", "Esc", "End", "?", "Help"]
        await user.press("u")
        assert "q Queue" in user.lines[-1]
