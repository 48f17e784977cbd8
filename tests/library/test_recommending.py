"""What to read next, and why"""

from collections.abc import Callable

import pytest

from readlist.library import organising, reading, recommending
from readlist.library.library import Library
from readlist.library.recommending import Advice, next_papers

NOW = "2026-11-20T12:30:00Z"
REEFS, ENGINES = range(1, 11), range(11, 21)
REEF = "Coral bleaching of a reef in a warm ocean, seen by fish of kind"
ENGINE = "A steam engine with a boiler and a piston, fired with coal of kind"


@pytest.fixture
def shelf(library: Library, take: Callable[..., object]) -> Library:
    """Ten papers on reefs, ten on engines, all in the inbox."""
    titles = [f"{REEF} r{n}x" for n in range(10)] + [f"{ENGINE} e{n}x" for n in range(10)]
    take("made.bib", "".join(f"@misc{{p{n}, title = {{{t}}}}}\n" for n, t in enumerate(titles, 1)))
    return library


@pytest.fixture
def taught(shelf: Library) -> Library:
    """Six on reefs were read, three on engines dropped."""
    reading.set_status(shelf, REEFS[:6], "read")
    reading.set_status(shelf, ENGINES[:3], "dropped")
    return shelf


def _advice(library: Library, query: str = "", limit: int = 99, now: str = NOW) -> Advice:
    reader = library.reader()
    try:
        return next_papers(reader, query, limit, now=now)
    finally:
        reader.close()


def _ids(advice: Advice) -> list[int]:
    return [pick.row.id for pick in advice.picks]


def _why(advice: Advice, paper_id: int) -> str:
    return "; ".join(next(p.reasons for p in advice.picks if p.row.id == paper_id))


def test_papers_like_those_read_come_before_those_like_what_was_dropped(taught: Library) -> None:
    advice = _advice(taught)
    assert set(_ids(advice)[:4]) == set(REEFS[6:])
    assert set(_ids(advice)[4:]) == set(ENGINES[3:])
    assert advice.learned_from == 9


def test_the_words_are_the_reason(taught: Library) -> None:
    advice = _advice(taught)
    liked = _why(advice, REEFS[7])
    assert liked.startswith("you like: ")
    assert any(word in liked for word in ("coral", "reef", "bleaching", "ocean"))
    disliked = _why(advice, ENGINES[5])
    assert disliked.startswith("against it: ")
    assert any(word in disliked for word in ("steam", "engine", "boiler", "piston"))


def test_only_what_waits_is_advised(taught: Library) -> None:
    reading.set_status(taught, [REEFS[7]], "skimmed")
    reading.set_status(taught, [REEFS[8]], "reading")
    assert set(_ids(_advice(taught))) == {7, 10, *ENGINES[3:]}


def test_ratings_say_more_than_having_read(shelf: Library) -> None:
    reading.set_status(shelf, [*REEFS[:4], *ENGINES[:4]], "read")
    reading.rate(shelf, REEFS[:4], 1)
    reading.rate(shelf, ENGINES[:4], 5)
    assert set(_ids(_advice(shelf))[:6]) == set(ENGINES[4:])


def test_stars_in_the_inbox_teach(shelf: Library) -> None:
    reading.set_status(shelf, REEFS[:4], "dropped")
    reading.star(shelf, ENGINES[:3], True)
    advice = _advice(shelf)
    assert advice.learned_from == 7
    assert set(_ids(advice)[:10]) == set(ENGINES)
    assert "starred" in _why(advice, ENGINES[0])


def test_tags_teach_and_are_a_reason(taught: Library) -> None:
    organising.change_tags(taught, [*REEFS[:5], ENGINES[8]], ["sea"])
    advice = _advice(taught)
    engines = [i for i in _ids(advice) if i in ENGINES]
    assert engines[0] == ENGINES[8]
    organising.change_tags(taught, [REEFS[7]], ["sea"])
    assert "you like the tag sea" in _why(_advice(taught), REEFS[7])


