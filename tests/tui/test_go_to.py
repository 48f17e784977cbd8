"""One key to any view and any tag."""

import pytest

from readlist.library import organising, views
from readlist.tui.screens.go_to import GoTo, matching
from readlist.tui.widgets.sidebar import Way


@pytest.fixture
def tagged(library):
    """A library with tags on two papers and a saved view."""
    reader = library.reader()
    ids = {row.citation_key: row.id for row in reader.search("", today="2026-11-20")}
    reader.close()
    organising.change_tags(library, [ids["gu2023mamba"]], ["ml/ssm", "Überblick"])
    organising.change_tags(library, [ids["kingma2014adam"]], ["ml", "optimisation"])
    views.save(library, "Classics", "year:<1960", 7)
    return library


@pytest.mark.parametrize("key", ["f", "number_sign"])
async def test_a_few_letters_and_enter_list_the_tag(opened, tagged, key):
    async with opened(tagged, (80, 24)) as user:
        await user.press(key)
        await user.type("ssm")
        await user.press("enter")
        assert user.keys == ["gu2023mamba"]
        assert "#ml/ssm 1 of 5 papers" in user.text
        await user.press("f")
        await user.type("uber")
        await user.press("enter")
        assert user.keys == ["gu2023mamba"]


async def test_views_are_found_by_name_and_by_digit(opened, tagged):
    async with opened(tagged) as user:
        await user.press("f")
        await user.type("clas")
        await user.press("enter")
        assert set(user.keys) == {"erdos1959random", "shannon1948theory"}
        await user.press("f", "2", "enter")
        assert "Inbox 5 of 5 papers" in user.text


async def test_a_tag_above_lists_those_below_it_too(opened, tagged):
    async with opened(tagged) as user:
        await user.press("f")
        await user.type("ml")
        await user.press("enter")
        assert set(user.keys) == {"gu2023mamba", "kingma2014adam"}


async def test_arrows_clicks_and_escape(opened, tagged):
    async with opened(tagged, (100, 30)) as user:
        await user.press("f", "down", "enter")
        assert "Inbox 5 of 5" in user.text
        await user.press("f", "down", "up", "enter")
        assert "Next 0 of 5" in user.text
        await user.press("f")
        y = next(y for y, line in enumerate(user.lines) if "Classics" in line)
        await user.pilot.click(offset=(user.lines[y].index("Classics"), y))
        await user.rest()
        assert set(user.keys) == {"erdos1959random", "shannon1948theory"}
        await user.press("f", "escape")
        assert set(user.keys) == {"erdos1959random", "shannon1948theory"}


async def test_nothing_of_that_name_goes_nowhere(opened, tagged):
    async with opened(tagged) as user:
        await user.press("f")
        await user.type("qqq")
        assert "Nothing is called like that." in user.text
        await user.press("enter", "down", "up")
        assert isinstance(user.app.screen, GoTo)


def test_the_beginning_of_a_name_goes_before_its_middle_and_scattered_letters():
    ways = [Way(label, label) for label in ("#soma", "#ml/om", "#omega", "#o-n-e-m", "#xyz")]
    assert [way.label for way in matching(ways, "om")] == ["#omega", "#ml/om", "#soma", "#o-n-e-m"]
    assert matching(ways, "  ") == ways


async def test_the_head_line_is_clicked(opened, tagged):
    async with opened(tagged, (100, 30)) as user:
        await user.press("r", "escape")
        await user.pilot.click(offset=(user.lines[0].index("inbox"), 0))
        await user.rest()
        assert "Inbox 4 of 5 papers" in user.text
        await user.pilot.click(offset=(user.lines[0].index("Inbox"), 0))
        await user.rest()
        assert isinstance(user.app.screen, GoTo)
