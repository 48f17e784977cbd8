"""Figures of a small library, each addition and reading on a day that is known"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.errors import MissingLibrary, QueryError
from readlist.library import history, organising, reading
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.statistics import MONTHS, WEEKS, Statistics, _waits, statistics
from tests.library.conftest import run_to_end

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Reader:
    """Somebody who adds and reads papers on days that a test names."""

    def __init__(self, path: Path) -> None:
        self.now = FRIDAY
        self.library = Library(path, clock=lambda: self.now)

    def on(self, day: str, clock: str = "12:00") -> "Reader":
        """It is that day (UTC)."""
        self.now = datetime.fromisoformat(f"{day}T{clock}:00+00:00")
        return self

    def add(self, *keys: str, **fields: str) -> "Reader":
        more = "".join(f", {name} = {{{value}}}" for name, value in fields.items())
        entries = "\n".join(
            f"@article{{{key}, title = {{On {key} and nothing else}}{more}}}" for key in keys
        )
        run_to_end(import_sources(self.library, [Source("refs.bib", entries.encode())]))
        return self

    def ids(self, *keys: str) -> list[int]:
        reader = self.library.reader()
        found = [reader.id_of(key) for key in keys]
        reader.close()
        return found

    def mark(self, status: str, *keys: str) -> "Reader":
        reading.set_status(self.library, self.ids(*keys), status)
        return self

    def tag(self, name: str, *keys: str) -> "Reader":
        organising.change_tags(self.library, self.ids(*keys), [name], [])
        return self

    def figures(self, query: str = "", today: str = "2026-11-20") -> Statistics:
        reader = self.library.reader()
        try:
            return statistics(reader, query, today=date.fromisoformat(today))
        finally:
            reader.close()


@pytest.fixture
def somebody(tmp_path: Path) -> Reader:
    return Reader(tmp_path / "library.sqlite3")


def test_papers_are_counted_by_status_and_by_week(somebody):
    somebody.on("2026-11-02").add("a", "b").on("2026-11-08").add("c").on("2026-11-09").add("d")
    figures = somebody.on("2026-11-16").mark("read", "a").figures()
    assert figures.papers == 4
    assert figures.by_status == {
        "inbox": 3, "queued": 0, "reading": 0, "read": 1, "skimmed": 0, "dropped": 0,
    }  # fmt: skip
    # From Monday to Sunday; the week of the 20th is the last.
    assert [(w.start.isoformat(), w.added, w.read) for w in figures.weeks[-3:]] == [
        ("2026-11-02", 3, 0), ("2026-11-09", 1, 0), ("2026-11-16", 0, 1),
    ]  # fmt: skip
    assert len(figures.weeks) == WEEKS
    assert [(d.day.isoformat(), d.added, d.read) for d in figures.days] == [
        ("2026-11-02", 2, 0), ("2026-11-08", 1, 0), ("2026-11-09", 1, 0), ("2026-11-16", 0, 1),
    ]  # fmt: skip


def test_what_happened_before_the_year_is_in_no_week(somebody):
    somebody.on("2025-11-16").add("old").on("2025-11-17").add("first")
    figures = somebody.figures()
    assert sum(week.added for week in figures.weeks) == 1
    assert [day.day.isoformat() for day in figures.days] == ["2025-11-17"]
    assert figures.papers == 2


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Los_Angeles", "2026-11-15"), ("UTC", "2026-11-16"), ("Asia/Kolkata", "2026-11-16")],
)
def test_a_day_is_the_day_where_the_user_is(somebody, live_in, zone, day):
    live_in(zone)
    somebody.on("2026-11-16", "04:30").add("a").on("2026-11-16", "04:31").mark("read", "a")
    days = [(d.day.isoformat(), d.added, d.read) for d in somebody.figures().days]
    assert days == [(day, 1, 1)]


@pytest.mark.parametrize("zone", ["America/Santiago", "Europe/Berlin", "Pacific/Kiritimati"])
def test_a_query_counts_the_same_days(somebody, live_in, zone):
    live_in(zone)
    # Berlin's clock was turned back on the 25th, Santiago's on the 5th of April.
    for day in ("2026-04-04", "2026-04-05", "2026-10-24", "2026-10-25", "2026-11-16"):
        for hour in ("02", "10", "22", "23"):
            key = f"{day}-{hour}"
            somebody.on(day, f"{hour}:30").add(key).on(day, f"{hour}:35").mark("read", key)
    figures = somebody.figures()
    for field in ("added", "read"):
        counted = {str(day.day): getattr(day, field) for day in figures.days}
        found = {day: somebody.figures(f"{field}:{day}").papers for day in counted}
        assert found == counted


def test_a_paper_marked_twice_on_a_day_or_in_a_week_is_read_once_there(somebody):
    somebody.on("2026-11-02").add("a")
    for day, clock in (("2026-11-16", "09:00"), ("2026-11-16", "10:00"), ("2026-11-18", "09:00")):
        somebody.on(day, clock).mark("read", "a").on(day, f"{clock[:3]}30").mark("queued", "a")
    figures = somebody.figures()
    assert [(d.day.day, d.read) for d in figures.days if d.read] == [(16, 1), (18, 1)]
    assert figures.weeks[-1].read == 1


def test_an_undone_reading_was_none(somebody):
    somebody.on("2026-11-02").add("a").on("2026-11-16").mark("read", "a")
    assert somebody.figures().read == 1
    history.undo(somebody.library)
    assert somebody.figures().read == 0


def test_a_paper_that_came_in_as_read_has_no_day_of_reading(somebody):
    somebody.on("2026-11-16").add("a", readstatus="read")
    figures = somebody.figures()
    assert figures.by_status["read"] == 1
    assert figures.read == 0
    assert figures.time_to_read is None
    assert somebody.figures("read:2026").papers == 0


def test_the_age_of_the_inbox(somebody):
    for day, keys in (
        ("2025-11-19", "a"), ("2026-09-20", "b"), ("2026-11-14", "cd"), ("2026-11-20", "e"),
    ):  # fmt: skip
        somebody.on(day).add(*keys)
    somebody.on("2026-11-20").mark("queued", "d")
    waits = somebody.figures().inbox
    assert waits is not None
    assert (waits.papers, waits.median, waits.longest) == (4, 6, 366)
    assert waits.spread == (
        ("under a week", 2), ("1 to 4 weeks", 0), ("1 to 3 months", 1), ("3 to 12 months", 0),
        ("over a year", 1),
    )  # fmt: skip


def test_a_paper_put_back_waits_in_the_inbox_from_then_on(somebody):
    somebody.on("2026-09-01").add("a").mark("queued", "a").on("2026-11-18").mark("inbox", "a")
    waits = somebody.figures().inbox
    assert waits is not None
    assert waits.longest == 2


def test_the_time_to_read_runs_from_the_first_step_out_of_the_inbox(somebody):
    somebody.on("2026-10-01").add("a", "b", "c")
    somebody.on("2026-10-02").mark("queued", "a").on("2026-10-10").mark("reading", "a", "b")
    somebody.on("2026-10-12").mark("read", "a", "b", "c")
    waits = somebody.figures().time_to_read
    assert waits is not None
    # `c` went straight from the inbox: nobody knows how long that took.
    assert (waits.papers, waits.median, waits.longest) == (2, 2, 10)


def test_a_paper_put_back_or_skimmed_begins_anew(somebody):
    somebody.on("2026-09-01").add("a", "b").mark("queued", "a", "b")
    somebody.on("2026-09-10").mark("inbox", "a").mark("skimmed", "b")
    somebody.on("2026-10-01").mark("queued", "a").on("2026-10-04").mark("read", "a", "b")
    waits = somebody.figures().time_to_read
    assert waits is not None
    assert (waits.papers, waits.longest) == (1, 3)


def test_a_paper_read_again_took_two_times(somebody):
    somebody.on("2026-09-01").add("a").on("2026-09-02").mark("reading", "a")
    somebody.on("2026-09-05").mark("read", "a").on("2026-10-01").mark("reading", "a")
    somebody.on("2026-10-02").mark("read", "a")
    waits = somebody.figures().time_to_read
    assert waits is not None
    assert (waits.papers, waits.median, waits.longest) == (2, 1, 3)


def test_tags_by_the_month_their_papers_came_in(somebody):
    somebody.on("2025-11-30").add("old").on("2025-12-01").add("a").on("2026-11-01").add("b", "c")
    somebody.tag("ml", "old", "a", "b", "c").tag("thesis", "b").tag("Äpfel", "c")
    figures = somebody.figures()
    assert (figures.months[0], figures.months[-1], len(figures.months)) == (
        "2025-12", "2026-11", MONTHS,
    )  # fmt: skip
    assert [(t.name, t.papers) for t in figures.tags] == [("ml", 3), ("thesis", 1), ("Äpfel", 1)]
    assert figures.tags[0].by_month == (1, *[0] * 10, 2)


def test_venues_with_most_papers_and_how_many_are_read(somebody):
    somebody.on("2026-11-01").add("a", "b", journal="Nature").add("c", journal="nature")
    somebody.add("d", journal="Science").add("e").on("2026-11-02").mark("read", "a")
    assert [tuple(venue) for venue in somebody.figures().venues] == [
        ("Nature", 3, 1), ("Science", 1, 0),
    ]  # fmt: skip


def test_the_forecast_at_the_pace_of_eight_weeks(somebody):
    keys = [f"k{number}" for number in range(20)]
    somebody.on("2026-08-01").add(*keys).mark("queued", *keys[:15])
    somebody.on("2026-09-25").mark("read", keys[0])  # nine weeks ago: another pace
    somebody.on("2026-09-26").mark("read", keys[1])
    somebody.on("2026-11-20").mark("read", *keys[2:4])
    queue = somebody.figures().queue
    # Three papers in eight weeks; eleven are left, for which 29 weeks are not enough.
    assert (queue.papers, queue.read_per_week, queue.weeks_left) == (11, 0.4, 30)
    assert queue.queued_per_week == 0


def test_a_young_library_has_had_less_time(somebody):
    somebody.on("2026-11-07").add("a", "b", "c", "d").mark("queued", "a", "b", "c", "d")
    somebody.on("2026-11-18").mark("read", "a", "b")
    queue = somebody.figures().queue
    # Two papers in fourteen days.
    assert (queue.read_per_week, queue.weeks_left) == (1.0, 2)


def test_paper_that_came_in_while_the_library_was_young_counts_as_queued_once(somebody):
    somebody.on("2026-11-07").add("a", "b", "c")
    somebody.on("2026-11-10").mark("queued", "a").on("2026-11-11").mark("inbox", "a")
    somebody.on("2026-11-12").mark("queued", "a", "b").on("2026-11-13").mark("read", "b", "c")
    assert somebody.figures().queue.queued_per_week == 1.0


@pytest.mark.parametrize(("added", "read"), [("2026-10-01", "a"), ("2026-11-18", "ab")])
def test_one_paper_or_two_days_make_no_pace(somebody, added, read):
    somebody.on(added).add("a", "b", "c").on("2026-11-19").mark("queued", "c").mark("read", *read)
    queue = somebody.figures().queue
    assert queue.papers == 1
    assert (queue.read_per_week, queue.queued_per_week, queue.weeks_left) == (None, None, None)


def test_an_empty_queue_takes_no_time(somebody):
    somebody.on("2026-10-01").add("a")
    assert somebody.figures().queue.weeks_left == 0


def test_a_query_chooses_the_papers_of_every_figure(somebody):
    somebody.on("2026-10-01").add("a", "b", journal="Nature").tag("ml", "a", "b").tag("x", "a")
    somebody.on("2026-10-02").mark("queued", "a", "b").on("2026-11-20").mark("read", "a", "b")
    figures = somebody.figures("tag:x OR zzz")
    assert figures.papers == figures.read == 1
    assert figures.weeks[-8].added == sum(week.added for week in figures.weeks) == 1
    assert figures.time_to_read is not None
    assert figures.time_to_read.papers == 1
    assert [(tag.name, tag.papers) for tag in figures.tags] == [("ml", 1), ("x", 1)]
    assert figures.venues[0].papers == 1
    assert somebody.figures("tag:{} is:inbox").papers == 0


def test_a_misspelt_query_says_so(somebody):
    with pytest.raises(QueryError, match="Did you mean"):
        somebody.add("a").figures("yaer:2020")


def test_where_there_is_no_library_there_are_no_figures(somebody):
    with pytest.raises(MissingLibrary):
        somebody.figures()


def test_an_empty_library_has_figures_that_are_nought(somebody):
    somebody.add("a")
    history.undo(somebody.library)
    figures = somebody.figures()
    assert (figures.papers, figures.days, figures.tags, figures.venues) == (0, (), (), ())
    assert figures.inbox is figures.time_to_read is None


def test_a_clock_that_was_ahead_does_no_harm(somebody):
    somebody.on("2027-03-01").add("a").mark("queued", "a").on("2027-03-02").mark("read", "a")
    figures = somebody.figures()
    assert (figures.papers, figures.days) == (1, ())
    assert sum(week.added + week.read for week in figures.weeks) == 0


def test_the_figures_as_plain_values(somebody):
    somebody.on("2026-11-16").add("a").tag("ml", "a")
    value = somebody.figures().as_json()
    assert list(value) == [
        "today", "query", "papers", "by_status", "weeks", "days", "inbox_age", "time_to_read",
        "months", "tags", "venues", "queue",
    ]  # fmt: skip
    assert value["weeks"][-1] == {"start": "2026-11-16", "added": 1, "read": 0}
    assert value["days"] == [{"day": "2026-11-16", "added": 1, "read": 0}]
    assert value["inbox_age"]["median_days"] == 4
    assert value["inbox_age"]["spread"][0] == {"wait": "under a week", "papers": 1}
    assert value["time_to_read"] is None
    assert value["tags"][0]["by_month"] == [0] * 11 + [1]


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 4)), min_size=1, max_size=40))
def test_every_wait_is_in_one_span_and_half_are_no_longer_than_the_median(lengths):
    waits = _waits(lengths)
    each = sorted(days for days, n in lengths for _ in range(n))
    assert waits is not None
    assert sum(n for _, n in waits.spread) == waits.papers == len(each)
    assert waits.median == each[(len(each) - 1) // 2]
    assert waits.longest == each[-1]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_weeks_end_with_the_present_one(tmp_path_factory, today):
    library = Library(tmp_path_factory.getbasetemp() / "one-paper.sqlite3", clock=lambda: FRIDAY)
    if not library.exists():
        Reader(library.path).add("a")
    reader = library.reader()
    figures = statistics(reader, "", today=today)
    reader.close()
    assert figures.weeks[-1].start <= today < figures.weeks[-1].start + timedelta(weeks=1)
    assert all(
        b.start - a.start == timedelta(weeks=1)
        for a, b in zip(figures.weeks, figures.weeks[1:], strict=False)
    )
    assert figures.months[-1] == today.strftime("%Y-%m")
