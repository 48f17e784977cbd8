"""`readlist view`: a query is saved under a name and lists what matches it"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_view_lists_what_list_lists(readlist: Run) -> None:
    assert readlist("view", "tofu", "--save", "tofu sort:key", "--slot", "3").status == 0
    assert readlist("view", "tofu").out == readlist("list", "tofu sort:key").out != ""
    assert readlist("view", "TOFU", "--limit", "1").lines == readlist("view", "tofu").lines[:1]
    papers = json.loads(readlist("view", "tofu", "--json").out)
    assert [paper["citation_key"] for paper in papers] == ["maini2024tofu", "tofu-again"]


def test_the_views_are_listed_with_digit_name_and_query(readlist: Run) -> None:
    readlist("view", "to", "read", "--save=-tag:x is:unread")
    readlist("view", "tofu", "--save", "tofu", "--slot", "3")
    assert readlist("view").lines == ["3\ttofu\ttofu", "\tto read\t-tag:x is:unread"]
    assert json.loads(readlist("view", "--json").out) == [
        {"name": "tofu", "query": "tofu", "slot": 3},
        {"name": "to read", "query": "-tag:x is:unread", "slot": None},
    ]


def test_a_view_gets_a_digit_and_a_name_later_and_goes(readlist: Run) -> None:
    readlist("view", "one", "--save", "tofu")
    assert "key 4" in readlist("view", "one", "--slot", "4").err
    readlist("view", "one", "--rename", "uno")
    assert readlist("view").lines == ["4\tuno\ttofu"]
    assert readlist("view", "uno", "--remove").status == 0
    assert "No view is saved yet" in readlist("view").err
    assert readlist("undo").status == 0
    assert readlist("view").lines == ["4\tuno\ttofu"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["nobody"], 1),
        (["x", "--save", "auhtor:gu"], 1),
        (["x", "--slot", "3"], 1),
        (["x", "--slot", "10", "--save", ""], 2),
        (["--save", "tofu"], 2),
        (["--remove"], 2),
        (["x", "--remove", "--save", "tofu"], 2),
        (["x", "--remove", "--json"], 2),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_saved(
    readlist: Run, words: list[str], status: int
) -> None:
    ran = readlist("view", *words)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith("readlist: ")
    assert readlist("view").out == ""


@pytest.mark.parametrize("words", [["x", "--save", "tofu"], ["x", "--remove"]])
def test_without_a_library_none_is_made(readlist: Run, nothing: Path, words: list[str]) -> None:
    assert readlist("view", *words).status == 1
    assert readlist("view").status == 0
    assert readlist("view", "--json").out == "[]\n"
    assert not nothing.parent.exists()
