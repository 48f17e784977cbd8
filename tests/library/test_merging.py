"""Two papers become one: each field is that of the left, of the right, or of both together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.library import history, organising, reading, review
from readlist.library.citing import bibliography
from readlist.library.library import Library
from readlist.library.merging import choose
from readlist.records import Record
from readlist.storage.documents import papers
from tests.library.state import state

LEFT = """@article{left, title={Deep Sets in Practice}, author={Zaheer, Manzil}, year={2017},
  pages={1--9}, keywords={sets, Deep Learning}, file={:a/deep.pdf:PDF}, note={To appear}}"""
RIGHT = """@article{right, title={Deep Sets, Revisited}, author={Kottur, Satwik}, year={2021},
  pages={1--10}, keywords={deep learning; symmetry}, file={:b/sets.pdf:PDF;:a/deep.pdf:PDF},
  note={With an appendix}, volume={3}}"""


@pytest.fixture
def two(library: Library, take) -> Library:  # type: ignore[no-untyped-def]
    """Two papers, 1 and 2, each with tags, a note and a takeaway of its own."""
    take("refs.bib", f"{LEFT}\n{RIGHT}\n")
    for paper_id, tags in ((1, ["sets", "ml"]), (2, ["ml", "symmetry"])):
        organising.change_tags(library, [paper_id], tags)
        organising.add_note(library, paper_id, f"note on {paper_id}")
        reading.set_status(library, [paper_id], "read", takeaway=f"takeaway of {paper_id}")
    return library


def merged(library: Library, **choices: int | None) -> dict:  # type: ignore[type-arg]
    """The paper that is left of the two."""
    named = {name.replace("extra_", "extra:"): side for name, side in choices.items()}
    review.merge_two(library, 1, 2, named)
    reader = library.reader()
    try:
        (paper,) = papers(reader.connection, [1, 2])
    finally:
        reader.close()
    return paper


def test_what_nobody_chose_loses_neither_keywords_nor_files_nor_what_the_reader_wrote(two) -> None:
    paper = merged(two)
    assert paper["title"] == "Deep Sets in Practice"
    assert paper["extra"] == {
        "pages": "1--9",
        "keywords": "sets, Deep Learning, symmetry",
        "file": ":a/deep.pdf:PDF;:b/sets.pdf:PDF",
        "note": "To appear",
        "volume": "3",
    }
    assert set(paper["tags"]) == {"ml", "sets", "symmetry"}
    assert {note["body"] for note in paper["notes"]} == {"note on 1", "note on 2"}
    assert paper["takeaway"] == "takeaway of 1 / takeaway of 2"
    assert paper["aliases"] == ["right"]


def test_the_right_one_can_be_taken_field_by_field(two) -> None:
    paper = merged(two, date=2, extra_pages=2, extra_keywords=2, tags=2, notes=2, takeaway=2)
    assert (paper["year"], paper["title"]) == (2021, "Deep Sets in Practice")
    assert paper["extra"]["pages"] == "1--10"
    assert paper["extra"]["keywords"] == "deep learning; symmetry"
    assert set(paper["tags"]) == {"ml", "symmetry"}
    assert [note["body"] for note in paper["notes"]] == ["note on 2"]
    assert paper["takeaway"] == "takeaway of 2"


def test_the_left_one_can_be_taken_field_by_field(two) -> None:
    paper = merged(two, extra_file=1, extra_volume=1, tags=1, notes=1, takeaway=1)
    assert paper["extra"]["file"] == ":a/deep.pdf:PDF"
    assert "volume" not in paper["extra"]
    assert set(paper["tags"]) == {"ml", "sets"}
    assert [note["body"] for note in paper["notes"]] == ["note on 1"]
    assert paper["takeaway"] == "takeaway of 1"


def test_both_can_be_taken_where_a_text_holds_both(two) -> None:
    assert merged(two, extra_note=None)["extra"]["note"] == "To appear; With an appendix"


@pytest.mark.parametrize("side", [1, 2, None])
def test_whatever_was_chosen_is_taken_back_by_undo(two, side) -> None:
    before = state(two.path)
    names = ("extra_keywords", "extra_file", "extra_note", "tags", "notes", "takeaway", "comment")
    merged(two, **dict.fromkeys(names, side))
    assert state(two.path) != before
    history.undo(two)
    assert state(two.path) == before


def test_what_was_united_is_what_is_exported(two) -> None:
    merged(two)
    text = bibliography(two, [1]).text
    assert "keywords = {sets, Deep Learning, symmetry}" in text
    assert "file = {:a/deep.pdf:PDF;:b/sets.pdf:PDF}" in text


def test_keywords_in_braces_are_not_cut_at_their_commas() -> None:
    left, right = (Record(extra={"keywords": k}) for k in ("{a, b}, c", "c, d"))
    record = Record()
    choose(record, left, right, {})
    assert record.extra["keywords"] == "{a, b}; c; d"


KEYWORDS = st.lists(st.text("abc ", min_size=1), max_size=4)


@given(KEYWORDS, KEYWORDS)
def test_of_two_lists_of_keywords_every_word_is_there_once(one, other) -> None:
    left, right = (Record(extra={"keywords": ", ".join(words)}) for words in (one, other))
    record = Record()
    choose(record, left, right, {})
    found = [w.strip() for w in record.extra.get("keywords", "").split(",") if w.strip()]
    assert {w.casefold() for w in found} == {w.strip() for w in (*one, *other) if w.strip()}
