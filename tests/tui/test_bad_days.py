"""Days on which nothing fits: terminals, files, other programs and titles as they should not be."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.command import CommandList

from readlist.library import organising, reading, views
from readlist.library.library import Library
from readlist.storage import connect
from readlist.tui.widgets.filter_bar import QueryInput
from tests.tui.conftest import NOW, fill

LONG = "A very long title " * 600
CRUEL = {
    "long": LONG,
    "bidi": "\u202eright to left\u202c and \u2067isolated\u2069",
    "unseen": "zero\u200bwidth\u200d \ufeffand\u00ad \u115f\u3164blank",
    "markup": "[bold]x[/bold] [/] [@click=app.quit]here[/] $primary \\[x]",
    "escapes": "\x1b[2J\x1b]0;title\x07 \x9b31m",
    "marks": "e" + "\u0301" * 500,
}
PAGE = """Abstract: The first invented abstract speaks of sorting networks and of how many
comparators they need when the number of inputs is a power of two; it proves a bound.
Abstract: The second invented abstract is about gardens, and about how to lay out paths in
them so that every bed can be reached; it has nothing to do with the first one at all.
"""
EVERY_SCREEN = (
    "question_mark", "colon", "slash", "i", "a", "x", "S", "m", "H", "R", "t", "n", "d", "s",
    "L", "T", "X", "I", "B", "l",
)  # fmt: skip
"""The keys that open something."""
OUT = ("escape",) * 3
"""The keys that close it again, whatever is being edited there."""


def ids_of(library: Library) -> list[int]:
    reader = library.reader()
    try:
        return list(reader.ids("", today="2026-11-20"))
    finally:
        reader.close()


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered is remembered here."""
    monkeypatch.setenv("READLIST_STATE", str(tmp_path / "state"))


@pytest.fixture
def twins(library: Library) -> Library:
    """The five papers and two that may be one, so that every screen has something."""
    fill(
        library,
        "@article{long, title={Deep Sets of Permutation Invariant Functions in Practice}, "
        "author={Zaheer, Manzil}, year={2017}}"
        "@misc{short, title={Deep Sets of Permutation Invariant Functions in Practice}, "
        "author={Kottur, Satwik}, year={2021}}",
    )
    organising.change_tags(library, ids_of(library)[:3], ["ml", "ml/ssm"])
    return library


@pytest.fixture
def cruel(empty: Library) -> Library:
    """Titles, names, tags, notes and views of the worst kind."""
    entries = (
        f"@article{{{key}, title={{{title}}}, author={{{title[:80]}}}, journal={{{title[:90]}}}, "
        f"abstract={{{title} {LONG[:300]}}}, year={{2020}}, keywords={{{title[:40]}}}}}"
        for key, title in CRUEL.items()
    )
    fill(empty, "\n".join(entries))
    ids = ids_of(empty)
    for paper_id, title in zip(ids, CRUEL.values(), strict=True):
        organising.add_note(empty, paper_id, title[:2000])
    organising.change_tags(empty, ids, ["[bold]x[/bold]", "a/" + "b/" * 40 + "c", "y" * 3000])
    views.save(empty, "[@click=app.quit]view[/]", 'title:"zero"', 7)
    with closing(sqlite3.connect(empty.path)) as connection:
        # What no form of readlist lets in, another program may have written.
        connection.execute("UPDATE tag SET name = ? WHERE name LIKE 'y%'", ["\x1b[31m\u202ey\n"])
        connection.execute("UPDATE saved_view SET name = name || ?", ["\x1b]0;x\x07" + "v" * 900])
        connection.commit()
    return empty


# The terminal


@pytest.mark.parametrize("size", [(20, 5), (30, 8), (1, 1)])
async def test_every_screen_opens_on_a_terminal_far_too_small(opened, twins, size):
    async with opened(twins, size) as user:
        for key in EVERY_SCREEN:
            await user.press(key)
            await user.pilot.press("down", "up")
            await user.pilot.press(*OUT)
            await user.rest()
            assert user.app.screen is user.app.screen_stack[0], key
            assert len(user.lines) == size[1]


async def test_a_resize_in_the_middle_of_anything_leaves_it_open(opened, twins):
    async with opened(twins) as user:
        for key in EVERY_SCREEN:
            await user.press(key)
            before = user.app.screen
            for size in ((20, 5), (160, 50), (100, 30)):
                await user.pilot.resize_terminal(*size)
            await user.rest()
            assert user.app.screen is before, key
            await user.pilot.press(*OUT)


async def test_triage_goes_on_after_a_resize(opened, twins):
    async with opened(twins) as user:
        await user.press("I", "q")
        await user.pilot.resize_terminal(30, 8)
        await user.press("l", "d")
        await user.pilot.resize_terminal(120, 40)
        assert "4 left" in user.text
        await user.press("u", "u", "u", "escape")
    assert {row.status for row in _rows(twins)} == {"inbox"}


async def test_a_page_in_preview_survives_a_resize_and_is_imported(opened, library):
    async with opened(library) as user:
        await user.paste(PAGE)
        await user.pilot.resize_terminal(25, 6)
        await user.rest()
        await user.pilot.resize_terminal(100, 30)
        assert "2 new" in user.text
        await user.press("enter")
        assert user.app.screen.total == 7


async def test_what_is_typed_survives_a_resize(opened, library):
    async with opened(library) as user:
        await user.press("slash")
        await user.type("mamba")
        await user.pilot.resize_terminal(20, 5)
        await user.type(" gu")
        assert user.app.screen.query_one(QueryInput).value == "mamba gu"
        assert user.keys == ["gu2023mamba"]


