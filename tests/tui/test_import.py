"""Papers come in through the import window: previewed, then written, or not at all."""

import asyncio
from pathlib import Path
from threading import Event

import pytest

from readlist.errors import NotALibrary
from readlist.library.deciding import Decisions
from readlist.library.intake import Source
from readlist.library.library import Library
from readlist.tui.app import run
from readlist.tui.running import rehearse
from readlist.tui.screens import import_
from readlist.tui.screens.import_ import ImportScreen
from readlist.tui.widgets.preview_list import PreviewList
from readlist.tui.widgets.welcome import Welcome

BIB = """@article{doe2020first, title={A First Paper}, author={Doe, Jo}, year=2020}
@article{roe2021second, title={A Second Paper}, author={Roe, Al}, year=2021}
"""
BROKEN = BIB + "@article{broken, title={never closed\n"


async def test_an_empty_library_greets_with_the_ways_in(opened, empty):
    async with opened(empty, (80, 24)) as user:
        assert "Your reading list is empty." in user.text
        for way in ("Paste", "Import", "Sample"):
            assert way in user.text
        assert not empty.exists()


async def test_keys_that_need_papers_do_nothing_without_papers(opened, empty):
    async with opened(empty) as user:
        await user.press("slash", "r", "R", "t", "n", "d", "s", "x", "y", "Y", "w", "v", "l", "tab")
        assert isinstance(user.app.focused, Welcome)
        assert user.app.screen is user.app.screen_stack[0]


async def test_one_key_loads_the_sample_library_and_undo_takes_it_away(opened, empty):
    async with opened(empty) as user:
        await user.press("D")
        assert len(user.keys) > 50
        assert user.app.focused is user.papers
        await user.press("u")
        assert "Your reading list is empty." in user.text


async def test_a_page_pasted_into_the_list_is_previewed_and_nothing_is_written(opened, empty):
    async with opened(empty) as user:
        await user.paste(BIB)
        assert "BibTeX" in user.text
        assert "2 papers read = 2 new" in user.text
        assert "A First Paper" in user.text
        assert not empty.exists()
        await user.press("escape", "escape")
        assert not empty.exists()
        assert "Your reading list is empty." in user.text


async def test_enter_writes_what_was_previewed(opened, empty):
    async with opened(empty) as user:
        await user.paste(BIB)
        await user.press("enter")
        assert set(user.keys) == {"doe2020first", "roe2021second"}
        assert "2 new" in user.toasts[-1]
        await user.press("u")
        assert user.keys == []


async def test_the_same_page_again_changes_nothing_and_says_so(opened, empty):
    async with opened(empty) as user:
        await user.paste(BIB)
        await user.press("enter")
        await user.paste(BIB)
        assert "2 unchanged" in user.text
        assert "nothing new" in user.text
        await user.press("enter")
        assert len(user.keys) == 2


async def test_a_path_typed_where_a_page_is_pasted_names_the_file(opened, library, tmp_path):
    (tmp_path / "two.bib").write_text(BIB)
    async with opened(library) as user:
        await user.press("i")
        await user.type(str(tmp_path / "two.bib"))
        await user.press("ctrl+s")
        assert "2 papers read = 2 new" in user.text


