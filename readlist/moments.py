"""A moment is stored in UTC, `2026-11-20T16:02:45Z`; a day is the day where the user is.

The day has the offset that the local time zone gave it then, daylight saving time included.
"""

from datetime import UTC, date, datetime, timedelta


def beginning(day: str) -> str:
    """The moment at which a local day begins; of a year or a month, its first day.

    `day` may be a bound of `storage.query.dates`: `2026-13`, `2026-02-30` is what follows the
    last. A day for which no time zone is known is left as it is: nothing happened on it.
    """
    year, month, number = map(int, (day + "-1-1").split("-")[:3])
    try:
        first = date(year + (month > 12), month if month <= 12 else month - 12, 1)
        local = datetime.combine(first + timedelta(days=number - 1), datetime.min.time())
        # Where the clock skips midnight or shows it twice, that is the day's first moment
        # (PEP 495: fold=0; astimezone would take the offset of after the skip).
        return written(datetime.fromtimestamp(local.timestamp(), UTC))
    except (ValueError, OverflowError, OSError):
        return day


def written(when: datetime) -> str:
    """The moment as the tables write it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_day(moment: str) -> str:
    """The day of a stored moment: `2026-11-20`; other text is left as it is."""
    found = _local(moment)
    return found.date().isoformat() if found else moment


def local_minute(moment: str) -> str:
    """The minute of a stored moment: `2026-11-20 17:02`; other text is left as it is."""
    found = _local(moment)
    return found.isoformat(" ", "minutes")[:16] if found else moment


def _local(moment: str) -> datetime | None:
    try:
        return datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError, OSError):  # it was not written by readlist
        return None
