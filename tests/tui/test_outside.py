"""Another program changes the library meanwhile: each screen shows it, and undoes only its own."""

import pytest

from readlist.errors import LibraryBusy
from readlist.library import history, organising, reading, review
from readlist.library.library import Library
from readlist.tui.screens.duplicates import Duplicates
from readlist.tui.screens.history import StepList
from readlist.tui.screens.triage import Triage
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.field_table import FieldTable
from tests.tui.conftest import User, fill

PAIRS = "".join(
    f"@article{{long{n}, title={{{title}}}, author={{Zaheer, Manzil}}, year={{2017}}}}"
    f"@misc{{short{n}, title={{{title}}}, author={{Kottur, Satwik}}, year={{2021}}}}"
    for n, title in enumerate((
        "Deep Sets of Permutation Invariant Functions in Practice",
        "Graph Kernels for Very Large Molecules of Many Atoms",
    ))
)  # fmt: skip


@pytest.fixture
def pairs(library: Library) -> Library:
    """The five papers and two pairs that may be one each."""
    fill(library, PAIRS)
    return library


async def look(user: User) -> None:
    """The second is over after which the library is looked at again."""
    user.app.screen_stack[0]._poll()
    await user.rest()


def ids(library: Library) -> dict[str, int]:
    reader = library.reader()
    rows = reader.rows(list(reader.ids("", today="2026-11-20")))
    reader.close()
    return {row.citation_key: row.id for row in rows}


async def test_the_history_gets_the_new_step_and_its_cursor_stays(opened, library):
    reading.star(library, [1], True)
    async with opened(library) as user:
        await user.press("H", "j")
        steps = user.app.screen.query_one(StepList)
        before = steps.current
        reading.rate(library, [2], 5)
        await look(user)
        assert len(steps.steps) == 3
        assert steps.current == before


async def test_no_step_is_undone_that_the_question_did_not_name(opened, library):
    reading.star(library, [1], True)
    async with opened(library) as user:
        await user.press("H", "enter")
        assert "Undo 1 step?" in user.text
        reading.rate(library, [2], 5)
        await user.press("y")
        assert "gone on meanwhile" in user.toasts[-1]
        assert [step.undone for step in user.app.screen.query_one(StepList).steps] == [False] * 3


async def test_a_card_of_triage_shows_what_became_of_its_paper(opened, library):
    async with opened(library) as user:
        await user.press("I")
        organising.change_tags(library, [user.app.screen.ids[0]], ["from outside"])
        await look(user)
        assert isinstance(user.app.screen, Triage)
        assert "#from outside" in user.text


async def test_triage_passes_over_papers_that_are_gone(opened, library):
    async with opened(library) as user:
        await user.press("I", "q")
        first, second, third = user.app.screen.ids[:3]
        organising.delete(library, [second])
        await look(user)
        assert "3 left" in user.text
        await user.press("d")
        assert [row.status for row in user.app.screen.view.rows([first, third])] == [
            "queued",
            "dropped",
        ]
        await user.press("u", "u")
        assert "5 left" in user.text


async def test_triage_does_not_pass_over_papers_that_cannot_be_read(opened, library):
    async with opened(library) as user:
        await user.press("I")
        content = library.path.read_bytes()
        library.path.unlink()
        await look(user)
        assert "5 left" in user.text
        library.path.write_bytes(b"This is no database at all. " * 500)
        await look(user)
        assert "5 left" in user.text
        library.path.unlink()
        library.path.write_bytes(content)
        await look(user)
        assert "5 left" in user.text
        assert "inbox" in user.text


async def test_triage_takes_back_only_what_was_decided_there(opened, library):
    async with opened(library) as user:
        await user.press("I", "q")
        decided, other = user.app.screen.ids[:2]
        reading.star(library, [other], True)
        await user.press("u")
        assert "Another program has gone on since" in user.toasts[-1]
        rows = user.app.screen.view.rows([decided, other])
        assert (rows[0].status, rows[1].starred) == ("queued", True)


