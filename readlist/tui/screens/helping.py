"""A screen of its own tells its keys, those that the last line has no room for too."""

from collections.abc import Iterator

from textual.binding import Binding
from textual.screen import Screen

HELP = Binding("question_mark", "help", "Help", id="app.help", tooltip="Show all keys")


class Helping(Screen[None]):
    """What `?` shows is made from the bindings that are active where the user is."""

    def action_help(self) -> None:
        from readlist.tui.screens.help import (  # noqa: PLC0415  (start-up time)
            HelpScreen,
            help_lines,
        )

        self.app.push_screen(HelpScreen(help_lines(self._here())))

    def _here(self) -> Iterator[Binding]:
        return (active.binding for active in self.active_bindings.values() if active.enabled)
