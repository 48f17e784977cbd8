"""The last line of the screen: the keys most worth knowing where the user is."""

from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

GAP = "  "


class KeyHint(NamedTuple):
    """One key and its half a word."""

    key: str
    """As Textual names it."""
    shown: str
    label: str


class KeyLine(Widget):
    """The hints, as many as fit; a click on one is its key pressed.

    Textual's own Footer makes a widget of each key at every change of focus.
    """

    hints: reactive[tuple[KeyHint, ...]] = reactive(())

    @dataclass
    class Pressed(Message):
        """The user clicked on this key."""

        key: str

    def render(self) -> Content:
        parts = [
            Content.assemble((hint.shown, "bold $footer-key-foreground"), f" {hint.label}")
            for hint, _ in self._placed()
        ]
        return Content(GAP).join(parts)

    def on_click(self, event: events.Click) -> None:
        for hint, start in self._placed():
            if start <= event.x - self.gutter.left < start + _width(hint):
                self.post_message(self.Pressed(hint.key))

    def _placed(self) -> list[tuple[KeyHint, int]]:
        """The hints that fit whole, each with the cell it begins at."""
        placed: list[tuple[KeyHint, int]] = []
        x = 0
        for hint in self.hints:
            if x + _width(hint) > self.size.width:
                break
            placed.append((hint, x))
            x += _width(hint) + len(GAP)
        return placed


def _width(hint: KeyHint) -> int:
    return cell_len(f"{hint.shown} {hint.label}")
