"""Written dates are half-open spans of ISO text."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.storage.query.dates import Span, span

TODAY = "2026-03-31"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2026", "2027"),
        ("2026-", "2026", "2027"),  # while it is being typed
        ("2026-09", "2026-09", "2026-10"),
        ("2026-9", "2026-09", "2026-10"),
        ("2026-12", "2026-12", "2026-13"),
        ("2024-02-29", "2024-02-29", "2024-02-30"),
        ("9999", "9999", "9999-99"),
        ("today", "2026-03-31", "2026-03-32"),
        ("Yesterday", "2026-03-30", "2026-03-31"),
        ("7d", "2026-03-24", ""),
        ("0d", "2026-03-31", ""),
        ("2w", "2026-03-17", ""),
        ("1m", "2026-02-28", ""),  # February has no 31st
        ("25m", "2024-02-29", ""),
        ("3M", "2025-12-31", ""),
        ("1y", "2025-03-31", ""),
        ("99999y", "0001-01-31", ""),
        ("99999w", "0109-09-24", ""),
        (">1y", "", "2025-03-31"),
        (">=1y", "", "2025-03-32"),
        ("<7d", "2026-03-25", ""),
        ("=7d", "2026-03-24", "2026-03-25"),
        (">2025", "2026", ""),
        (">=2025", "2025", ""),
        ("<2025-03", "", "2025-03"),
        ("<=2025-03", "", "2025-04"),
        ("2025..2026-03", "2025", "2026-04"),
        ("2026..2025", "2025", "2027"),
        ("..2025", "", "2026"),
        ("2025..", "2025", ""),
        ("today..", "2026-03-31", ""),
        ("2w..1w", "2026-03-17", "2026-03-25"),
        ("1w..2w", "2026-03-17", "2026-03-25"),
        ("..", "", ""),
    ],
)
def test_means(text: str, start: str, end: str) -> None:
    assert span(text, TODAY) == Span(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "26", "2026-13", "2026-04-31", "2026-00-01", "7", "7h", "-7d", "><2026",
        "=>2026", "2026..soon", "soon..", "1..2", "2026-1-1-1", "२०२६", "2026...", "1000000d",
        "2023-02-29",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert span(text, TODAY) is None


_DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@given(_DAYS, _DAYS)
def test_a_day_is_in_its_own_year_month_and_day_only(day: dt.date, other: dt.date) -> None:
    stamp = f"{other.isoformat()}T23:59:59Z"
    for length in (4, 7, 10):
        text = day.isoformat()[:length]
        found = span(text, TODAY)
        assert found is not None
        assert (found.start <= stamp < found.end) == (stamp[:length] == text)


@given(_DAYS, st.integers(0, 99999), st.sampled_from("dwmy"))
def test_an_age_is_a_day_that_exists_and_is_past(today: dt.date, count: int, unit: str) -> None:
    found = span(f"{count}{unit}", today.isoformat())
    assert found is not None
    assert dt.date.fromisoformat(found.start) <= today
