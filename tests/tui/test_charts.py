"""Numbers as drawings: each fits its width and tells its numbers"""

import unicodedata
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from readlist.library.statistics import (
    MONTHS,
    WEEKS,
    Day,
    Queue,
    Statistics,
    Tag,
    Waits,
    Week,
)
from readlist.models import ReadingStatus
from readlist.storage.counts import Venue
from readlist.tui.panels import forecast, page
from readlist.tui.theme.charts import (
    ROLES,
    Line,
    Span,
    bars,
    calendar,
    columns,
    in_ascii,
    padded,
    sparkline,
    width_of,
    without_end,
)
from readlist.tui.theme.picture import svg

MONDAY = date(2026, 11, 16)
STARTS = [MONDAY - timedelta(weeks=n) for n in reversed(range(WEEKS))]
SPANS = st.lists(st.builds(Span, st.text(st.characters(categories=["L", "Zs"]))), max_size=4)


def text_of(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in lines]


NAMES = st.lists(st.text(min_size=1, max_size=60), max_size=4)


@st.composite
def figures(draw: st.DrawFn) -> Statistics:
    """What a library of any kind may say."""
    chance = Random(draw(st.integers(0, 2**32)))
    most = draw(st.sampled_from([0, 1, 9, 10**7]))

    def number() -> int:
        return chance.choice((0, chance.randint(0, most)))

    def waits() -> Waits | None:
        spread = (("under a week", number()), ("over a year", number()))
        return chance.choice((None, Waits(9, number(), number(), spread)))

    last = chance.randint(0, 6)
    return Statistics(
        today=MONDAY + timedelta(days=last),
        query="",
        papers=number(),
        by_status={status.value: number() for status in ReadingStatus},
        weeks=tuple(Week(start, number(), number()) for start in STARTS),
        days=tuple(
            Day(STARTS[0] + timedelta(days=n), 1 + number(), number())
            for n in range(7 * (WEEKS - 1) + last)
            if chance.random() < 0.3
        ),
        inbox=waits(),
        time_to_read=waits(),
        months=tuple(f"2026-{n + 1:02}" for n in range(MONTHS)),
        tags=tuple(Tag(name, 5, tuple(number() for _ in range(MONTHS))) for name in draw(NAMES)),
        venues=tuple(Venue(name, number(), number()) for name in draw(NAMES)),
        queue=Queue(number(), chance.choice((None, 1.5)), 2.0, 7),
    )


def test_the_axis_is_that_of_the_columns_seen():
    starts = [date(2026, 1, 5) + timedelta(weeks=n) for n in range(40)]
    lines = columns(starts, [6000, *[0] * 38, 3], 30, "added")
    assert [line[0].text.strip("┤ ") for line in lines if "┤" in line[0].text] == ["4", "2"]


@given(figures(), st.integers(24, 220))
def test_a_page_fits_its_width_whatever_the_figures(some, width):
    lines = page(some, width)
    assert max(map(width_of, lines)) <= width
    for line in lines:
        for text, role in line:
            assert not {unicodedata.category(char) for char in text} & {"Cc", "Zl", "Zp", "Cs"}
            assert role in ("", *ROLES)


@given(figures())
def test_every_page_can_be_a_picture_and_plain_ascii_but_for_names(some):
    lines = page(some._replace(tags=(), venues=()), 100)
    assert all(in_ascii(line).isascii() for line in text_of(lines))
    assert svg(lines, "readlist").endswith("</svg>\n")


@given(SPANS, st.integers(0, 30))
def test_a_padded_line_has_exactly_the_width(line, width):
    assert width_of(padded(line, width)) == width


@given(SPANS)
def test_a_line_without_its_end_ends_with_a_letter(line):
    assert text_of([without_end(line)]) == text_of([line])
    assert "".join(span.text for span in without_end(line)) == text_of([line])[0]


def test_bars_are_as_long_as_their_numbers():
    drawn = bars([("a", 10, "10"), ("bb", 5, "5"), ("c", 0, "0"), ("d", 1, "1")], 27, "read", 10)
    assert text_of(drawn) == [
        "a   ████████████████████ 10",
        "bb  ██████████ 5",
        "c   0",
        "d   ██ 1",
    ]


def test_a_small_number_is_still_seen():
    assert text_of(bars([("a", 10**6, ""), ("b", 1, "")], 20, "read", 5))[1] == "b  ▏"
    assert sparkline([0, 1, 10**6], 10**6) == " ▁▇"


def test_columns_stand_on_weeks_and_an_axis_that_is_round():
    numbers = [0] * (WEEKS - 3) + [10, 5, 0]
    assert text_of(columns(STARTS, numbers, 20, "added")) == [
        "10┤              ⡇",
        "  │              ⡇",
        " 5┤              ⡇⡄",
        "  │              ⡇⡇",
        "  │              ⡇⡇",
        " 0└─┬────┬───┬───┬──",
        "    Aug  Sep Oct Nov",
    ]


@pytest.mark.parametrize(
    ("most", "top"), [(0, "2"), (1, "2"), (3, "4"), (11, "12"), (17, "20"), (450, "600")]
)
def test_an_axis_ends_at_the_next_round_number(most, top):
    numbers = [most] * WEEKS
    assert text_of(columns(STARTS, numbers, 60, "added"))[0].lstrip().startswith(f"{top}┤")


def test_the_month_stands_over_the_week_in_which_it_begins():
    lines = text_of(calendar(MONDAY, 9, {}, 13))
    # The weeks of the 21st of September to the 16th of November.
    # The rest of September gives way to October.
    assert lines[0] == "      Oct Nov"
    assert [line[:4].strip() for line in lines[1:]] == ["Mon", "", "Wed", "", "Fri", "", ""]


def test_a_day_stands_in_the_column_of_its_week_and_the_row_of_its_weekday():
    levels = dict.fromkeys((MONDAY - timedelta(days=n) for n in range(-2, 14)), 0)
    levels[date(2026, 11, 13)] = 4  # Friday of the week before
    assert text_of(calendar(MONDAY, 3, levels, 7))[1:] == [
        "Mon  ··", "    ···", "Wed ···", "    ··", "Fri ·■", "    ··", "    ··",
    ]  # fmt: skip


def test_a_broad_terminal_gets_broad_days():
    day = {MONDAY: 2}
    drawn = [text_of(calendar(MONDAY, WEEKS, day, width))[1] for width in (60, 120, 200)]
    assert [line[4:].strip() for line in drawn] == ["■", "■", "■■"]
    assert [cell_len(line) for line in drawn] == [57, 109, 162]


@pytest.mark.parametrize(
    ("queue", "said"),
    [
        (Queue(0, None, None, 0), "The queue is empty."),
        (Queue(14, 2.0, 1.0, 7), "14 papers to read. At your pace, 2 a week: 7 weeks."),
        (
            Queue(1, 1.5, 2.2, 1),
            "1 paper to read. At your pace, 1.5 a week: 1 week. "
            "The queue grows: 2.2 a week come in.",
        ),
        (
            Queue(5, None, None, None),
            "5 papers to read. No pace yet: it takes a week, and two papers read in the last "
            "8 weeks.",
        ),
    ],
)
def test_the_forecast_in_words(queue, said):
    assert forecast(queue) == said
