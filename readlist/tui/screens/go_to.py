"""Any view and any tag, by a few letters of its name."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readlist.text import fold
from readlist.tui.widgets.key_line import keyed
from readlist.tui.widgets.sidebar import Sidebar, Way


class WayList(Sidebar, can_focus=False):
    """Ways to choose from; the line in which the user types keeps the focus."""

    ALWAYS_LIT = True


class GoTo(ModalScreen[Way | None]):
    """Answers with where to go, or None."""

    BINDINGS = [
        Binding("enter", "go", "Go", id="go.go", priority=True,
                tooltip="List what is at the cursor"),
        Binding("escape", "dismiss(None)", "Cancel", id="go.cancel", priority=True,
                tooltip="Stay where you are"),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, id="go.down", priority=True,
                tooltip="One line down"),
        Binding("up", "move(-1)", "Up", show=False, id="go.up", priority=True,
                tooltip="One line up"),
    ]  # fmt: skip

    def __init__(self, ways: Sequence[Way], open_query: str | None) -> None:
        super().__init__()
        self._all = ways
        self._open = open_query

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = Content("Go to")
            box.border_subtitle = keyed("letters find · {go.go} goes · {go.cancel} cancels", self)
            yield Input(placeholder="a view, or a tag", compact=True)
            yield WayList()
            yield Static("Nothing is called like that.", id="no-ways", markup=False)

    def on_mount(self) -> None:
        self._list("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._list(event.value)

    def on_sidebar_opened(self, event: Sidebar.Opened) -> None:
        event.stop()
        self.dismiss(event.way)

    def action_go(self) -> None:
        self.query_one(WayList).action_open()

    def action_move(self, by: int) -> None:
        self.query_one(WayList).cursor += by

    def _list(self, typed: str) -> None:
        found = matching(self._all, typed)
        ways = self.query_one(WayList)
        ways.set_reactive(WayList.cursor, 0)
        ways.show(found, self._open)
        ways.display = bool(found)
        self.query_one("#no-ways").display = not found


def matching(ways: Sequence[Way], typed: str) -> Sequence[Way]:
    """The ways that the letters may mean, the likeliest first; all of them without letters."""
    wanted = fold(typed)
    if not wanted:
        return ways
    ranked = ((rank, number) for number, way in enumerate(ways) if (rank := _rank(way, wanted)))
    return [ways[number] for _, number in sorted(ranked)]


def _rank(way: Way, wanted: str) -> int:
    """How well the way fits: 1 is best, 0 not at all. `wanted` is folded."""
    name = fold(way.label)
    if wanted in (name, way.digit):
        return 1
    if name.startswith(wanted):
        return 2
    if f" {wanted}" in name:  # the beginning of a word or of a level
        return 3
    if wanted in name:
        return 4
    rest = iter(name)
    return 5 if all(letter in rest for letter in wanted if letter != " ") else 0
