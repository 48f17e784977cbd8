"""Every key and what it does, read from the bindings themselves."""

from collections.abc import Iterable, Sequence
from functools import partial
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from readlist.tui.theme.charts import Line, Span, width_of
from readlist.tui.theme.keys import key_names
from readlist.tui.widgets.drawing import Drawing
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.page import Page

SECTIONS = {
    "move": "In the list",
    "select": "Several papers at once",
    "paper": "The paper at the cursor, or those selected",
    "library": "The library",
    "look": "How it looks",
    "find": "Find and sort",
    "filter": "While typing a filter",
    "read": "In the details",
    "triage": "Triage",
    "fields": "The field at the cursor",
    "duplicates": "Duplicates",
    "history": "History",
    "statistics": "Statistics",
    "app": "Everywhere",
}
"""First part of a binding's ID -> heading, in order."""


_KEYS = 16
"""Cells of the column of keys."""
_WITH_IDS = 60
"""Cells of a page that has room for the bindings' IDs."""
_IDS = "name in config.toml"


class HelpLine(NamedTuple):
    """One thing that keys do."""

    heading: str
    keys: str
    tip: str
    binding_id: str
    """What `[keys]` in the configuration calls it."""


def help_lines(bindings: Iterable[Binding]) -> list[HelpLine]:
    """The bindings by section, each once, with all its keys."""
    keys: dict[str, list[str]] = {}
    tips: dict[str, str] = {}
    for binding in bindings:
        if binding.id:
            keys.setdefault(binding.id, []).append(binding.key)
            tips[binding.id] = binding.tooltip or binding.description
    return [
        HelpLine(heading, key_names(keys[binding_id]), tips[binding_id], binding_id)
        for section, heading in SECTIONS.items()
        for binding_id in keys
        if binding_id.partition(".")[0] == section
    ]


def matching(lines: Iterable[HelpLine], words: str) -> list[HelpLine]:
    """The lines in which each of the words is found: as a key, or anywhere in the text."""
    wanted = words.split()
    return [
        line
        for line in lines
        if all(
            word in line.keys.split()
            or word.casefold() in " ".join((line.heading, *line[2:])).casefold()
            for word in wanted
        )
    ]


def help_page(lines: Sequence[HelpLine], width: int) -> list[Line]:
    """The lines under their headings: keys, what they do, and with room the binding's ID."""
    shown: list[Line] = []
    heading = ""
    for line in lines:
        if line.heading != heading:
            heading = line.heading
            shown += [[], [Span(heading, "heading")]]
        keys = Span(f"  {line.keys}".ljust(_KEYS), "other")
        if width_of([keys]) > _KEYS:
            shown.append([keys])
            keys = Span(" " * _KEYS)
        first, *rest = wrap(line.tip, max(1, width - _KEYS))
        for text in rest:
            shown.append([keys, Span(first)])
            keys, first = Span(" " * _KEYS), text
        if width < _WITH_IDS:
            shown.append([keys, Span(first)])
            continue
        room = width - _KEYS - cell_len(first)
        if room < len(line.binding_id) + 2:
            shown.append([keys, Span(first)])
            keys, first, room = Span(" " * _KEYS), "", width - _KEYS
        shown.append([keys, Span(first), Span(line.binding_id.rjust(room), "muted")])
    if shown and width >= _WITH_IDS:
        shown[1].append(Span(_IDS.rjust(width - width_of(shown[1])), "muted"))
    return shown[1:]


class HelpScreen(ModalScreen[None]):
    """The keys, to scroll through and to search."""

    BINDINGS = [
        Binding("escape", "back", "Close", id="help.back",
                tooltip="Clear the search; then back to where you were"),
        Binding("q,question_mark", "dismiss(None)", "Close", id="help.close",
                tooltip="Back to where you were"),
        Binding("slash", "search", "Search", id="help.search", tooltip="Find a key by its words"),
        Binding("j,down", "scroll(1)", "Down", show=False, id="help.down", tooltip="One line down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="help.up", tooltip="One line up"),
    ]  # fmt: skip

    def __init__(self, lines: Sequence[HelpLine]) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        with Page(classes="dialog -large") as box:
            box.border_title = Content("Keys")
            box.border_subtitle = keyed(
                "{help.search} search · {help.down} {help.up} scroll · {help.back} closes", self
            )
            search = Input(placeholder="words, or a key", id="help-search", compact=True)
            search.display = False
            yield search
            yield Drawing(partial(help_page, self.lines), id="help-lines")

    def on_mount(self) -> None:
        self.query_one(Page).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        found = matching(self.lines, event.value)
        page = partial(help_page, found) if found else lambda _: [[Span("No key is like that.")]]
        self.query_one(Drawing).show(page)
        self.query_one(Page).scroll_home(animate=False)

    def on_input_submitted(self) -> None:
        self.query_one(Page).focus()

    def action_search(self) -> None:
        search = self.query_one(Input)
        search.display = True
        search.focus()

    def action_back(self) -> None:
        search = self.query_one(Input)
        if not search.display:
            self.dismiss(None)
            return
        search.value = ""
        search.display = False
        self.query_one(Page).focus()

    def action_scroll(self, by: int) -> None:
        self.query_one(Page).scroll_relative(y=by, animate=False)
