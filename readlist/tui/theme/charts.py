"""Numbers become drawings: lines of text with roles, for a screen, a terminal or a picture.

A drawing is as wide as asked for and knows no colours: a span names its role (`added`,
`muted`, ...), and whoever shows it has a colour for each role.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from readlist.tui.theme.cells import fit

ROLES = ("heading", "muted", "added", "read", "other", *(f"day{n}" for n in range(5)))
"""What a span can be, besides plain (the empty role)."""


class Span(NamedTuple):
    """Some text of one role, printable."""

    text: str
    role: str = ""


Line = list[Span]

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = " ▁▂▃▄▅▆▇"
"""The full block is left out: it would touch the line above."""
_DAY_MARKS = "·▪■■■"
"""Nothing, little and more differ in shape, too."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "")
_LEAST_BROAD = 26
"""Weeks from which a chart has room for broad bars."""
_APART = 4
"""Cells between the beginnings of two months' names."""
_LOW, _HIGH, _BROAD = 5, 8, 48
"""Lines of a chart, and of one from this width on."""
_STEPS = (2, 4, 6, 8, 10, 12, 16)
"""Where an axis may end, times a power of ten."""


def width_of(line: Iterable[Span]) -> int:
    """The cells a line takes."""
    return sum(cell_len(span.text) for span in line)


def padded(line: Line, width: int) -> Line:
    """The line in exactly `width` cells."""
    room = width
    spans: Line = []
    for text, role in line:
        taken = cell_len(text)
        if taken > room:
            return [*spans, Span(fit(text, room), role)] if room else spans
        spans.append(Span(text, role))
        room -= taken
    return [*spans, Span(" " * room)] if room else spans


def without_end(line: Line) -> Line:
    """The line without the blanks at its end."""
    spans = list(line)
    while spans:
        text, role = spans.pop()
        if text.strip():
            return [*spans, Span(text.rstrip(), role)]
    return spans


def month_name(month: int) -> str:
    """`Jan` for 1."""
    return _MONTHS[month - 1]


def bars(rows: Sequence[tuple[str, int, str]], width: int, role: str, names: int) -> list[Line]:
    """A bar for each name and number, its words behind it; names get `names` cells at most.

    The longest bar takes the room there is.
    """
    most = max((number for _, number, _ in rows), default=0) or 1
    names = min(names, max((cell_len(name) for name, _, _ in rows), default=0))
    words = max((cell_len(text) for _, _, text in rows), default=0)
    room = max(1, width - names - words - 3)
    lines = []
    for name, number, text in rows:
        eighths = round(number * room * 8 / most)
        if number:
            eighths = max(1, eighths)
        full, rest = divmod(eighths, 8)
        bar = "█" * full + _EIGHTHS[rest].strip()
        lines.append(
            [
                Span(fit(name, names) + "  "),
                Span(bar, role),
                Span(f"{' ' if bar else ''}{text}", "muted"),
            ]
        )
    return lines


def sparkline(numbers: Sequence[int], most: int) -> str:
    """One character a number, as high as its share of `most`; nothing is blank, one is seen."""
    top = most or 1
    return "".join(_LEVELS[max(1, round(n * 7 / top)) if n else 0] for n in numbers)


