"""The last line of the screen: the keys most worth knowing where the user is."""

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.widget import Widget

from readlist.tui.theme.keys import key_name

GAP = "  "
LAST = 2
"""Hints at the end that give way last."""
_ID = re.compile(r"\{([\w.]+)\}")
"""A binding's ID, in the place of its key."""


class KeyHint(NamedTuple):
    """One key and its half a word."""

    key: str
    """As Textual names it."""
    shown: str
    label: str


def hints(
    bindings: Iterable[BindingType], keys: Mapping[str, str], only: Collection[str] = ()
) -> tuple[KeyHint, ...]:
    """The bindings to show, each with the first of its keys; `keys` are the user's, by ID.

    With `only`, those of these IDs.
    """
    return tuple(
        KeyHint(key, key_name(key), b.description)
        for b in bindings
        if isinstance(b, Binding) and b.show and (not only or b.id in only)
        for key in [keys.get(b.id or "", b.key).partition(",")[0]]
    )


class KeyLine(Widget):
    """The hints, as many as fit; a click on one is its key pressed.

    Textual's own Footer makes a widget of each key at every change of focus.
    """

    hints: reactive[tuple[KeyHint, ...]] = reactive(())

    def render(self) -> Content:
        parts = [
            Content.assemble((hint.shown, "bold $footer-key-foreground"), f" {hint.label}")
            for hint, _ in self._placed()
        ]
        return Content(GAP).join(parts)

    def on_click(self, event: events.Click) -> None:
        for hint, start in self._placed():
            if start <= event.x - self.gutter.left < start + _width(hint):
                # From here, not from a handler of the screen: Textual stops a key that bubbles
                # at whoever sent it, which would be before the screen's own bindings.
                self.app.simulate_key(hint.key)

    def _placed(self) -> list[tuple[KeyHint, int]]:
        """The hints that fit whole, each with the cell it begins at.

        The last ones, help and quit, stay longest; before them, the first are worth most.
        """
        hints = list(self.hints)
        while hints and sum(map(_width, hints)) + len(GAP) * (len(hints) - 1) > self.size.width:
            del hints[-LAST - 1 if len(hints) > LAST else -1]
        starts = accumulate((_width(hint) + len(GAP) for hint in hints), initial=0)
        return list(zip(hints, starts, strict=False))


def _width(hint: KeyHint) -> int:
    return cell_len(f"{hint.shown} {hint.label}")


def keyed(words: str, *nodes: DOMNode) -> Content:
    """`{note.save} saves` as `^s saves`: with the first key that the binding of that ID has now."""
    keys: dict[str, str] = {}
    for node in nodes:
        bound = node._bindings.copy()
        bound.apply_keymap(node.app._keymap)
        for key, bindings in bound.key_to_bindings.items():
            for binding in bindings:
                keys.setdefault(binding.id or "", key_name(key))
    return Content(_ID.sub(lambda found: keys[found[1]], words))
