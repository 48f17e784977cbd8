"""Screens one after another as one animated SVG: no script, no font and no link from outside.

A row of the terminal that stays from one frame to the next is written once, and shown for as
long as it stays. Where animations are not wanted, or not known, one frame stands still.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

_CELL, _ROW, _SIZE = 8.4, 16.4, 14
"""Pixels: a character's width, a line's height, the letters."""
_MARGIN, _TITLE, _CAPTION = 10, 30, 46
"""Pixels: around the terminal, the line above it, and the keys below."""
_FONTS = "DejaVu Sans Mono,Menlo,Consolas,Liberation Mono,monospace"
_FRAME, _INK, _QUIET, _KEY = "#26292f", "#e6e6e6", "#a8adb5", "#f5c26b"
_LIGHTS = ("#ff5f57", "#febc2e", "#28c840")
_DRAWN = range(0x2500, 0x25A0)
"""Boxes and blocks: stretched, so that they meet in every font."""


class Frame(NamedTuple):
    """What is seen for a while."""

    rows: tuple[Strip, ...]
    keys: tuple[str, ...]
    """The keys pressed, as people write them."""
    said: str
    """What they do."""
    weight: float
    """How long it is seen, beside the others."""


class _Piece(NamedTuple):
    """Some text of one style at its column."""

    column: int
    text: str
    ink: str
    paper: str
    marks: str
    """Classes of weight and slant."""


def film(frames: Sequence[Frame], *, title: str, seconds: float, still: int) -> str:
    """The frames in a loop of so many seconds; `still` is the one to stand where none may move."""
    columns = max(row.cell_length for row in frames[0].rows)
    lines = len(frames[0].rows)
    width = columns * _CELL + 2 * _MARGIN
    height = _TITLE + lines * _ROW + _CAPTION
    looks = _Looks()
    rows = [[looks.row(frame.rows[line]) for frame in frames] for line in range(lines)]
    rows.append([_caption(frame, lines) for frame in frames])
    # What is seen from one frame to another is one group, and what always is needs none.
    groups: dict[tuple[int, int], list[str]] = {}
    parts: dict[str, str] = {}
    for line, seen in enumerate(rows):
        at = 0
        for markup, run in groupby(seen):
            end = at + len(list(run))
            if markup:
                name = parts.setdefault(markup, f"r{len(parts)}")
                groups.setdefault((at, end), []).append(
                    f'<use href="#{name}" y="{_TITLE + line * _ROW:.1f}"/>'
                )
            at = end
    ends = _ends(frames)
    moves, shown = [], []
    for number, ((start, end), uses) in enumerate(sorted(groups.items())):
        if (start, end) == (0, len(frames)):
            shown.append(f"<g>{''.join(uses)}</g>")
            continue
        stands = " s" if start <= still < end else ""
        moves.append(_visible(f"k{number}", ends[start], ends[end]))
        shown.append(f'<g class="f{stands}" style="animation-name:k{number}">{"".join(uses)}</g>')
    story = " ".join(dict.fromkeys(f"{frame.said}." for frame in frames if frame.said))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(story)}</desc>",
            "<style>",
            f"text{{font:{_SIZE}px {_FONTS};white-space:pre}}",
            ".b{font-weight:bold}.i{font-style:italic}.u{text-decoration:underline}"
            ".x{text-decoration:line-through}.m{text-anchor:middle}",
            *looks.rules(),
            f".f{{visibility:hidden;animation:{seconds:g}s step-end infinite}}",
            ".s{visibility:visible}",
            "@media (prefers-reduced-motion:reduce){.f{animation:none}}",
            *moves,
            "</style>",
            "<defs>",
            *(f'<g id="{name}">{markup}</g>' for markup, name in parts.items()),
            "</defs>",
            f'<rect width="100%" height="100%" rx="8" fill="{_FRAME}"/>',
            f'<rect x="{_MARGIN}" y="{_TITLE}" width="{columns * _CELL:.1f}" '
            f'height="{lines * _ROW:.1f}" fill="{looks.paper}"/>',
            *(
                f'<circle cx="{20 + n * 20}" cy="15" r="5.5" fill="{light}"/>'
                for n, light in enumerate(_LIGHTS)
            ),
            *shown,
            "</svg>",
            "",
        ]
    )


class _Looks:
    """Rows as markup; each colour of a text is one class."""

    def __init__(self) -> None:
        self.paper = ""
        """The colour that is not drawn row by row: that of the first row below the head."""
        self._inks: dict[str, str] = {}
        self._known: dict[Strip, str] = {}

    def rules(self) -> Iterator[str]:
        """The colours' classes."""
        return (f".{name}{{fill:{ink}}}" for ink, name in self._inks.items())

    def row(self, strip: Strip) -> str:
        pieces = list(_pieces(strip))
        if not self.paper:
            self.paper = max(
                {p.paper for p in pieces},
                key=lambda paper: sum(len(p.text) for p in pieces if p.paper == paper),
            )
        return "".join([*self._grounds(pieces), *self._texts(pieces)])

    def _grounds(self, pieces: Sequence[_Piece]) -> Iterator[str]:
        for paper, some in groupby(pieces, lambda piece: piece.paper):
            run = list(some)
            cells = sum(cell_len(piece.text) for piece in run)
            if paper != self.paper:
                yield (
                    f'<path fill="{paper}" d="M{_x(run[0].column)} 0h{cells * _CELL:.1f}'
                    f'v{_ROW + 0.3:.1f}h-{cells * _CELL:.1f}z"/>'
                )

    def _texts(self, pieces: Sequence[_Piece]) -> Iterator[str]:
        column, text, look = 0, "", ("", "")
        for piece in pieces:
            # Blanks have no ink: what stands on both sides of them is one text.
            if not piece.text.strip() and not {"u", "x"} & set(piece.marks):
                text += piece.text if text else ""
                continue
            here = (piece.ink, piece.marks)
            if here != look or not text:
                yield self._text(column, text, *look)
                column, text, look = piece.column, "", here
            text += piece.text
        yield self._text(column, text, *look)

    def _text(self, column: int, text: str, ink: str, marks: str) -> str:
        column += len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return ""
        name = self._inks.setdefault(ink, f"c{len(self._inks)}")
        stretched = (
            ' lengthAdjust="spacingAndGlyphs"' if any(ord(c) in _DRAWN for c in text) else ""
        )
        return (
            f'<text class="{" ".join([name, *marks])}" x="{_x(column)}" y="{_ROW * 0.77:.1f}" '
            f'textLength="{cell_len(text) * _CELL:.1f}"{stretched}>'
            f"{escape(text, quote=False)}</text>"
        )


