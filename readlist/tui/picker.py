"""A few lines under the prompt in which the user picks papers to cite."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.driver import Driver
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from readlist.errors import InputError
from readlist.library.library import Library
from readlist.library.picking import candidates
from readlist.storage.reader import Row
from readlist.tui.theme.colours import readable
from readlist.tui.widgets.key_line import KeyHint, KeyLine
from readlist.tui.widgets.pick_list import PickList

_KEYS = (
    KeyHint("enter", "Enter", "cite"),
    KeyHint("tab", "Tab", "mark several"),
    KeyHint("down", "↑↓ Space", "browse and mark"),
    KeyHint("escape", "Esc", "leave"),
)


class PickLine(Input):
    """The line in which the user types; Space is a letter only while they do.

    The keys are bound here and without priority, so that each comes after the letters that
    were typed before it.
    """

    BINDINGS = [
        Binding("enter", "app.pick", "Cite", id="pick.cite"),
        Binding("escape,ctrl+c", "app.leave", "Leave", id="pick.leave"),
        Binding("tab,space", "app.mark", "Mark", id="pick.mark"),
        Binding("down,ctrl+n", "app.go(1)", "Down", id="pick.down"),
        Binding("up,ctrl+p", "app.go(-1)", "Up", id="pick.up"),
        Binding("pagedown", "app.page(2)", "Page down", id="pick.page_down"),
        Binding("pageup", "app.page(-2)", "Page up", id="pick.page_up"),
    ]

    browsing = False
    """Was the last key one that moves or marks?"""

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if event.key == "space" and (self.browsing or not self.value):
            event.prevent_default()  # no letter: on to the binding


class Picker(App[list[int]]):
    """The papers of a query, narrowed as the user types; its result are the picked ones."""

    ENABLE_COMMAND_PALETTE = False
    INLINE_PADDING = 0
    CSS = """
    Screen { background: $background; }
    Screen:inline { height: 14; max-height: 60vh; border: none; }
    #typed { border: none; height: 1; padding: 0 1; background: $surface; }
    #none { display: none; height: 1fr; padding: 0 1; color: $text-warning; }
    PickList {
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    KeyLine {
        height: 1; padding: 0 1; background: $footer-background; color: $footer-foreground;
    }
    """

    def __init__(self, library: Library, within: str = "", *, theme: str = "") -> None:
        super().__init__()
        self.library = library
        self._within = within
        self._reader = library.reader()
        self._reading = Lock()
        self._shown: str | None = None
        """What was typed when the list was made."""
        self._next: Callable[[], None] | None = None
        """What the user asked for before the list had caught up with what they typed."""
        if theme in self.available_themes:
            self.theme = theme

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        # Textual lets `driver_class` choose only what draws on the whole terminal.
        if headless or not inline or os.name != "posix":
            return super()._build_driver(headless, inline, mouse, size)
        from readlist.tui.inline_driver import InlineDriver  # noqa: PLC0415  (only on POSIX)

        self._driver = InlineDriver(self, mouse=mouse, size=size)
        return self._driver

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, such that what is written in them can be read."""
        return readable(super().get_css_variables())

    def compose(self) -> ComposeResult:
        yield PickLine(placeholder="key, author, words of the title", id="typed", compact=True)
        yield PickList()
        yield Static("No paper is like that.", id="none", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(KeyLine).hints = _KEYS
        self._search("")

    def on_unmount(self) -> None:
        with self._reading:
            self._reader.close()

    @property
    def _line(self) -> PickLine:
        return self.query_one(PickLine)

    @property
    def _list(self) -> PickList:
        return self.query_one(PickList)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._line.browsing = False
        self._search(event.value)

    def action_go(self, by: int) -> None:
        self._line.browsing = True
        self._list.action_move(by)

    def action_page(self, halves: int) -> None:
        self._line.browsing = True
        self._list.action_page(halves)

    def action_mark(self) -> None:
        self._when_shown(self._mark)

    def _mark(self) -> None:
        self._line.browsing = True
        self._list.mark()

    def action_leave(self) -> None:
        self.exit([])

    def action_pick(self) -> None:
        self._when_shown(self._pick)

    def _pick(self) -> None:
        current = self._list.current
        self.exit(self._list.marked or ([] if current is None else [current]))

    def _when_shown(self, then: Callable[[], None]) -> None:
        """`then` happens to the list of what is typed, not to an older one."""
        if self._shown == self._line.value:
            then()
        else:
            self._next = then

    def _search(self, typed: str) -> None:
        def look() -> None:
            # One search at a time; of those that wait, the last is the one that counts.
            worker = get_current_worker()
            with self._reading:
                if worker.is_cancelled:
                    return
                today = self.library.today().isoformat()
                rows = candidates(self._reader, self._within, typed, today=today)
            if not worker.is_cancelled:
                self.call_from_thread(self._show, typed, rows)

        self.run_worker(look, thread=True, exclusive=True, group="search")

    def _show(self, typed: str, rows: list[Row]) -> None:
        self._list.show(rows)
        self._list.display = bool(rows)
        self.query_one("#none").display = not rows
        self._shown = typed
        if self._next is not None and typed == self._line.value:
            then, self._next = self._next, None
            then()


def pick(library: Library, within: str = "", *, theme: str = "") -> list[int]:
    """The papers that the user picked, in their order; none where they left.

    The terminal is used whatever the standard streams are, so the result of the command can
    go to an editor. Raises InputError without a terminal, QueryError, MissingLibrary.
    """
    picker = Picker(library, within, theme=theme)
    with _terminal():
        return picker.run(inline=True) or []


@contextmanager
def _terminal() -> Iterator[None]:
    """The three standard streams are the terminal, and then again what they were."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise InputError(
            "There is no terminal to pick on; `readlist pick --first QUERY` needs none."
        ) from error
    kept = [os.dup(number) for number in range(3)]
    try:
        for number in range(3):
            os.dup2(terminal, number)
        yield
    finally:
        for number, stream in enumerate(kept):
            os.dup2(stream, number)
            os.close(stream)
        os.close(terminal)
