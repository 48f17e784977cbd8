"""A drawing becomes an SVG that needs nothing from outside; a PNG, where the extra is there.

Blocks and dots are drawn as shapes, so that they meet without gaps in every font.
"""

from collections.abc import Iterator, Sequence
from html import escape

from rich.cells import cell_len

from readlist.errors import OutputError
from readlist.tui.theme.charts import Line

_CELL, _ROW, _SIZE, _MARGIN = 8.4, 18.0, 14, 24
"""Pixels: a character's width, a line's height, the letters, the white around."""
_FONTS = "DejaVu Sans Mono, Menlo, Consolas, Liberation Mono, monospace"
_INK, _PAPER = "#1f2328", "#ffffff"
_COLOURS = {
    "muted": "#6e7781",
    "added": "#0969da",
    "read": "#1a7f37",
    "other": "#8250df",
    "day0": "#d0d7de",
    "day1": "#9be9a8",
    "day2": "#40c463",
    "day3": "#30a14e",
    "day4": "#216e39",
}
"""Text keeps a contrast of 4.5 on white; the days of a calendar grow darker."""
_LEFT_BLOCKS = {char: n / 8 for n, char in enumerate("▏▎▍▌▋▊▉█", 1)}
_LOW_BLOCKS = {char: n / 8 for n, char in enumerate("▁▂▃▄▅▆▇", 1)}
_SQUARES = {"·": 0.45, "▪": 0.75, "■": 1.0}
"""A day of a calendar, in parts of the widest."""
_BRAILLE = 0x2800
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each bit of a braille character (Unicode, "Braille Patterns")."""


def svg(lines: Sequence[Line], title: str) -> str:
    """The drawing as an SVG document."""
    cells = max((sum(cell_len(span.text) for span in line) for line in lines), default=1)
    width, height = cells * _CELL + 2 * _MARGIN, len(lines) * _ROW + 2 * _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>',
        f'<g font-family="{_FONTS}" font-size="{_SIZE}" xml:space="preserve">',
    ]
    for row, line in enumerate(lines):
        x = 0
        for text, role in line:
            parts += _span(text, role, x, _MARGIN + row * _ROW)
            x += cell_len(text)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def png(document: str) -> bytes:
    """The SVG document as a PNG, twice as large. Raises OutputError without the extra."""
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise OutputError(
            "A PNG needs the extra `plots`: pip install 'readlist[plots]'. An SVG does not."
        ) from error
    return bytes(svg_to_bytes(svg_string=document, zoom=2, font_family="monospace"))


def _span(text: str, role: str, column: int, top: float) -> Iterator[str]:
    colour = _COLOURS.get(role, _INK)
    words, start, x = "", column, column
    shapes: list[str] = []
    for char in text:
        shape = _shape(char, role, _MARGIN + x * _CELL, top)
        if shape is None:
            if not words:
                start = x
            words += char
        else:
            if words:
                yield _words(words, start, top, colour, role)
                words = ""
            shapes += shape
        x += cell_len(char)
    if words:
        yield _words(words, start, top, colour, role)
    if shapes:
        yield f'<path fill="{colour}" d="{"".join(shapes)}"/>'


def _words(text: str, column: int, top: float, colour: str, role: str) -> str:
    """The text where its first letter stands, stretched to its cells in any font."""
    shown = text.rstrip()
    lead = len(shown) - len(shown.lstrip())
    shown = shown.lstrip()
    if not shown:
        return ""
    x = _MARGIN + (column + lead) * _CELL
    weight = ' font-weight="bold"' if role == "heading" else ""
    return (
        f'<text x="{x:.1f}" y="{top + _ROW * 0.74:.1f}" fill="{colour}"{weight} '
        f'textLength="{cell_len(shown) * _CELL:.1f}">{escape(shown)}</text>'
    )


def _shape(char: str, role: str, x: float, y: float) -> list[str] | None:
    """The character as rectangles; None for one that is written."""
    if char in _LEFT_BLOCKS:
        return [_box(x, y + 3, _LEFT_BLOCKS[char] * _CELL, _ROW - 6)]
    if char in _LOW_BLOCKS:
        part = _LOW_BLOCKS[char] * (_ROW - 2)
        return [_box(x, y + _ROW - part, _CELL, part)]
    if char in _SQUARES and role.startswith("day"):
        side = _SQUARES[char] * _CELL * 1.5
        middle = _CELL * 0.75
        return [_box(x + middle - side / 2, y + _ROW / 2 - side / 2, side, side)]
    if char == "─":
        return [_box(x, y + _ROW / 2, _CELL, 1)]
    if char in "│┤└┬":
        return _axis(char, x, y)
    dots = ord(char) - _BRAILLE
    if 0 < dots < 256:
        return [
            _box(x + column * _CELL / 2, y + row * _ROW / 4, _CELL / 2, _ROW / 4)
            for bit, (column, row) in enumerate(_DOTS)
            if dots >> bit & 1
        ]
    return None


def _axis(char: str, x: float, y: float) -> list[str]:
    middle, centre = x + _CELL / 2, y + _ROW / 2
    if char == "┬":
        return [_box(x, centre, _CELL, 1), _box(middle, centre, 1, _ROW / 2)]
    upright = _box(middle, y, 1, _ROW / 2 + 1 if char == "└" else _ROW)
    arm = {"│": [], "┤": [_box(x, centre, _CELL / 2, 1)], "└": [_box(middle, centre, _CELL / 2, 1)]}
    return [upright, *arm[char]]


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.2f} {y:.2f}h{width:.2f}v{height:.2f}h-{width:.2f}z"