def test_priority_lifts_and_sinks(taught: Library) -> None:
    reading.set_priority(taught, [REEFS[7]], -1)
    reading.set_priority(taught, [REEFS[8]], 1)
    advice = _advice(taught)
    reefs = [i for i in _ids(advice) if i in REEFS]
    assert (reefs[0], reefs[-1]) == (REEFS[8], REEFS[7])
    assert "high priority" in _why(advice, REEFS[8])
    assert "low priority" in _why(advice, REEFS[7])


def test_the_queue_comes_before_the_inbox_where_both_are_liked(taught: Library) -> None:
    before = {pick.row.id: pick.score for pick in _advice(taught).picks}
    reading.set_status(taught, [REEFS[8]], "queued")
    first = _advice(taught).picks[0]
    assert first.row.id == REEFS[8]
    assert first.score > before[REEFS[8]] + 0.2
    assert "first in the queue" in first.reasons


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("2026-12-20T12:30:00Z", ""),
        ("2027-03-20T12:30:00Z", "waits since November 2026"),
        ("2026-12-31T12:30:00Z", ""),
    ],
)
def test_a_long_wait_is_a_reason(taught: Library, now: str, reason: str) -> None:
    why = _why(_advice(taught, now=now), REEFS[7])
    assert why.endswith(reason)
    assert ("waits" in why) == bool(reason)


def test_what_is_asked_for_is_all_there_is(taught: Library) -> None:
    assert set(_ids(_advice(taught, "engine"))) == set(ENGINES[3:])
    assert _ids(_advice(taught, "zeppelin")) == []
    assert len(_advice(taught, limit=3).picks) == 3


@pytest.mark.parametrize("query", ["reef", "engine"])
def test_a_query_changes_no_score(taught: Library, query: str) -> None:
    scores = {pick.row.id: pick.score for pick in _advice(taught).picks}
    for pick in _advice(taught, query).picks:
        assert pick.score == pytest.approx(scores[pick.row.id])


def test_two_calls_say_the_same(taught: Library) -> None:
    assert _advice(taught) == _advice(taught)


def test_with_too_few_decisions_it_is_the_queue_then_the_newest(shelf: Library) -> None:
    reading.set_status(shelf, [1, 2], "read")
    reading.set_status(shelf, [3, 4], "queued")
    reading.set_priority(shelf, [4, 6], 1)
    advice = _advice(shelf)
    assert advice.learned_from == 0
    assert _ids(advice)[:4] == [4, 3, 6, 20]
    assert _why(advice, 4) == "high priority; first in the queue"
    assert _why(advice, 20) == "in the inbox"


def test_who_only_drops_has_liked_nothing_yet(shelf: Library) -> None:
    reading.set_status(shelf, REEFS[:8], "dropped")
    assert _advice(shelf).learned_from == 0


def test_the_best_of_a_large_inbox_are_found_by_their_titles(
    taught: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recommending, "_MOST_WEIGHED", 4)
    assert set(_ids(_advice(taught))) == set(REEFS[6:])


def test_hostile_words_and_tags_are_shown_harmless(
    library: Library, take: Callable[..., object]
) -> None:
    abstract = "Reefs\x1b[31m of \u202ecoral\x9b2J and [bold]fish[/bold]"
    take(
        "made.bib",
        "".join(
            f"@misc{{h{n}, title = {{Reef {n}}}, abstract = {{{abstract}}}}}\n" for n in range(9)
        ),
    )
    reading.set_status(library, range(1, 7), "read")
    organising.change_tags(library, range(1, 9), ["[/red]"])
    for pick in _advice(library).picks:
        assert all(reason.isprintable() for reason in pick.reasons)


def test_papers_without_a_word_are_no_error(library: Library, take: Callable[..., object]) -> None:
    take("made.bib", "".join(f"@misc{{k{n}, year = {{20{n:02}}}}}\n" for n in range(12)))
    reading.set_status(library, range(1, 7), "read")
    advice = _advice(library)
    assert len(advice.picks) == 6
    assert advice.picks[0].reasons == ("nothing you read or dropped is like it",)
