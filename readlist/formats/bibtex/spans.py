"""One date, said by biblatex's `date` or by BibTeX's `year` and `month`: the same either way.

What the other side has no words for is None, and nobody guesses.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from readlist.formats.bibtex.dates import DAYS, MONTH_NAMES, MONTHS

SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
"""EDTF, level 1 (biblatex manual, section 2.3.8)."""
PUBLICATION_STATES = {
    "in press": "inpress",
    "forthcoming": "forthcoming",
    "submitted": "submitted",
    "in preparation": "inpreparation",
}
"""What stands for a year, and biblatex's `pubstate` for it (manual, section 4.9.2.11)."""

_NAMES = {
    **{short: number for number, short in enumerate(MONTHS, 1)},
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES.values(), 1)},
    **{name.lower(): number for number, name in SEASONS.items()},
    "sept": 9,
    "fall": 23,
}
_DASH = r"\s*(?:-{1,3}|[\u2013/])\s*"
_YEAR = re.compile(r"(?P<about>(?:circa|ca?\.)\s*)?(?P<year>[0-9]{4})(?P<doubt>\?)?")
_YEARS = re.compile(rf"(?P<first>[0-9]{{4}})?(?P<dash>{_DASH})(?P<last>[0-9]{{4}}|[0-9][0-9])?")
_DECADE = re.compile(r"([0-9]{3})0s")
_NUMBER = re.compile(r"[0-9]{1,2}")
_WORD = r"[A-Za-z]{3,9}\.?"
_MONTH_FORMS = [
    re.compile(form.replace("-", _DASH).replace("M", _WORD).replace("D", r"[0-9]{1,2}"))
    for form in (
        r"(?P<m1>M)",
        r"(?P<m1>M) (?P<d1>D)",
        r"(?P<d1>D)\.? (?P<m1>M)",
        r"(?P<m1>M)-(?P<m2>M)",
        r"(?P<m1>M) (?P<d1>D)-(?P<d2>D)",
        r"(?P<d1>D)-(?P<d2>D) (?P<m1>M)",
        r"(?P<m1>M) (?P<d1>D)-(?P<m2>M) (?P<d2>D)",
        r"(?P<d1>D) (?P<m1>M)-(?P<d2>D) (?P<m2>M)",
    )
]
_SIDE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}[Xu]|[0-9]{2}(?:XX|uu))(?:-(?P<month>[0-9][0-9])(?:-(?P<day>[0-9][0-9]))?)?"
    r"(?P<mark>[~?%])?(?P<time>T[0-9:+Z-]+)?"
)
_MARKED = {"~": ("ca. ", ""), "?": ("", "?"), "%": ("ca. ", "?"), "": ("", "")}
_MARKS = {said: mark for mark, said in _MARKED.items()}


class Parts(NamedTuple):
    """A date as BibTeX has it: two expressions, each empty where there is nothing to say."""

    year: str
    month: str
    lost: str = ""
    """What of the date they leave out."""


class _Place(NamedTuple):
    month: int
    day: int = 0


def joined(year: str, month: str = "", day: str = "") -> str | None:
    """The `date` that says what the texts of `year`, `month` and `day` say."""
    year = " ".join(year.replace("~", " ").split())
    months = _places(month, day)
    if months is None:
        return None
    found = _YEAR.fullmatch(year)
    if found:
        mark = _MARKS["ca. " if found["about"] else "", found["doubt"] or ""]
        sides = [_side(found["year"], place) + mark for place in months]
        return "/".join(sides) if not (mark and len(sides) > 1) else None
    decade = _DECADE.fullmatch(year)
    if decade and not month:
        return f"{decade[1]}X"
    return _range(year, months, dated=bool(month))


def _range(year: str, months: list[_Place], *, dated: bool) -> str | None:
    found = _YEARS.fullmatch(year)
    if not found or not (found["first"] or found["last"]):
        return None
    first, last = found["first"] or "", found["last"] or ""
    if len(last) == 2:
        last = first[:2] + last
    if first and last and len(last) == 4 and last > first:
        if not dated:
            return f"{first}/{last}"
        if len(months) == 2:
            return f"{_side(first, months[0])}/{_side(last, months[1])}"
        return None
    open_ended = not (first and last) and not dated and len(first + last) == 4
    return f"{first}/{last}" if open_ended else None


