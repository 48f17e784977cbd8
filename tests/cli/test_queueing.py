"""`readlist queue`: what to read next, listed and arranged"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def queue(readlist: Run) -> list[str]:
    return [line.partition("\t")[0] for line in readlist("queue").lines]


def test_papers_are_put_in_moved_to_the_front_and_taken_out(readlist: Run) -> None:
    assert "2 papers at the end of the queue" in readlist("queue", "cjk", "no-title").err
    readlist("queue", "maini2024tofu")
    assert queue(readlist) == ["cjk", "no-title", "maini2024tofu"]
    assert "at the front" in readlist("queue", "maini2024tofu", "--first").err
    assert queue(readlist) == ["maini2024tofu", "cjk", "no-title"]
    assert "1 paper back in the inbox" in readlist("queue", "cjk", "hostile", "--remove").err
    assert queue(readlist) == ["maini2024tofu", "no-title"]
    assert "out of the queue" in readlist("undo").err
    assert queue(readlist) == ["maini2024tofu", "cjk", "no-title"]


def test_the_queue_is_printed_as_list_prints(readlist: Run) -> None:
    readlist("queue", "cjk", "no-title")
    assert readlist("queue").out == readlist("list", "is:queued").out
    (paper,) = json.loads(readlist("queue", "--limit", "1", "--json").out)
    assert paper["citation_key"] == "cjk"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--first"], 2),
        (["--remove"], 2),
        (["cjk", "--first", "--remove"], 2),
        (["cjk", "--json"], 2),
        (["nobody"], 1),
        (["cjk", "nobody"], 1),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_queued(
    readlist: Run, words: list[str], status: int
) -> None:
    ran = readlist("queue", *words)
    assert ran.status == status
    assert ran.err.startswith("readlist: ")
    assert queue(readlist) == []


def test_without_a_library_none_is_made(readlist: Run, nothing: Path) -> None:
    assert readlist("queue", "k").status == 1
    assert readlist("queue").status == 0
    assert not nothing.parent.exists()