def columns(starts: Sequence[date], numbers: Sequence[int], width: int, role: str) -> list[Line]:
    """A column for each week that fits, the latest at the right, with its axes."""
    from plotille import Canvas  # noqa: PLC0415  (start-up time)

    rows = _HIGH if width >= _BROAD else _LOW
    gutter = len(f"{_round_up(max(numbers, default=0)):,}")
    cells = width - gutter - 1
    breadth = 2 if cells >= 2 * _LEAST_BROAD else 1
    shown = max(1, min(len(numbers), cells // breadth))
    starts, numbers = starts[-shown:], numbers[-shown:]
    top = _round_up(max(numbers))  # of what is seen: the axis is that of these columns
    labels = {0: f"{top:,}", rows // 2: f"{top // 2:,}"}
    # The reference system of the canvas is its dots: two a cell across, four upwards.
    cells, dots, height = shown * breadth, 2 * breadth, 4 * rows
    canvas = Canvas(cells, rows, xmax=2 * cells, ymax=height)
    for number, value in enumerate(numbers):
        if value:
            left = number * dots
            high = max(1, round(value * height / top)) - 1
            for dot in range(left, left + dots - 1):  # one dot stays free between columns
                canvas.line(dot, 0, dot, high)
    lines = []
    for row, drawn in enumerate(canvas.plot("\n").split("\n")):
        label = labels.get(row, "")
        axis = f"{label:>{gutter}}{'┤' if label else '│'}"
        lines.append([Span(axis, "muted"), Span(drawn.replace("\u2800", " "), role)])
    ticks = _month_ticks(starts, breadth)
    rule, names = ["─"] * cells, [" "] * (cells + 3)
    for number, name in ticks:
        rule[number * breadth] = "┬"
        names[number * breadth : number * breadth + len(name)] = name
    lines.append([Span(f"{0:>{gutter}}└{''.join(rule)}", "muted")])
    lines.append([Span(" " * (gutter + 1) + "".join(names).rstrip(), "muted")])
    return lines


def calendar(last_week: date, weeks: int, levels: dict[date, int], width: int) -> list[Line]:
    """Seven lines of days below their months, a column a week from Monday on.

    `levels` has 0 to 4 for a day; days after today have none.
    """
    breadth = max(1, min(3, (width - 4) // weeks))
    shown = min(weeks, (width - 4) // breadth)
    starts = [last_week - timedelta(weeks=n) for n in reversed(range(shown))]
    head = [" "] * (shown * breadth + 3)
    for number, name in _month_ticks(starts, breadth):
        head[number * breadth : number * breadth + len(name)] = name
    lines = [[Span("    " + "".join(head).rstrip(), "muted")]]
    for weekday, name in enumerate(_WEEKDAYS):
        line = [Span(f"{name:<4}", "muted")]
        for start in starts:
            level = levels.get(start + timedelta(days=weekday))
            mark = " " if level is None else _DAY_MARKS[level] * (breadth - breadth // 2)
            role = "" if level is None else f"day{level}"
            line.append(Span(mark.ljust(breadth), role))
        lines.append(_joined(line))
    return lines


def calendar_key() -> Line:
    """What the marks of a calendar mean."""
    marks = [Span(f"{_DAY_MARKS[level]} ", f"day{level}") for level in range(5)]
    return [Span("fewer ", "muted"), *marks, Span("more", "muted")]


def in_ascii(text: str) -> str:
    """The drawing for a terminal that knows no other characters; as wide as before."""
    return text.translate(_ASCII)


def _round_up(number: int) -> int:
    """The next even number that is round: the axis ends there."""
    scale = 1
    while True:
        for step in _STEPS:
            if step * scale >= number:
                return step * scale
        scale *= 10


def _month_ticks(starts: Sequence[date], breadth: int) -> list[tuple[int, str]]:
    """The weeks in which a month begins, with its name, where names do not touch.

    The first week is in the middle of a month, whose name gives way to the next one's.
    """
    ticks: list[tuple[int, str]] = []
    for number, start in enumerate(starts):
        if number and start.month == starts[number - 1].month:
            continue
        if len(ticks) == 1 and ticks[0][0] == 0 and number * breadth < _APART:
            ticks.pop()
        here = number * breadth
        free = not ticks or here - ticks[-1][0] * breadth >= _APART
        if free and len(starts) * breadth - here >= _APART - 1:
            ticks.append((number, month_name(start.month)))
    return ticks


def _joined(line: Line) -> Line:
    """The line with as few spans as its roles allow."""
    spans: Line = []
    for span in line:
        if spans and spans[-1].role == span.role:
            spans[-1] = Span(spans[-1].text + span.text, span.role)
        else:
            spans.append(span)
    return spans


_ASCII = {
    **dict.fromkeys(range(0x2801, 0x2900), "#"),  # braille
    **dict.fromkeys(map(ord, "▏▎▍▌▋▊▉█▄▅▆▇■"), "#"),
    **dict.fromkeys(map(ord, "▁▂▃▪"), "+"),
    **dict.fromkeys(map(ord, "─┬"), "-"),
    **dict.fromkeys(map(ord, "│┤└"), "|"),
    **dict(zip(map(ord, "·…○◐●◌×"), "..orxs-", strict=True)),
}
