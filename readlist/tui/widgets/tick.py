"""Buttons that are empty when they are off, also where no colour can be seen.

Textual's own show their sign always, in another colour.
"""

from textual.widgets import Checkbox, RadioButton


class Tick(Checkbox):
    """Shows its tick only when it is on."""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]
        return "✓" if self.value else " "


class Dot(RadioButton):
    """Shows its dot only when it is the one that is chosen."""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]
        return "●" if self.value else " "
