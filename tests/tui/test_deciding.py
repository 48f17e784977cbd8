"""The preview of an import is changed at will, and only Enter writes it."""

import re

import pytest
from textual.widgets import Static

from readlist.library import history
from readlist.library.library import Library
from readlist.library.preview import Preview
from readlist.library.report import Report
from readlist.records import Record
from readlist.tui.plan import Plan
from readlist.tui.running import rehearse
from readlist.tui.screens import import_
from readlist.tui.screens.confirm import Confirm
from readlist.tui.screens.import_ import ImportScreen
from readlist.tui.widgets.preview_list import PreviewList
from tests.library.state import state
from tests.tui.conftest import User, fill

OLD = (
    "@article{zaheer, title={Deep Sets of Invariant Functions}, author={Zaheer, Manzil}, year=2017}"
)
PAGE = """@misc{kottur, title={Deep Sets of Invariant Functions}, author={Kottur, Sa}, year=2021}
@book{loom, title={A Loom for Two Odd Shutt1es}, author={Weaver, Wanda}, year=2025}
@book{silk, title={Silkworms in the Morning}, author={Spinner, Sam}, year=2024}
@article{again, title={Deep Sets of Invariant Functions}, author={Zaheer, Manzil}, year=2017,
  doi={10.1000/sets}}
"""


@pytest.fixture
def stocked(library: Library) -> Library:
    fill(library, OLD)
    return library


async def decide_on(user: User, title: str) -> None:
    """The cursor of the preview stands on the paper."""
    listed = user.app.screen.query_one(PreviewList)
    lines = [listed.plan.line(n).title for n in range(listed.line_count)]
    listed.cursor = next(n for n, line in enumerate(lines) if line.startswith(title))
    await user.rest()


def status_and_tags(user: User, key: str) -> tuple[str, str]:
    row = next(row for row in user.rows if row.citation_key == key)
    return row.status, row.tags


async def test_each_paper_is_told_with_what_becomes_of_it_and_why(opened, stocked):
    async with opened(stocked, (200, 40)) as user:
        await user.paste(PAGE)
        assert "4 papers read = 1 to review + 2 new + 1 merged" in user.text
        assert "like zaheer: " in user.text
        assert "to zaheer" in user.text
        assert "It may be Deep Sets of Invariant Functions (zaheer)" in user.text
        assert "the same title" in user.text


async def test_a_paper_is_left_out_and_taken_in_again(opened, stocked):
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await decide_on(user, "Silkworms")
        await user.press("d")
        assert "1 left out" in user.text
        await decide_on(user, "A Loom")
        await user.press("d")
        assert "2 left out" in user.text
        await decide_on(user, "A Loom")
        await user.press("d", "enter")
        assert "loom" in user.keys
        assert "silk" not in user.keys
        assert "1 left out" in user.toasts[-1]


async def test_a_doubtful_paper_is_the_same(opened, stocked):
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await user.press("m")
        assert "2 merged" in user.text
        assert "the same as zaheer" in user.text
        await user.press("enter")
        assert "kottur" not in user.keys
        assert "to review" not in user.toasts[-1]


async def test_a_doubtful_paper_is_another_one_or_is_decided_later(opened, stocked):
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await user.press("a")
        assert "3 new" in user.text
        assert "another paper than zaheer" in user.text
        await user.press("k", "s")
        assert "1 to review" in user.text
        await user.press("k", "a", "enter")
        assert "kottur" in user.keys
        await user.press("m")
        assert "No two papers look like one" in user.toasts[-1]


async def test_all_new_papers_get_a_status_and_tags_or_those_marked(opened, stocked):
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await user.press("R", "q", "t")
        assert "Tags of all new papers" in user.text
        await user.type("weaving")
        await user.press("enter", "ctrl+s")
        assert "New papers get: queued #weaving" in user.text
        await decide_on(user, "Silkworms")
        await user.press("space", "R", "r")
        assert "1 marked" in user.text
        await user.press("enter", "0")
        assert status_and_tags(user, "loom") == ("queued", "weaving")
        assert status_and_tags(user, "kottur") == ("queued", "weaving")
        assert status_and_tags(user, "silk") == ("read", "weaving")
        assert status_and_tags(user, "zaheer") == ("inbox", "")


