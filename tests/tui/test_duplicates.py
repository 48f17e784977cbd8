"""Pairs that may be one paper, decided field by field, each answer to be taken back."""

import pytest

from readlist.library import organising
from readlist.tui.screens.duplicates import Duplicates
from readlist.tui.widgets.field_table import FieldTable
from tests.tui.conftest import fill

_PAIR = """
@article{long, title={Deep Sets of Permutation Invariant Functions in Practice},
  author={Zaheer, Manzil}, year={2017}, journal={Sets}, keywords={sets, Symmetry}, pages={1--9}}
@misc{short, title={Deep Sets of Permutation Invariant Functions in Practice},
  author={Kottur, Satwik}, year={2021}, doi={10.5555/12}, keywords={symmetry; equivariance},
  pages={1--10}}
@misc{other, title={Something Else Entirely}, year={1999}}
"""


@pytest.fixture
def doubtful(empty):
    """Three papers, two of which may be one."""
    fill(empty, _PAIR)
    reader = empty.reader()
    try:
        assert len(reader.review_pairs()) == 1
    finally:
        reader.close()
    return empty


async def test_the_pair_stands_side_by_side_with_its_reasons(opened, doubtful):
    async with opened(doubtful, (80, 24)) as user:
        await user.press("m")
        assert isinstance(user.app.screen, Duplicates)
        assert "1 left to decide" in user.text
        assert "May be one" in user.text
        fields = {f.name: f for f in user.app.screen.query_one(FieldTable).fields}
        assert {fields["date"].left, fields["date"].right} == {"2017", "2021"}
        assert "editors" not in fields


async def test_each_field_is_taken_from_the_side_that_was_chosen(opened, doubtful):
    async with opened(doubtful) as user:
        await user.press("m")
        table = user.app.screen.query_one(FieldTable)
        await user.press("L")
        left = [f.name for f in table.fields if f.name in ("key", "authors")]
        for name in left:
            table.cursor = [f.name for f in table.fields].index(name)
            await user.press("h")
        wanted = {f.name: (f.left, f.right)[f.side or 0] for f in table.fields}
        await user.press("m")
        assert "No two papers are left" in user.text
        await user.press("escape")
        assert len(user.keys) == 2
        await user.go_to(wanted["key"])
        assert str(user.current.year) == wanted["date"]
        assert wanted["authors"].split()[-1] in user.current.authors


async def at(user, name):
    """The cursor stands on this field; returns it by a call."""
    table = user.app.screen.query_one(FieldTable)
    table.cursor = [field.name for field in table.fields].index(name)
    await user.rest()
    return lambda: table.current


async def test_both_keywords_are_taken_unless_one_side_is_chosen(opened, doubtful):
    async with opened(doubtful) as user:
        await user.press("m")
        keywords = await at(user, "extra:keywords")
        assert keywords().side is None
        assert "+ sets, Symmetry" in user.text
        await user.press("l")
        assert keywords().side == 1
        await user.press("b", "m", "escape")
        await user.go_to("long" if "long" in user.keys else "short")
        paper = user.app.screen.current()[1]
        words = paper["extra"]["keywords"].replace(";", ",").split(",")
        assert {word.strip().casefold() for word in words} == {"sets", "symmetry", "equivariance"}


@pytest.mark.parametrize("name", ["title", "extra:pages", "doi"])
async def test_what_a_paper_has_once_is_not_taken_twice_and_says_so(opened, doubtful, name):
    async with opened(doubtful) as user:
        await user.press("m")
        field = await at(user, name)
        before = field()
        await user.press("b")
        assert field() == before
        assert user.toasts[-1] == f"{before.label}: only one can be taken, the left or the right."


async def test_the_key_that_is_not_taken_lives_on_and_that_is_told(opened, doubtful):
    async with opened(doubtful) as user:
        await user.press("m", "b")
        assert "it becomes an alias" in user.toasts[-1]
        await user.press("m", "escape")
        assert user.app.screen.view.id_of("long") == user.app.screen.view.id_of("short")


async def test_the_readers_own_tags_and_notes_can_be_taken_from_one_side(opened, doubtful):
    reader = doubtful.reader()
    pair = reader.review_pairs()[0]
    reader.close()
    for paper_id, word in ((pair.first, "left"), (pair.second, "right")):
        organising.change_tags(doubtful, [paper_id], [word])
        organising.add_note(doubtful, paper_id, f"note of the {word}")
    async with opened(doubtful) as user:
        await user.press("m", "L")
        for name, key in (("tags", "h"), ("notes", "l")):
            field = await at(user, name)
            assert field().side is None  # L leaves alone what both are taken of
            await user.press(key)
        question = user.app.screen.questions[0]
        await user.press("m", "escape")
        merged = user.app.screen.view.paper(pair.first) or user.app.screen.view.paper(pair.second)
        sides = {pair.first: "left", pair.second: "right"}
        assert merged["tags"] == [sides[question.left]]
        assert [n["body"] for n in merged["notes"]] == [f"note of the {sides[question.right]}"]


async def test_merging_is_taken_back_and_asked_again(opened, doubtful):
    async with opened(doubtful) as user:
        before = [(row.citation_key, row.title, row.year, row.authors) for row in user.rows]
        await user.press("m", "m", "u")
        assert "1 left to decide" in user.text
        await user.press("escape")
        assert [(r.citation_key, r.title, r.year, r.authors) for r in user.rows] == before


async def test_kept_apart_is_not_asked_again_and_later_is(opened, doubtful):
    async with opened(doubtful) as user:
        await user.press("m", "s", "escape", "m")
        assert "1 left to decide" in user.text
        await user.press("a", "escape")
        assert len(user.keys) == 3
        await user.press("m")
        assert not isinstance(user.app.screen, Duplicates)
        assert "No two papers look like one" in user.toasts[-1]


async def test_two_selected_papers_are_merged_with_all_their_tags(opened, library):
    reader = library.reader()
    ids = {row.citation_key: row.id for row in reader.search("", today="2026-11-20")}
    reader.close()
    organising.change_tags(library, [ids["gu2023mamba"]], ["ssm"])
    organising.change_tags(library, [ids["kingma2014adam"]], ["optim"])
    async with opened(library) as user:
        for key in ("gu2023mamba", "kingma2014adam"):
            await user.go_to(key)
            await user.press("space")
        await user.press("m")
        assert "You chose these two." in user.text
        assert "Left" in user.lines[4]
        title = next(line for line in user.lines if line.strip().startswith("Title"))
        assert "● Mamba" in title
        assert "○ Adam" in title
        await user.press("m", "escape")
        assert len(user.keys) == 4
        assert [set(row.tags.split(", ")) for row in user.rows if row.tags] == [{"optim", "ssm"}]
        await user.press("u")
        assert len(user.keys) == 5
