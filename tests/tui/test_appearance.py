"""What is drawn is safe, fits, and tells papers apart."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from readlist.library import organising
from readlist.models import ReadingStatus
from readlist.storage.reader import Row
from readlist.text import printable
from readlist.tui import app
from readlist.tui.app import ReadlistApp
from readlist.tui.screens.paper_actions import web_address
from readlist.tui.theme.cells import fit, fit_words, people_of, title_of
from readlist.tui.theme.colours import TEXTS, contrast, grounds
from readlist.tui.theme.marks import STATUS_MARKS
from readlist.wording import day
from tests.tui.conftest import User

SIZES = [(80, 24), (120, 40), (40, 10), (20, 5), (200, 60)]
READABLE = 4.5
"""The contrast that WCAG 2.2 asks of text."""
BLANK = Row(1, "key", "inbox", "", "", "", None, False, "", "", None, "", 0, None, False, "", False)


@given(st.text(), st.integers(0, 60))
def test_fitted_text_has_exactly_the_width(text, width):
    assert cell_len(fit(printable(text), width)) == width


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1)), st.integers(1, 40))
def test_fitted_words_have_exactly_the_width(words, width):
    assert cell_len(fit_words(words, width)) == width


def test_cut_text_says_that_it_goes_on():
    assert fit("Attention Is All You Need", 12) == "Attention I…"
    assert fit("深度学习综述", 6) == "深度… "
    assert fit("short", 8) == "short   "


def test_words_that_do_not_fit_are_counted():
    assert fit_words(["ml", "vision", "survey"], 13) == "ml vision +1 "
    assert fit_words(["statistics"], 6) == "stati…"


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (BLANK._replace(authors="Gu, Albert"), "Gu"),
        (BLANK._replace(authors="Gu, Albert; Dao, Tri"), "Gu & Dao"),
        (BLANK._replace(authors="Maini, P.; Feng, Z.; Schwarzschild, A."), "Maini et al."),
        (BLANK._replace(authors="Maini, P.", more_authors=True), "Maini et al."),
        (BLANK._replace(author_count=7), "7 authors"),
        (BLANK._replace(author_count=1), "1 author"),
        (BLANK._replace(organization="Mila"), "Mila"),
        (BLANK._replace(editors="Knuth, Donald"), "Knuth (ed.)"),
        (BLANK, ""),
    ],
)
def test_people_in_few_words(row, shown):
    assert people_of(row) == shown


def test_a_paper_without_title_shows_how_its_abstract_begins():
    assert title_of(BLANK._replace(abstract_start="We show that")) == "untitled: We show that"


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2026-11-20T16:02:45Z", "20 Nov 2026"),
        ("2024-02", "Feb 2024"),
        ("2024", "2024"),
        ("", ""),
        ("2024-13-01", "2024-13-01"),
        ("forthcoming", "forthcoming"),
    ],
)
def test_dates_for_people(date, shown):
    assert day(date) == shown


def test_every_status_has_a_mark_and_a_letter_of_its_own():
    assert set(STATUS_MARKS) == {status.value for status in ReadingStatus}
    assert len({mark.symbol for mark in STATUS_MARKS.values()}) == len(STATUS_MARKS)
    assert len({mark.letter for mark in STATUS_MARKS.values()}) == len(STATUS_MARKS)
    assert all(cell_len(mark.symbol) == 1 for mark in STATUS_MARKS.values())
    assert all(mark.letter in status for status, mark in STATUS_MARKS.items())


@pytest.mark.parametrize(
    ("url", "doi", "arxiv_id", "address"),
    [
        ("https://example.org/p", "10.1/x", None, "https://example.org/p"),
        ("javascript:alert(1)", "10.1/x", None, "https://doi.org/10.1/x"),
        ("file:///etc/passwd", None, "2401.06121", "https://arxiv.org/abs/2401.06121"),
        (None, None, None, ""),
    ],
)
def test_only_web_addresses_are_opened(url, doi, arxiv_id, address):
    assert web_address({"url": url, "doi": doi, "arxiv_id": arxiv_id}) == address


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_titles_are_shown_safely_at_every_size(opened, hostile, size):
    async with opened(hostile, size) as user:
        for key in user.keys:
            await user.go_to(key)
            assert len(user.lines) == size[1]
            assert all(cell_len(line) == size[0] for line in user.lines)
            assert not any(line != printable_cells(line) for line in user.lines)


def printable_cells(line: str) -> str:
    """The line without control and bidi characters."""
    return "".join(c for c in line if c >= " " and c not in "\x7f\u202e\u202c\u2066\u2069\u200e")


async def test_brackets_in_a_title_are_no_markup(opened, hostile):
    async with opened(hostile, (240, 40)) as user:
        await user.go_to("brackets")
        title = "[Re] Reproducing [bold]everything[/bold] [/x] [@click=app.quit]here[/]"
        assert title in user.text
        await user.press("d")
        assert "[Re] Reproducing [bold]everything[/bold]" in user.text
        await user.press("escape", "r", "t", "escape", "n", "escape")
        assert user.current.status == "read"


async def test_at_80_by_24_the_list_the_details_and_the_keys_are_there(opened, library):
    async with opened(library, (80, 24)) as user:
        assert "Attention Is All You Need" in user.text
        assert "No abstract." in user.text
        assert "/ Filter" in user.lines[-1]
        assert "q Quit" in user.lines[-1]


@pytest.mark.parametrize(
    ("key", "seen"),
    [("R", "inbox"), ("t", "type to find"), ("s", "added"), ("c", "✓ Title"), ("f", "1 Next"),
     ("M", "3 of 5"), ("d", "Attention"), ("x", "references.bib"), ("colon", "Search for"),
     ("r", "in one line"), ("question_mark", "In the list"), ("i", "File")],
)  # fmt: skip
async def test_in_the_smallest_terminal_a_window_shows_what_it_asks(opened, library, key, seen):
    async with opened(library, (20, 5)) as user:
        await user.press(key)
        assert seen in user.text


@pytest.mark.parametrize("size", [(20, 5), (40, 12)])
async def test_on_a_low_terminal_duplicates_show_their_fields_and_their_keys(opened, library, size):
    async with opened(library, size) as user:
        await user.press("space", "space", "m")
        assert user.lines[0].startswith(" Duplicates")
        assert "Key" in user.text
        assert "Esc End" in user.lines[-1]


@pytest.mark.parametrize("theme", ["textual-light", "nord", "textual-ansi", "no such theme"])
async def test_themes(library, theme):
    app = ReadlistApp(library, theme=theme)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.is_running


async def test_a_window_that_is_asked_for_at_once_looks_like_one(library, monkeypatch):
    monkeypatch.setattr(app, "IDLE", 3600)
    async with ReadlistApp(library).run_test(size=(100, 30)) as pilot:
        await pilot.press("question_mark")
        window = pilot.app.screen.query_one(".dialog")
        assert window.styles.border_top[0] == "round"
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert window.styles.border_top[0] == "round"


@pytest.mark.parametrize("seed", range(3))
async def test_no_walk_over_the_keyboard_breaks_it(opened, hostile, seed):
    """Keys at random, as a cat would; `q` and `^q` would only end the walk."""
    choice = random.Random(seed)
    keys = (
        "j k g G h l tab v V space enter escape slash R t n N s d y r u ctrl+r asterisk plus "
        "minus i x a question_mark colon down up home end pagedown pageup ctrl+d ctrl+u ctrl+s "
        "a b m 1 left_square_bracket quotation_mark backspace w"
    ).split()
    async with opened(hostile, choice.choice(SIZES)) as user:
        user.app.open_url = lambda url, new_tab=True: None
        for _ in range(60):
            await user.pilot.press(choice.choice(keys))
            assert user.app.is_running
        await user.rest()
        assert user.app._exception is None


@pytest.mark.parametrize("theme", [name for name in BUILTIN_THEMES if "ansi" not in name])
def test_words_can_be_read_in_every_theme(library, theme):
    app = ReadlistApp(library, theme=theme)
    variables = app.get_css_variables()
    for name in TEXTS:
        if not variables.get(name, "auto").startswith("auto"):
            for ground in grounds(variables):
                assert contrast(Color.parse(variables[name]), ground) >= READABLE, name


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_what_is_drawn_can_be_read(library, theme):
    organising.change_tags(library, [1, 2], ["ml/vision"], [])
    app = ReadlistApp(library, theme=theme)
    async with app.run_test(size=(110, 36), notifications=True) as pilot:
        user = User(app, pilot)
        for keys in (
            ["0"], ["asterisk"], ["slash", "o"], ["enter"], ["escape", "I"], ["t"], ["escape"],
            ["q", "escape", "S"], ["escape", "H"], ["escape", "question_mark"], ["escape", "R"],
            ["escape", "X"], ["escape", "x"], ["escape", "d"], ["escape", "n"],
            ["escape", "space", "space", "m"],
        ):  # fmt: skip
            await user.press(*keys)
            assert not list(_unreadable(user)), keys


def _unreadable(user):
    """Words on the screen, or in the dialog on it, that stand out too little."""
    box = next(iter(user.app.screen.query(".dialog")), user.app.screen).region
    for y, strip in enumerate(user.app.screen._compositor.render_strips()):
        x = 0
        for text, style, _ in strip:
            inside = box.contains(x, y)
            x += cell_len(text)
            if not inside or not any(letter.isalnum() for letter in text):
                continue
            ink, paper = (Color.from_rich_color(c) for c in (style.color, style.bgcolor))
            if contrast(ink, paper) < READABLE:
                yield text, ink.hex, paper.hex
