"""How fast an import goes, and how long it will take."""

import pytest

from readlist.tui.pace import pace


@pytest.mark.parametrize(
    ("papers", "done", "total", "seconds", "says"),
    [
        (1240, 100, 970, 1.378, "1,240 papers · 900 a second · 12 s left"),
        (400, 10, 1000, 0.4, "400 papers"),
        (5, 500, 1000, 2.0, "5 papers · 2.5 a second · 2 s left"),
        (1, 1, 1000, 1.0, "1 paper · 1.0 a second · 17 min left"),
        (12_345, 10, 0, 1.0, "12,345 papers · 12,000 a second"),
        (900, 70, 70, 2.0, "900 papers · 450 a second · finishing"),
        (0, 0, 100, 30.0, "0 papers"),
    ],
)
def test_the_pace_is_told_as_soon_as_it_is_known(papers, done, total, seconds, says):
    assert pace(papers, done, total, seconds) == says