async def test_what_new_papers_get_needs_no_second_look_and_what_known_ones_gain_does(
    opened, stocked, monkeypatch
):
    looks = []

    def looked(*arguments):
        looks.append(arguments)
        return rehearse(*arguments)

    monkeypatch.setattr(import_, "rehearse", looked)
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await user.press("R", "q", "t")
        await user.type("weaving")
        await user.press("enter", "ctrl+s")
        assert "New papers get: queued #weaving" in user.text
        assert not looks
        listed = user.app.screen.query_one(PreviewList)
        outcomes = [listed.plan.line(n).outcome for n in range(listed.line_count)]
        listed.cursor = outcomes.index("merged")
        await user.press("space", "t")
        await user.type("weaving")
        await user.press("enter", "ctrl+s")
        assert len(looks) == 1


async def test_a_title_is_mended(opened, stocked):
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await decide_on(user, "A Loom")
        await user.press("e")
        assert "Shutt1es" in user.app.focused.value
        await user.press("backspace", "backspace", "backspace")
        await user.type("les")
        await user.press("enter")
        assert "A Loom for Two Odd Shuttles" in user.text
        await user.press("enter")
        assert any(row.title == "A Loom for Two Odd Shuttles" for row in user.rows)


def test_a_title_that_is_the_sources_again_is_no_decision():
    preview = Preview()
    preview.add(Record(title="A Loom"), "new")
    plan = Plan(Report(), preview)
    plan.retitle(0, "A Loom for Two")
    assert plan.of(0).title == "A Loom for Two"
    plan.retitle(0, "A Loom")
    assert not plan.decided


async def test_the_title_of_a_known_paper_is_mended_and_the_rest_of_its_entry_stays(
    opened, stocked
):
    async with opened(stocked) as user:
        await user.paste(PAGE)
        listed = user.app.screen.query_one(PreviewList)
        outcomes = [listed.plan.line(n).outcome for n in range(listed.line_count)]
        at = outcomes.index("merged")
        listed.cursor = at
        await user.press("e", "end")
        await user.type(", Mended")
        await user.press("enter")
        line = listed.plan.line(at)
        assert (line.outcome, line.title) == ("merged", "Deep Sets of Invariant Functions, Mended")
        assert "title" in line.detail
        await user.press("enter")
        paper = user.app.screen.view.paper(user.app.screen.view.id_of("zaheer"))
        assert paper["title"] == "Deep Sets of Invariant Functions, Mended"
        assert paper["doi"] == "10.1000/sets"
        await user.press("u")
        paper = user.app.screen.view.paper(user.app.screen.view.id_of("zaheer"))
        assert paper["title"] == "Deep Sets of Invariant Functions"


async def test_a_title_mended_into_a_known_one_is_found_at_once(opened, stocked):
    async with opened(stocked) as user:
        await user.paste("@misc{new, title={Scan 1}, author={Zaheer, Manzil}, year=2017}")
        assert "1 new" in user.text
        await user.press("e")
        user.app.focused.value = "Deep Sets of Invariant Functions"
        await user.press("enter")
        assert "1 merged" in user.text


async def test_all_decisions_are_one_step_and_undone_wholly(opened, stocked):
    before = state(stocked.path)
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await user.press("m")
        await decide_on(user, "Silkworms")
        await user.press("d", "R", "g", "t")
        await user.type("new/tag")
        await user.press("enter", "ctrl+s", "enter")
        assert state(stocked.path) != before
        await user.press("u")
        assert "Undone: imported pasted text: 1 new, 2 merged, 1 left out" in user.toasts[-1]
    assert state(stocked.path) | {"fingerprint": []} == before | {"fingerprint": []}


async def test_nothing_is_written_before_enter_and_decisions_are_not_lost_by_a_slip(
    opened, stocked
):
    before = state(stocked.path)
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await user.press("m", "d", "R", "q")
        assert state(stocked.path) == before
        await user.press("escape")
        assert isinstance(user.app.screen, Confirm)
        await user.press("n")
        assert "queued" in user.text
        await user.press("escape", "y", "escape")
        assert user.app.screen is user.app.screen_stack[0]
    assert state(stocked.path) == before


async def test_nothing_but_left_out_papers_is_nothing_to_write(opened, empty):
    async with opened(empty) as user:
        await user.paste(OLD)
        await user.press("d")
        assert "nothing new" in user.text
        await user.press("enter")
    assert not empty.exists()


async def test_what_is_typed_is_not_thrown_away_by_a_slip(opened, library):
    async with opened(library) as user:
        await user.press("i")
        await user.type("Abstract: half of a")
        await user.press("escape")
        assert isinstance(user.app.screen, Confirm)
        await user.press("n")
        assert isinstance(user.app.screen, ImportScreen)
        assert "Abstract: half of a" in user.text


