"""What an entry says of its date becomes ISO 8601, as precise as stated and no more."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from readlist.latex import readable

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May",
    "jun": "June", "jul": "July", "aug": "August", "sep": "September", "oct": "October",
    "nov": "November", "dec": "December",
}  # fmt: skip
"""The macros that every standard style defines, with what they stand for."""
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?![\d])")
_EXACT_YEAR = re.compile(r"[0-9]{4}")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Date(NamedTuple):
    """The date of an entry and which of its fields it tells in full."""

    year: int | None
    iso: str
    told: frozenset[str]
    """The fields that `iso` repeats exactly, so that they need not be kept."""


_NOTHING = frozenset[str]()
_YEAR_ONLY = frozenset({"year"})
_YEAR_AND_MONTH = frozenset({"year", "month"})


def parse_date(fields: Mapping[str, str]) -> Date:
    """The date that `year` and `month`, or biblatex's `date`, state.

    Of a range the start counts. A year that is none (`forthcoming`, `19uu`) is nothing.
    """
    date = fields.get("date", "")
    if date:
        found = _iso(date)
        if found:
            return found
    return _year_and_month(fields.get("year", ""), fields.get("month", ""))


def _iso(date: str) -> Date | None:
    """EDTF level 1 as biblatex has it (manual, section 2.3.8)."""
    start = date.partition("/")[0].strip(" {}")
    found = _ISO.match(start)
    if not found:
        return None
    year = int(found["year"])
    parts = [found["year"]]
    month = int(found["month"] or 0)
    if 1 <= month <= 12:
        parts.append(found["month"])
        day = int(found["day"] or 0)
        if 1 <= day <= DAYS[month - 1]:
            parts.append(found["day"])
    iso = "-".join(parts)
    return Date(year, iso, frozenset({"date"}) if iso == date else _NOTHING)


def _year_and_month(year: str, month: str) -> Date:
    if _EXACT_YEAR.fullmatch(year):
        number, told = int(year), _YEAR_ONLY
    else:
        found = _YEAR.search(year)
        if not found:
            return Date(None, "", _NOTHING)
        number, told = int(found[1]), _NOTHING
    iso = f"{number:04}"
    if not month:
        return Date(number, iso, told)
    which, day, whole = parse_month(month)
    if which:
        iso += f"-{which:02}"
        if day:
            iso += f"-{day:02}"
        if whole and told:
            told = _YEAR_AND_MONTH
    return Date(number, iso, told)


def parse_month(text: str) -> tuple[int, int, bool]:
    """Month and day (0 when not stated) of a `month` field, and whether that is all of it.

    Understands names in full and short, numbers, `8~August` and `July 4`; of `jul/aug`
    the first month counts, without a day.
    """
    known = _KNOWN_MONTHS.get(text)
    if known:
        return known, 0, True
    plain = readable(text)
    names = [name[:3].lower() for name in _WORD.findall(plain)]
    months = [MONTHS.index(name) + 1 for name in names if name in MONTHS]
    numbers = [int(day) for day in _DAY.findall(plain)]
    if not months:
        if len(numbers) == 1 and not names and 1 <= numbers[0] <= 12:
            return numbers[0], 0, plain.strip(" .").isdigit()
        return 0, 0, False
    month = months[0]
    if len(months) == 1 and len(numbers) == 1 and 1 <= numbers[0] <= DAYS[month - 1]:
        return month, numbers[0], False
    return month, 0, len(names) == 1 and not numbers


_KNOWN_MONTHS = {
    **{name: number for number, name in enumerate(MONTH_NAMES.values(), 1)},
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{str(number): number for number in range(1, 13)},
}
