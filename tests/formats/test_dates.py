"""Which day a line of a listing page means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats.dates import Stated, settled, stated


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dec 9", (None, 12, 9)),
        ("Feb 21 2", (None, 2, 21)),
        ("Jul 3, 2024 3", (2024, 7, 3)),
        ("Jul 3, 2024", (2024, 7, 3)),
        ("Feb 21 2024", (2024, 2, 21)),
        ("December 9", (None, 12, 9)),
        ("Dec. 9, 2025", (2025, 12, 9)),
        ("Sept 1", (None, 9, 1)),
        ("May 31 2", (None, 5, 31)),
        ("9 Dec", (None, 12, 9)),
        ("9 December 2025", (2025, 12, 9)),
        ("Tue, 23 Apr 2024", (2024, 4, 23)),
        ("Tuesday, April 23", (None, 4, 23)),
        ("April 23rd, 2024", (2024, 4, 23)),
        ("2024-04-23", (2024, 4, 23)),
        ("2024-04-23T17:59:59Z", (2024, 4, 23)),
        ("2024-04-23 17:59", (2024, 4, 23)),
        ("2024/4/3", (2024, 4, 3)),
        ("2024-04", (2024, 4, None)),
        ("Apr 2024", (2024, 4, None)),
        ("Published on Oct 16, 2025", (2025, 10, 16)),
        ("Feb 29", (None, 2, 29)),
        ("Feb 29, 2024", (2024, 2, 29)),
    ],
)
def test_a_date(line: str, expected: tuple[int | None, int, int | None]) -> None:
    assert stated(line) == Stated(*expected)


@pytest.mark.parametrize(
    "line",
    ["", "Feb 30", "Feb 29, 2023", "Dec 0", "2024-13-01", "7", "May", "March of the Penguins",
     "May 5 reasons to sleep", "Dec 9 is a date", "3 days ago", "2024"],
)  # fmt: skip
def test_no_date(line: str) -> None:
    assert stated(line) is None


@pytest.mark.parametrize(
    ("line", "latest", "iso"),
    [
        ("Feb 21 2", date(2025, 12, 9), "2025-02-21"),
        ("Dec 9", date(2025, 12, 9), "2025-12-09"),
        ("Dec 10", date(2025, 12, 9), "2024-12-10"),
        ("Feb 29", date(2026, 1, 1), "2024-02-29"),
        ("Feb 29", date(2024, 2, 28), "2020-02-29"),
        ("Feb 29", date(2104, 1, 1), "2096-02-29"),
        ("Jul 3, 2031", date(2025, 1, 1), "2031-07-03"),
        ("Apr 2024", date(2025, 1, 1), "2024-04"),
    ],
)
def test_the_year(line: str, latest: date, iso: str) -> None:
    found = stated(line)
    assert found
    assert settled(found, latest) == (iso, int(iso[:4]))


@given(st.dates(date(1950, 1, 1), date(9998, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_missing_year_is_the_latest_that_fits(latest: date, month: int, day: int) -> None:
    iso, year = settled(Stated(None, month, day), latest)
    assert date.fromisoformat(iso) <= latest < date(year + 1, month, day)
