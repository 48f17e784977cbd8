"""A page that is longer than the screen."""

from textual.containers import VerticalScroll


class Page(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Scrolls by the keys of its screen alone, which the user may have changed."""
