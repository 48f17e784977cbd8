"""A paper knows the papers whose notes link to it."""

from collections.abc import Callable, Mapping

import pytest

from readlist.library import history, keys, organising
from readlist.library.library import Library
from readlist.library.report import Report
from readlist.storage.linking import LINK, linked_from

Take = Callable[..., Report]

THREE = "@misc{one, title={One}} @misc{two, title={Two}} @misc{three/b, title={Three}}"


def ids(library: Library) -> Mapping[str, int]:
    reader = library.reader()
    found = {key: number for number, key in reader.keys(reader.ids("", today="")).items()}
    reader.close()
    return found


def named_by(library: Library, paper_id: int) -> list[str]:
    reader = library.reader()
    try:
        return linked_from(reader.connection, paper_id)
    finally:
        reader.close()


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("see [[two]] and [[ THREE/b ]]", {"two", "three/b"}),
        ("two, [two], [[two", set()),
        ("[[two more]] [[tw]]", set()),
        ("[[one]]", set()),  # itself
    ],
)
def test_a_link_in_a_note_is_known_at_the_paper_that_it_names(
    library: Library, take: Take, note: str, named: set[str]
) -> None:
    take("refs.bib", THREE)
    known = ids(library)
    organising.add_note(library, known["one"], note)
    linked = {key for key, paper_id in known.items() if named_by(library, paper_id)}
    assert linked == named
    history.undo(library)
    assert not any(named_by(library, paper_id) for paper_id in known.values())


def test_a_link_by_an_older_key_counts(library: Library, take: Take) -> None:
    take("refs.bib", THREE)
    known = ids(library)
    organising.add_note(library, known["one"], "as in [[two]]")
    organising.add_note(library, known["three/b"], "as in [[second]]")
    keys.rename(library, known["two"], "second")
    assert named_by(library, known["two"]) == ["one", "three/b"]


@pytest.mark.parametrize("text", ["[[", "[[]]", "[[ ]]", "[[a\nb]]", "[[a]b]]", "[ [a]]"])
def test_what_is_no_link(text: str) -> None:
    assert LINK.search(text) is None


def test_a_text_of_brackets_alone_takes_no_time() -> None:
    assert LINK.search("[[ " * 20_000 + " " * 20_000) is None