async def test_a_file_is_named_and_its_bad_entry_shown_with_its_line(opened, library, tmp_path):
    path = tmp_path / "mine.bib"
    path.write_text(BROKEN)
    async with opened(library) as user:
        await user.press("a")
        await user.type(str(path))
        await user.press("enter")
        assert "1 rejected" in user.text
        assert "line 3" in user.text
        await user.press("enter")
        assert "doe2020first" in user.keys
        assert "1 rejected" in user.toasts[-1]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.bib", None, "missing.bib"),
        ("folder.bib", Path, "folder.bib"),
        ("empty.txt", b"", "no text"),
        ("prose.txt", b"Dear diary,\ntoday I read nothing.\n", "no listing"),
        ("page.html", b"<!DOCTYPE html><html></html>", "HTML"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_sentence(
    opened, empty, tmp_path, name, content, says
):
    path = tmp_path / name
    if content is Path:
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    async with opened(empty, (160, 30)) as user:
        await user.press("a")
        await user.type(str(path))
        await user.press("enter")
        assert says in user.text
        assert isinstance(user.app.screen, ImportScreen)
        assert not empty.exists()


async def test_nothing_given_is_asked_for(opened, empty):
    async with opened(empty) as user:
        await user.press("i", "ctrl+s")
        assert "Paste a text or name a file." in user.text


async def test_stopping_in_the_middle_changes_nothing(opened, empty):
    entries = (f"@misc{{key{n}, title={{Paper number {n}}}}}" for n in range(1500))
    async with opened(empty) as user:
        await user.paste("\n".join(entries))
        screen = user.app.screen
        assert isinstance(screen, ImportScreen)
        assert screen.query_one(PreviewList).line_count == 1500
        screen.action_go_on()
        screen.action_go_back()
        await user.rest()
        assert "nothing was changed" in user.text
        await user.press("escape")
        assert user.keys == []


async def test_stopping_a_first_import_after_its_first_papers_leaves_no_library(
    opened, empty, monkeypatch
):
    entries = (f"@misc{{key{n}, title={{Paper number {n}}}}}" for n in range(1500))
    written = []

    def stops(screen, _done, _total, papers):
        written.append(papers)
        screen._stop.set()

    async with opened(empty) as user:
        await user.paste("\n".join(entries))
        monkeypatch.setattr(ImportScreen, "_tell", stops)
        await user.press("enter")
        assert 0 < written[-1] < 1500
        assert "nothing was changed" in user.text
    assert not list(empty.path.parent.glob("library.sqlite3*"))


async def test_typed_abstracts_are_a_way_in(opened, empty):
    async with opened(empty) as user:
        await user.press("i")
        await user.type("Abstract: We study how readers of long lists choose what to read next.")
        await user.press("ctrl+s", "enter")
        assert len(user.keys) == 1
        assert "untitled: We study how" in user.text


async def test_a_page_too_long_to_be_shown_in_the_window_is_kept_beside_it(opened, empty):
    entries = "\n".join(f"@misc{{key{n}, title={{Paper number {n}}}}}" for n in range(2000))
    async with opened(empty) as user:
        await user.paste(entries)
        assert "2,000 new" in user.text
        await user.press("escape")
        assert f"Pasted: {len(entries):,} characters." in user.text
        await user.press("ctrl+s")
        assert "2,000 new" in user.text
        await user.press("escape")
        await user.type("@misc{one, title={Typed instead}}")
        await user.press("ctrl+s")
        assert "1 new" in user.text


async def test_real_listings_come_in_by_paste(opened, empty):
    folder = Path(__file__).parents[3] / "shared" / "listings"
    if not folder.is_dir():
        pytest.skip("the listings are not at hand")
    async with opened(empty) as user:
        for name, papers in (("daily-papers", 45), ("paper-search", 274)):
            await user.paste((folder / f"{name}.txt").read_text())
            await user.press("enter")
            assert len(user.keys) == papers


def test_a_library_of_something_else_is_refused_before_the_screen(tmp_path):
    path = tmp_path / "picture.sqlite3"
    path.write_bytes(b"\x89PNG" * 100)
    with pytest.raises(NotALibrary):
        run(Library(path))


async def test_what_is_no_listing_is_refused_and_stays_to_be_mended(opened, library):
    async with opened(library) as user:
        await user.press("i")
        await user.paste("Shopping list\n- milk\n- eggs\n")
        assert isinstance(user.app.screen, ImportScreen)
        assert user.app.screen.stage == "ask"
        assert "- eggs" in user.text
        assert "BibTeX" in user.text


async def test_of_several_files_those_that_can_be_read_are_previewed(opened, library, tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "diary.txt").write_text("Dear diary,\ntoday I read nothing.\n")
    async with opened(library, (220, 30)) as user:
        await user.paste(f"{tmp_path}/refs.bib {tmp_path}/diary.txt")
        assert user.app.screen.stage == "preview"
        assert "2 new" in user.text
        assert "no listing" in user.text


def test_a_rehearsal_that_is_wanted_no_more_ends(library):
    sources = [Source("refs.bib", BIB.encode())]
    assert rehearse(library, sources, Decisions(), lambda: False) is None
    assert rehearse(library, sources, Decisions(), lambda: True) is not None


async def test_leaving_in_the_middle_of_an_import_stops_it(opened, library, monkeypatch):
    begun, stopped = Event(), []

    def slow(steps, stop, _tell):  # type: ignore[no-untyped-def]
        begun.set()
        stopped.append(stop.wait(30))
        steps.close()
        return None, ""

    async with opened(library) as user:
        await user.press("i")
        await user.paste(BIB)
        monkeypatch.setattr(import_, "run_steps", slow)
        await user.pilot.press("enter")
        await asyncio.to_thread(begun.wait, 30)
        await user.pilot.press("ctrl+q")
    assert stopped == [True]
