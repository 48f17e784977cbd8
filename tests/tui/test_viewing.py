"""Views at one key each, the sidebar, and the view that answers what to read next."""

import sqlite3
from array import array

from textual import events

from readlist.library import organising, reading, views
from readlist.tui.screens import finding
from readlist.tui.widgets.sidebar import Sidebar


def ids_of(library):
    reader = library.reader()
    try:
        return {row.citation_key: row.id for row in reader.search("", today="2026-11-20")}
    finally:
        reader.close()


async def test_the_first_screen_is_what_to_read_next_the_paper_in_hand_on_top(opened, library):
    ids = ids_of(library)
    reading.set_status(library, [ids["gu2023mamba"], ids["shannon1948theory"]], "queued")
    reading.set_status(library, [ids["kingma2014adam"]], "reading")
    reading.set_priority(library, [ids["shannon1948theory"]], 1)
    async with opened(library) as user:
        assert user.keys == ["kingma2014adam", "shannon1948theory", "gu2023mamba"]
        assert "Next 3 of 5 papers" in user.text
        assert "inbox 2" in user.text


async def test_the_sidebar_marks_the_view_that_the_app_opens_with(opened, library):
    reading.set_status(library, [ids_of(library)["gu2023mamba"]], "queued")
    async with opened(library, (160, 40)) as user:
        sidebar = user.app.screen.query_one(Sidebar)
        bold = ["".join(s.text for s in sidebar.render_line(y) if s.style and s.style.bold)
                for y in range(len(sidebar._ways))]  # fmt: skip
        assert [text.strip() for text in bold if text.strip()] == ["Next"]


async def test_with_nothing_queued_all_papers_are_there(opened, library):
    async with opened(library) as user:
        assert len(user.keys) == 5


async def test_each_digit_opens_its_view_and_a_filter_searches_all(opened, library):
    ids = ids_of(library)
    reading.set_status(library, [ids["gu2023mamba"]], "read")
    async with opened(library) as user:
        await user.press("4")
        assert user.keys == ["gu2023mamba"]
        await user.press("2")
        assert len(user.keys) == 4
        await user.press("4", "slash")
        await user.type("shannon")
        assert user.keys == ["shannon1948theory"]
        await user.press("escape")
        assert user.keys == ["gu2023mamba"]
        await user.press("0")
        assert len(user.keys) == 5