# Files


async def test_a_file_is_found_by_looking_into_folders(opened, empty, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "refs.bib").write_text(OLD)
    (tmp_path / "papers" / "picture.png").write_bytes(b"\x89PNG")
    async with opened(empty) as user:
        await user.press("i", "ctrl+o")
        assert "papers/" in user.text
        await user.press("enter")
        assert "refs.bib" in user.text
        assert "picture.png" not in user.text
        await user.press("full_stop")
        assert "picture.png" in user.text
        await user.press("full_stop", "backspace")
        assert "papers/" in user.text
        await user.press("enter", "enter")
        assert "1 new" in user.text
        await user.press("enter")
        assert user.keys == ["zaheer"]


async def test_a_folder_that_cannot_be_opened_is_told(opened, empty, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    async with opened(empty) as user:
        await user.press("i", "ctrl+o")
        user.app.screen.go_to(tmp_path / "gone")
        await user.rest()
        assert "cannot be opened" in user.text
        await user.press("escape", "escape")


async def test_tab_completes_a_path_and_then_goes_on(opened, empty, tmp_path):
    (tmp_path / "refs.bib").write_text(OLD)
    async with opened(empty) as user:
        await user.press("a")
        await user.type(f"{tmp_path}/re")
        await user.press("tab")
        assert user.app.focused.value == f"{tmp_path}/refs.bib"
        await user.press("enter")
        assert "1 new" in user.text


@pytest.mark.parametrize("how", ["plain", "quoted", "escaped", "url", "double"])
async def test_a_file_dragged_onto_the_list_is_imported(opened, library, tmp_path, how):
    path = tmp_path / "my papers (new).bib"
    path.write_text(PAGE)
    text = {
        "plain": str(path),
        "quoted": f"'{path}' ",
        "escaped": re.sub(r"([ ()])", r"\\\1", str(path)),
        "url": path.as_uri() + "\n",
        "double": f'"{path}"',
    }[how]
    async with opened(library) as user:
        await user.paste(text)
        assert "4 papers read" in user.text
        await user.press("enter")
        assert "loom" in user.keys


async def test_several_files_dragged_at_once_are_one_import(opened, library, tmp_path):
    for name, text in (("a b.bib", OLD), ("c.bib", PAGE)):
        (tmp_path / name).write_text(text)
    before = state(library.path)
    async with opened(library) as user:
        await user.press("i")
        await user.paste(f"'{tmp_path}/a b.bib' {tmp_path}/c.bib")
        assert "5 papers read" in user.text
        await user.press("enter")
        assert {"zaheer", "loom", "silk"} <= set(user.keys)
        await user.press("u")
    assert state(library.path) | {"fingerprint": []} == before | {"fingerprint": []}


@pytest.mark.parametrize("text", ["/no/such/file.bib", "attention is all", "~nobody/x.bib"])
async def test_a_line_that_is_no_file_is_looked_for(opened, library, text):
    async with opened(library) as user:
        await user.paste(text)
        assert user.app.screen is user.app.screen_stack[0]


async def test_a_file_that_changes_after_the_preview_is_previewed_anew(opened, empty, tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text(OLD)
    async with opened(empty) as user:
        await user.paste(str(path))
        path.write_text(PAGE)
        await user.press("enter")
        assert not empty.exists()
        assert "The file has changed" in user.text
        assert "4 papers read" in user.text
        await user.press("enter")
        assert "loom" in user.keys


async def test_a_busy_library_keeps_the_decisions(opened, stocked, monkeypatch):
    import sqlite3  # noqa: PLC0415
    from contextlib import closing  # noqa: PLC0415

    from readlist.storage import connect  # noqa: PLC0415

    monkeypatch.setattr(connect, "BUSY_TIMEOUT", 0.01)
    async with opened(stocked) as user:
        await user.paste(PAGE)
        await decide_on(user, "Silkworms")
        await user.press("d")
        with closing(sqlite3.connect(stocked.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await user.press("enter")
            said = user.app.screen.query_one("#import-said", Static).content
            assert "in use by another program" in str(said)
            assert "1 left out" in user.text
            other.execute("ROLLBACK")
        await user.press("enter")
        assert "loom" in user.keys
        assert "silk" not in user.keys
    assert history.undo(stocked).endswith("1 left out")
