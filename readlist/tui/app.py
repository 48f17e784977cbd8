"""The reading list as an application; opening it imports no more than the first screen shows."""

import gc
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme
from textual.timer import Timer

from readlist.errors import MissingLibrary
from readlist.library.library import Library
from readlist.text import printable
from readlist.tui.ahead import TypedAhead
from readlist.tui.keymap import Settled
from readlist.tui.leaving import Leaving
from readlist.tui.remembered import Memory
from readlist.tui.screens.reading_list import ReadingList
from readlist.tui.theme.colours import readable
from readlist.tui.theme.keys import key_names

WARM_UP = (
    "readlist.library.reading",
    "readlist.library.organising",
    "readlist.library.intake",
    "textual.widgets._markdown",
)
"""Modules that the first writing, importing and reading of notes need."""

OTHER_STYLES = Path(__file__).with_name("others.tcss")
"""Of the screens that open over the reading list, which does not wait for them."""
IDLE = 0.1
"""Seconds after the first screen at which it is there with all that it tells."""

LOW = 16
"""Lines of a terminal below which windows do without room around what they say."""
SAVE_DELAY = 0.5
"""Seconds after a change until it is written; a border that is dragged changes all the time."""

_NO_COMMANDS = frozenset(("move", "menu", "filter", "read", "sidebar", "welcome"))
"""First parts of the IDs of what is no command but moves about where the user is."""

_NOT_THERE = ("command_palette", "clear")
"""Actions that make no sense in the palette."""


