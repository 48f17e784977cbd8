"""Numbers in one bit each are the set that Python has."""

from hypothesis import given
from hypothesis import strategies as st

from readlist.library.numbers import Numbers


@given(st.sets(st.integers(0, 5000)), st.sets(st.integers(0, 5000)))
def test_what_was_added_and_nothing_else_is_in_the_set(added: set[int], asked: set[int]) -> None:
    numbers = Numbers()
    for number in added:
        numbers.add(number)
    assert {number for number in added | asked if number in numbers} == added
    numbers.clear()
    assert not any(number in numbers for number in added)
