"""A local day begins at a moment in UTC, whatever the clock does at midnight."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readlist.moments import beginning, local_day, local_minute, written

ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "America/Santiago",
         "America/Havana", "Pacific/Kiritimati")  # fmt: skip

Move = Callable[[str], None]


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        ("UTC", "2026-11-20", "2026-11-20T00:00:00Z"),
        ("Europe/Berlin", "2026-11-20", "2026-11-19T23:00:00Z"),
        ("Europe/Berlin", "2026-07-01", "2026-06-30T22:00:00Z"),
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"),  # summer time begins at two
        ("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"),
        ("America/Los_Angeles", "2026-11-20", "2026-11-20T08:00:00Z"),
        ("Asia/Kolkata", "2026-11-20", "2026-11-19T18:30:00Z"),
        # The clock goes from midnight to one: the day begins at one.
        ("America/Santiago", "2024-09-08", "2024-09-08T04:00:00Z"),
        # From one o'clock back to midnight, and from midnight back to eleven.
        ("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z"),
        ("America/Santiago", "2024-04-07", "2024-04-07T04:00:00Z"),
        # Of a month and a year, the first day; and bounds as `dates` writes them.
        ("Europe/Berlin", "2026-07", "2026-06-30T22:00:00Z"),
        ("Europe/Berlin", "2026", "2025-12-31T23:00:00Z"),
        ("Europe/Berlin", "2026-13", "2026-12-31T23:00:00Z"),
        ("Europe/Berlin", "2024-02-30", "2024-02-29T23:00:00Z"),
        ("Europe/Berlin", "2026-12-32", "2026-12-31T23:00:00Z"),
    ],
)
def test_a_day_begins(live_in: Move, zone: str, day: str, moment: str) -> None:
    live_in(zone)
    assert beginning(day) == moment


@pytest.mark.parametrize("day", ["0001", "0000-01", "9999-12-32", "9999-99"])
def test_a_day_beyond_the_calendar_stays_as_it_is(live_in: Move, day: str) -> None:
    live_in("Asia/Kolkata")
    assert beginning(day) == day


@given(st.sampled_from(ZONES), st.datetimes(datetime(1971, 1, 1), datetime(2037, 12, 31)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_moment_lies_in_its_local_day(live_in: Move, zone: str, when: datetime) -> None:
    live_in(zone)
    moment = written(when)
    day = date.fromisoformat(local_day(moment))
    assert beginning(day.isoformat()) <= moment < beginning((day + timedelta(1)).isoformat())


def test_a_moment_is_shown_as_the_clock_on_the_wall_had_it(live_in: Move) -> None:
    live_in("Europe/Berlin")
    assert local_minute("2026-11-20T16:02:45Z") == "2026-11-20 17:02"
    assert local_day("2026-11-20T23:30:00Z") == "2026-11-21"
    assert local_day("2026-11-20") == "2026-11-20"
    assert local_minute("long ago") == local_day("long ago") == "long ago"
