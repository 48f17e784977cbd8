"""What the library says about its reader: additions, readings, waits, and when the queue ends.

A paper counts as read once a day, on every day it was marked so, like `read:DAY` in a
query. Weeks begin on Monday. Days are the user's local days.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Any, NamedTuple

from readlist.storage.counts import Counts, Event, Venue
from readlist.storage.reader import Reader

WEEKS = 53
"""A year of whole weeks, the present one last."""
MONTHS = 12
PACE_DAYS = 56
"""The pace of reading is that of the last eight weeks."""
_LEAST_DAYS, _LEAST_READ = 7, 2
"""A week with two papers read is the least that makes a pace."""
_TAGS, _VENUES = 8, 8

_WAITS = (
    ("under a week", 7),
    ("1 to 4 weeks", 28),
    ("1 to 3 months", 91),
    ("3 to 12 months", 365),
    ("over a year", 10**9),
)
"""A wait in words, and the days it is shorter than."""


class Week(NamedTuple):
    """Seven days from a Monday on."""

    start: date
    added: int
    read: int


class Day(NamedTuple):
    """A day on which papers came in or were read."""

    day: date
    added: int
    read: int


class Waits(NamedTuple):
    """How long papers waited, in days."""

    papers: int
    median: int
    longest: int
    spread: tuple[tuple[str, int], ...]
    """Every length of wait in words, and its papers."""


class Tag(NamedTuple):
    """The papers with a tag that came in, by month."""

    name: str
    papers: int
    by_month: tuple[int, ...]


class Queue(NamedTuple):
    """What is to be read, and how fast that goes."""

    papers: int
    """Queued or being read."""
    read_per_week: float | None
    """None where too little was read to speak of a pace."""
    queued_per_week: float | None
    weeks_left: int | None
    """At that pace; 0 for an empty queue, None without a pace."""


class Statistics(NamedTuple):
    """All figures of some papers on a day."""

    today: date
    query: str
    papers: int
    by_status: dict[str, int]
    weeks: tuple[Week, ...]
    """WEEKS weeks, the present one last."""
    days: tuple[Day, ...]
    """The days of those weeks on which something happened."""
    inbox: Waits | None
    """How long the papers of the inbox have been there; None for an empty one."""
    time_to_read: Waits | None
    """From queued or begun to read; None where no paper went that way."""
    months: tuple[str, ...]
    """MONTHS months, `2026-11`, the present one last."""
    tags: tuple[Tag, ...]
    """The tags with most papers that came in during those months."""
    venues: tuple[Venue, ...]
    """The venues with most papers."""
    queue: Queue

    @property
    def read(self) -> int:
        """Papers read in the weeks shown."""
        return sum(week.read for week in self.weeks)

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values; dates are ISO 8601."""
        return {
            "today": self.today.isoformat(),
            "query": self.query,
            "papers": self.papers,
            "by_status": self.by_status,
            "weeks": [{**w._asdict(), "start": w.start.isoformat()} for w in self.weeks],
            "days": [{**d._asdict(), "day": d.day.isoformat()} for d in self.days],
            "inbox_age": _waits_json(self.inbox),
            "time_to_read": _waits_json(self.time_to_read),
            "months": list(self.months),
            "tags": [{**t._asdict(), "by_month": list(t.by_month)} for t in self.tags],
            "venues": [venue._asdict() for venue in self.venues],
            "queue": self.queue._asdict(),
        }


def statistics(reader: Reader, query: str, *, today: date) -> Statistics:
    """The figures of the papers that `query` chooses (empty: all). Raises QueryError."""
    counts = Counts(reader, query, today=today.isoformat())
    by_status = counts.by_status()
    added = [(day, n) for text, n in counts.added() if (day := _day(text)) and day <= today]
    events = counts.events()
    read = _read_by_day(events, today)
    first = _monday(today) - timedelta(weeks=WEEKS - 1)
    months = _months(today)
    return Statistics(
        today=today,
        query=query,
        papers=sum(by_status.values()),
        by_status=by_status,
        weeks=_weeks(first, added, read),
        days=_days(first, added, read),
        inbox=_waits(((today - day).days, n) for t, n in counts.waiting() if (day := _day(t))),
        time_to_read=_waits((days, 1) for days in _times_to_read(events)),
        months=months,
        tags=_tags(counts.tagged(f"{months[0]}-01"), months),
        venues=tuple(counts.venues(_VENUES)),
        queue=_queue(by_status, added, events, today),
    )


