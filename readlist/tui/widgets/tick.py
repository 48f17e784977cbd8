"""A check box that is empty when it is off, also where no colour can be seen."""

from textual.widgets import Checkbox


class Tick(Checkbox):
    """Shows its tick only when it is on; Textual's own shows it always, in another colour."""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]
        return "✓" if self.value else " "
