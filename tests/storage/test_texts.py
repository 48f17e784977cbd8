"""The words of papers, and which papers share words"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from readlist.models import Paper, PaperTag, Tag
from readlist.storage.reader import Reader
from readlist.storage.texts import Text, extent, sharing, texts
from readlist.storage.writing import writing

NOW = "2024-03-01T12:00:00Z"


def _paper(number: int, title: str, abstract: str = "", **more: object) -> Paper:
    key = f"k{number}"
    return Paper(
        id=number, citation_key=key, title=title, abstract=abstract, added_at=NOW, updated_at=NOW,
        **more,
    )  # fmt: skip


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    path = tmp_path / "library.sqlite3"
    with writing(path, "made a shelf", NOW, create=True) as writer:
        for paper in (
            _paper(1, "Mamba", "Selective scans of state spaces.", venue="COLM"),
            _paper(2, r"{\"U}ber Mamba", "Scans.", title_text="Über Mamba"),
            _paper(3, "Attention", "No scans.", authors_text="Mamba, Ada"),
            _paper(4, ""),
        ):
            writer.session.add(paper)
        writer.session.flush()
        for row in (Tag(id=1, name="ml/ssm"), Tag(id=2, name="to read")):
            writer.session.add(row)
        writer.session.flush()
        for tag in (1, 2):
            writer.session.add(PaperTag(paper_id=2, tag_id=tag))
    with_it = Reader(path)
    yield with_it
    with_it.close()


def test_texts_are_readable_and_in_the_order_asked_for(reader: Reader) -> None:
    assert list(texts(reader.connection, [2, 99, 1])) == [
        Text(2, "Über Mamba", "Scans.", "", "", ("ml/ssm", "to read")),
        Text(1, "Mamba", "Selective scans of state spaces.", "COLM", "", ()),
    ]


def test_the_extent_of_a_library_is_its_highest_number(reader: Reader) -> None:
    assert extent(reader.connection) == 4


def test_an_empty_library_has_no_extent(tmp_path: Path) -> None:
    with writing(tmp_path / "new.sqlite3", "", NOW, create=True):
        pass
    empty = Reader(tmp_path / "new.sqlite3")
    assert extent(empty.connection) == 0
    empty.close()


def test_the_papers_with_the_heaviest_sum_of_words_come_first(reader: Reader) -> None:
    weights = {"mamba": 1.0, "scans": 0.5, "spaces": 0.25, "nowhere": 9.0}
    assert sharing(reader.connection, weights, 10, 100) == [1, 2, 3]
    assert sharing(reader.connection, weights, 2, 100) == [1, 2]
    assert sharing(reader.connection, {}, 10, 100) == []


def test_only_the_columns_asked_for_are_looked_up(reader: Reader) -> None:
    assert sharing(reader.connection, {"mamba": 1.0}, 10, 100) == [2, 1]
    assert sharing(reader.connection, {"mamba": 1.0}, 10, 100, "authors") == [3]


def test_of_a_word_that_too_many_papers_have_the_newest_are_looked_at(reader: Reader) -> None:
    assert sharing(reader.connection, {"scans": 1.0}, 10, 2) == [3, 2]


def test_a_common_word_counts_only_beside_another(reader: Reader) -> None:
    found = sharing(reader.connection, {"mamba": 1.0}, 10, 100, common={"scans": 1.0, "state": 1.0})
    assert found == [1, 2]
    assert sharing(reader.connection, {}, 10, 100, common={"scans": 1.0}) == [3, 2, 1]


def test_papers_without_tags_are_left_out_on_request(reader: Reader) -> None:
    assert sharing(reader.connection, {"scans": 1.0}, 10, 100, tagged=True) == [2]


@pytest.mark.parametrize("word", ["𞤀", "ꟊ", "xि", "大規模", "and", "or", "not", "near"])
def test_any_word_may_be_asked_for(reader: Reader, word: str) -> None:
    assert sharing(reader.connection, {word: 1.0}, 10, 100, common={word: 1.0}) == []
