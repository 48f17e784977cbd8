"""Jobs as a person does them, from the first key to the last, and all of it undone."""

import pytest

from readlist.library.library import Library
from readlist.storage.reader import Row
from readlist.tui.screens.import_ import ImportScreen
from readlist.tui.screens.triage import Triage
from readlist.tui.widgets.preview_list import PreviewList
from tests.library.state import state
from tests.tui.conftest import User, fill

PAGE = """Daily Papers

byAK and the research community

Mar 4, 2025

A Loom for Two Odd Shuttles

We describe a loom that weaves linen from threads of different colours, and prove that every pattern with odd repetitions can be woven with two shuttles.

  • 3 authors
·
Feb 2, 2025

Silkworms Prefer the Morning

This article reports on nine years of notes kept by a family of breeders, and fits a model with four parameters to them, which explains most of the variation.

  • 2 authors
·
Feb 3, 2025

Tides in Two Harbours

The height of tides in two harbours is measured over a year, and a curve is fitted through the measurements, which then predicts the following year.

  • 5 authors
·
Feb 4, 2025

Gardens with Paths to Every Bed

How paths in a garden can be laid out so that every bed is reached is shown for gardens of any shape, with an algorithm that takes linear time.

  • 1 author
·
Feb 5, 2025
"""  # noqa: E501
DOUBT = """@article{long, title={Deep Sets of Permutation Invariant Functions in Practice},
  author={Zaheer, Manzil}, year={2017}, journal={Sets}}
@misc{short, title={Deep Sets of Permutation Invariant Functions in Practice},
  author={Kottur, Satwik}, year={2021}, doi={10.5555/12}}
"""


async def undo_all(user: User) -> list[str]:
    """Every step is undone; what the toasts said."""
    said: list[str] = []
    while True:
        await user.press("u")
        if "There is nothing to undo" in user.toasts[-1]:
            return said
        said.append(user.toasts[-1])


def found(library: Library, query: str = "") -> list[Row]:
    reader = library.reader()
    try:
        return reader.rows(list(reader.ids(query, today="2026-11-20")))
    finally:
        reader.close()


def without_prints(library: Library) -> dict[str, object]:
    """The library but for its fingerprints, which are only ever added to."""
    return state(library.path) | {"fingerprint": []}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_pasted_page_is_triaged_and_all_of_it_undone(opened, empty, size):
    async with opened(empty, size) as user:
        await user.paste(PAGE)
        assert "4 papers read = 4 new" in user.text
        await user.press("enter", "I")
        assert isinstance(user.app.screen, Triage)
        assert "4 left" in user.text
        await user.press("q", "s", "t")
        await user.type("later/on")
        await user.press("enter", "ctrl+s", "l", "d")
        assert "Nothing left to decide" in user.text
        await user.press("escape", "0")
        statuses = sorted(row.status for row in user.rows)
        assert statuses == ["dropped", "inbox", "queued", "skimmed"]
        assert [row.tags for row in user.rows if row.status == "inbox"] == ["later/on"]
        said = await undo_all(user)
        assert len(said) == 5
        assert user.keys == []
        assert "Your reading list is empty." in user.text


async def test_an_import_with_edits_is_undone_wholly_after_other_deeds(opened, library):
    before = without_prints(library)
    async with opened(library) as user:
        await user.paste(PAGE)
        listed = user.app.screen.query_one(PreviewList)
        await user.press("t")
        await user.type("spring")
        await user.press("enter", "ctrl+s", "d", "space", "space", "R", "q", "escape")
        assert "1 left out" in user.text
        assert listed.line_count == 4
        await user.press("e")
        user.app.focused.value = "A Title of My Own"
        await user.press("enter", "enter")
        assert len(user.keys) == 8
        new = found(library, "tag:spring")
        assert sorted(row.status for row in new) == ["inbox", "queued", "queued"]
        assert "A Title of My Own" in [row.title for row in new]
        await user.press("A", "asterisk", "r", "u", "u", "u")
        assert "Undone: imported pasted text: 3 new, 0 merged, 1 left out" in user.toasts[-1]
        assert without_prints(library) == before
        await user.press("ctrl+r")
        assert len(user.keys) == 8
        await user.press("u")
    assert without_prints(library) == before


async def test_a_paper_is_found_read_noted_and_cited(opened, library):
    before = without_prints(library)
    async with opened(library) as user:
        await user.press("slash")
        await user.type("mam gu")
        await user.press("enter")
        assert user.keys == ["gu2023mamba"]
        await user.press("p", "r")
        await user.type("linear time is enough")
        await user.press("enter", "n")
        await user.type("see [[vaswani2017attention]]")
        await user.press("ctrl+s", "M", "5", "t")
        await user.type("ssm")
        await user.press("enter", "ctrl+s", "y")
        assert user.app.clipboard == "gu2023mamba"
        await user.press("Y")
        assert user.app.clipboard.startswith("@article{gu2023mamba")
        (row,) = found(library, "takeaway:linear has:note rating:5 tag:ssm is:read")
        assert row.citation_key == "gu2023mamba"
        await user.press("enter", "enter")  # the details, and from there to the linked paper
        assert user.current.citation_key == "vaswani2017attention"
        for _ in range(5):
            await user.press("u")
            assert user.toasts[-1].startswith("Undone: ")
    after = without_prints(library)
    # A key that was copied stays as it is.
    assert len(after["paper"]) == len(before["paper"])
    assert {t: r for t, r in after.items() if t != "paper"} == {
        t: r for t, r in before.items() if t != "paper"
    }


async def test_duplicates_are_merged_and_are_two_again(opened, library):
    fill(library, DOUBT)
    before = without_prints(library)
    async with opened(library) as user:
        await user.press("m", "L", "m")
        assert "No two papers are left" in user.text
        await user.press("escape")
        assert len(user.keys) == 6
        assert len(found(library, "deep sets")) == 1
        await user.press("u")
        assert "Undone: merged" in user.toasts[-1]
        assert len(user.keys) == 7
    assert without_prints(library) == before


async def test_the_queue_views_and_takeaways_are_undone_step_by_step(opened, library):
    before = without_prints(library)
    async with opened(library) as user:
        await user.press("A", "R", "q", "escape", "1", "J", "slash")
        await user.type("year:>2000")
        await user.press("enter", "b")
        await user.type("Recent")
        await user.press("enter")
        assert "Saved the view Recent" in user.toasts[-1]
        said = []
        for _ in range(3):
            await user.press("u")
            said.append(user.toasts[-1])
        assert "Recent" in said[0]
        assert "the queue" in said[1]
        assert "5 papers as queued" in said[2]
    assert without_prints(library) == before


async def test_an_import_stopped_while_it_writes_leaves_the_library_as_it_was(
    opened, library, monkeypatch
):
    before = without_prints(library)
    tell = ImportScreen._tell

    def tell_and_stop(screen: ImportScreen, done: int, total: int, papers: int) -> None:
        tell(screen, done, total, papers)
        if screen.plan is not None and papers >= 400:
            screen._stop.set()

    monkeypatch.setattr(ImportScreen, "_tell", tell_and_stop)
    async with opened(library) as user:
        await user.paste("\n".join(f"@misc{{k{n}, title={{Number {n}}}}}" for n in range(1300)))
        assert "1,300 new" in user.text
        await user.press("d", "enter")
        assert "Stopped; nothing was changed." in user.text
        assert "1 left out" in user.text
        assert without_prints(library) == before
        monkeypatch.setattr(ImportScreen, "_tell", tell)
        await user.press("enter")
        assert len(user.keys) == 1304
        await user.press("u")
    assert without_prints(library) == before
