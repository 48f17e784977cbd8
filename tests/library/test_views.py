"""Queries are saved under names and digits, and each change of them is a step"""

from collections.abc import Callable

import pytest

from readlist.errors import InputError, QueryError
from readlist.library import history, views
from readlist.library.library import Library
from readlist.library.views import View
from tests.library.state import state


def saved(library: Library) -> list[View]:
    reader = library.reader()
    try:
        return views.views(reader)
    finally:
        reader.close()


def test_views_with_a_digit_come_first_in_its_order(library: Library) -> None:
    views.save(library, "later", "is:inbox")
    views.save(library, "All of it", "")
    views.save(library, "thesis", "tag:thesis", 7)
    views.save(library, "next", "is:queued", 0)
    assert [(view.name, view.slot) for view in saved(library)] == [
        ("next", 0), ("thesis", 7), ("All of it", None), ("later", None),
    ]  # fmt: skip


def test_a_view_saved_again_is_changed_and_keeps_its_digit(library: Library) -> None:
    views.save(library, "Thesis", "tag:thesis", 7)
    assert views.save(library, " thesis ", " is:unread ") == View("Thesis", "is:unread", 7)
    assert saved(library) == [View("Thesis", "is:unread", 7)]


def test_a_digit_opens_one_view_only(library: Library) -> None:
    views.save(library, "one", "", 1)
    views.save(library, "two", "", 1)
    assert saved(library) == [View("two", "", 1), View("one", "", None)]


@pytest.mark.parametrize("query", ["auhtor:gu", "is:raed", "year:20x0"])
def test_a_misspelt_query_is_not_saved(library: Library, query: str) -> None:
    views.save(library, "good", "")
    with pytest.raises(QueryError):
        views.save(library, "good", query)
    assert saved(library) == [View("good", "", None)]


@pytest.mark.parametrize("name", ["", " ", "a\x1b[2J", "x" * 61])
def test_a_name_that_cannot_be_is_refused(library: Library, name: str) -> None:
    with pytest.raises(InputError, match="name"):
        views.save(library, name, "")
    assert not library.exists()


def test_a_digit_that_cannot_be_is_refused(library: Library) -> None:
    with pytest.raises(InputError, match="0 to 9"):
        views.save(library, "x", "", 10)


def test_a_name_is_taken_whatever_its_case(library: Library) -> None:
    views.save(library, "one", "")
    views.save(library, "two", "")
    with pytest.raises(InputError, match="already"):
        views.rename(library, "one", "TWO")
    views.rename(library, "ONE", "One")
    assert [view.name for view in saved(library)] == ["One", "two"]


def test_an_unknown_view_is_told_the_nearest(library: Library) -> None:
    views.save(library, "Thesis", "")
    for deed in (lambda: views.remove(library, "tesis"), lambda: views.rename(library, "x", "y")):
        with pytest.raises(InputError) as caught:
            deed()
        assert ("“Thesis”" in str(caught.value)) == ("tesis" in str(caught.value))


DEEDS: dict[str, Callable[[Library], object]] = {
    "save": lambda lib: views.save(lib, "new", "is:read", 4),
    "query": lambda lib: views.save(lib, "one", "is:read"),
    "digit": lambda lib: views.save(lib, "two", "b", 1),
    "rename": lambda lib: views.rename(lib, "one", "uno"),
    "remove": lambda lib: views.remove(lib, "one"),
}


@pytest.mark.parametrize("name", DEEDS)
def test_each_change_is_undone_and_done_again(library: Library, name: str) -> None:
    views.save(library, "one", "a", 1)
    views.save(library, "two", "b", 2)
    before = state(library.path)
    DEEDS[name](library)
    after = state(library.path)
    assert after != before
    history.undo(library)
    assert state(library.path) == before
    history.redo(library)
    assert state(library.path) == after


def test_what_changes_nothing_is_no_step(library: Library) -> None:
    views.save(library, "one", "a", 1)
    views.save(library, "one", "a")
    views.rename(library, "one", "one")
    assert history.undo(library) == "saved the view one"
    assert saved(library) == []
