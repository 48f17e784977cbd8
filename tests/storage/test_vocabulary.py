"""The words of the library: known, counted, and found by a part of them or a misspelling."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.storage import vocabulary

WORDS = {
    "transformer": 40, "transformers": 12, "transform": 5, "former": 2, "attention": 60,
    "retention": 3, "schwarzschild": 1, "gu": 4, "gpu": 9, "rnn": 7, "naive": 2,
    "忘却について": 1,
}  # fmt: skip


def vocabulary_of(words: dict[str, int]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE word (text TEXT PRIMARY KEY, papers INTEGER NOT NULL) WITHOUT ROWID"
    )
    vocabulary.add(connection, words)
    return connection


@pytest.fixture
def words() -> Iterator[sqlite3.Connection]:
    connection = vocabulary_of(WORDS)
    yield connection
    connection.close()


def test_counts_add_up_and_unknown_words_are_left_out(words: sqlite3.Connection) -> None:
    vocabulary.add(words, {"gpu": 2, "mamba": 1})
    found = vocabulary.frequencies(words, ["gpu", "mamba", "zebra"])
    assert found == {"gpu": 11, "mamba": 1}


def test_more_words_are_counted_than_a_statement_has_room_for(words: sqlite3.Connection) -> None:
    many = {f"word{n}": n + 1 for n in range(2500)}
    vocabulary.add(words, many)
    assert vocabulary.frequencies(words, list(many)) == many


def test_what_is_too_long_for_a_word_is_none(words: sqlite3.Connection) -> None:
    sequence = "acgt" * 40
    vocabulary.add(words, {sequence: 1})
    assert vocabulary.frequencies(words, [sequence]) == {}


def test_letters_inside_find_words_the_frequent_ones_first(words: sqlite3.Connection) -> None:
    assert vocabulary.containing(words, "former", 10) == ["transformer", "transformers", "former"]
    assert vocabulary.containing(words, "former", 1) == ["transformer"]
    assert vocabulary.containing(words, "忘却", 1) == ["忘却について"]
    assert vocabulary.containing(words, "%", 10) == []


@pytest.mark.parametrize(
    ("misspelt", "word"),
    [
        ("transfromer", "transformer"),  # two letters swapped
        ("tranformer", "transformer"),  # one left out
        ("transfoormer", "transformer"),  # one too many
        ("schwartzchild", "schwarzschild"),  # two slips
        ("ttention", "attention"),  # the first letter is missing
        ("rtansformer", "transformer"),  # the first letters are swapped
        ("rmn", "rnn"),
        ("schwraz", "schwarzschild"),  # not typed to its end
    ],
)
def test_a_misspelt_word_finds_the_one_that_was_meant(
    words: sqlite3.Connection, misspelt: str, word: str
) -> None:
    best, *_ = vocabulary.nearest(words, misspelt, 5)
    assert best[0] == word
    assert 60 < best[1] < 100


@pytest.mark.parametrize("strange", ["zzzzzz", "gy", "x", "", "a" * 500, "%", "tr_nsf_rm_r"])
def test_what_is_like_no_word_finds_none(words: sqlite3.Connection, strange: str) -> None:
    assert vocabulary.nearest(words, strange, 5) == []


def test_a_word_is_not_the_nearest_to_itself(words: sqlite3.Connection) -> None:
    near = [word for word, _ in vocabulary.nearest(words, "transformer", 5)]
    assert near == ["transformers", "transform"]


LETTERS = st.text("abcdefgh", min_size=6, max_size=14)


@given(LETTERS, st.data())
def test_one_slip_always_finds_the_word(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    misspelt = data.draw(
        st.sampled_from(
            (
                word[:at] + word[at + 1 :],
                word[:at] + "z" + word[at:],
                word[:at] + "z" + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
    )
    connection = vocabulary_of({word: 1, "zebrafish": 9})
    found = [near for near, _ in vocabulary.nearest(connection, misspelt, 5)]
    connection.close()
    assert found == ([word] if misspelt != word else [])