class ReadlistApp(TypedAhead, Leaving):
    """One library on screen."""

    TITLE = "readlist"
    CSS_PATH = "styles.tcss"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]

    BINDINGS = [
        Binding("colon,ctrl+p", "command_palette", "Commands", show=False, id="app.palette",
                tooltip="All commands, by name; also ^p"),
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Leave readlist"),
        Binding("ctrl+z", "suspend_process", "To the shell", show=False, id="app.suspend",
                tooltip="Back to the shell for a while; fg there comes back"),
    ]  # fmt: skip

    def __init__(
        self,
        library: Library,
        *,
        theme: str = "",
        keys: Settled | None = None,
        memory: Memory | None = None,
        typed: bytes = b"",
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Empty; `keys` are the user's own, and `memory` has what was chosen in the app before.

        A theme chosen from now on is remembered, `theme` itself is not. What was `typed` while
        the app came up holds as soon as it is there.
        """
        super().__init__(driver_class=driver_class)
        self.library = library
        self.memory = memory or Memory()
        self._complaints: tuple[str, ...] = keys.complaints if keys else ()
        self._typed = typed
        self._saving: Timer | None = None
        configured = bool(theme)
        theme = theme or self.memory.now.theme
        if keys:
            self.set_keymap(dict(keys.keys))
        if theme in self.available_themes:
            self.theme = theme
        elif configured:
            from difflib import get_close_matches  # noqa: PLC0415  (start-up time)

            near = get_close_matches(theme, self.available_themes, 1)
            hint = f"did you mean {near[0]}?" if near else "the command Theme lists them."
            self._complaints += (f"There is no theme “{printable(theme)}”; {hint}",)

    def get_default_screen(self) -> Screen[None]:
        return ReadingList(self.library, self.memory)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, such that what is written in them can be read."""
        self.theme_variables = readable(super().get_css_variables())
        return self.theme_variables

    def on_ready(self) -> None:
        self.run_worker(_warm_up, thread=True, group="warm-up")
        self.set_timer(IDLE, self._read_other_styles)
        for complaint in self._complaints:
            self.notify(complaint, title="config.toml", severity="warning", markup=False)
        if self.memory.complaint:
            self.notify(printable(self.memory.complaint), severity="warning", markup=False)
        self.memory.changed = self._save_soon
        self.theme_changed_signal.subscribe(self, self._remember)
        # Textual draws what has changed; in the terminal all has, since another program had it.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self._typed:
            from textual._xterm_parser import XTermParser  # noqa: PLC0415  (start-up time)

            for event in XTermParser().feed(self._typed.decode(errors="ignore")):
                self.post_message(event)

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Inside, the terminal is another program's; the screen comes back also where that fails.

        Raises SuspendNotSupported where there is no terminal to lend.
        """
        failure: Exception | None = None
        with super().suspend():
            try:
                yield
            except Exception as error:  # passed through, Textual would leave the terminal as it is
                failure = error
        if failure is not None:
            raise failure

    async def on_event(self, event: events.Event) -> None:
        held = self.mouse_captured
        if isinstance(event, events.MouseEvent) and held is not None and not held.region:
            self.capture_mouse(None)  # what was dragged is gone from the screen
        await super().on_event(event)

    def push_screen(self, screen: Any, *arguments: Any, **options: Any) -> Any:
        self._read_other_styles()
        return super().push_screen(screen, *arguments, **options)

    def _read_other_styles(self) -> None:
        if not self.stylesheet.has_source(str(OTHER_STYLES)):
            self.stylesheet.read(OTHER_STYLES)
            self.stylesheet.parse()

    def action_command_palette(self) -> None:
        """All commands are listed, to be found by their names."""
        from readlist.tui.screens.palette import Palette  # noqa: PLC0415  (start-up time)

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def _remember(self, theme: Theme) -> None:
        self.memory.keep(theme=theme.name)

    def _save_soon(self) -> None:
        if self._saving is not None:
            self._saving.stop()
        self._saving = self.set_timer(SAVE_DELAY, self._save)

    @work(thread=True, group="memory")
    def _save(self) -> None:
        try:
            self.memory.write()
        except OSError as error:
            self.call_from_thread(
                self.notify,
                f"What you chose holds until you quit; it cannot be kept: {error.strerror}.",
                severity="warning",
                markup=False,
            )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Each command once, with all its keys."""
        found: dict[tuple[str, str], tuple[DOMNode, list[Binding]]] = {}
        for node, binding in _bindings(screen):
            section = (binding.id or "").partition(".")[0]
            if not section or section in _NO_COMMANDS or binding.action in _NOT_THERE:
                continue
            found.setdefault((binding.id or "", binding.action), (node, []))[1].append(binding)
        for node, bindings in found.values():
            keys = key_names(binding.key for binding in bindings)
            yield SystemCommand(
                f"{bindings[0].description} · {keys}",
                bindings[0].tooltip,
                _runner(self, node, bindings[0].action),
            )
        for command in super().get_system_commands(screen):
            if command.title in ("Theme", "Screenshot"):
                yield command


def run(
    library: Library,
    *,
    theme: str = "",
    keys: Settled | None = None,
    memory: Memory | None = None,
    typed: bytes = b"",
) -> None:
    """The reading list was open until the user quit; see `ReadlistApp`.

    Raises LibraryError, before anything is drawn, for a file that cannot serve.
    """
    with suppress(MissingLibrary):
        library.reader().close()
    gc.disable()  # the first screen makes many objects and no garbage; `_warm_up` ends it
    memory = memory or Memory()
    driver: type[Driver] | None = None
    if os.name == "posix" and not os.environ.get("TEXTUAL_DRIVER"):
        from readlist.tui.driver import TerminalDriver  # noqa: PLC0415  (not on every platform)

        driver = TerminalDriver
    app = ReadlistApp(
        library, theme=theme, keys=keys, memory=memory, typed=typed, driver_class=driver
    )
    app.run()
    with suppress(OSError):  # that it cannot be written was told in the app
        memory.write()


def _bindings(screen: Screen[object]) -> Iterable[tuple[DOMNode, Binding]]:
    """What keys can do on this screen, each with the node that does it."""
    if isinstance(screen, ReadingList):
        for node, binding in screen.all_bindings():
            if screen.is_possible(binding.action.partition("(")[0]):
                yield node, binding
    else:
        for active in screen.active_bindings.values():
            if active.enabled and active.binding.id:
                yield active.node, active.binding


def _runner(app: App[None], node: DOMNode, action: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await app.run_action(action, default_namespace=node)

    return run


def _warm_up() -> None:
    for module in WARM_UP:
        with suppress(ImportError):  # told by whoever needs the module
            import_module(module)
    if not gc.isenabled():
        # Looking for garbage among all that was made by now would hold up a key for 80 ms, again
        # and again; nearly all of it stays to the end.
        gc.freeze()
        gc.enable()