async def test_a_filter_is_saved_as_a_view_and_opened_by_its_digit(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("year:<1960")
        await user.press("enter", "b")
        await user.type("Classics")
        await user.press("enter")
        assert "Saved the view Classics; 5 opens it" in user.toasts[-1]
        await user.press("escape", "0", "5")
        assert set(user.keys) == {"erdos1959random", "shannon1948theory"}
        await user.press("u", "0", "5")
        assert len(user.keys) == 5
        assert "No view opens at 5" in user.toasts[-1]


async def test_a_saved_view_takes_a_built_in_digit(opened, library):
    views.save(library, "Mambas", "mamba", 2)
    async with opened(library) as user:
        await user.press("2")
        assert user.keys == ["gu2023mamba"]


async def test_the_sidebar_has_views_and_a_tree_of_tags(opened, library):
    ids = ids_of(library)
    organising.change_tags(library, [ids["gu2023mamba"]], ["ml/ssm", "todo"])
    organising.change_tags(library, [ids["kingma2014adam"]], ["ml"])
    views.save(library, "Old", "year:<1960")
    async with opened(library, (160, 40)) as user:
        sidebar = user.app.screen.query_one(Sidebar)
        assert sidebar.display
        ways = [(way.label, way.papers) for way in sidebar._ways if way.query is not None]
        assert ways == [
            ("Next", 0), ("Inbox", 5), ("Reading", 0), ("Read", 0), ("All", 5), ("Old", 2),
            ("ml", 2), ("ssm", 1), ("todo", 1),
        ]  # fmt: skip
        await user.press("h")
        assert user.app.focused is sidebar
        await user.press("G", "k", "enter")
        assert user.keys == ["gu2023mamba"]
        await user.press("h", "k", "enter")
        assert set(user.keys) == {"gu2023mamba", "kingma2014adam"}


async def test_a_figure_in_the_sidebar_is_what_choosing_its_line_lists(opened, library):
    ids = ids_of(library)
    organising.change_tags(library, [ids["gu2023mamba"]], ["ml/ssm/s4", "ml/vision"])
    organising.change_tags(library, [ids["kingma2014adam"]], ["ml/vision", "ml"])
    views.save(library, "Recent", "year:>=2000 tag:ml", None)
    async with opened(library, (160, 40)) as user:
        sidebar = user.app.screen.query_one(Sidebar)
        counted = [way for way in sidebar._ways if way.papers is not None]
        assert [way.label for way in counted][-5:] == ["Recent", "ml", "ssm", "s4", "vision"]
        for way in counted:
            sidebar.post_message(Sidebar.Opened(way))
            await user.rest()
            assert len(user.keys) == way.papers
        await user.press("f")
        await user.type("ml")
        assert "#ml 2" in user.text


async def test_on_a_narrow_terminal_the_sidebar_comes_and_goes(opened, library):
    async with opened(library, (80, 24)) as user:
        assert not user.app.screen.query_one(Sidebar).display
        await user.press("B")
        assert user.app.focused is user.app.screen.query_one(Sidebar)
        await user.press("j", "enter")
        assert "Inbox 5 of 5 papers" in user.text
        await user.press("B")
        assert not user.app.screen.query_one(Sidebar).display


async def test_the_sidebar_of_a_terminal_that_was_made_wider_has_its_figures(opened, library):
    organising.change_tags(library, [ids_of(library)["gu2023mamba"]], ["ml/ssm"])
    async with opened(library, (100, 30)) as user:
        sidebar = user.app.screen.query_one(Sidebar)
        assert not sidebar.display
        await user.pilot.resize_terminal(160, 40)
        await user.rest()
        ways = {way.label: way.papers for way in sidebar._ways}
        assert (ways["Inbox"], ways["ml"], ways["ssm"]) == (5, 1, 1)


async def test_a_saved_view_that_cannot_be_listed_says_why(opened, library):
    views.save(library, "Good", "mamba", 7)
    with sqlite3.connect(library.path) as connection:
        connection.execute("UPDATE saved_view SET query = 'statsu:read'")
    connection.close()
    async with opened(library) as user:
        await user.press("7")
        assert "cannot be listed" in user.toasts[-1]
        assert len(user.keys) == 5


async def test_words_of_the_filter_stand_out_in_titles_and_names(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("random author:Erdos -theory")
        strip = user.papers.render_line(1)
        lit = [s.text for s in strip if s.style and s.style.underline]
        assert lit == []  # the cursor's line is told by underlining only where it has the focus
        lit = [s.text for s in strip if s.style and s.style.bold]
        assert lit == ["Random", "Erdős"]


async def test_an_empty_view_says_where_the_papers_are(opened, library):
    async with opened(library) as user:
        await user.press("3")
        assert "Nothing is listed here. 0 shows all papers" in user.text
        await user.press("1")
        assert "Nothing is queued or being read. 2 shows the inbox" in user.text
        await user.press("2")
        assert "Nothing is" not in user.text
        await user.press("0", "A", "R", "s", "2")
        assert "The inbox is empty." in user.text


async def test_on_a_narrow_terminal_what_an_empty_view_says_takes_several_lines(opened, library):
    async with opened(library, (40, 24)) as user:
        await user.press("1")
        assert user.lines[3:5] == [
            "     Nothing is queued or being read.   ",
            "     2 shows the inbox, X what to read  ",
        ]


async def test_the_cursor_goes_to_the_best_hit_while_typing(opened, library):
    async with opened(library) as user:
        await user.go_to("shannon1948theory")
        await user.press("slash")
        await user.type("a")
        assert user.papers.cursor == 0


async def test_in_a_large_library_nothing_is_said_before_all_is_searched(
    opened, library, monkeypatch
):
    monkeypatch.setattr(finding, "SMALL", 2)
    async with opened(library) as user:
        nothing = array("q")
        monkeypatch.setattr(user.app.screen.view, "first", lambda *_: nothing)
        monkeypatch.setattr(user.app.screen.view, "first_elsewhere", lambda query, limit: nothing)
        await user.press("slash")
        await user.type("mamba")
        assert user.keys == ["gu2023mamba"]
        assert "Nothing matches" not in user.text
        await user.type("qqq")
        assert "Nothing matches" in user.text


async def test_a_click_in_the_sidebar_opens_its_line_and_no_other(opened, library):
    ids = ids_of(library)
    organising.change_tags(library, [ids["gu2023mamba"]], ["ml"])
    async with opened(library, (160, 40)) as user:
        sidebar = user.app.screen.query_one(Sidebar)
        labels = [way.label.strip() for way in sidebar._ways]
        for label, papers in (("ml", 1), ("All", 5), ("Read", 0), ("Tags", 0)):
            await user.pilot.click("#sidebar", offset=(5, labels.index(label)))
            await user.rest()
            assert len(user.keys) == papers  # "Tags" is a heading: nothing is opened


async def test_the_wheel_scrolls_and_the_cursor_stays(opened, library):
    async with opened(library, (80, 24)) as user:
        await user.pilot.resize_terminal(80, 6)
        await user.rest()
        before = user.lines[1:4]
        user.papers.post_message(
            events.MouseScrollDown(user.papers, 5, 2, 0, 0, 0, False, False, False)
        )
        await user.rest()
        assert user.lines[1:4] != before
        assert user.papers.cursor == 0


async def test_a_hint_in_the_last_line_is_its_key(opened, library):
    async with opened(library, (160, 40)) as user:
        await user.pilot.click(offset=(user.lines[-1].index("Go to"), 39))
        await user.rest()
        assert "letters find" in user.text
