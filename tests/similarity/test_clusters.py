"""Vectors fall into groups of those that are alike"""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from readlist.similarity import Vector, weigh
from readlist.similarity.clusters import clusters

SUBJECTS = {
    "reef": "coral reef ocean fish algae bleaching tide diver".split(),
    "engine": "steam engine boiler piston valve coal railway pressure".split(),
    "music": "quartet violin sonata tempo cello melody harmony chord".split(),
}


def _library(each: int, strays: int = 0) -> tuple[list[Vector], list[str]]:
    """Papers of three subjects, mixed, and some of none; and the subject of each."""
    dice = Random(7)
    subjects = [*SUBJECTS] * each + [""] * strays
    dice.shuffle(subjects)
    everyday = [f"everyday{n}" for n in range(60)]
    counts = [
        Counter(
            dice.choices(SUBJECTS[subject], k=8) + dice.choices(everyday, k=6)
            if subject
            else [f"stray{number}x{n}" for n in range(8)]
        )
        for number, subject in enumerate(subjects)
    ]
    frequencies = Counter(word for count in counts for word in count)
    return [weigh(count, frequencies, len(counts)) for count in counts], subjects


def test_papers_of_one_subject_make_one_group() -> None:
    vectors, subjects = _library(12)
    groups = clusters(vectors, 3)
    assert [len(group) for group in groups] == [12, 12, 12]
    assert all(len({subjects[i] for i in group}) == 1 for group in groups)


def test_there_are_no_more_groups_than_subjects() -> None:
    vectors, _ = _library(12)
    assert len(clusters(vectors, 10)) == 3


def test_no_more_groups_are_made_than_wanted() -> None:
    vectors, _ = _library(12)
    assert len(clusters(vectors, 2)) == 2


def test_what_is_like_nothing_is_in_no_group() -> None:
    vectors, subjects = _library(6, strays=5)
    grouped = {i for group in clusters(vectors, 8) for i in group}
    assert [subjects[i] for i in range(len(vectors)) if i not in grouped] == [""] * 5


def test_a_group_has_the_least_number_of_members() -> None:
    vectors, _ = _library(4)
    assert clusters(vectors, 8, least=5) == []


def test_a_group_that_does_not_hold_is_dissolved() -> None:
    vectors, subjects = _library(12)
    groups = clusters(vectors, 3, holds=lambda group: subjects[group[0]] != "reef")
    assert sorted({subjects[i] for group in groups for i in group}) == ["engine", "music"]
    assert [len(group) for group in groups] == [12, 12]


def test_the_largest_group_comes_first() -> None:
    vectors, subjects = _library(9)
    fewer = [i for i, subject in enumerate(subjects) if subject != "reef" or i < 14]
    sizes = [len(group) for group in clusters([vectors[i] for i in fewer], 5)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < 9


def test_the_order_of_words_in_a_vector_changes_nothing() -> None:
    vectors, _ = _library(8)
    turned = [dict(reversed(vector.items())) for vector in vectors]
    assert clusters(vectors, 5) == clusters(turned, 5)


_VECTORS = st.lists(
    st.dictionaries(
        st.sampled_from([*"abcdefgh", "a b", "c d"]), st.floats(0.01, 1), max_size=6
    ),
    max_size=30,
)  # fmt: skip


@given(_VECTORS, st.integers(1, 6))
def test_nobody_is_in_two_groups(vectors: list[Vector], most: int) -> None:
    groups = clusters(vectors, most)
    members = [i for group in groups for i in group]
    assert len(groups) <= most
    assert len(members) == len(set(members))
    assert all(len(group) >= 3 and group == sorted(group) for group in groups)
