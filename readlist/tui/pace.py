"""How fast something goes, and how long it will take: `1,240 papers · 900 a second · 12 s left`."""

from readlist.wording import counted

_SOON = 1.0
"""Seconds before a pace is told: the first steps say little of the others."""


def pace(papers: int, done: int, total: int, seconds: float) -> str:
    """The sentence after `seconds`, with `done` of `total` bytes read; total 0 is unknown."""
    words = [counted(papers)]
    if seconds >= _SOON and papers:
        words.append(f"{_rounded(papers / seconds)} a second")
        if total and done >= total:
            words.append("finishing")
        elif total and done:
            words.append(f"{_time(seconds * (total - done) / done)} left")
    return " · ".join(words)


def _rounded(rate: float) -> str:
    """Two digits that count; more would flicker."""
    if rate < 10:
        return f"{rate:.1f}"
    unit = 10 ** (len(str(int(rate))) - 2)
    return f"{round(rate / unit) * unit:,}"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"