def _read_by_day(events: Iterable[Event], today: date) -> list[tuple[date, set[int]]]:
    """Day -> the papers read on it."""
    found: dict[str, set[int]] = {}
    for event in events:
        if event.status == "read":
            found.setdefault(event.day, set()).add(event.paper_id)
    return [(day, papers) for text, papers in found.items() if (day := _day(text)) <= today]


def _weeks(
    first: date, added: Iterable[tuple[date, int]], read: Iterable[tuple[date, set[int]]]
) -> tuple[Week, ...]:
    new: Counter[date] = Counter()
    for day, n in added:
        new[_monday(day)] += n
    done: dict[date, set[int]] = {}
    for day, papers in read:
        done.setdefault(_monday(day), set()).update(papers)
    starts = (first + timedelta(weeks=number) for number in range(WEEKS))
    return tuple(Week(start, new[start], len(done.get(start, ()))) for start in starts)


def _days(
    first: date, added: Iterable[tuple[date, int]], read: Iterable[tuple[date, set[int]]]
) -> tuple[Day, ...]:
    new = dict(added)
    done = {day: len(papers) for day, papers in read}
    days = sorted(day for day in {*new, *done} if day >= first)
    return tuple(Day(day, new.get(day, 0), done.get(day, 0)) for day in days)


def _times_to_read(events: Iterable[Event]) -> Iterable[int]:
    """Days from when a paper was queued or begun until it was read, for each reading of it."""
    begun: dict[int, str] = {}
    for event in events:
        if event.status in ("queued", "reading"):
            begun.setdefault(event.paper_id, event.day)
            continue
        # A paper that was skimmed, dropped or put back begins anew.
        start = begun.pop(event.paper_id, "")
        if start and event.status == "read":
            yield max(0, (_day(event.day) - _day(start)).days)


def _waits(lengths: Iterable[tuple[int, int]]) -> Waits | None:
    """`lengths` are days and how many papers waited so long."""
    counted = sorted((max(0, days), n) for days, n in lengths)
    papers = sum(n for _, n in counted)
    if not papers:
        return None
    spread = dict.fromkeys((words for words, _ in _WAITS), 0)
    passed = median = 0
    for days, n in counted:
        spread[next(words for words, limit in _WAITS if days < limit)] += n
        if passed < (papers + 1) // 2 <= passed + n:
            median = days
        passed += n
    return Waits(papers, median, counted[-1][0], tuple(spread.items()))


def _tags(tagged: Iterable[tuple[str, str, int]], months: Sequence[str]) -> tuple[Tag, ...]:
    found: dict[str, Counter[str]] = {}
    for name, month, n in tagged:
        if month in months:
            found.setdefault(name, Counter())[month] += n
    tags = [Tag(name, by.total(), tuple(by[m] for m in months)) for name, by in found.items()]
    return tuple(sorted(tags, key=lambda tag: (-tag.papers, tag.name.casefold()))[:_TAGS])


def _queue(
    by_status: dict[str, int],
    added: Sequence[tuple[date, int]],
    events: Sequence[Event],
    today: date,
) -> Queue:
    papers = by_status.get("queued", 0) + by_status.get("reading", 0)
    # A library younger than eight weeks has had less time to read in.
    starts = [day for day, _ in added[:1]] + [_day(event.day) for event in events[:1]]
    age = (today - min(starts, default=today)).days + 1
    days = max(_LEAST_DAYS, min(PACE_DAYS, age))
    since = (today - timedelta(days=days - 1)).isoformat()
    until = today.isoformat()
    recent = [event for event in events if since <= event.day <= until]
    read = len({event.paper_id for event in recent if event.status == "read"})
    queued = len({event.paper_id for event in recent if event.status == "queued"})
    if read < _LEAST_READ or age < _LEAST_DAYS:
        return Queue(papers, None, None, None if papers else 0)
    pace = read * 7 / days
    return Queue(papers, round(pace, 1), round(queued * 7 / days, 1), ceil(papers / pace))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _months(today: date) -> tuple[str, ...]:
    last = today.year * 12 + today.month - 1
    return tuple(f"{n // 12:04}-{n % 12 + 1:02}" for n in range(last - MONTHS + 1, last + 1))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _waits_json(waits: Waits | None) -> dict[str, Any] | None:
    if waits is None:
        return None
    spread = [{"wait": words, "papers": n} for words, n in waits.spread]
    return {
        "papers": waits.papers,
        "median_days": waits.median,
        "longest_days": waits.longest,
        "spread": spread,
    }
