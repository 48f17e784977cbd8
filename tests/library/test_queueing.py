"""The queue has an order, which the user arranges and every step of which can be undone"""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readlist.errors import InputError
from readlist.library import history, queueing, reading
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from tests.library.conftest import run_to_end
from tests.library.state import state

ENTRIES = "".join(f"@misc{{{key}, title = {{Work {key}}}}}\n" for key in "abcdef")


@pytest.fixture
def stocked(library: Library, take: Callable[..., object]) -> Library:
    take("refs.bib", ENTRIES)
    return library


def order(library: Library) -> str:
    reader = library.reader()
    try:
        return "".join(row.citation_key for row in reader.search("is:queued", today="2026-11-20"))
    finally:
        reader.close()


def ids(library: Library, keys: str) -> list[int]:
    reader = library.reader()
    try:
        return [reader.id_of(key) for key in keys]
    finally:
        reader.close()


def test_papers_come_in_at_the_end_or_before_all_others(stocked: Library) -> None:
    reading.set_status(stocked, ids(stocked, "ba"), "queued")
    assert order(stocked) == "ab"  # never arranged: as they came into the library
    queueing.queue(stocked, ids(stocked, "dc"))
    assert order(stocked) == "abdc"
    queueing.queue(stocked, ids(stocked, "fe"), first=True)
    assert order(stocked) == "feabdc"


def test_a_queued_paper_that_is_named_again_moves(stocked: Library) -> None:
    assert queueing.queue(stocked, ids(stocked, "abc")) == 3
    assert queueing.queue(stocked, ids(stocked, "a")) == 0
    assert order(stocked) == "bca"
    queueing.queue(stocked, ids(stocked, "c"), first=True)
    assert order(stocked) == "cba"


def test_who_comes_by_its_status_alone_comes_last(stocked: Library) -> None:
    queueing.queue(stocked, ids(stocked, "fe"))
    reading.set_status(stocked, ids(stocked, "a"), "queued")
    assert order(stocked) == "fea"


def test_who_leaves_loses_its_place(stocked: Library) -> None:
    queueing.queue(stocked, ids(stocked, "abc"))
    reading.set_status(stocked, ids(stocked, "a"), "read")
    reading.set_status(stocked, ids(stocked, "a"), "queued")
    assert order(stocked) == "bca"
    assert queueing.unqueue(stocked, ids(stocked, "bf")) == 1
    assert order(stocked) == "ca"


def test_a_paper_moves_up_and_down_among_its_priority(stocked: Library) -> None:
    reading.set_status(stocked, ids(stocked, "abcde"), "queued")
    reading.set_priority(stocked, ids(stocked, "de"), 1)
    b = ids(stocked, "b")
    assert order(stocked) == "deabc"
    assert queueing.move(stocked, b, 1)
    assert order(stocked) == "deacb"
    assert not queueing.move(stocked, b, 1)
    assert queueing.move(stocked, b, -9)
    assert order(stocked) == "debac"


def test_several_papers_move_together_and_wait_for_each_other_at_the_end(stocked: Library) -> None:
    reading.set_status(stocked, ids(stocked, "abcde"), "queued")
    before = state(stocked.path)
    assert queueing.move(stocked, ids(stocked, "bd"), 1) == 2
    assert order(stocked) == "acbed"
    assert queueing.move(stocked, ids(stocked, "bd"), 1) == 1
    assert order(stocked) == "acebd"
    assert queueing.move(stocked, ids(stocked, "bd"), 1) == 0
    assert queueing.move(stocked, ids(stocked, "ed"), -2) == 2
    assert order(stocked) == "eadcb"
    for _ in range(3):
        history.undo(stocked)
    assert state(stocked.path) == before


def test_of_several_papers_each_moves_among_its_priority(stocked: Library) -> None:
    reading.set_status(stocked, ids(stocked, "abcde"), "queued")
    reading.set_priority(stocked, ids(stocked, "de"), 1)
    assert queueing.move(stocked, ids(stocked, "ad"), 1) == 2
    assert order(stocked) == "edbac"


def test_only_a_queued_paper_moves(stocked: Library) -> None:
    with pytest.raises(InputError, match="queued"):
        queueing.move(stocked, ids(stocked, "a"), 1)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["first", "last", "out", "up", "down"]),
            st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3).map("".join),
        ),
        max_size=6,
    )
)
def test_whatever_is_done_the_order_is_as_a_list_would_have_it(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, str]]
) -> None:
    library = Library(tmp_path_factory.mktemp("queue") / "library.sqlite3")
    run_to_end(import_sources(library, [Source("refs.bib", ENTRIES.encode())]))
    expected: list[str] = []
    for deed, keys in deeds:
        papers, chosen = ids(library, keys), list(dict.fromkeys(keys))
        before = state(library.path)
        if deed in ("first", "last"):
            queueing.queue(library, papers, first=deed == "first")
            rest = [key for key in expected if key not in chosen]
            expected = [*chosen, *rest] if deed == "first" else [*rest, *chosen]
        elif deed == "out":
            queueing.unqueue(library, papers)
            expected = [key for key in expected if key not in chosen]
        elif chosen[0] in expected and deed in ("up", "down"):
            at = expected.index(chosen[0])
            queueing.move(library, papers[:1], -1 if deed == "up" else 1)
            expected.insert(max(at - 1, 0) if deed == "up" else at + 1, expected.pop(at))
        assert order(library) == "".join(expected)
        after = state(library.path)
        if after != before:
            history.undo(library)
            assert state(library.path) == before
            history.redo(library)
            assert state(library.path) == after
