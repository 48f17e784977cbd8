"""`readlist related`, and `readlist tag KEY --suggest`"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_line_in_a_pipe_is_that_of_list_then_score_and_words(readlist: Run) -> None:
    ran = readlist("related", "tofu-again")
    [line] = ran.lines
    key, *_, score, words = line.split("\t")
    assert (key, ran.err) == ("maini2024tofu", "")
    assert 0 < float(score) < 1
    assert words == "fictitious, task, tofu, unlearning"


def test_a_terminal_shows_the_words_below_each_paper(readlist: Run) -> None:
    ran = readlist("related", "tofu-again", terminal=72)
    paper, words = ran.lines
    assert "maini2024tofu" in paper
    assert "fictitious, task, tofu, unlearning" in words
    assert len(paper.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")) <= 72


def test_any_words_find_what_is_like_them(readlist: Run) -> None:
    ran = readlist("related", "sequence", "models", "with", "state", "spaces")
    assert ran.lines[0].startswith("gu2023mamba\t")
    assert ran.lines[0].endswith("\tspaces, state, sequence")


def test_words_in_quotes_are_words(readlist: Run) -> None:
    ran = readlist("related", "sequence models with state spaces")
    assert (ran.lines[0].split("\t")[0], ran.err) == ("gu2023mamba", "")


def test_a_text_comes_in_through_a_pipe(readlist: Run) -> None:
    ran = readlist("related", "-", stdin="How models are made to forget:\nUnlearning, a Täsk")
    assert [line.split("\t")[0] for line in ran.lines] == ["tofu-again", "maini2024tofu"]


def test_bytes_that_are_no_text_are_no_error(readlist: Run) -> None:
    ran = readlist("related", "-", stdin=b"\xff\xfe\x00mamba\x00\x1b[2J\x80")
    assert (ran.status, ran.out.split("\t")[0]) == (0, "gu2023mamba")


def test_of_an_endless_text_the_beginning_is_compared_and_that_is_said(readlist: Run) -> None:
    ran = readlist("related", "-", stdin="mamba " + "x" * 300_000 + " unlearning")
    assert [line.split("\t")[0] for line in ran.lines] == ["gu2023mamba"]
    assert "first 200,000 characters" in ran.err


def test_one_word_that_is_no_key_is_a_text_and_that_is_said(readlist: Run) -> None:
    ran = readlist("related", "mamba")
    assert ran.out.startswith("gu2023mamba\t")
    assert ran.err == "“mamba” is no citation key; these papers are nearest to it as a word.\n"


def test_a_mistyped_key_that_is_like_nothing_names_the_nearest_key(readlist: Run) -> None:
    ran = readlist("related", "gu2023mambo")
    assert (ran.status, ran.out) == (1, "")
    assert "gu2023mamba" in ran.err


def test_nothing_in_common_is_said(readlist: Run) -> None:
    for words in (["cjk"], ["zebra", "crossing"], ["the", "of"], [""], ['"', "OR", "x:y", "NEAR("]):
        ran = readlist("related", *words)
        assert (ran.status, ran.out) == (0, "")
        assert "No paper in the library" in ran.err
        assert readlist("related", *words, "--json").out == "[]\n"


def test_json_is_whole_papers_with_score_and_words(readlist: Run) -> None:
    [paper] = json.loads(readlist("related", "tofu-again", "--json").out)
    assert paper["citation_key"] == "maini2024tofu"
    assert paper["authors"] is not None
    assert 0 < paper["score"] < 1
    assert paper["words"] == ["fictitious", "task", "tofu", "unlearning"]


def test_a_limit_keeps_the_nearest(readlist: Run) -> None:
    words = ("unlearning", "attention", "state", "spaces")
    whole = readlist("related", *words).lines
    assert len(whole) > 2
    assert readlist("related", *words, "--limit", "2").lines == whole[:2]


def test_a_hostile_title_moves_no_cursor(readlist: Run) -> None:
    for terminal in (0, 80):
        ran = readlist("related", "red", "reversed", "markup", terminal=terminal)
        assert "hostile" in ran.out
        bare = ran.out.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
        assert "\x1b" not in bare
        assert "\u202e" not in bare


def test_without_a_library_the_way_to_one_is_told(readlist: Run, nothing: Path) -> None:
    ran = readlist("related", "mamba", "--json")
    assert (ran.status, ran.out) == (0, "[]\n")
    assert "There is no library" in ran.err


def test_tags_of_similar_papers_are_suggested_and_not_applied(readlist: Run) -> None:
    ran = readlist("tag", "tofu-again", "--suggest")
    tag, score, keys = ran.lines[0].split("\t")
    assert (tag, keys) == ("to read", "maini2024tofu")
    assert 0 < float(score) <= 1
    assert ran.err == "To take one: readlist tag tofu-again +TAG\n"
    [paper] = json.loads(readlist("list", "key:tofu-again", "--json").out)
    assert paper["tags"] == []


def test_suggestions_in_json(readlist: Run) -> None:
    [suggestion] = json.loads(readlist("tag", "tofu-again", "--suggest", "--json").out)
    assert suggestion["tag"] == "to read"
    assert suggestion["from"] == ["maini2024tofu"]
    assert json.loads(readlist("tag", "cjk", "--suggest", "--json").out) == []


def test_no_suggestion_is_said(readlist: Run) -> None:
    ran = readlist("tag", "cjk", "--suggest")
    assert (ran.status, ran.out) == (0, "")
    assert "No tag suggests itself" in ran.err


@pytest.mark.parametrize(
    "words",
    [["a", "b", "--suggest"], ["a", "+x", "--suggest"], ["a", "+x", "--json"]],
)
def test_suggesting_takes_one_paper_and_changes_nothing(readlist: Run, words: list[str]) -> None:
    ran = readlist("tag", *words)
    assert ran.status == 2
    assert "--suggest" in ran.err
