"""A change is told once, when it has come to rest."""

import os
from collections.abc import Iterator
from pathlib import Path

from readlist.library.watching import stamps, watch


def seen(states: str, rest: int = 1, since: str = "a") -> str:
    """`!` where a change is told, `.` where not; one letter is what one look sees."""
    looks: Iterator[str] = iter(states)
    steps = watch(lambda: next(looks), since=since, rest=lambda: rest)
    return "".join("!" if next(steps) else "." for _ in states)


def test_nothing_new_is_not_told() -> None:
    assert seen("aaaa") == "...."


def test_a_change_is_told_when_it_rests_and_only_once() -> None:
    assert seen("abbbb") == "..!.."


def test_what_goes_on_changing_is_not_told_yet() -> None:
    assert seen("abcdefff") == "......!."


def test_a_change_that_is_taken_back_is_none() -> None:
    assert seen("abaaa") == "....."


def test_more_patience_waits_longer() -> None:
    assert seen("abbbbbb", rest=3) == "....!.."


def test_a_change_before_the_first_look_is_not_lost() -> None:
    assert seen("bbb", since="a") == ".!."


def test_a_file_has_another_stamp_when_it_was_written_or_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert stamps([path]) == (None,)
    path.write_text("one")
    first = stamps([path])
    os.utime(path, ns=(1, 1))
    second = stamps([path])
    (tmp_path / "b").write_text("two")
    os.utime(tmp_path / "b", ns=(1, 1))
    (tmp_path / "b").replace(path)
    assert len({first, second, stamps([path])}) == 3
