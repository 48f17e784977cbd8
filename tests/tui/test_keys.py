"""Keys: each means one thing where it works, and the help knows them all."""

import subprocess
import sys

import pytest
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from readlist.tui.app import ReadlistApp
from readlist.tui.screens import (
    confirm,
    duplicates,
    export,
    help,
    import_,
    menu,
    note,
    ranked,
    reading_list,
    save_view,
    statistics,
    tags,
    topics,
    triage,
)
from readlist.tui.screens.help import SECTIONS
from readlist.tui.theme.keys import key_name
from readlist.tui.widgets.details import Details
from readlist.tui.widgets.field_table import FieldTable
from readlist.tui.widgets.filter_bar import QueryInput
from readlist.tui.widgets.paper_list import PaperList
from readlist.tui.widgets.ranked_list import RankedList
from readlist.tui.widgets.report_list import ReportList
from readlist.tui.widgets.sidebar import Sidebar
from readlist.tui.widgets.welcome import Welcome

MAIN = reading_list.ReadingList
SCOPES = {
    "list": (PaperList, MAIN, ReadlistApp),
    "details": (Details, MAIN, ReadlistApp),
    "sidebar": (Sidebar, MAIN, ReadlistApp),
    "triage": (Details, triage.Triage),
    "duplicates": (FieldTable, duplicates.Duplicates),
    "topics": (topics.TopicList, topics.TopicsScreen),
    "proposals": (RankedList, ranked.RankedScreen),
    "save view": (save_view.SaveView,),
    "welcome": (Welcome, MAIN, ReadlistApp),
    "filter": (QueryInput,),
    "import": (ReportList, import_.ImportScreen),
    "export": (export.ExportScreen,),
    "menu": (menu.Choices, menu.Menu),
    "note": (note.NoteScreen,),
    "tags": (tags.TagScreen,),
    "statistics": (statistics.StatisticsScreen,),
    "help": (help.HelpScreen,),
    "confirm": (confirm.Confirm,),
}
DESIGN = (
    "j k down up g G home end pageup pagedown ctrl+d ctrl+u tab h l slash escape question_mark "
    "colon q a i d u ctrl+r n t r R asterisk plus minus v space w y Y x s e m J K 0 1 9"
).split()


def bindings_of(owner: type) -> list[Binding]:
    """The bindings that readlist's own classes give to `owner`, one a key."""
    found: list[Binding] = []
    for base in owner.__mro__:
        if base.__module__.startswith("readlist."):
            found += Binding.make_bindings(vars(base).get("BINDINGS", ()))
            if not vars(base)["_inherit_bindings"]:
                break
        elif not issubclass(base, App | Screen):
            break
    return found


@pytest.mark.parametrize("scope", SCOPES)
def test_no_key_means_two_things_in_one_place(scope):
    keys = [binding.key for owner in SCOPES[scope] for binding in bindings_of(owner)]
    assert sorted(keys) == sorted(set(keys))


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
    async with opened(library, (120, 100)) as user:
        await user.press("question_mark")
        shown = user.text
        for scope in ("list", "details", "filter"):
            for owner in SCOPES[scope]:
                for binding in bindings_of(owner):
                    assert binding.tooltip in shown, binding
                    assert key_name(binding.key) in shown
        for heading in SECTIONS.values():
            assert heading in shown


async def test_help_is_scrolled_and_closed_at_80_by_24(opened, library):
    async with opened(library, (80, 24)) as user:
        await user.press("question_mark")
        before = user.text
        await user.press("j", "j", "j")
        assert user.text != before
        await user.press("escape")
        assert user.app.screen is user.app.screen_stack[0]


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
