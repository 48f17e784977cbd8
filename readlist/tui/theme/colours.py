"""A theme's colours, made such that what is written in them can be read."""

from collections.abc import Mapping

from textual.color import BLACK, WHITE, Color

LEAST_CONTRAST = 4.5
"""Between a text and its ground (WCAG 2.2, success criterion 1.4.3)."""
TEXTS = (
    "foreground", "muted", "text-primary", "text-secondary", "text-accent", "text-warning",
    "text-success", "text-error", "footer-foreground", "footer-key-foreground",
    *(f"markdown-h{level}-color" for level in range(1, 7)),
)  # fmt: skip
"""The variables that words are written in."""
_STEPS = 20


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """The theme's variables, and `$muted` for what stands back, as one opaque colour.

    Each of TEXTS is moved towards white or black until it can be read on every ground. The
    colours of a terminal's own sixteen stay: nobody knows them.
    """
    found = dict(variables)
    foreground, background = (Color.parse(found[name]) for name in ("foreground", "background"))
    if foreground.ansi is not None:
        return {**found, "muted": foreground.hex}
    found["muted"] = background.blend(foreground, 0.62).hex
    found["foreground"] = _moved(foreground, grounds(found)).hex
    on = grounds(found)
    for name in TEXTS:
        if not found.get(name, "auto").startswith("auto"):
            found[name] = _moved(Color.parse(found[name]), on).hex
    cursor = background + Color.parse(found["block-cursor-background"])
    lit = WHITE if contrast(WHITE, cursor) >= LEAST_CONTRAST else BLACK
    return {**found, "block-cursor-foreground": lit.hex}


def grounds(variables: Mapping[str, str]) -> list[Color]:
    """What words stand on: the screen, dialogs, head and foot, the cursor's line elsewhere."""
    foreground, background, surface, panel = (
        Color.parse(variables[name]) for name in ("foreground", "background", "surface", "panel")
    )
    return [
        background,
        background + surface,
        background + panel,
        background.blend(foreground, 0.12),
    ]


def contrast(one: Color, other: Color) -> float:
    """From 1 for the same lightness to 21 for black on white (WCAG 2.2, "contrast ratio")."""
    lights = sorted(_luminance(colour) + 0.05 for colour in (one, other))
    return lights[1] / lights[0]


def _moved(colour: Color, on: list[Color]) -> Color:
    pole = WHITE if _luminance(on[0]) < 0.18 else BLACK
    for step in range(_STEPS + 1):
        moved = Color.parse(colour.blend(pole, step / _STEPS, 1.0).hex)  # as it will be drawn
        if all(contrast(moved, ground) >= LEAST_CONTRAST for ground in on):
            return moved
    return pole


def _luminance(colour: Color) -> float:
    """0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
