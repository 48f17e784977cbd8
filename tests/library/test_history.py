"""Undo after do is nothing, redo after undo is the deed: for every deed, and across restarts."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readlist.errors import NothingToUndo, ReadlistError
from readlist.key_patterns import KeyPattern
from readlist.library import history, keys, organising, reading, review
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.storage.reader import LogEntry
from tests.library.conftest import run_to_end
from tests.library.state import state

PAGE = """Abstract: The first invented abstract speaks of sorting networks and of how many
comparators they need when the number of inputs is a power of two; it proves a bound.
Abstract: The second invented abstract is about gardens, and about how to lay out paths in
them so that every bed can be reached; it has nothing to do with the first one at all.
Abstract: The third invented abstract measures the height of tides in two harbours over a
year and fits a curve through the measurements, which then predicts the following year.
"""


@pytest.fixture
def stocked(library: Library, take: Callable[..., object]) -> Library:
    take("page.txt", PAGE)
    return library


def ids(library: Library) -> list[int]:
    reader = library.reader()
    found = list(reader.ids("", today="2026-11-20"))
    reader.close()
    return sorted(found)


DEEDS: dict[str, Callable[[Library, list[int]], object]] = {
    "status": lambda lib, papers: reading.set_status(lib, papers, "reading"),
    "status of one": lambda lib, papers: reading.set_status(lib, papers[:1], "read"),
    "takeaway": lambda lib, papers: reading.set_status(
        lib, papers[2:3], "read", takeaway="Tides are two sines."
    ),
    "takeaway of a paper that was read": lambda lib, papers: reading.set_status(
        lib, papers[2:3], "read", takeaway="Tides are three sines."
    ),
    "pass": lambda lib, papers: reading.set_passes(lib, papers, 1),
    "priority": lambda lib, papers: reading.set_priority(lib, papers[:2], 1),
    "rating": lambda lib, papers: reading.rate(lib, papers[:1], 5),
    "star": lambda lib, papers: reading.star(lib, papers, True),
    "tag": lambda lib, papers: organising.change_tags(lib, papers, ["ml/vision", "to read"]),
    "untag": lambda lib, papers: organising.change_tags(lib, papers[:1], [], ["ml/vision"]),
    "note": lambda lib, papers: organising.add_note(lib, papers[0], "# Idea\nTry *this*."),
    "delete": lambda lib, papers: organising.delete(lib, papers[1:2]),
}


def test_undo_after_each_deed_is_nothing_and_redo_is_the_deed(stocked: Library) -> None:
    papers = ids(stocked)
    for name, deed in DEEDS.items():
        before = state(stocked.path)
        deed(stocked, papers)
        after = state(stocked.path)
        assert after != before, name
        history.undo(stocked)
        assert state(stocked.path) == before, name
        history.redo(stocked)
        assert state(stocked.path) == after, name


def test_everything_back_to_the_empty_library_and_forth_again(stocked: Library) -> None:
    papers = ids(stocked)
    states = [state(stocked.path)]
    for deed in DEEDS.values():
        deed(stocked, papers)
        states.append(state(stocked.path))
    for expected in reversed(states[:-1]):
        history.undo(Library(stocked.path))  # a new Library: as after a restart
        assert state(stocked.path) == expected
    assert "imported page.txt" in history.undo(stocked)
    assert ids(stocked) == []
    with pytest.raises(NothingToUndo):
        history.undo(stocked)
    for expected in states:
        history.redo(stocked)
        assert state(stocked.path) == expected
    with pytest.raises(NothingToUndo):
        history.redo(stocked)


def test_a_new_deed_ends_what_could_be_redone(stocked: Library) -> None:
    papers = ids(stocked)
    reading.set_status(stocked, papers, "queued")
    history.undo(stocked)
    reading.star(stocked, papers[:1], True)
    with pytest.raises(NothingToUndo):
        history.redo(stocked)


def test_a_deed_that_changes_nothing_leaves_no_step(stocked: Library) -> None:
    papers = ids(stocked)
    assert reading.set_status(stocked, papers, "inbox") == 0
    assert organising.change_tags(stocked, papers, [], []) == 0
    assert "imported" in history.undo(stocked)


def test_a_merge_is_undone_with_tags_notes_and_both_keys(library: Library, take) -> None:  # type: ignore[no-untyped-def]
    take("a.txt", PAGE)
    first, second, third = ids(library)
    organising.change_tags(library, [first], ["one", "both"])
    organising.change_tags(library, [second], ["two", "both"])
    organising.add_note(library, second, "from the second")
    with library.step("doubt") as writer:
        from readlist.models import ReviewPair  # noqa: PLC0415

        for other in (second, third):
            writer.session.add(
                ReviewPair(
                    paper_id=first, other_id=other, score=0.5, reasons="a doubt",
                    created_at=writer.now,
                )
            )  # fmt: skip
    before = state(library.path)
    pair = review.pairs(library)[0]
    review.merge(library, pair.id, keep=second)
    after = state(library.path)
    assert ids(library) == [second, third]
    assert [(p.first, p.second) for p in review.pairs(library)] == [(second, third)]
    reader = library.reader()
    (row,) = reader.rows([second])
    assert row.tags == "both, one, two"
    assert reader.id_of("untitled") == second  # the key of the first, now an alias
    reader.close()
    history.undo(library)
    assert state(library.path) == before
    history.redo(library)
    assert state(library.path) == after


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*DEEDS, "undo", "redo"]), max_size=12))
def test_any_row_of_deeds_can_be_undone_to_where_it_began(
    stocked: Library, deeds: list[str]
) -> None:
    papers = ids(stocked)
    start, done = state(stocked.path), 0
    for name in deeds:
        before = steps(stocked)
        try:
            if name == "undo":
                if done:
                    history.undo(stocked)
            elif name == "redo":
                history.redo(stocked)
            else:
                DEEDS[name](stocked, ids(stocked) or papers)
        except (ReadlistError, IndexError):
            continue
        finally:
            done += steps(stocked) - before
    for _ in range(done):
        history.undo(stocked)
    assert state(stocked.path) == start


def shelf(count: int) -> str:
    """That many short entries; every third one refers to the one before it."""
    return "".join(
        f"@article{{p{n}, title = {{Work {n}}}, author = {{Li, W{n % 7}}}, year = {2000 + n % 9}"
        + (f", crossref = {{p{n - 1}}}" if n % 3 == 0 and n else "")
        + "}\n"
        for n in range(count)
    )


def rename_all(library: Library, papers: list[int]) -> object:
    changes = keys.preview(library, papers, KeyPattern("[auth][year]"), pinned=True)
    return keys.apply(library, changes, pinned=True)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    deeds=st.lists(st.sampled_from([*DEEDS, "rename"]), min_size=1, max_size=4),
    seed=st.integers(0, 99),
)
def test_deeds_on_many_papers_are_undone_and_done_again(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str], seed: int
) -> None:
    library = Library(tmp_path_factory.mktemp("many") / "library.sqlite3")
    run_to_end(import_sources(library, [Source("refs.bib", shelf(700).encode())]))
    organising.change_tags(library, ids(library), ["ml/vision"])
    dice = Random(seed)
    states = [(steps(library), said(library))]
    for name in deeds:
        papers = [i for i in ids(library) if dice.random() < 0.9]
        dice.shuffle(papers)
        (DEEDS | {"rename": rename_all})[name](library, papers)
        states.append((steps(library), said(library)))
    for count, expected in reversed(states):
        while steps(library) > count:
            history.undo(library)
        assert said(library) == expected
    for count, expected in states:
        while steps(library) < count:
            history.redo(library)
        assert said(library) == expected


def said(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """The state, but for what is only ever added to: fingerprints."""
    return {**state(library.path), "fingerprint": []}


def steps(library: Library) -> int:
    return sum(not step.undone for step in log(library))


def log(library: Library):  # type: ignore[no-untyped-def]
    reader = library.reader()
    entries = reader.log(1000)
    reader.close()
    return entries


def test_going_back_to_a_step_undoes_it_and_all_after_it_at_once(stocked: Library) -> None:
    before = state(stocked.path)
    papers = ids(stocked)
    for priority in (1, 0, -1):
        reading.set_priority(stocked, papers, priority)
    after = state(stocked.path)
    steps = _log(stocked)[:3]
    history.undo_steps(stocked, steps)
    assert state(stocked.path) == before
    history.redo_steps(stocked, steps[::-1])
    assert state(stocked.path) == after


def test_no_step_is_undone_or_done_again_that_was_not_asked_for(stocked: Library) -> None:
    papers = ids(stocked)
    reading.set_priority(stocked, papers, 1)
    asked = _log(stocked)[:1]
    reading.star(stocked, papers, True)  # by another program
    before = state(stocked.path)
    with pytest.raises(NothingToUndo, match="gone on"):
        history.undo_steps(stocked, asked)
    with pytest.raises(NothingToUndo, match="starred"):
        history.undo(stocked, asked[0])
    assert state(stocked.path) == before
    history.undo(stocked)
    history.undo(stocked)
    before = state(stocked.path)
    with pytest.raises(NothingToUndo, match="gone on"):
        history.redo_steps(stocked, _log(stocked)[:1])  # not the one undone last
    assert state(stocked.path) == before
    assert history.latest(stocked) == _log(stocked)[0]


def test_a_step_that_is_not_there_any_more_changes_nothing(stocked: Library) -> None:
    papers = ids(stocked)
    reading.set_priority(stocked, papers, 1)
    gone = _log(stocked)[0]
    history.undo(stocked)
    reading.star(stocked, papers, True)  # takes the number of the step undone
    reading.set_priority(stocked, papers, -1)
    before = state(stocked.path)
    with pytest.raises(NothingToUndo, match="gone on"):
        history.undo_steps(stocked, [gone])
    assert state(stocked.path) == before


def _log(library: Library) -> list[LogEntry]:
    reader = library.reader()
    try:
        return reader.log(100)
    finally:
        reader.close()


def test_large_numbers_have_their_commas_in_the_history_as_in_the_app(stocked):
    with stocked.step("") as writer:
        assert reading.named(writer, range(100_000)) == "100,000 papers"


def test_a_star_is_told_in_words(stocked):
    paper = ids(stocked)[:1]
    reading.star(stocked, paper, True)
    reading.star(stocked, paper, False)
    reader = stocked.reader()
    taken, given = (entry.summary for entry in reader.log(2))
    reader.close()
    assert given.startswith("starred ")
    assert taken.startswith("took the star off ")
