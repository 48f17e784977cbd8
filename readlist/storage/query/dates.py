"""A written date becomes a half-open span of ISO text, so that text order is time order.

A bound is as precise as what was written: `2024` is `2024` up to `2025`. Partial dates
(`2024`, `2024-02`) and full time stamps (`2024-02-21T10:00:00Z`) both compare well with it.
An end such as `2024-13` or `2024-02-30` is no date and need not be one.
"""

import re
from typing import NamedTuple

_ABSOLUTE = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_RELATIVE = r"(\d{1,5})([dwmy])"
DAYS = ("today", "yesterday")
"""Days that have a name."""
_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Moment(NamedTuple):
    """One written date: the first text inside it and the first text behind it."""

    start: str
    end: str
    age: bool = False
    """Was it written as an age: `7d`?"""


class Span(NamedTuple):
    """`start <= date < end`; an empty bound is open."""

    start: str
    end: str


def moment(text: str, today: str) -> Moment | None:
    """The day, month or year that `text` means when it is `today` (an ISO date), or None.

    `2026`, `2026-09`, `2026-09-12`, `today`, `yesterday`, and ages in days, weeks, months
    and years: `7d`, `2w`, `3m`, `1y`.
    """
    text = text.lower().rstrip("-")
    if found := re.fullmatch(_ABSOLUTE, text, re.ASCII):
        return _absolute(*(int(part) if part else 0 for part in found.groups()))
    if found := re.fullmatch(_RELATIVE, text, re.ASCII):
        return Moment(*_day(_back(today, int(found[1]), found[2])), age=True)
    if text in DAYS:
        return Moment(*_day(_back(today, int(text == "yesterday"), "d")))
    return None


def span(text: str, today: str) -> Span | None:
    """What `2026`, `2025..2026-03`, `..2020`, `>=2026-09`, `7d` or `>1y` select, or None.

    An age alone means "since then". In a comparison it is compared as an age: `>1y` is
    older than a year, `<7d` younger than seven days. In a range it is a day.
    """
    low, dots, high = text.partition("..")
    if dots:
        first = moment(low, today) if low else Moment("", "")
        last = moment(high, today) if high else Moment("", "")
        if first is None or last is None:
            return None
        if low and high and last.end <= first.start:
            first, last = last, first
        return Span(first.start, last.end)
    sign = text[: len(text) - len(text.lstrip("<>="))]
    when = moment(text[len(sign) :], today)
    if when is None:
        return None
    if when.age:
        # A greater age is an earlier date.
        sign = {"": "<="}.get(sign, sign).translate(str.maketrans("<>", "><"))
    spans = {
        "": Span(when.start, when.end),
        "=": Span(when.start, when.end),
        ">=": Span(when.start, ""),
        ">": Span(when.end, ""),
        "<": Span("", when.start),
        "<=": Span("", when.end),
    }
    return spans.get(sign)


def _absolute(year: int, month: int, day: int) -> Moment | None:
    if day:
        if not 1 <= month <= 12 or day > _longest(year, month):
            return None
        return Moment(f"{year:04}-{month:02}-{day:02}", f"{year:04}-{month:02}-{day + 1:02}")
    if month:
        return Moment(f"{year:04}-{month:02}", f"{year:04}-{month + 1:02}") if month < 13 else None
    return Moment(f"{year:04}", f"{year + 1:04}" if year < 9999 else "9999-99")


def _day(date: tuple[int, int, int]) -> tuple[str, str]:
    year, month, day = date
    return f"{year:04}-{month:02}-{day:02}", f"{year:04}-{month:02}-{day + 1:02}"


def _back(today: str, count: int, unit: str) -> tuple[int, int, int]:
    """The day `count` units before `today`; the last day of the month where there is none."""
    import datetime as dt  # a millisecond that only queries with ages pay  # noqa: PLC0415

    now = dt.date.fromisoformat(today)
    if unit in "dw":
        day = max(now.toordinal() - count * (7 if unit == "w" else 1), 1)
        then = dt.date.fromordinal(day)
        return then.year, then.month, then.day
    months = now.year * 12 + now.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(max(months, 12), 12)
    return year, month + 1, min(now.day, _longest(year, month + 1))


def _longest(year: int, month: int) -> int:
    """The last day of the month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _MONTHS[month - 1]
