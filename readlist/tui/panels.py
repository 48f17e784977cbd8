"""The figures as drawings: one page of panels, the same on screen, in a terminal, in a picture.

What people named (venues, tags) is made printable here.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from readlist.latex import readable
from readlist.library.statistics import PACE_DAYS, WEEKS, Queue, Statistics, Waits
from readlist.text import printable
from readlist.tui.theme.cells import fit
from readlist.tui.theme.charts import (
    Line,
    Span,
    bars,
    calendar,
    calendar_key,
    columns,
    month_name,
    padded,
    sparkline,
    width_of,
)
from readlist.tui.theme.marks import STATUS_MARKS
from readlist.wording import counted

_GAP = 3
"""Cells between panels side by side."""
_NARROWEST = 36
"""Cells that a panel needs."""
_MOST_COLUMNS = 3


def page(figures: Statistics, width: int) -> list[Line]:
    """All panels in lines of at most `width` cells."""
    side_by_side = max(1, min(_MOST_COLUMNS, (width + _GAP) // (_NARROWEST + _GAP)))
    each = (width - _GAP * (side_by_side - 1)) // side_by_side
    panels = [draw(figures, each) for draw in _PANELS]
    lines = [*_overview(figures, width), [], *_year(figures, width)]
    for first in range(0, len(panels), side_by_side):
        lines += [[], *_beside(panels[first : first + side_by_side], each)]
    return lines


def forecast(queue: Queue) -> str:
    """When the queue will be read, in a sentence."""
    if not queue.papers:
        return "The queue is empty."
    to_read = f"{counted(queue.papers)} to read"
    if queue.weeks_left is None or queue.read_per_week is None:
        return (
            f"{to_read}. No pace yet: it takes a week, and two papers read in the last "
            f"{PACE_DAYS // 7} weeks."
        )
    weeks = counted(queue.weeks_left, "week")
    said = f"{to_read}. At your pace, {queue.read_per_week:g} a week: {weeks}."
    if (queue.queued_per_week or 0) > queue.read_per_week:
        said += f" The queue grows: {queue.queued_per_week:g} a week come in."
    return said


def _overview(figures: Statistics, width: int) -> list[Line]:
    line: Line = []
    lines: list[Line] = []
    for status, mark in STATUS_MARKS.items():
        part = f"{mark.symbol} {figures.by_status[status]:,} {status}"
        if line and width_of(line) + len(part) + 2 > width:
            lines.append(line)
            line = []
        line += [Span("  "), Span(part)] if line else [Span(part)]
    lines.append(line)
    return [
        *_heading(counted(figures.papers), width),
        *lines,
        *_wrapped(forecast(figures.queue), width),
    ]


def _year(figures: Statistics, width: int) -> list[Line]:
    first, last = figures.weeks[0].start, figures.weeks[-1].start
    happened = {day.day: day.added + day.read for day in figures.days}
    ranks = sorted(set(happened.values()))
    levels = {
        day: _level(happened.get(day, 0), ranks)
        for day in (first + timedelta(days=n) for n in range(7 * WEEKS))
        if day <= figures.today
    }
    added = sum(week.added for week in figures.weeks)
    if not happened:
        return [*_heading("The year", width), *_nothing("Nothing added or read in a year.", width)]
    said = f"{added:,} added, {figures.read:,} read on {counted(len(happened), 'day')}"
    lines = calendar(last, WEEKS, levels, width)
    key = calendar_key()
    room = max(width_of(line) for line in lines)
    foot = [Span("    "), Span(said, "muted")]
    gap = room - width_of(foot) - width_of(key)
    if gap >= 2:
        lines.append([*foot, Span(" " * gap), *key])
    else:
        lines += [*_wrapped(said, width, "muted"), key]
    return [*_heading("The year, day by day", width), *lines]


def _level(number: int, ranks: Sequence[int]) -> int:
    """0 for nothing, 1 to 4 by where the number stands among those of other days."""
    if not number:
        return 0
    return 4 - (len(ranks) - 1 - ranks.index(number)) * 4 // len(ranks)


def _added(figures: Statistics, width: int) -> list[Line]:
    numbers = [week.added for week in figures.weeks]
    empty = "Nothing added in a year."
    return _weekly("Added by week", figures, numbers, "added", empty, width)


def _read(figures: Statistics, width: int) -> list[Line]:
    numbers = [week.read for week in figures.weeks]
    empty = (
        "Nothing read in a year."
        if figures.by_status["read"]
        else "Nothing read yet: r in the list marks a paper as read."
    )
    return _weekly("Read by week", figures, numbers, "read", empty, width)


def _weekly(
    title: str, figures: Statistics, numbers: list[int], role: str, empty: str, width: int
) -> list[Line]:
    if not any(numbers):
        return [*_heading(title, width), *_nothing(empty, width)]
    starts = [week.start for week in figures.weeks]
    note = f"this week {numbers[-1]:,}"
    return [*_heading(title, width, note), *columns(starts, numbers, width, role)]


def _inbox(figures: Statistics, width: int) -> list[Line]:
    return [
        *_heading("Age of the inbox", width),
        *_waited(figures.inbox, width, "other", "The inbox is empty."),
    ]


def _time_to_read(figures: Statistics, width: int) -> list[Line]:
    empty = "Nothing read from the queue yet: the time from queued or begun to read is shown here."
    return [
        *_heading("Time to read", width),
        *_waited(figures.time_to_read, width, "read", empty),
    ]


def _waited(waits: Waits | None, width: int, role: str, empty: str) -> list[Line]:
    if waits is None:
        return _nothing(empty, width)
    said = f"median {_days(waits.median)}, longest {_days(waits.longest)}"
    if waits.longest < 1:
        said = "all less than a day"
    rows = [(words, n, f"{n:,}") for words, n in waits.spread]
    return [*bars(rows, width, role, 14), *_wrapped(said, width, "muted")]


def _tags(figures: Statistics, width: int) -> list[Line]:
    first = date.fromisoformat(f"{figures.months[0]}-01")
    heading = _heading("Tags over time", width)
    if not figures.tags:
        return [*heading, *_nothing("No paper added in a year has a tag yet.", width)]
    names = [printable(tag.name) for tag in figures.tags]
    most = max(max(tag.by_month) for tag in figures.tags)
    breadth = 2 if width >= 60 else 1
    plot = len(figures.months) * breadth
    room = max(8, width - plot - 10)
    lines = []
    for name, tag in zip(names, figures.tags, strict=True):
        drawn = "".join(mark * breadth for mark in sparkline(tag.by_month, most))
        lines.append([Span(fit(name, room) + "  "), Span(drawn, "added"),
                      Span(f"  {tag.papers:,}", "muted")])  # fmt: skip
    last = month_name(figures.today.month)
    axis = f"{month_name(first.month):<{plot - len(last)}}{last}"
    return [
        *heading,
        *lines,
        [Span(" " * (room + 2)), Span(axis, "muted"), Span("  added", "muted")],
    ]


def _venues(figures: Statistics, width: int) -> list[Line]:
    heading = _heading("Venues", width)
    if not figures.venues:
        return [*heading, *_nothing("No paper has a venue yet.", width)]
    rows = [
        (
            printable(readable(venue.name)),
            venue.papers,
            f"{venue.papers:,}" + (f", {venue.read:,} read" if venue.read else ""),
        )
        for venue in figures.venues
    ]
    return [*heading, *bars(rows, width, "other", max(10, width * 2 // 5))]


_PANELS: tuple[Callable[[Statistics, int], list[Line]], ...] = (
    _added, _read, _inbox, _time_to_read, _tags, _venues,
)  # fmt: skip


def _days(days: int) -> str:
    return "less than a day" if days < 1 else counted(days, "day")


def _heading(text: str, width: int, note: str = "") -> list[Line]:
    title = [Span(text, "heading")]
    gap = width - len(text) - len(note)
    if note and gap > 1:
        title += [Span(" " * gap), Span(note, "muted")]
    return [title, [Span("─" * width, "muted")]]


def _nothing(text: str, width: int) -> list[Line]:
    return _wrapped(text, width, "muted")


def _wrapped(text: str, width: int, role: str = "") -> list[Line]:
    from textwrap import wrap  # noqa: PLC0415  (start-up time)

    return [[Span(line, role)] for line in wrap(text, width)]


def _beside(panels: Sequence[list[Line]], width: int) -> list[Line]:
    """The panels side by side, each `width` cells wide."""
    height = max(map(len, panels))
    lines: list[Line] = []
    for number in range(height):
        line: Line = []
        for at, panel in enumerate(panels):
            part = padded(panel[number], width) if number < len(panel) else [Span(" " * width)]
            line += [*([Span(" " * _GAP)] if at else []), *part]
        lines.append(line)
    return lines