async def test_a_screen_that_is_just_opening_is_not_disturbed(opened, pairs):
    async with opened(pairs) as user:
        reading.star(pairs, [1], True)
        user.app.screen.action_duplicates()
        user.app.screen_stack[0]._poll()  # nothing of it is there yet
        await user.rest()
        assert "2 left to decide" in user.text


async def test_pairs_that_were_decided_elsewhere_are_passed_over(opened, pairs):
    async with opened(pairs) as user:
        await user.press("m")
        screen = user.app.screen
        review.merge(pairs, screen.questions[0].pair_id)
        await look(user)
        assert isinstance(screen, Duplicates)
        assert "1 left to decide" in user.text


async def test_the_sides_that_were_chosen_stay_chosen(opened, pairs):
    async with opened(pairs) as user:
        await user.press("m", "L", "j", "j")
        table = user.app.screen.query_one(FieldTable)
        sides, cursor = {f.name: f.side for f in table.fields}, table.cursor
        assert sides["date"] == 1
        organising.change_tags(pairs, [user.app.screen.questions[0].left], ["new"])
        await look(user)
        assert "#new" in user.text
        assert {f.name: f.side for f in table.fields} == {**sides, "tags": None}
        assert table.cursor == cursor


async def test_an_answer_on_duplicates_is_taken_back_and_no_other_step(opened, pairs):
    async with opened(pairs) as user:
        await user.press("m", "a")
        reading.star(pairs, [1], True)
        await user.press("u")
        assert "Another program has gone on since" in user.toasts[-1]
        assert history.undo(pairs).startswith("starred")


async def test_an_answer_that_failed_leaves_its_question_open(opened, pairs, monkeypatch):
    def busy(*_arguments: object) -> None:
        raise LibraryBusy("The library is in use.")

    async with opened(pairs) as user:
        await user.press("m")
        with monkeypatch.context() as patch:
            patch.setattr(review, "keep_apart", busy)
            await user.press("a")
        assert user.toasts[-1] == "The library is in use."
        assert "2 left to decide" in user.text
        await user.press("u")
        assert user.toasts[-1] == "Nothing was decided here yet."
        assert len(ids(pairs)) == 9


async def test_statistics_count_again(opened, library):
    async with opened(library) as user:
        await user.press("S")
        before = user.text
        fill(library, PAIRS)
        await look(user)
        assert user.text != before
        assert "9 papers" in user.text


async def test_who_reads_the_details_is_not_sent_back_to_their_beginning(opened, library):
    organising.add_note(library, 1, "A long note.\n\n" * 60)
    key = next(key for key, paper_id in ids(library).items() if paper_id == 1)
    async with opened(library) as user:
        await user.go_to(key)
        await user.press("l", "G")
        details = user.app.screen.query_one(Details)
        at = details.scroll_y
        assert at > 10
        organising.change_tags(library, [1], ["new"])
        await look(user)
        assert "new" in user.current.tags
        assert details.scroll_y >= at
        await user.press("h", "k" if user.papers.cursor else "j")
        assert details.scroll_y == 0


async def test_a_note_that_was_changed_elsewhere_stays_beside_ones_own(opened, library):
    organising.add_note(library, 1, "first")
    async with opened(library) as user:
        await user.go_to(next(key for key, paper_id in ids(library).items() if paper_id == 1))
        (note,) = user.app.screen.current()[1]["notes"]
        await user.press("n")
        await user.type(" and mine")
        assert organising.edit_note(library, 1, note["id"], "first", "first and theirs")
        await user.press("ctrl+s")
        assert "changed elsewhere meanwhile. Yours is a new one" in user.toasts[-1]
        notes = user.app.screen.current()[1]["notes"]
        assert [note["body"] for note in notes] == ["first and theirs", "first and mine"]
        await user.press("u", "n", *["backspace"] * 20)
        assert organising.edit_note(library, 1, note["id"], "first and theirs", "once more")
        await user.press("ctrl+s")
        assert user.toasts[-1] == "The note was changed elsewhere meanwhile. It stays."
        assert [n["body"] for n in user.app.screen.current()[1]["notes"]] == ["once more"]
