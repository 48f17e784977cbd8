"""`readlist duplicates`"""

import json

from tests.cli.conftest import Run


def test_shows_each_pair_with_its_number_and_reasons(readlist: Run) -> None:
    ran = readlist("duplicates")
    assert ran.status == 0
    number, first, second = ran.lines
    assert number.split() == ["3", *"the titles begin alike; no author to compare".split()]
    assert "maini2024tofu: TOFU: A Task" in first
    assert "Maini et al., 2024" in first
    assert "tofu-again" in second


def test_json_has_both_papers(readlist: Run) -> None:
    [pair] = json.loads(readlist("duplicates", "--json").out)
    assert pair["number"] == 3
    assert pair["reasons"] == ["the titles begin alike", "no author to compare"]
    assert [p["citation_key"] for p in pair["papers"]] == ["maini2024tofu", "tofu-again"]


def test_a_merged_pair_is_one_paper_under_the_key_to_keep(readlist: Run) -> None:
    ran = readlist("duplicates", "merge", "3", "--keep", "tofu-again")
    assert ran.status == 0
    assert "tofu-again" in ran.err
    assert len(readlist("list").lines) == 6
    assert readlist("show", "maini2024tofu").status == 0  # the other key lives on
    assert readlist("duplicates").lines == []


def test_a_pair_kept_apart_is_not_shown_again(readlist: Run) -> None:
    assert readlist("duplicates", "apart", "3").status == 0
    ran = readlist("duplicates")
    assert ran.lines == []
    assert "No two papers" in ran.err
    assert len(readlist("list").lines) == 7


def test_a_number_that_is_not_shown_is_refused_before_anything_happens(readlist: Run) -> None:
    assert readlist("duplicates", "apart", "3", "4").status == 1
    assert readlist("duplicates", "merge", "4").status == 1
    assert len(readlist("duplicates").lines) == 3


def test_the_key_to_keep_is_one_of_the_two(readlist: Run) -> None:
    ran = readlist("duplicates", "merge", "3", "--keep", "gu2023mamba")
    assert ran.status == 1
    assert "gu2023mamba" in ran.err


def test_an_empty_answer_is_an_empty_array(readlist: Run, nothing: object) -> None:
    assert readlist("duplicates", "--json").out == "[]\n"
    assert readlist("duplicates", "merge", "3").status == 1