async def test_without_colours_what_is_meant_can_be_told(opened, library, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    reading.set_status(library, ids_of(library)[:1], "read")
    async with opened(library) as user:
        await user.press("0", "space")
        colours = {
            (s.style.color, s.style.bgcolor)
            for strip in user.app.screen._compositor.render_strips()
            for s in strip
            if s.style
        }
        greys = [c for pair in colours for c in pair if c is not None and not _grey(c)]
        assert not greys


def _grey(colour) -> bool:  # type: ignore[no-untyped-def]
    red, green, blue = colour.get_truecolor()
    return max(red, green, blue) - min(red, green, blue) <= 2


# The file


async def test_a_library_deleted_under_the_app_is_told_and_the_app_stays(opened, library):
    async with opened(library) as user:
        for path in library.path.parent.glob("library.sqlite3*"):
            path.unlink()
        for key in (
            "r",
            "escape",
            "asterisk",
            "j",
            "u",
            "H",
            "escape",
            "S",
            "escape",
            "0",
            "I",
            "escape",
        ):
            await user.press(key)
        assert user.app.is_running
        assert user.toasts
        assert all("Traceback" not in toast for toast in user.toasts)


async def test_a_library_replaced_under_the_app_is_read_anew(opened, library, tmp_path):
    other = Library(tmp_path / "other.sqlite3", clock=lambda: NOW)
    fill(other, "@article{new2026, title={A New Library}, author={Doe, Jo}, year={2026}}")
    async with opened(library) as user:
        for path in library.path.parent.glob("library.sqlite3*"):
            path.unlink()
        other.path.rename(library.path)
        user.app.screen._poll()
        await user.rest()
        assert user.keys == ["new2026"]
        await user.press("r", "escape")
        assert _rows(library)[0].status == "read"


async def test_what_is_no_library_any_more_is_told(opened, library):
    async with opened(library) as user:
        library.path.write_bytes(b"This is no database at all. " * 500)
        for key in ("r", "slash", "escape", "H", "escape", "S", "escape", "0", "t", "escape"):
            await user.press(key)
        assert user.app.is_running
        assert any("library" in toast for toast in user.toasts)


async def test_a_library_that_another_program_holds_is_told_as_busy(opened, library, monkeypatch):
    monkeypatch.setattr(connect, "BUSY_TIMEOUT", 0.01)
    async with opened(library) as user:
        with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await user.press("asterisk")
            assert "in use by another program" in user.toasts[-1]
            assert len(user.keys) == 5
            other.execute("ROLLBACK")
        await user.press("asterisk")
        assert user.current.starred


async def test_a_list_that_another_program_changes_keeps_its_cursor(opened, library):
    async with opened(library) as user:
        await user.go_to("erdos1959random")
        fill(library, "@article{zz, title={Newest}, author={Doe, Jo}, year={2026}}")
        user.app.screen._poll()
        await user.rest()
        assert len(user.keys) == 6
        assert user.current.citation_key == "erdos1959random"
        line = user.papers.cursor
        organising.delete(library, [user.current.id])
        user.app.screen._poll()
        await user.rest()
        assert len(user.keys) == 5
        assert user.papers.cursor == min(line, 4)


# What outsiders wrote


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (130, 30)])
async def test_the_worst_of_titles_tags_and_names_breaks_no_screen(opened, cruel, size):
    async with opened(cruel, size) as user:
        for key in (*EVERY_SCREEN, "7", "0"):
            await user.press(key)
            # A note is edited as it was written, with all that is in it.
            if key != "n":
                _check(user, size)
                await user.pilot.press("down", "down")
                await user.rest()
                _check(user, size)
            await user.pilot.press(*OUT)


async def test_escapes_in_a_note_do_not_reach_the_terminal_from_the_editor(opened, cruel):
    async with opened(cruel) as user:
        await user.go_to("escapes")
        await user.press("n")
        assert "\x1b" not in "".join(user.lines)
        assert "␛[2J" in user.text
        await user.type("x")
        await user.press("ctrl+s")
        assert "\x1b[2J" in user.app.screen.current()[1]["notes"][0]["body"]


async def test_two_of_the_worst_side_by_side(opened, cruel):
    async with opened(cruel) as user:
        await user.press("space", "space", "m")
        _check(user, (100, 30))
        await user.press("j", "j", "m")
        assert len(_rows(cruel)) == 5
        await user.press("u")
        assert len(_rows(cruel)) == 6


def _check(user, size) -> None:  # type: ignore[no-untyped-def]
    assert len(user.lines) == size[1]
    for line in user.lines:
        assert line.isprintable(), repr(line)
        assert not set(line) & set("\u202e\u2067\u200b\ufeff\u00ad\u115f\u3164")


def _rows(library: Library):  # type: ignore[no-untyped-def]
    reader = library.reader()
    try:
        return reader.rows(list(reader.ids("", today="2026-11-20")))
    finally:
        reader.close()


async def test_paging_through_commands_that_are_not_drawn_yet_does_nothing(
    opened, library, monkeypatch
):
    def without_lines(_commands: CommandList) -> None:
        raise KeyError(0)  # as the toolkit does where the list has a cursor and no line

    monkeypatch.setattr(CommandList, "action_page_up", without_lines)
    async with opened(library) as user:
        await user.press("colon", "pageup", "escape")
        assert user.keys
