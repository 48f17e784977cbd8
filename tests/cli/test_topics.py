"""`readlist topics`"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def reefs(readlist: Run, tmp_path: Path) -> Run:
    """The seven papers, and six on reefs, one of them with a hostile title."""
    titles = [f"Coral bleaching of reefs, part {chr(97 + n) * 3}" for n in range(5)]
    bib = tmp_path / "reefs.bib"
    abstract = "Coral bleaching on reefs \x1b[31m in an ocean \u202e of fish."
    bib.write_text(
        "".join(
            f"@misc{{reef{n}, title = {{{title}}}, abstract = {{{abstract}}}}}\n"
            for n, title in enumerate([*titles, "Coral reefs \x1b]0;mine\x07 too"])
        )
    )
    assert readlist("import", bib).status == 0
    return readlist


def test_prints_number_size_label_and_words_separated_by_tabs(reefs: Run) -> None:
    first, rest = (line.split("\t") for line in reefs("topics").lines)
    assert first[:2] == ["1", "6"]
    assert "coral" in first[2].casefold()
    assert first[2].split(", ")[0] in first[3]
    assert rest == ["2", "7", "", ""]


def test_a_terminal_sees_titles_and_no_escapes(reefs: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    ran = reefs("topics", terminal=60)
    assert "6 papers" in ran.lines[0]
    assert "(the rest)" in ran.out
    assert all(line.isprintable() and len(line) <= 60 for line in ran.lines)


def test_a_terminal_of_a_small_encoding_gets_what_it_can_show(reefs: Run) -> None:
    assert reefs("topics", terminal=30, encoding="ascii").status == 0


def test_a_topic_is_tagged_in_one_step_that_can_be_undone(reefs: Run) -> None:
    ran = reefs("topics", "--tag", "1", "reefs")
    assert ran.out == ""
    assert "Tagged 6 papers of topic 1" in ran.err
    assert len(reefs("list", "tag:reefs").lines) == 6
    assert reefs("undo").status == 0
    assert reefs("list", "tag:reefs").lines == []


def test_the_number_is_that_of_the_same_query(reefs: Run) -> None:
    reefs("topics", "key:reef", "--tag", "1", "a")
    assert len(reefs("list", "tag:a").lines) == 6


@pytest.mark.parametrize("number", ["0", "9", "-1"])
def test_a_number_of_no_topic_tags_nothing(reefs: Run, number: str) -> None:
    ran = reefs("topics", "--tag", number, "x")
    assert ran.status == 1
    assert f"There is no topic {number}" in ran.err


def test_a_tag_that_is_none_is_explained(reefs: Run) -> None:
    ran = reefs("topics", "--tag", "1", "a,b")
    assert ran.status == 1
    assert "no commas" in ran.err


def test_json_is_an_array_of_topics(reefs: Run) -> None:
    first, rest = json.loads(reefs("topics", "--json").out)
    assert (first["number"], first["count"], len(first["citation_keys"])) == (1, 6, 6)
    assert first["label"]
    assert (rest["label"], rest["words"]) == (None, [])


def test_it_says_when_not_all_papers_are_grouped(
    reefs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readlist.library.topics.MOST_PAPERS", 10)
    assert "Only the first 10 of 13 papers are grouped." in reefs("topics").err


def test_a_query_without_a_hit_says_so(reefs: Run) -> None:
    ran = reefs("topics", "zeppelin")
    assert (ran.status, ran.out) == (0, "")
    assert "No paper matches." in ran.err
    assert reefs("topics", "zeppelin", "--json").out == "[]\n"


def test_a_mistyped_field_is_explained(reefs: Run) -> None:
    ran = reefs("topics", "authr:gu")
    assert ran.status == 1
    assert "author:" in ran.err


@pytest.mark.usefixtures("nothing")
def test_without_a_library_there_are_none(readlist: Run) -> None:
    assert readlist("topics", "--json").out == "[]\n"
    assert readlist("topics").status == 0
