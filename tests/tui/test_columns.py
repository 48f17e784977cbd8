"""What the list shows of a paper: columns and lines, chosen in the app."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from readlist.library import organising, reading
from readlist.tui.widgets import columns
from readlist.tui.widgets.columns import COLUMNS, GAP, GUTTER, USUAL, chosen, placed
from tests.tui.conftest import fill
from tests.tui.test_appearance import BLANK

ARTICLE = """@article{hochreiter1997long, title={Long Short-Term Memory},
author={Hochreiter, Sepp and Schmidhuber, J{\\"u}rgen}, journal={Neural Computation}, year={1997},
doi={10.1162/neco.1997.9.8.1735}}"""


@given(
    st.lists(st.sampled_from([*COLUMNS, "nonsense"])),
    st.integers(0, 250),
    st.dictionaries(st.sampled_from([*COLUMNS]), st.integers(0, 60)),
)
def test_columns_fit_whatever_is_chosen(names, width, said):
    found = placed(chosen(names), width, said, usual=not names)
    assert "title" in [column.name for column, _ in found]
    taken = GUTTER + sum(room for _, room in found) + len(GAP) * (len(found) - 1)
    assert taken <= max(width, GUTTER + 8)
    for column, room in found:
        if column.name != "title":
            enough = max(said.get(column.name, column.broad), len(column.label))
            assert min(column.width, enough) <= room <= min(column.broad, enough)


def test_the_last_columns_give_way_first_and_the_narrow_ones_last():
    def seen(width):
        return [c.name for c, _ in placed(chosen(()), width, {}, usual=True)]

    assert seen(80) == ["title", "authors", "year", "tags"]
    assert seen(64) == ["title", "authors", "year"]
    assert seen(50) == ["title", "year"]
    assert seen(20) == ["title"]


@pytest.mark.parametrize("width", [58, 64, 70, 80, 100, 130, 200])
def test_a_title_can_be_read_whatever_stands_beside_it(width):
    widths = {c.name: room for c, room in placed(chosen(()), width, {}, usual=True)}
    assert widths["title"] >= 32


def test_columns_that_somebody_chose_stay_longer_than_the_usual_ones():
    names = [c.name for c, _ in placed(chosen(USUAL), 66, {}, usual=False)]
    assert names == [*USUAL]
    assert "tags" not in [c.name for c, _ in placed(chosen(USUAL), 66, {}, usual=True)]


def test_a_column_gets_no_more_room_than_its_papers_need():
    said = {"authors": len("7 authors"), "year": 4, "tags": len("ml")}
    widths = {c.name: room for c, room in placed(chosen(()), 130, said, usual=True)}
    assert (widths["authors"], widths["tags"]) == (len("7 authors"), len("Tags"))


def test_room_that_is_left_goes_to_the_title_and_half_of_it_to_the_others():
    widths = {c.name: room for c, room in placed(chosen(()), 130, {}, usual=True)}
    assert widths["title"] > 60
    assert widths["authors"] > 14
    assert widths["tags"] > 10


def test_every_column_has_something_to_say():
    row = BLANK._replace(
        title="T", authors="Gu, A.", year=2020, tags="ml, rl", venue="NeurIPS", priority=1,
        rating=4, added="2026-11-20T12:00:00Z", passes=2, arxiv_id="2401.06121", doi="10.1/x",
    )  # fmt: skip
    said = {column.name: columns.text(column, row) for column in COLUMNS.values()}
    assert said == {
        "title": "T", "authors": "Gu", "year": "2020", "tags": "ml rl", "venue": "NeurIPS",
        "added": "2026-11-20", "status": "inbox", "priority": "high", "rating": "4 of 5",
        "passes": "■■□", "key": "key", "arxiv": "2401.06121", "doi": "10.1/x",
    }  # fmt: skip
    assert all(columns.cell(column, row, 20).text.strip() for column in COLUMNS.values())
    assert all(len(said[c.name]) <= c.broad for c in COLUMNS.values() if c.name != "title")


async def test_columns_are_chosen_moved_and_given_back(opened, library):
    fill(library, ARTICLE)
    async with opened(library, (200, 40)) as user:
        assert user.lines[1].split("│")[1].split() == ["Title", "Authors", "Year"]
        await user.press("c", "j", "j", "j", "j", "space")  # the venue, which is empty in most
        await user.press("K", "K", "K", "escape")
        header = user.lines[1].split("│")[1].split()
        assert header == ["Title", "Venue", "Authors", "Year", "Tags"]
        assert "Neural Compu" in user.text
        await user.press("c", "space", "0", "escape")
        assert user.lines[1].split("│")[1].split() == ["Title", "Authors", "Year"]


async def test_the_title_cannot_be_left_out(opened, library):
    async with opened(library) as user:
        await user.press("c", "space")
        assert "The title is always there." in user.text
        await user.press("escape")
        assert "Title" in user.lines[1]


async def test_an_empty_column_appears_as_soon_as_a_paper_has_something_for_it(opened, library):
    async with opened(library, (120, 40)) as user:
        assert "Tags" not in user.lines[1]
        await user.press("t")
        await user.type("ml")
        await user.press("enter", "ctrl+s")
        assert "Tags" in user.lines[1]
        await user.press("slash")
        await user.type("mamba")
        assert "Tags" in user.lines[2]  # while typing, no column comes and goes


async def test_two_lines_say_below_the_title_what_the_columns_know(opened, library):
    fill(library, ARTICLE)
    async with opened(library, (120, 30)) as user:
        await user.go_to("hochreiter1997long")
        organising.change_tags(library, [user.papers.current], ["rnn"])
        user.app.screen.library_changed()
        await user.press("z", "c", "j", "j", "j", "j", "space", "escape")
        at = next(y for y, line in enumerate(user.lines) if line.startswith(" ·   Long Short"))
        below = user.lines[at + 1]
        assert below.startswith("     Hochreiter & Schmidhuber · 1997 · #rnn")
        assert "Neural Computation" in below
        await user.press("z")
        assert "Hochreiter" in next(
            line for line in user.lines if line.startswith(" ·   Long Short")
        )


@pytest.mark.parametrize("size", [(80, 24), (100, 13), (20, 5)])
async def test_with_two_lines_every_paper_is_reached_and_seen_whole(opened, hostile, size):
    async with opened(hostile, size) as user:
        await user.press("z")
        for key in ("g", *"jjjjj", "k", "G", "ctrl+u", "pagedown", "home", "end"):
            await user.press(key)
            papers, width = user.papers, user.papers.scrollable_content_region.width
            lines = [papers.render_line(y).text for y in range(papers.size.height)]
            own = [
                draw(papers.cursor, width, True) for draw in (papers.draw_line, papers.draw_below)
            ]
            assert "".join(strip.text for strip in own) in "".join(lines)
            assert all(cell_len(line) == width for line in lines)


async def test_with_two_lines_a_click_on_either_goes_to_its_paper(opened, library):
    async with opened(library, (80, 24)) as user:
        await user.press("z")
        for y, paper in ((1, 0), (2, 0), (5, 2), (6, 2)):
            await user.pilot.click("#papers", offset=(10, y))
            await user.rest()
            assert user.papers.cursor == paper


async def test_a_click_on_a_column_orders_by_it_and_another_turns_it_round(opened, library):
    async with opened(library, (100, 30)) as user:
        at = user.lines[1].index("Year")
        await user.pilot.click("#papers", offset=(at, 0))
        await user.rest()
        assert [row.year for row in user.rows] == [2023, 2017, 2014, 1959, 1948]
        assert "Year↓" in user.lines[1]
        await user.pilot.click("#papers", offset=(at + 4, 0))
        await user.rest()
        assert [row.year for row in user.rows] == [1948, 1959, 2014, 2017, 2023]
        assert "Year↑" in user.lines[1]
        await user.pilot.click("#papers", offset=(user.lines[1].index("Title"), 0))
        await user.rest()
        assert user.rows[0].title == "A Mathematical Theory of Communication"
        await user.pilot.click("#papers", offset=(1, 0))  # no column is there
        await user.rest()
        assert user.rows[0].title == "A Mathematical Theory of Communication"


async def test_choosing_the_order_of_now_turns_it_round(opened, library):
    async with opened(library) as user:
        await user.press("s", "y")
        assert user.rows[0].year == 2023
        await user.press("s")
        assert "choose it again to turn it round" in user.text
        await user.press("y")
        assert user.rows[0].year == 1948


async def test_an_order_holds_for_every_list_but_those_with_one_of_their_own(opened, library):
    reader = library.reader()
    ids = {row.citation_key: row.id for row in reader.search("", today="2026-11-20")}
    reader.close()
    reading.set_status(library, [ids["shannon1948theory"], ids["gu2023mamba"]], "queued")
    async with opened(library) as user:
        queue = user.keys
        await user.press("0", "s", "y", "2")  # by year: all papers, and the inbox
        assert [row.year for row in user.rows] == [2017, 2014, 1959]
        await user.press("1")
        assert user.keys == queue
        await user.press("s", "t")  # the queue by title, while it is looked at
        assert user.keys == ["shannon1948theory", "gu2023mamba"]
        await user.press("0", "1")
        assert user.keys == queue
        await user.press("0", "slash")
        await user.type("a")  # the likeliest first, by title before that
        by_relevance = user.keys
        await user.press("enter", "s", "y")
        assert [row.year for row in user.rows] == sorted(
            (row.year for row in user.rows), reverse=True
        )
        await user.press("escape", "slash")
        await user.type("a")
        assert user.keys == by_relevance
        await user.press("escape")
        assert [row.year for row in user.rows] == [2023, 2017, 2014, 1959, 1948]


async def test_a_column_without_room_is_said_to_have_none(opened, library):
    async with opened(library, (80, 24)) as user:
        await user.press("c", "G", "k", "k", "space")  # the citation key
        assert "no room for it here" in user.text
        await user.press("z")
        assert "no room for it here" not in user.text
        await user.press("z", "escape", "c")
        assert "no room for it here" in user.text
        await user.press("0")
        assert "no room for it here" not in user.text


async def test_orders_and_columns_are_clicked(opened, library):
    async with opened(library, (200, 40)) as user:
        await user.press("s")
        y = next(y for y, line in enumerate(user.lines) if "year   " in line)
        await user.pilot.click(offset=(user.lines[y].index("year   "), y))
        await user.rest()
        assert user.rows[0].year == 2023
        await user.press("c")
        y = next(y for y, line in enumerate(user.lines) if "Citation key" in line)
        await user.pilot.click(offset=(user.lines[y].index("Citation key"), y))
        await user.press("escape")
        assert "Citation key" in user.lines[1]
