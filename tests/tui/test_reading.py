"""What reading leaves behind: takeaways, passes, notes with links that lead on and back."""

import asyncio
import sys
from contextlib import contextmanager

import pytest
from textual.widgets import TextArea

from readlist.library import organising, reading
from readlist.tui.app import ReadlistApp
from readlist.tui.screens.link import LinkTo
from readlist.tui.screens.note import NoteScreen
from readlist.tui.screens.takeaway import Takeaway
from readlist.tui.screens.triage import Triage
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.markdown import NoteView, linked_keys
from tests.tui.conftest import fill


def id_of(library, key):
    reader = library.reader()
    found = reader.id_of(key)
    reader.close()
    return found


@pytest.fixture
def lent(monkeypatch):
    """The terminal can be lent to an editor."""

    @contextmanager
    def suspend(_app):
        yield

    monkeypatch.setattr(ReadlistApp, "suspend", suspend)


async def test_marking_read_asks_for_a_takeaway_and_is_one_step(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.press("r")
        assert isinstance(user.app.screen, Takeaway)
        await user.type("Attention suffices.")
        await user.press("enter")
        assert user.current.status == "read"
        assert "Takeaway Attention suffices." in user.text
        await user.press("u")
        assert user.current.status == "inbox"
        assert "Takeaway" not in user.text


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_the_takeaway_may_be_skipped(opened, library, key):
    async with opened(library, (120, 40)) as user:
        await user.press("R", "r", key)
        assert user.current.status == "read"
        assert "Takeaway" not in user.text


async def test_several_papers_and_triage_are_not_asked(opened, library):
    async with opened(library) as user:
        await user.press("V", "r")
        assert {row.status for row in user.rows} == {"read"}
        await user.press("u", "escape", "I", "r")
        assert isinstance(user.app.screen, Triage)
        assert "4 left" in user.text


async def test_p_counts_the_passes_and_begins_again(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.press("p")
        assert user.current.status == "reading"
        assert "■□□ pass 1 of 3" in user.text
        await user.press("p", "p")
        assert "■■■ pass 3 of 3" in user.text
        await user.press("p")
        assert "■" not in user.text
        await user.press("u", "u", "u", "u")
        assert user.current.status == "inbox"


async def test_triage_tells_what_was_taken_from_the_paper_it_is_like(opened, empty):
    text = "Sorting networks with few comparators and their depth"
    fill(empty, f"@misc{{a, title={{{text}}}}} @misc{{b, title={{{text}, again and better}}}}")
    reading.set_status(empty, [id_of(empty, "a")], "read", takeaway="Depth is what counts.")
    async with opened(empty, (100, 30)) as user:
        await user.press("I")
        assert "You took from it: Depth is what counts." in user.text


async def test_a_hit_in_the_takeaway_or_the_keywords_is_lit_there(opened, empty):
    fill(empty, "@misc{a, title={Sorting}, keywords={comparator depth; butterfly}}")
    reading.set_status(empty, [id_of(empty, "a")], "read", takeaway="Depth is what counts.")
    async with opened(empty, (120, 40)) as user:
        await user.press("0", "slash")
        await user.type("depth")
        await user.press("enter")
        assert "Takeaway Depth is what counts." in user.text
        assert "Keywords comparator depth; butterfly" in user.text
        shown = user.app.screen.query_one("#about").content
        lit = [shown.plain[s.start : s.end] for s in shown.spans if s.style == "bold $text-accent"]
        assert lit == ["Depth", "depth"]


async def test_the_preview_follows_what_is_typed_beside_it(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.press("n")
        await user.type("see *this*")
        assert any("see *this*" in line and "see this" in line for line in user.lines)
        await user.press("ctrl+o")
        assert "see this" not in user.text


async def test_on_a_narrow_terminal_the_preview_takes_the_place_of_the_text(opened, library):
    async with opened(library, (80, 24)) as user:
        await user.press("n")
        await user.type("see *this*")
        assert "see *this*" in user.text
        await user.press("ctrl+o")
        assert "see this" in user.text
        assert "see *this*" not in user.text
        await user.press("ctrl+o")
        await user.type("!")
        await user.press("ctrl+s")
        assert user.current.notes


async def test_details_given_up_while_notes_are_taken_away_leave_none_behind(opened, library):
    organising.add_note(library, 1, "# One\n\nand more")
    async with opened(library) as user:
        await user.go_to("vaswani2017attention")
        details = user.app.screen.query_one(Details)
        paper = user.app.screen.current()[1]
        for moment in range(25):  # in one of them a part of the note is on its way out
            older = asyncio.create_task(details.show(paper))
            for _ in range(moment):
                await asyncio.sleep(0)
            older.cancel()
            await asyncio.wait([older])
            await details.show(paper)
            await user.rest()
            assert len(details.query(NoteView)) == 1, moment


async def test_a_note_that_is_left_while_its_preview_follows_ends_nothing(
    opened, library, monkeypatch
):
    async with opened(library) as user:
        await user.press("n")
        note = user.app.screen
        go_on = asyncio.Event()
        monkeypatch.setattr(asyncio, "sleep", lambda _seconds: go_on.wait())
        following = asyncio.create_task(NoteScreen._follow.__wrapped__(note))
        await asyncio.wait([asyncio.create_task(asyncio.Event().wait())], timeout=0)
        monkeypatch.undo()
        await user.press("escape")
        go_on.set()
        await following


async def test_a_note_gets_the_time_where_the_user_is(opened, library):
    async with opened(library) as user:
        await user.press("n", "ctrl+t")
        assert library.minute() in user.text


async def test_a_note_goes_on_in_the_editor(opened, library, lent, monkeypatch, tmp_path):
    script = tmp_path / "editor.py"
    script.write_text("import sys\nopen(sys.argv[1], 'a').write(' and edited\\n')\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    async with opened(library, (120, 40)) as user:
        await user.press("n")
        await user.type("typed")
        await user.press("ctrl+e")
        assert "typed and edited" in user.text
        await user.press("ctrl+s")
        assert "typed and edited" in user.text


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("", "No editor is set"),
        ("false", "failed"),
        ("no-such-editor-anywhere", "could not be started"),
        ("truncate -s 0", "left an empty file"),
        ("rm", "left no file"),
    ],
)
async def test_an_editor_that_fails_loses_nothing(
    opened, library, lent, monkeypatch, editor, words
):
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("VISUAL", editor)
    async with opened(library) as user:
        await user.press("n")
        await user.type("precious")
        await user.press("ctrl+e")
        assert words in user.toasts[-1]
        assert isinstance(user.app.screen, NoteScreen)
        await user.press("ctrl+s")
        assert user.current.notes


async def test_where_no_editor_can_be_opened_that_is_said(opened, library):
    async with opened(library) as user:
        await user.press("n", "ctrl+e")
        assert "No editor can be opened from here" in user.toasts[-1]


async def test_a_link_is_followed_and_the_way_led_back(opened, library):
    organising.add_note(library, id_of(library, "gu2023mamba"), "after [[vaswani2017attention]]")
    async with opened(library, (120, 40)) as user:
        await user.press("slash")
        await user.type("mamba")
        await user.press("enter", "l")
        assert isinstance(user.app.focused, Details)
        await user.press("enter")
        assert user.current.citation_key == "vaswani2017attention"
        assert user.app.focused is user.papers
        await user.press("backspace")
        assert user.current.citation_key == "gu2023mamba"
        assert user.keys == ["gu2023mamba"]
        await user.press("backspace")
        assert "No link was followed" in user.toasts[-1]


async def test_a_link_is_clicked(opened, library):
    organising.add_note(library, id_of(library, "gu2023mamba"), "[[vaswani2017attention]]")
    async with opened(library, (120, 40)) as user:
        await user.go_to("gu2023mamba")
        [y] = [y for y, line in enumerate(user.lines) if line.rstrip().endswith("2017attention")]
        await user.pilot.click(offset=(user.lines[y].index("2017attention") + 2, y))
        await user.rest()
        assert user.current.citation_key == "vaswani2017attention"


async def test_of_several_links_one_is_chosen(opened, library):
    body = "[[shannon1948theory]] and [[erdos1959random]]"
    organising.add_note(library, id_of(library, "gu2023mamba"), body)
    async with opened(library, (120, 40)) as user:
        await user.go_to("gu2023mamba")
        await user.press("l", "enter", "2")
        assert user.current.citation_key == "erdos1959random"


async def test_each_of_many_links_can_be_chosen_whatever_it_is_called(opened, library):
    keys = ["o'neil", "b')", *(f"paper{number}" for number in range(50))]
    body = " ".join(f"[[{key}]]" for key in keys)
    organising.add_note(library, id_of(library, "gu2023mamba"), body)
    async with opened(library, (120, 40)) as user:
        await user.go_to("gu2023mamba")
        for presses, key in (("1", "o'neil"), ("2", "b')"), ("z", "paper32")):
            await user.press("l", "enter", presses)
            assert f"No paper has the citation key “{key}”" in user.toasts[-1]
        await user.press("l", "enter", *["down"] * 60, "enter")
        assert "No paper has the citation key “paper49”" in user.toasts[-1]


async def test_a_link_leads_out_of_the_view(opened, library):
    organising.add_note(library, id_of(library, "gu2023mamba"), "[[shannon1948theory]]")
    reading.set_status(library, [id_of(library, "gu2023mamba")], "queued")
    async with opened(library, (120, 40)) as user:
        assert user.keys == ["gu2023mamba"]
        await user.press("l", "enter")
        assert user.current.citation_key == "shannon1948theory"
        await user.press("backspace")
        assert user.keys == ["gu2023mamba"]


async def test_a_link_to_no_paper_says_so(opened, library):
    organising.add_note(library, id_of(library, "gu2023mamba"), "[[gu2023mambo]]")
    async with opened(library, (120, 40)) as user:
        await user.go_to("gu2023mamba")
        await user.press("l", "enter")
        assert "No paper has the citation key “gu2023mambo”" in user.toasts[-1]
        assert user.current.citation_key == "gu2023mamba"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[[a]], [[b:c/d]] and [[a]]", ["a", "b:c/d"]),
        ("`[[code]]`\n\n    [[code]]\n", []),
        ("[[]] [[ ]] [[open [[a\nb]] [x](https://e.org)", []),
        ("# [[Müller 99%20]]", ["Müller 99%20"]),
        ("**[[a]]** [[b]", ["a"]),
    ],
)
def test_links_are_two_square_brackets_outside_code(text, keys):
    assert linked_keys(text) == keys


