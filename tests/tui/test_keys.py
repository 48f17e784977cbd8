"""Keys: each means one thing where it works, and the help knows them all."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import Screen

from readlist.library.library import Library
from readlist.tui.app import ReadlistApp
from readlist.tui.keymap import SCOPES as KEY_SCOPES
from readlist.tui.keymap import bindings_of, owners, settle
from readlist.tui.screens import menu
from readlist.tui.screens.help import SECTIONS, HelpLine, help_page
from readlist.tui.theme.keys import key_name
from tests.tui.conftest import User

SCOPES = {name: tuple(owners(name)) for name in KEY_SCOPES}
DESIGN = (
    "j k down up g G home end pageup pagedown ctrl+d ctrl+u tab h l slash escape question_mark "
    "colon q a i d u ctrl+r n t r R asterisk plus minus v space w y Y x s e m J K 0 1 9 f c z B P"
).split()


@pytest.mark.parametrize("scope", SCOPES)
def test_no_key_means_two_things_in_one_place(scope):
    keys = [binding.key for owner in SCOPES[scope] for binding in bindings_of(owner)]
    assert sorted(keys) == sorted(set(keys))


def test_every_screen_with_keys_has_its_scope():
    folder = Path(menu.__file__).parent
    modules = [import_module(f"readlist.tui.screens.{path.stem}") for path in folder.glob("*.py")]
    screens = {
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Screen) and found is not Screen
        if found.__module__ == module.__name__ and "BINDINGS" in vars(found)
    }
    scoped = {owner for owners in SCOPES.values() for owner in owners}
    assert {s for s in screens if not any(issubclass(owner, s) for owner in scoped)} == set()


@pytest.mark.parametrize("scope", SCOPES)
def test_every_binding_has_a_name_and_a_tip(scope):
    for owner in SCOPES[scope]:
        for binding in bindings_of(owner):
            assert binding.id, binding
            assert binding.tooltip, binding
            assert binding.description, binding


@pytest.mark.parametrize("answers", [menu.SORTS])
def test_the_letters_of_a_menu_differ_and_are_in_its_words(answers):
    letters = [choice.letter for choice in answers]
    assert len(set(letters)) == len(letters)
    assert all(choice.letter in choice.label for choice in answers)


def test_the_keys_of_the_design_are_bound():
    bound = {b.key for owner in SCOPES["list"] for b in bindings_of(owner)}
    assert set(DESIGN) <= bound


async def test_help_lists_every_binding_of_the_main_screen(opened, library):
    async with opened(library, (120, 130)) as user:
        await user.press("question_mark")
        shown = user.text
        for scope in ("list", "details", "filter"):
            for owner in SCOPES[scope]:
                for binding in bindings_of(owner):
                    assert binding.tooltip in shown, binding
                    assert key_name(binding.key) in shown
                    assert SECTIONS[binding.id.partition(".")[0]] in shown


async def test_help_is_scrolled_and_closed_at_80_by_24(opened, library):
    async with opened(library, (80, 24)) as user:
        await user.press("question_mark")
        before = user.text
        await user.press("j", "j", "j")
        assert user.text != before
        await user.press("escape")
        assert user.app.screen is user.app.screen_stack[0]


async def test_the_help_is_searched_by_words_and_by_keys(opened, library):
    async with opened(library, (100, 120)) as user:
        await user.press("question_mark", "slash")
        await user.type("citation key")
        assert "Copy the citation key" in user.text
        assert "Copy the BibTeX entry" not in user.text
        await user.press("escape")  # clears
        assert "Copy the BibTeX entry" in user.text
        await user.press("slash")
        await user.type("^r")
        assert "paper.read" not in user.text
        assert "library.redo" in user.text
        await user.type("xyzzy")
        assert "No key is like that." in user.text
        await user.press("escape", "escape")  # clears, closes
        assert user.app.screen is user.app.screen_stack[0]


def remapped(library: Library, **keys: str) -> ReadlistApp:
    wanted = {name.replace("__", "."): text for name, text in keys.items()}
    return ReadlistApp(library, keys=settle(wanted))


async def test_a_remapped_key_works_and_its_old_one_does_not(library):
    app = remapped(library, paper__star="o, f5")
    async with app.run_test(size=(100, 30)) as pilot:
        user = User(app, pilot)
        await user.rest()
        await user.press("asterisk")
        assert not user.current.starred
        await user.press("o")
        assert user.current.starred
        await user.press("f5")
        assert not user.current.starred


async def test_help_palette_and_last_line_show_the_keys_as_they_are(library):
    app = remapped(library, paper__status="Z", app__help="f1", triage__queue="Q")
    async with app.run_test(size=(120, 60)) as pilot:
        user = User(app, pilot)
        await user.rest()
        assert "Z Status" in user.lines[-1]
        await user.press("f1")
        line = next(line for line in user.lines if "Choose the reading status" in line)
        assert "Z" in line.split()
        assert "R" not in line.split()
        await user.press("escape", "colon")
        await user.type("status")
        assert "Status · Z" in user.text
        await user.press("escape", "I")
        assert "Q Queue" in user.lines[-1]


async def test_dialogs_show_the_keys_as_they_are(library):
    app = remapped(library, note__save="ctrl+w", import__go_on="F5", confirm__no="l")
    async with app.run_test(size=(130, 40), notifications=True) as pilot:
        user = User(app, pilot)
        await user.rest()
        await user.press("n")
        assert "^w saves · ^o preview" in user.text
        await user.type("s")
        await user.press("escape")
        assert "y throw away · l go on writing" in user.text
        await user.press("y", "i")
        assert "f5 previews" in user.text
        await user.paste(
            "Abstract: An invented abstract speaks of sorting networks, at length.\n" * 2
        )
        assert "Enter imports · d leave out" in user.text


async def test_what_is_told_names_the_keys_as_they_are(library):
    keys = {"library__undo": "U", "library__redo": "ctrl+y", "find__save_view": "O",
            "triage__undo": "z", "history__undo": "L"}  # fmt: skip
    app = remapped(library, **keys)
    async with app.run_test(size=(130, 40), notifications=True) as pilot:
        user = User(app, pilot)
        await user.rest()
        await user.press("asterisk", "U", "ctrl+y")
        starred, undone, again = user.toasts
        assert starred.endswith(" · U undoes")
        assert undone.endswith(" · ^y does it again")
        assert again.endswith(" · U undoes")
        await user.press("9", "O")
        assert "O saves the filter as one" in user.toasts[-2]
        assert "/ and what you look for. Then O saves it" in user.toasts[-1]
        app.clear_notifications()
        await user.press("I", *"ddddd")
        assert "Esc goes back to the list, z takes back the latest decision." in user.text
        await user.press("escape", "H", "G", "enter", "y")
        await user.press("enter", "y")
        assert user.toasts[-1].endswith(" · L undoes the last")


async def test_control_c_names_the_key_that_leaves(library):
    app = remapped(library, app__quit="ctrl+x")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        user = User(app, pilot)
        await user.press("ctrl+c")
        assert user.toasts == ["^x leaves readlist."]


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("nrod", ["There is no theme “nrod”; did you mean nord?"]),
        ("\x1b[31m[/x]", ["There is no theme “[/x]”; the command Theme lists them."]),
        ("nord", []),
        ("", []),
    ],
)
async def test_a_theme_that_is_not_there_is_told(library, theme, told):
    app = ReadlistApp(library, theme=theme)
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert [notification.message for notification in app._notifications] == told


async def test_the_welcome_names_the_keys_as_they_are(empty):
    app = remapped(empty, library__import="f2")
    async with app.run_test(size=(100, 30)) as pilot:
        await User(app, pilot).rest()
        assert "f2 Paste" in User(app, pilot).text


async def test_two_keys_change_places(library):
    assert settle({"paper.read": "m", "library.duplicates": "r"}).complaints == ()
    app = remapped(library, paper__read="m", library__duplicates="r")
    async with app.run_test(size=(100, 30)) as pilot:
        user = User(app, pilot)
        await user.rest()
        await user.press("m", "escape")
        assert user.current.status == "read"


@pytest.mark.parametrize(
    ("wanted", "kept", "words"),
    [
        ({"paper.raed": "m"}, [], "paper.raed: there is no such command; did you mean paper.read?"),
        ({"paper.read": "t"}, [], "paper.read: t is already paper.tags (list); it stays r."),
        ({"paper.read": "j"}, [], "paper.read: j is already move.down (list)"),
        ({"move.down": "ctrl+n,n"}, [], "move.down: n is already paper.note (list)"),
        ({"paper.read": "f5", "paper.tags": "f5"}, ["paper.read"], "f5 is already paper.read"),
        ({"paper.read": "t", "paper.tags": "r"}, ["paper.read", "paper.tags"], ""),
        ({"triage.queue": "s"}, [], "triage.queue: s is already triage.skim (triage)"),
        ({"paper.read": ""}, [], "no key is named; it stays r."),
        ({"paper.read": "enterr"}, [], "there is no key “enterr”"),
        ({"paper.read": "\x1b[31m"}, [], "there is no key"),
        ({"note.save": "s"}, [], "note.save: s is needed to type there (note); it stays ^s."),
        ({"filter.complete": "x,tab"}, [], "x is needed to type there (filter)"),
        ({"tags.save": "Ctrl+W", "paper.star": "F5"}, ["tags.save", "paper.star"], ""),
        ({"find.view": "f1"}, [], "the digits of the views are fixed"),
        ({"app.help": "?,f1", "paper.star": "é"}, ["app.help", "paper.star"], ""),
    ],
)
def test_what_cannot_be_had_is_told_and_stays_as_it_was(wanted, kept, words):
    settled = settle(wanted)
    assert list(settled.keys) == kept
    assert words in "".join(settled.complaints)
    assert bool(settled.complaints) == bool(words)
    assert "\x1b" not in "".join(settled.complaints)


def test_a_default_that_comes_back_may_take_its_key_from_a_wish():
    # tags cannot have d, so they keep t, which `read` then cannot have either.
    settled = settle({"paper.tags": "d", "paper.read": "t"})
    assert settled.keys == {}
    assert len(settled.complaints) == 2


async def test_a_clash_is_told_at_the_start(library):
    app = remapped(library, paper__read="t")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        user = User(app, pilot)
        await user.rest()
        assert any("t is already paper.tags" in toast for toast in user.toasts)
        await user.press("r", "escape")
        assert user.current.status == "read"


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_commands_by_name(opened, library, key):
    async with opened(library) as user:
        await user.press(key)
        await user.type("copy key")
        assert "Copy the citation key" in user.text


def test_the_first_screen_needs_no_database_toolkit():
    code = (
        "import sys, readlist.tui.app; "
        "heavy = {'sqlmodel', 'sqlalchemy', 'alembic', 'bibtexparser', 'rapidfuzz', 'pydantic', "
        "'pylatexenc', 'textual.widgets._markdown', 'tree_sitter'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == ""


def test_help_says_what_its_names_are_for_and_leaves_them_out_where_it_is_narrow():
    line = HelpLine("In the list", "j ↓", "Next line", "move.down")

    def text(width):
        return "\n".join("".join(span.text for span in row) for row in help_page([line], width))

    assert text(70).splitlines()[0].endswith("name in config.toml")
    assert "move.down" in text(70)
    assert text(40) == "In the list\n  j ↓           Next line"
