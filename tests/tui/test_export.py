"""Papers go out: as a file, as a key, as an entry on the clipboard."""

import pytest
from textual.widgets import RadioButton, Static

from readlist.library.intake import Source, import_sources
from readlist.tui.screens.export import ExportScreen
from readlist.tui.screens.pick_file import PickFile
from readlist.tui.widgets.path_input import PathInput


async def write_to(user, path):
    """The export window is open and this file is named in it."""
    await user.press("x", "ctrl+u")
    await user.type(str(path))


async def test_the_whole_library_is_exported(opened, library, tmp_path):
    path = tmp_path / "refs.bib"
    async with opened(library) as user:
        await write_to(user, path)
        await user.press("enter", "escape")
        text = path.read_text()
        assert text.count("@article") == 5
        assert "{gu2023mamba" in text
        assert "5 papers" in user.toasts[-1]


async def test_what_is_shown_or_selected_is_offered_first(opened, library, tmp_path):
    path = tmp_path / "refs.bib"
    async with opened(library) as user:
        await user.press("slash")
        await user.type("year:<2000")
        await user.press("enter")
        await write_to(user, path)
        await user.press("enter", "escape")
        assert path.read_text().count("@article") == 2
        await user.press("space", "x")
        assert "the 1 selected" in user.text
        assert "will be replaced" in user.text
        await user.press("enter", "escape")
        assert path.read_text().count("@article") == 1


async def test_what_is_chosen_shows_without_colour_and_enter_writes_it(opened, library, tmp_path):
    path = tmp_path / "refs.bib"
    async with opened(library) as user:
        await user.press("space")
        await write_to(user, path)
        assert "▐ ▌ all 5 papers" in user.text
        assert "▐●▌ the 1 selected" in user.text
        await user.press("tab", "space")
        assert "▐●▌ all 5 papers" in user.text
        assert "▐ ▌ the 1 selected" in user.text
        await user.press("tab", "space")
        assert "▐✓▌ with abstracts" in user.text
        await user.press("enter")
        assert path.read_text().count("@article") == 5


async def test_warnings_are_shown_afterwards(opened, empty, tmp_path):
    for _ in import_sources(empty, [Source("x.bib", b"@article{bare, title={No journal here}}")]):
        pass
    async with opened(empty) as user:
        await write_to(user, tmp_path / "refs.bib")
        await user.press("enter")
        assert isinstance(user.app.screen, ExportScreen)
        assert "complete and valid" in user.text
        assert "bare" in user.text
        await user.press("escape")
        assert "Exported 1 paper" in user.toasts[-1]


async def test_a_place_that_cannot_be_written_is_a_sentence(opened, library, tmp_path):
    async with opened(library, (160, 40)) as user:
        await write_to(user, tmp_path / "no" / "folder" / "refs.bib")
        await user.press("enter")
        assert isinstance(user.app.screen, ExportScreen)
        assert "refs.bib" in user.text
        await user.press("escape")
        assert user.toasts == []


@pytest.mark.parametrize("path", ["x" * 5000, "/" + "y" * 300 + "/refs.bib"])
async def test_a_path_too_long_for_the_disk_is_a_sentence(opened, library, path):
    async with opened(library, (160, 40)) as user:
        await user.press("x")
        user.app.screen.query_one(PathInput).value = path
        await user.rest()
        assert isinstance(user.app.screen, ExportScreen)
        await user.press("enter")
        assert "too long" in str(user.app.screen.query_one("#export-problem", Static).content)


async def test_a_path_too_long_for_the_disk_is_looked_for_nowhere(opened, library):
    async with opened(library) as user:
        await user.press("a")
        user.app.screen.query_one(PathInput).value = "/" + "y" * 300 + "/refs.bib"
        await user.press("ctrl+o")
        assert isinstance(user.app.screen, PickFile)


async def test_y_copies_the_key(opened, library):
    async with opened(library) as user:
        await user.go_to("gu2023mamba")
        await user.press("y")
        assert user.app.clipboard == "gu2023mamba"
        assert "gu2023mamba" in user.toasts[-1]


async def test_capital_y_copies_the_entry_and_shows_it(opened, library):
    async with opened(library) as user:
        await user.go_to("gu2023mamba")
        await user.press("Y")
        assert user.app.clipboard.startswith("@article{gu2023mamba")
        assert "@article{gu2023mamba" in user.toasts[-1]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_window_fits(opened, library, size):
    async with opened(library, size) as user:
        await user.press("space", "x")
        assert "Export BibTeX" in user.text
        assert "all 5 papers" in user.text


async def test_a_citation_is_copied_as_text(opened, library, monkeypatch):
    from readlist.formats import styles  # noqa: PLC0415

    def as_apa(documents, style):
        return [f"{style}: {paper.record.title}" for paper in documents]

    monkeypatch.setattr(styles, "citations", as_apa)
    async with opened(library) as user:
        await user.go_to("gu2023mamba")
        await user.press("C")
        assert user.app.clipboard.startswith("apa: Mamba")
        assert "Copied" in user.toasts[-1]


async def test_the_papers_of_a_view_can_be_exported_and_all_are_proposed(opened, library, tmp_path):
    async with opened(library, (160, 40)) as user:
        await user.go_to("gu2023mamba")
        await user.press("R", "q", "1")
        await write_to(user, tmp_path / "all.bib")
        assert "the 1 of the view Next" in user.text
        await user.press("enter", "escape")
        assert (tmp_path / "all.bib").read_text().count("@article") == 5
        await write_to(user, tmp_path / "next.bib")
        await user.pilot.click(RadioButton)
        await user.press("ctrl+s")
        assert "gu2023mamba" in (tmp_path / "next.bib").read_text()
        assert (tmp_path / "next.bib").read_text().count("@article") == 1