def _side(year: str, place: _Place) -> str:
    month = f"-{place.month:02}" if place.month else ""
    return f"{year}{month}" + (f"-{place.day:02}" if place.day else "")


def _places(month: str, day: str) -> list[_Place] | None:
    """Month and day of the begin, and of the end if there is one. None: not understood."""
    if not month:
        return None if day else [_Place(0)]
    month = " ".join(month.replace("~", " ").replace(",", " ").split())
    found = [_Place(int(month))] if _NUMBER.fullmatch(month) else _named(month)
    if day:
        if len(found) != 1 or found[0].day or not _NUMBER.fullmatch(day):
            return None
        found = [_Place(found[0].month, int(day))]
    return found if found and all(map(_exists, found)) else None


def _named(month: str) -> list[_Place]:
    for form in _MONTH_FORMS:
        match = form.fullmatch(month)
        if not match:
            continue
        said = match.groupdict()
        names = [said[name].lower().rstrip(".") for name in ("m1", "m2") if said.get(name)]
        if any(name not in _NAMES for name in names):
            return []
        days = [int(said[name]) for name in ("d1", "d2") if said.get(name)]
        numbers = [_NAMES[name] for name in names]
        if len(days) == 2 and len(numbers) == 1:
            numbers *= 2
        days += [0] * (len(numbers) - len(days))
        return [_Place(*pair) for pair in zip(numbers, days, strict=True)]
    return []


def _exists(place: _Place) -> bool:
    if place.month in SEASONS:
        return not place.day
    return 1 <= place.month <= 12 and place.day <= DAYS[place.month - 1]


def parted(date: str) -> Parts | None:
    """`year` and `month` as expressions that say what `date` says."""
    first, slash, last = date.strip().partition("/")
    sides = [None if side in ("", "..") else _SIDE.fullmatch(side) for side in (first, last)]
    begin, end = sides
    if (begin is None and first not in ("", "..")) or (end is None and last not in ("", "..")):
        return None
    present = [side for side in sides if side]
    places = [_Place(int(side["month"] or 0), int(side["day"] or 0)) for side in present]
    if not present or not all(place.month == 0 or _exists(place) for place in places):
        return None
    years = [_year(side) for side in present]
    months = _month(places, same_year=years[0] == years[-1])
    if len(present) == 1:
        said = years[0] if not slash else f"{years[0]}--" if begin else f"--{years[0]}"
    elif years[0] == years[1]:
        said = years[0]
    elif any("--" in year for year in years) or (months and not all(p.month for p in places)):
        return None
    else:
        said = "--".join(years)
    if months is None:
        return None
    lost = "the time of day" if any(side["time"] for side in present) else ""
    return Parts(f"{{{said}}}", months, lost)


def _year(side: re.Match[str]) -> str:
    before, after = _MARKED[side["mark"] or ""]
    year = side["year"].replace("u", "X")
    if year.endswith("XX"):
        year = f"{year[:2]}00--{year[:2]}99"
    elif year.endswith("X"):
        year = f"{year[:3]}0s"
    return f"{before}{year}{after}"


def _month(places: Iterable[_Place], *, same_year: bool) -> str | None:
    """The months, with the days where they are known: `jan # "~3--5"` (btxdoc, section 3.2)."""
    first, *rest = places
    if not rest or (rest[0] == first and (same_year or not first.month)):
        return _expression(first)
    last = rest[0]
    if bool(first.month) != bool(last.month) or bool(first.day) != bool(last.day):
        return None
    if not first.month:
        return ""
    if first.month == last.month and first.day and same_year:
        return f'{_name(first)} # "~{first.day}--{last.day}"'
    if first.day:
        return f'{_name(first)} # "~{first.day}--" # {_name(last)} # "~{last.day}"'
    return f'{_name(first)} # "/" # {_name(last)}'


def _expression(place: _Place) -> str:
    if not place.month:
        return ""
    return f'{_name(place)} # "~{place.day}"' if place.day else _name(place)


def _name(place: _Place) -> str:
    if place.month in SEASONS:
        return f"{{{SEASONS[place.month]}}}"
    return MONTHS[place.month - 1]
