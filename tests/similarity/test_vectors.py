"""Vectors of weighted terms, and how alike two of them are"""

from math import isclose, sqrt

from hypothesis import given
from hypothesis import strategies as st

from readlist.similarity import cosine, shared, weigh

PAPERS = 1000
WORDS = st.sampled_from("mamba attention unlearning transformer graph tofu".split())
COUNTS = st.dictionaries(WORDS, st.integers(1, 50))
FREQUENCIES = st.dictionaries(WORDS, st.integers(0, 2 * PAPERS))
"""A frequency may be stale: zero, or more than there are papers."""


@given(COUNTS, FREQUENCIES)
def test_a_vector_is_one_long_and_weighs_every_term(
    counts: dict[str, int], frequencies: dict[str, int]
) -> None:
    vector = weigh(counts, frequencies, PAPERS)
    assert vector.keys() == counts.keys()
    assert all(weight > 0 for weight in vector.values())
    assert not counts or isclose(sqrt(sum(w * w for w in vector.values())), 1)


@given(COUNTS, COUNTS, FREQUENCIES)
def test_likeness_goes_both_ways_and_stays_within_its_bounds(
    a: dict[str, int], b: dict[str, int], frequencies: dict[str, int]
) -> None:
    one, other = weigh(a, frequencies, PAPERS), weigh(b, frequencies, PAPERS)
    likeness = cosine(one, other)
    assert isclose(likeness, cosine(other, one))
    assert 0 <= likeness <= 1
    assert (likeness == 0) == (not shared(one, other, 1))
    assert not a or isclose(cosine(one, one), 1)


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    vector = weigh({"tofu": 1, "models": 1}, {"tofu": 2, "models": 900}, PAPERS)
    assert vector["tofu"] > 5 * vector["models"]


def test_a_term_said_often_weighs_more_but_not_in_proportion() -> None:
    vector = weigh({"tofu": 10, "mamba": 1}, {"tofu": 2, "mamba": 2}, PAPERS)
    assert 2 < vector["tofu"] / vector["mamba"] < 4


def test_a_term_that_no_paper_is_known_to_have_weighs_as_one_that_a_single_paper_has() -> None:
    vector = weigh({"old": 1, "new": 1, "newer": 1}, {"old": 1, "newer": 0}, PAPERS)
    assert vector["old"] == vector["new"] == vector["newer"]


def test_two_papers_alone_in_a_library_have_words_in_common() -> None:
    frequencies = {"mamba": 2, "scan": 1}
    one, other = weigh({"mamba": 1}, frequencies, 2), weigh({"mamba": 1, "scan": 1}, frequencies, 2)
    assert cosine(one, other) > 0.3


def test_nothing_is_like_nothing() -> None:
    assert weigh({}, {}, PAPERS) == {}
    assert weigh({"tofu": 1}, {}, 0) == {}
    assert cosine({}, {"tofu": 1.0}) == 0


def test_the_words_that_make_the_match_come_heaviest_first() -> None:
    one = {"tofu": 0.9, "models": 0.1, "mamba": 0.4}
    other = {"tofu": 0.5, "models": 0.5, "graph": 0.7}
    assert shared(one, other, 5) == ["tofu", "models"]
    assert shared(one, other, 1) == ["tofu"]
    assert shared({"b": 0.5, "a": 0.5}, {"a": 0.5, "b": 0.5}, 5) == ["a", "b"]
