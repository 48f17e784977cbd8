"""Colours that a theme has no name for, made from those it has."""

from textual.color import Color


def with_muted(variables: dict[str, str]) -> dict[str, str]:
    """The theme's variables, and `$muted` for what stands back, as one opaque colour.

    `$text-muted` is half transparent, which lines drawn cell by cell cannot blend.
    """
    foreground, background = (Color.parse(variables[name]) for name in ("foreground", "background"))
    muted = foreground if foreground.ansi is not None else background.blend(foreground, 0.62)
    return {**variables, "muted": muted.hex}
