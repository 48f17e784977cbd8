"""Dates as listing pages write them; a date without a year never lies in the future."""

import calendar
import re
from datetime import date
from typing import NamedTuple

# Spelt out, because the calendar module speaks the language of the machine.
_NAMES = (
    "january february march april may june july august september october november december".split()
)
_MONTHS = (
    {name: number for number, name in enumerate(_NAMES, 1)}
    | {name[:3]: number for number, name in enumerate(_NAMES, 1)}
    | {"sept": 9}
)
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
# A number after the date counts comments: `Feb 21 2` is 21 February with 2 comments.
_COMMENTS = r"(?:\s+\d{1,5})?"
_CLOCK = r"(?:[T\s,]+(?:at\s+)?\d\d?:\d\d.*)?"
_SHAPES = tuple(
    re.compile(rf"(?:(?:published|submitted|created|updated)\s+on\s+)?{shape}", re.IGNORECASE)
    for shape in (
        rf"{_YEAR}[-/](?P<monthno>[01]?\d)(?:[-/](?P<day>[0-3]?\d))?{_CLOCK}{_COMMENTS}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?{_CLOCK}{_COMMENTS}",
        rf"{_WEEKDAY}{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?{_CLOCK}{_COMMENTS}",
        rf"{_MONTH},?\s+{_YEAR}(?P<day>)",
    )
)


class Stated(NamedTuple):
    """A date as far as a page states it. It exists in the calendar."""

    year: int | None
    month: int
    day: int | None


def stated(line: str) -> Stated | None:
    """The date that makes up the whole `line`, with a comment count after it or not."""
    for shape in _SHAPES:
        found = shape.fullmatch(line.strip())
        if not found:
            continue
        parts = found.groupdict()
        month = int(parts["monthno"]) if "monthno" in parts else _MONTHS[parts["month"].casefold()]
        year = int(parts["year"]) if parts["year"] else None
        day = int(parts["day"]) if parts["day"] else None
        if 1 <= month <= 12 and (day is None or 1 <= day <= last_day(year, month)):
            return Stated(year, month, day)
    return None


def last_day(year: int | None, month: int) -> int:
    """The number of days in the month; without a year, February has 29."""
    return calendar.monthrange(year or 2024, month)[1]


def settled(found: Stated, latest: date) -> tuple[str, int]:
    """The ISO 8601 date and its year; without a stated year the latest not after `latest`."""
    year = found.year or _latest_year(found.month, found.day or 1, latest)
    iso = f"{year:04}-{found.month:02}"
    return (f"{iso}-{found.day:02}" if found.day else iso), year


def _latest_year(month: int, day: int, latest: date) -> int:
    year = latest.year - ((month, day) > (latest.month, latest.day))
    if (month, day) == (2, 29):
        while not calendar.isleap(year):
            year -= 1
    return year
