"""The main screen: what a reader does with a list of papers."""

import pytest
from textual import events

from readlist.library import organising, reading
from readlist.tui.screens import finding
from readlist.tui.screens.tags import TagList
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.filter_bar import QueryInput


async def test_the_list_shows_title_people_year_and_counts(opened, library):
    async with opened(library, (100, 30)) as user:
        assert "5 papers" in user.text
        assert "Attention Is All You Need" in user.text
        assert "Vaswani et al." in user.text
        assert "Erdős & Rényi" in user.text
        assert "1959" in user.text


async def test_moving_reads_the_details_and_changes_no_status(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.go_to("erdos1959random")
        assert "Paul Erdős, Alfréd Rényi" in user.text
        await user.press("enter")
        assert isinstance(user.app.focused, Details)
        await user.press("h", "G", "g", "ctrl+d", "ctrl+u", "pagedown", "pageup")
        assert {row.status for row in user.rows} == {"inbox"}


async def test_filter_narrows_with_every_letter(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("ma")
        assert set(user.keys) == {"gu2023mamba", "shannon1948theory"}
        await user.type("mba")
        assert user.keys == ["gu2023mamba"]
        assert "1 of 5 papers" in user.text
        await user.press("enter")
        assert user.app.focused is user.papers


async def test_filter_speaks_the_whole_query_language(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("author:erdos OR year:<1950")
        assert set(user.keys) == {"erdos1959random", "shannon1948theory"}


async def test_a_misspelt_query_keeps_the_last_good_list(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("mamba")
        await user.paste(" statsu:read")
        assert user.keys == ["gu2023mamba"]
        assert "status" in user.text
        assert user.toasts == []


async def test_escape_gives_the_whole_list_back_and_the_cursor_keeps_its_paper(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("shannon")
        await user.press("escape")
        assert len(user.keys) == 5
        assert user.current.citation_key == "shannon1948theory"
        assert not user.app.screen.query_one(QueryInput).parent.parent.display


async def test_a_fast_typist_gives_no_commands_by_accident(opened, library):
    async with opened(library) as user:
        for letter in "/adam":
            user.app.post_message(events.Key("slash" if letter == "/" else letter, letter))
        await user.rest()
        assert user.keys == ["kingma2014adam"]


async def test_a_slash_in_a_query_is_a_slash(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("tag:ml")
        await user.press("slash")
        await user.type("vision")
        assert user.app.screen.query_one(QueryInput).value == "tag:ml/vision"


async def test_nothing_found_says_so(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("zzzz")
        assert user.keys == []
        assert "Nothing matches" in user.text
        await user.press("enter", "r", "t", "n", "d", "y", "x", "escape", "escape")
        assert len(user.keys) == 5


async def test_r_marks_as_read_and_puts_back(opened, library):
    async with opened(library) as user:
        await user.press("R", "g")
        assert user.current.status == "reading"
        await user.press("r", "escape")
        assert user.current.status == "read"
        assert "u undoes" in user.toasts[-1]
        await user.press("r")
        assert user.current.status == "reading"


async def test_a_paper_found_as_read_goes_back_to_the_queue(opened, library):
    reader = library.reader()
    reading.set_status(library, [reader.id_of("gu2023mamba")], "read")
    reader.close()
    async with opened(library) as user:
        await user.go_to("gu2023mamba")
        await user.press("r")
        assert user.current.status == "queued"


@pytest.mark.parametrize(
    ("letter", "status"),
    [("q", "queued"), ("g", "reading"), ("r", "read"), ("s", "skimmed"), ("d", "dropped")],
)
async def test_status_menu_takes_one_letter(opened, library, letter, status):
    async with opened(library) as user:
        await user.press("R", letter, *(["escape"] if status == "read" else []))
        assert user.current.status == status


async def test_priority_and_star(opened, library):
    async with opened(library) as user:
        await user.press("plus", "asterisk")
        assert (user.current.priority, user.current.starred) == (1, True)
        await user.press("plus")
        assert "high already" in user.toasts[-1]
        await user.press("minus", "minus", "asterisk")
        assert (user.current.priority, user.current.starred) == (-1, False)


async def test_a_new_tag_is_typed_and_an_old_one_completed(opened, library):
    async with opened(library) as user:
        await user.go_to("gu2023mamba")
        await user.press("t")
        await user.type("state space")
        await user.press("enter", "ctrl+s")
        assert user.current.tags == "state space"
        await user.go_to("kingma2014adam")
        await user.press("t")
        await user.type("sta")
        await user.press("enter", "enter")
        assert user.current.tags == "state space"
        await user.press("t", "enter", "ctrl+s")
        assert user.current.tags == ""


async def test_several_tags_are_typed_in_a_row(opened, library):
    async with opened(library) as user:
        await user.press("t")
        await user.type("rl, vision/gen")
        await user.press("enter", "ctrl+s")
        assert user.current.tags == "rl, vision/gen"


async def test_a_tag_that_cannot_be_is_refused_where_it_was_typed(opened, library):
    async with opened(library) as user:
        await user.press("t")
        await user.type("rl,a//b")
        await user.press("enter")
        assert "on every level" in user.text
        await user.type("/c")
        await user.press("ctrl+u", "ctrl+s")
        assert user.current.tags == "rl"


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("trans", ["transformer", "+ trans"]),
        ("transfromer", ["transformer", "+ transfromer"]),
        ("mlv", ["ml/vision", "+ mlv"]),
        ("rl", ["+ rl"]),
    ],
)
async def test_tags_are_found_by_a_part_a_slip_or_some_letters(opened, library, typed, listed):
    organising.change_tags(library, [1], ["transformer", "ml/vision"], [])
    async with opened(library) as user:
        await user.press("0", "t")
        await user.type(typed)
        tags = user.app.screen.query_one(TagList).tags
        assert [f"{tag.mark} {tag.name}".strip("✓ ") for tag in tags] == listed


async def test_an_empty_library_keeps_its_keys_when_a_view_is_opened(opened, empty):
    async with opened(empty, (80, 24)) as user:
        await user.press("0", "D")
        assert user.keys


async def test_escape_leaves_the_tags_alone(opened, library):
    async with opened(library) as user:
        await user.press("t")
        await user.type("oops")
        await user.press("enter", "escape")
        assert all(row.tags == "" for row in user.rows)


async def test_a_selection_is_tagged_at_once_and_undone_at_once(opened, library):
    async with opened(library) as user:
        await user.press("space", "v")
        assert "2 selected" in user.text
        await user.press("t")
        await user.type("ml")
        await user.press("enter", "ctrl+s")
        assert sum(row.tags == "ml" for row in user.rows) == 2
        await user.press("u")
        assert all(row.tags == "" for row in user.rows)
        await user.press("ctrl+r")
        assert sum(row.tags == "ml" for row in user.rows) == 2


async def test_what_the_filter_hides_is_not_selected(opened, library):
    async with opened(library) as user:
        await user.press("V")
        assert len(user.papers.selected) == 5
        await user.press("slash")
        await user.type("mamba")
        await user.press("enter", "R", "q", "escape", "escape")
        assert sorted(row.status for row in user.rows) == ["inbox"] * 4 + ["queued"]


async def test_a_note_is_written_shown_as_markdown_and_continued(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.press("n")
        await user.type("# Idea\n")
        await user.press("enter")
        await user.type("compare with *S4*")
        await user.press("ctrl+s")
        assert "compare with S4" in user.text
        await user.press("n")
        assert "compare with *S4*" in user.text
        await user.type(" and H3")
        await user.press("ctrl+s")
        assert "compare with S4 and H3" in user.text
        await user.press("u")
        assert "H3" not in user.text


async def test_a_changed_note_is_not_thrown_away_without_a_question(opened, library):
    async with opened(library) as user:
        await user.press("n")
        await user.type("precious")
        await user.press("escape")
        assert "Throw away what you typed?" in user.text
        await user.press("n")
        assert "precious" in user.text
        await user.press("escape", "y")
        assert not any(row.notes for row in user.rows)


async def test_delete_asks_and_undo_brings_back(opened, library):
    async with opened(library) as user:
        key = user.current.citation_key
        await user.press("d")
        assert "Delete 1 paper?" in user.text
        await user.press("n")
        assert key in user.keys
        await user.press("d", "y")
        assert key not in user.keys
        await user.press("u")
        assert key in user.keys


async def test_undo_at_the_end_of_the_journal_is_a_sentence(opened, library):
    async with opened(library) as user:
        await user.press("u", "u")
        assert user.app.is_running
        assert "nothing" in user.toasts[-1].casefold()


async def test_sort_menu_orders_the_list(opened, library):
    async with opened(library) as user:
        await user.press("s", "y")
        assert [row.year for row in user.rows] == [2023, 2017, 2014, 1959, 1948]
        await user.press("s", "t")
        assert user.rows[0].title == "A Mathematical Theory of Communication"


async def test_a_sort_that_is_typed_wins_over_the_menu(opened, library):
    async with opened(library) as user:
        await user.press("s", "y", "slash")
        await user.type("sort:year-asc")
        assert user.rows[0].year == 1948


async def test_what_another_program_writes_appears_and_the_cursor_stays(opened, library):
    async with opened(library) as user:
        await user.go_to("kingma2014adam")
        organising.delete(library, [i for i in user.papers.ids if i != user.papers.current][:1])
        user.app.screen._poll()
        await user.rest()
        assert len(user.keys) == 4
        assert user.current.citation_key == "kingma2014adam"


async def test_a_line_pasted_into_the_list_is_looked_for(opened, library):
    async with opened(library) as user:
        await user.paste("Attention Is All You Need\n")
        assert user.keys == ["vaswani2017attention"]


async def test_w_opens_only_web_pages(opened, library, monkeypatch):
    async with opened(library) as user:
        addresses = []
        monkeypatch.setattr(user.app, "open_url", addresses.append)
        await user.press("w")
        assert addresses == []
        assert "no web address" in user.toasts[-1]


async def test_slow_searches_run_elsewhere_and_the_newest_wins(opened, library, monkeypatch):
    monkeypatch.setattr(finding, "AT_ONCE", -1)
    async with opened(library) as user:
        await user.press("slash")
        await user.type("mamba")
        assert user.keys == ["gu2023mamba"]
        await user.paste(" statsu:read")
        assert user.keys == ["gu2023mamba"]
        await user.press("escape")
        assert len(user.keys) == 5


async def test_first_papers_come_at_once_and_all_of_them_soon(opened, library, monkeypatch):
    monkeypatch.setattr(finding, "FIRST", 2)
    async with opened(library) as user:
        assert len(user.keys) == 5
        await user.press("G", "space")
        chosen = user.papers.selected
        assert user.papers.cursor == 4
        await user.press("asterisk")
        assert len(user.keys) == 5
        assert user.papers.cursor == 4
        assert user.papers.selected == chosen
        await user.press("slash")
        await user.type("year:>1900")
        assert "5 of 5 papers" in user.text


async def test_a_list_still_to_come_says_so_and_keeps_the_selection(opened, library):
    async with opened(library) as user:
        await user.press("V")
        user.papers.show(user.papers.ids[:2], whole=False)
        user.app.screen.query_text = "year:>1900"
        user.app.screen.summarise()
        await user.rest()
        assert "2+ of 5 papers" in user.text
        assert "5 selected" not in user.text
        user.papers.show(user.app.screen.view.ids_elsewhere("", lambda: False))
        assert len(user.papers.selected) == 5


async def test_a_misspelt_tag_is_told_with_the_one_that_was_meant(opened, library):
    reader = library.reader()
    ids = {row.citation_key: row.id for row in reader.search("", today="2026-11-20")}
    reader.close()
    organising.change_tags(library, [ids["gu2023mamba"]], ["ml/ssm"])
    async with opened(library) as user:
        await user.press("slash")
        await user.type("tag:ml/sms")
        assert user.keys == ["gu2023mamba"]
        assert "Nothing matches; did you mean tag:ml/ssm?" in user.text


async def test_a_misspelt_word_finds_what_was_meant_and_says_so(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("atention")
        assert user.keys == ["vaswani2017attention"]
        assert "Nothing matches; nearest: attention" in user.text
        await user.press("enter", "r", "escape")
        assert [row.status for row in user.rows] == ["read"]
        await user.press("escape")
        assert "Nothing matches" not in user.text
        await user.press("slash")
        await user.type("nnon")
        assert user.keys == ["shannon1948theory"]
        assert "inside words" in user.text
        await user.press("backspace", "backspace", "backspace", "backspace")
        assert len(user.keys) == 5


async def test_a_pasted_reference_finds_its_paper(opened, library):
    async with opened(library) as user:
        await user.paste(
            "[7] A. Vaswani, N. Shazeer, N. Parmar et al. Attention is all you need. In Advances "
            "in Neural Information Processing Systems 30, pages 5998-6008, 2017."
        )
        assert user.keys == ["vaswani2017attention"]
        assert "as a reference it names" in user.text
