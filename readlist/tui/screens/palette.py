"""The list of all commands, which can be paged through at any moment."""

from contextlib import suppress

from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's, but for a key that comes before its list was ever drawn."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # it looks for a line among none
            super()._action_command_list(action)
