"""Whatever can be done is reached by a key, by the palette, and where it helps by the mouse."""

import pytest
from textual.widgets import Input, TextArea

from readlist.tui.app import _NO_COMMANDS, _NOT_THERE
from readlist.tui.screens.reading_list import ReadingList
from readlist.tui.widgets.key_line import KeyLine
from tests.tui.conftest import fill

OPENED = {
    "list": (), "filter": ("slash",), "triage": ("I",), "duplicates": ("m",), "topics": ("T",),
    "like this": ("L",), "what next": ("X",), "import": ("i",), "file": ("a",), "export": ("x",),
    "status": ("R",), "sort": ("s",), "note": ("n",), "takeaway": ("r",), "tags": ("t",),
    "history": ("H",), "statistics": ("S",), "help": ("question_mark",), "delete": ("d",),
    "columns": ("c",), "go to": ("f",),
}  # fmt: skip
"""Where the user can be, and the keys that lead there."""
TWINS = """@article{long, title={Deep Sets of Permutation Invariant Functions in Practice},
author={Zaheer, Manzil}, year={2017}}
@misc{short, title={Deep Sets of Permutation Invariant Functions in Practice},
author={Kottur, Satwik}, year={2021}}"""


@pytest.fixture
def twins(library):
    """Five papers and two that may be one."""
    fill(library, TWINS)
    return library


def own(node):
    return type(node).__module__.startswith("readlist.")


@pytest.mark.parametrize("where", OPENED)
async def test_no_key_of_a_screen_is_taken_by_what_textual_binds_in_it(opened, twins, where):
    async with opened(twins, (120, 40)) as user:
        await user.press(*OPENED[where])
        screen = user.app.screen
        assert (screen is user.app.screen_stack[0]) == (where in ("list", "filter"))
        ours = {key for key, active in screen.active_bindings.items() if own(active.node)}
        assert ours
        for widget in screen.focus_chain:
            screen.set_focus(widget)
            await user.rest()
            typing = isinstance(widget, Input | TextArea)
            for node, bindings in screen._modal_binding_chain:
                if not own(node):
                    continue
                for key, bound in bindings.key_to_bindings.items():
                    if typing and (len(key) == 1 or bound[0].id is None):
                        continue  # a letter, or what the line does itself
                    active = screen.active_bindings.get(key)
                    if active is None or active.binding.id is not None or typing:
                        continue
                    assert bound[0].id is None, (where, widget, key, active)


@pytest.mark.parametrize("where", OPENED)
async def test_the_palette_has_every_command_of_a_screen(opened, twins, where):
    async with opened(twins, (120, 40)) as user:
        await user.press(*OPENED[where])
        screen = user.app.screen
        commands = list(user.app.get_system_commands(screen))
        tips = {command.help for command in commands}
        if isinstance(screen, ReadingList):
            bindings = [binding for _, binding in screen.all_bindings()]
        else:
            bindings = [a.binding for a in screen.active_bindings.values() if a.enabled]
        wanted = [
            b for b in bindings
            if b.id and b.id.partition(".")[0] not in _NO_COMMANDS and b.action not in _NOT_THERE
        ]  # fmt: skip
        assert [b.id for b in wanted if b.tooltip not in tips] == []
        assert len(commands) == len({command.title for command in commands})


async def test_a_command_of_the_palette_does_what_its_key_does(opened, twins):
    async with opened(twins, (120, 40)) as user:
        for command in user.app.get_system_commands(user.app.screen):
            if command.help == "Star, or not":
                await command.callback()
        await user.rest()
        assert user.current.starred


@pytest.mark.parametrize("where", ["list", "triage", "duplicates", "history", "statistics"])
async def test_every_key_of_the_last_line_can_be_clicked(opened, twins, where, monkeypatch):
    pressed: list[str] = []
    async with opened(twins, (120, 40)) as user:
        await user.press(*OPENED[where])
        monkeypatch.setattr(user.app, "simulate_key", pressed.append)
        line = user.app.screen.query_one(KeyLine)
        placed = line._placed()
        for _, start in placed:
            await user.pilot.click(line, offset=(start + line.gutter.left, 0))
        assert pressed == [hint.key for hint, _ in placed]
        assert len(pressed) >= 4


async def test_the_mouse_goes_to_papers_opens_them_and_scrolls(opened, twins):
    async with opened(twins, (120, 40)) as user:
        await user.pilot.click(user.papers, offset=(10, 3))
        assert user.papers.cursor == 2
        await user.pilot.click(user.papers, offset=(10, 2), times=2)
        await user.rest()
        assert user.app.focused is not user.papers
        await user.press("escape", "B")
        await user.rest()


async def test_without_papers_the_palette_has_only_what_needs_none(opened, empty):
    async with opened(empty) as user:
        titles = [c.title for c in user.app.get_system_commands(user.app.screen)]
        assert any(title.startswith("Import ·") for title in titles)
        assert not any(title.startswith(("Tags", "Export", "Sort")) for title in titles)
