"""`readlist next`"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def taught(readlist: Run, tmp_path: Path) -> Run:
    """The seven papers, and eight on reefs of which five were read."""
    bib = tmp_path / "reefs.bib"
    bib.write_text(
        "".join(
            f"@misc{{reef{n}, title = {{Coral bleaching of reefs, part {chr(97 + n) * 3}}}}}\n"
            for n in range(8)
        )
    )
    assert readlist("import", bib).status == 0
    assert readlist("status", *(f"reef{n}" for n in range(5)), "read").status == 0
    return readlist


def test_a_line_ends_with_the_reasons(taught: Run) -> None:
    ran = taught("next")
    first = ran.lines[0].split("\t")
    assert first[0] in ("reef5", "reef6", "reef7")
    assert len(first) == 7
    assert first[6].startswith("you like: ")
    assert "reef" in first[6]
    assert "decisions of yours" in ran.err


def test_only_the_inbox_and_the_queue_are_advised(taught: Run) -> None:
    keys = {line.split("\t")[0] for line in taught("next", "--limit", "99").lines}
    assert "gu2023mamba" not in keys
    assert keys >= {"maini2024tofu", "reef7"}
    assert keys.isdisjoint(f"reef{n}" for n in range(5))


def test_it_says_when_there_is_too_little_to_learn_from(readlist: Run) -> None:
    ran = readlist("next")
    assert ran.status == 0
    assert "too little to learn from" in ran.err
    assert ran.lines[0].split("\t")[0] == "tofu-again"


def test_a_terminal_gets_the_reasons_below_each_paper(
    taught: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for width in (40, 100):
        lines = taught("next", "--limit", "3", terminal=width).lines
        assert len(lines) == 6
        assert lines[1].startswith("   you like: ")
        assert all(line.isprintable() and len(line) <= width for line in lines)
    assert taught("next", terminal=40, encoding="ascii").status == 0


def test_json_is_an_array_of_papers_with_score_and_reasons(taught: Run) -> None:
    papers = json.loads(taught("next", "--json", "--limit", "2").out)
    assert [paper["status"] for paper in papers] == ["inbox", "inbox"]
    assert papers[0]["score"] >= papers[1]["score"]
    assert papers[0]["reasons"][0].startswith("you like: ")


def test_a_query_narrows(taught: Run) -> None:
    assert taught("next", "tofu", "--limit", "1").lines[0].startswith(("maini", "tofu"))
    ran = taught("next", "zeppelin")
    assert (ran.status, ran.out) == (0, "")
    assert "No paper of the inbox or the queue matches." in ran.err
    assert json.loads(taught("next", "zeppelin", "--json").out) == []


def test_a_mistyped_field_is_explained(taught: Run) -> None:
    ran = taught("next", "authr:gu")
    assert ran.status == 1
    assert "author:" in ran.err


@pytest.mark.usefixtures("nothing")
def test_without_a_library_there_is_nothing_to_read(readlist: Run) -> None:
    assert readlist("next", "--json").out == "[]\n"
    assert readlist("next").status == 0
