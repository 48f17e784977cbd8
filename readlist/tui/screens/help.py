"""Every key and what it does, read from the bindings themselves."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from readlist.tui.theme.keys import key_names

SECTIONS = {
    "move": "In the list",
    "select": "Several papers at once",
    "paper": "The paper at the cursor, or those selected",
    "library": "The library",
    "find": "Find and sort",
    "filter": "While typing a filter",
    "read": "In the details",
    "app": "Everywhere",
}
"""First part of a binding's ID -> heading, in order."""


def help_text(bindings: Iterable[Binding]) -> Content:
    """The bindings by section, each once, with all its keys."""
    keys: dict[str, list[str]] = {}
    tips: dict[str, str] = {}
    for binding in bindings:
        if binding.id:
            keys.setdefault(binding.id, []).append(binding.key)
            tips[binding.id] = binding.tooltip or binding.description
    lines: list[Content] = []
    for section, heading in SECTIONS.items():
        inside = [i for i in keys if i.partition(".")[0] == section]
        if inside:
            lines += [Content(""), Content.styled(heading, "bold")]
        for binding_id in inside:
            shown = f"  {key_names(keys[binding_id]):<16}"
            lines.append(Content.assemble((shown, "$text-primary"), " ", tips[binding_id]))
    return Content("\n").join(lines[1:])


class HelpScreen(ModalScreen[None]):
    """The keys, to scroll through."""

    BINDINGS = [
        Binding("escape,q,question_mark", "dismiss(None)", "Close", id="help.close",
                tooltip="Back to where you were"),
        Binding("j", "scroll(1)", "Down", show=False, id="help.down", tooltip="One line down"),
        Binding("k", "scroll(-1)", "Up", show=False, id="help.up", tooltip="One line up"),
    ]  # fmt: skip

    def __init__(self, text: Content) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog -large") as box:
            box.border_title = Content("Keys")
            box.border_subtitle = Content("j k scroll · Esc closes")
            yield Static(self.text)

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
