"""The reading list as an application; opening it imports no more than the first screen shows."""

import gc
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from importlib import import_module

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from readlist.errors import MissingLibrary
from readlist.library.library import Library
from readlist.tui.screens.reading_list import ReadingList
from readlist.tui.theme.colours import with_muted

WARM_UP = (
    "readlist.library.reading",
    "readlist.library.organising",
    "readlist.library.intake",
    "textual.widgets._markdown",
)
"""Modules that the first writing, importing and reading of notes need."""


class ReadlistApp(App[None]):
    """One library on screen."""

    TITLE = "readlist"
    CSS_PATH = "styles.tcss"
    COMMAND_PALETTE_BINDING = "ctrl+p"

    BINDINGS = [
        Binding("colon,ctrl+p", "command_palette", "Commands", show=False, id="app.palette",
                tooltip="All commands, by name; also ^p"),
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Leave readlist"),
    ]  # fmt: skip

    def __init__(self, library: Library, *, theme: str = "") -> None:
        super().__init__()
        self.library = library
        if theme in self.available_themes:
            self.theme = theme

    def get_default_screen(self) -> Screen[None]:
        return ReadingList(self.library)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, and `$muted` for what stands back."""
        self.theme_variables = with_muted(super().get_css_variables())
        return self.theme_variables

    def on_ready(self) -> None:
        gc.freeze()
        gc.enable()
        self.run_worker(_warm_up, thread=True, group="warm-up")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        if isinstance(screen, ReadingList):
            seen: set[str] = set()
            for binding in screen.all_bindings():
                section = (binding.id or "").partition(".")[0]
                if binding.action in ("command_palette", "clear"):
                    continue
                if (
                    section in ("paper", "library", "find", "app", "select")
                    and binding.id not in seen
                ):
                    seen.add(binding.id or "")
                    yield SystemCommand(
                        binding.description, binding.tooltip, _runner(screen, binding)
                    )
        for command in super().get_system_commands(screen):
            if command.title in ("Theme", "Screenshot"):
                yield command


def run(library: Library, *, theme: str = "") -> None:
    """The reading list was open until the user quit.

    Raises LibraryError, before anything is drawn, for a file that cannot serve.
    """
    with suppress(MissingLibrary):
        library.reader().close()
    gc.disable()  # the first screen makes many objects and no garbage; `on_ready` ends it
    ReadlistApp(library, theme=theme).run()


def _runner(screen: ReadingList, binding: Binding) -> Callable[[], Awaitable[None]]:
    target = "app." if binding.action in ("command_palette", "quit") else "screen."

    async def run() -> None:
        await screen.run_action(target + binding.action)

    return run


def _warm_up() -> None:
    for module in WARM_UP:
        with suppress(ImportError):  # told by whoever needs the module
            import_module(module)