def _pieces(strip: Strip) -> Iterator[_Piece]:
    column = 0
    for segment in strip:
        text, style = segment.text, segment.style or Style()
        if segment.control or not text:
            continue
        ink, paper = _colour(style.color, _INK), _colour(style.bgcolor, _FRAME)
        if style.reverse:
            ink, paper = paper, ink
        marks = "".join(
            letter
            for letter, on in zip(
                "biux", (style.bold, style.italic, style.underline, style.strike), strict=True
            )
            if on
        )
        yield _Piece(column, text, ink, paper, marks)
        column += cell_len(text)


def _colour(colour: object, otherwise: str) -> str:
    triplet = getattr(colour, "triplet", None)
    return triplet.hex if triplet else otherwise


def _caption(frame: Frame, line: int) -> str:
    """The keys as caps, and what they do."""
    top, x, parts = 13.0, float(_MARGIN), []
    for key in frame.keys:
        width = cell_len(key) * _CELL + 16
        parts.append(
            f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="22" rx="4" fill="#3a3f48" '
            f'stroke="{_QUIET}"/><text class="b m" x="{x + width / 2:.1f}" y="{top + 16}" '
            f'fill="{_KEY}">{escape(key)}</text>'
        )
        x += width + 8
    if frame.said:
        parts.append(
            f'<text x="{x + 4:.1f}" y="{top + 16}" fill="{_INK}">{escape(frame.said)}</text>'
        )
    return "".join(parts)


def _ends(frames: Sequence[Frame]) -> list[float]:
    """Where each frame begins, and the last one ends, in parts of the whole."""
    whole = sum(frame.weight for frame in frames)
    ends = [0.0]
    for frame in frames:
        ends.append(ends[-1] + frame.weight / whole)
    return ends


def _visible(name: str, start: float, end: float) -> str:
    """Seen from one moment to another, in parts of the whole."""
    before = "0%{visibility:hidden}" if start else ""
    after = f"{end:.3%}{{visibility:hidden}}" if end < 0.9999 else ""
    return f"@keyframes {name}{{{before}{start:.3%}{{visibility:visible}}{after}}}"


def _x(column: int) -> str:
    return f"{_MARGIN + column * _CELL:.1f}"