async def test_a_paper_says_whose_notes_link_to_it_and_leads_there(opened, library):
    organising.add_note(library, id_of(library, "gu2023mamba"), "after [[Vaswani2017attention]]")
    organising.add_note(library, id_of(library, "vaswani2017attention"), "[[shannon1948theory]]")
    async with opened(library, (120, 40)) as user:
        await user.go_to("vaswani2017attention")
        assert "Named in the notes of gu2023mamba" in user.text
        await user.press("l", "enter")
        assert "gu2023mamba links here" in user.text
        await user.press("2")
        assert user.current.citation_key == "gu2023mamba"
        await user.press("backspace")
        [y] = [y for y, line in enumerate(user.lines) if "Named in the notes" in line]
        await user.pilot.click(offset=(user.lines[y].index("2023mamba"), y))
        await user.rest()
        assert user.current.citation_key == "gu2023mamba"


async def test_two_brackets_find_the_paper_to_link_to(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.press("n")
        await user.type("after [[")
        assert isinstance(user.app.screen, LinkTo)
        await user.type("shanon")
        assert "shannon1948theory" in user.text
        await user.press("enter")
        await user.type(".")
        await user.press("ctrl+s")
        assert "after shannon1948theory." in user.text


async def test_letters_typed_before_the_papers_are_shown_belong_to_the_link(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.press("n")
        await user.type("[[mamba")
        assert user.app.focused.value == "mamba"
        await user.press("enter")
        assert user.app.screen.query_one(TextArea).text == "[[gu2023mamba]]"


async def test_who_knows_the_key_types_it(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.press("n")
        await user.type("[[")
        await user.type("to2027come]]")
        await user.type(" and on")
        assert user.app.screen.query_one(TextArea).text == "[[to2027come]] and on"


async def test_a_link_given_up_leaves_what_was_typed(opened, library):
    async with opened(library, (120, 40)) as user:
        await user.press("n")
        await user.type("a[[")
        await user.type("no paper is called anything like this")
        assert "No paper is like that." in user.text
        await user.press("enter", "escape")
        assert user.app.screen.query_one(TextArea).text == "a[["
        await user.type("0]]")
        assert isinstance(user.app.screen, NoteScreen)
