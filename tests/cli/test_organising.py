"""`readlist status`, `tag`, `note`, `rate`, and `undo`, `redo`, `log` over them"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def paper(readlist: Run, key: str) -> dict[str, Any]:
    """The paper as `show --json` says it."""
    found: dict[str, Any] = json.loads(readlist("show", key, "--json").out)
    return found


def test_status_is_given_to_many_papers(readlist: Run) -> None:
    ran = readlist("status", "maini2024tofu", "no-title", "queued")
    assert (ran.status, ran.out) == (0, "")
    assert "2 papers marked as queued" in ran.err
    assert paper(readlist, "no-title")["status"] == "queued"


def test_a_status_that_is_already_so_is_said(readlist: Run) -> None:
    assert "already reading" in readlist("status", "gu2023mamba", "reading").err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["gu2023mamba", "raed"], "Did you mean read?"),
        (["gu2023mamba", "nonsense"], "inbox, queued, reading"),
        (["read", "gu2023mamba"], "readlist status gu2023mamba read"),
        (["read"], "Name the papers first"),
        ([], "KEY... STATUS"),
    ],
)
def test_a_wrong_status_is_wrong_usage_with_a_hint(
    readlist: Run, words: list[str], hint: str
) -> None:
    ran = readlist("status", *words)
    assert ran.status == 2
    assert hint in ran.err


def test_one_unknown_key_leaves_all_papers_as_they_were(readlist: Run) -> None:
    assert readlist("status", "no-title", "nobody", "read").status == 1
    assert paper(readlist, "no-title")["status"] == "inbox"


def test_a_takeaway_comes_with_the_status_and_goes_with_it_in_one_step(readlist: Run) -> None:
    said = "Forgetting\n can be \x1b[31mmeasured."
    assert readlist("status", "maini2024tofu", "read", "--takeaway", said).status == 0
    assert paper(readlist, "maini2024tofu")["takeaway"] == "Forgetting can be measured."
    assert "Takeaway:   Forgetting can be measured." in readlist("show", "maini2024tofu").lines
    readlist("undo")
    assert paper(readlist, "maini2024tofu")["takeaway"] is None
    assert paper(readlist, "maini2024tofu")["status"] == "inbox"


def test_a_status_alone_leaves_the_takeaway_and_an_empty_one_takes_it_away(readlist: Run) -> None:
    readlist("status", "no-title", "read", "--takeaway", "One idea.")
    readlist("status", "no-title", "queued")
    assert paper(readlist, "no-title")["takeaway"] == "One idea."
    readlist("status", "no-title", "queued", "--takeaway", "")
    assert paper(readlist, "no-title")["takeaway"] is None


def test_a_takeaway_is_about_one_paper(readlist: Run) -> None:
    ran = readlist("status", "no-title", "hostile", "read", "--takeaway", "both")
    assert (ran.status, "one paper" in ran.err) == (2, True)


def test_a_first_pass_begins_the_reading_of_what_waited(readlist: Run) -> None:
    vaswani = "DBLP:conf/nips/VaswaniSPUJGKP17"
    assert readlist("pass", "no-title", vaswani, "2").status == 0
    assert (paper(readlist, "no-title")["passes"], paper(readlist, "no-title")["status"]) == (
        2, "reading",
    )  # fmt: skip
    assert paper(readlist, vaswani)["status"] == "read"
    assert "reading, pass 2 of 3" in readlist("show", "no-title").out
    readlist("pass", "no-title", "0")
    assert paper(readlist, "no-title")["passes"] == 0
    assert paper(readlist, "no-title")["status"] == "reading"
    assert readlist("pass", "no-title", "4").status == 2


def test_tags_are_added_and_removed_at_once(readlist: Run) -> None:
    ran = readlist("tag", "gu2023mamba", "maini2024tofu", "+ml/llm", "-ml/ssm", "+later on")
    assert ran.status == 0
    assert paper(readlist, "gu2023mamba")["tags"] == ["later on", "ml/llm"]
    assert paper(readlist, "maini2024tofu")["tags"] == ["later on", "ml/llm", "to read"]


@pytest.mark.parametrize("words", [["gu2023mamba"], ["+a"], []])
def test_a_tag_without_a_paper_or_a_paper_without_a_tag_is_wrong_usage(
    readlist: Run, words: list[str]
) -> None:
    assert readlist("tag", *words).status == 2


@pytest.mark.parametrize("tag", ["+", "-nobody has it", "+a,b", "+a//b"])
def test_a_tag_that_cannot_be_is_refused(readlist: Run, tag: str) -> None:
    ran = readlist("tag", "gu2023mamba", tag)
    assert ran.status == 1
    assert "tag" in ran.err


def test_a_note_is_the_words_after_the_key(readlist: Run) -> None:
    assert readlist("note", "no-title", "read", "*again*").status == 0
    assert paper(readlist, "no-title")["notes"][0]["body"] == "read *again*"


def test_a_note_may_begin_with_dashes(readlist: Run) -> None:
    readlist("note", "no-title", "-", "-o-")
    readlist("note", "no-title", "--", "--- cut here ---")
    bodies = [note["body"] for note in paper(readlist, "no-title")["notes"]]
    assert bodies == ["- -o-", "--- cut here ---"]


def test_a_note_comes_in_through_a_pipe(readlist: Run) -> None:
    assert readlist("note", "no-title", stdin="one\r\ntwo\n").status == 0
    assert paper(readlist, "no-title")["notes"][0]["body"] == "one\ntwo"


def test_an_empty_note_is_refused(readlist: Run) -> None:
    assert readlist("note", "no-title", stdin=" \n").status == 1


def test_on_a_terminal_a_note_is_written_in_the_editor(
    readlist: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "written in vi" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    assert readlist("note", "no-title", terminal=80).status == 0
    monkeypatch.setenv("EDITOR", "true")
    assert readlist("note", "no-title", terminal=80).status == 1
    monkeypatch.delenv("EDITOR")
    ran = readlist("note", "no-title", terminal=80)
    assert (ran.status, "No editor is set" in ran.err) == (1, True)
    assert [n["body"] for n in paper(readlist, "no-title")["notes"]] == ["written in vi"]
    assert list(tmp_path.glob("readlist-*")) == []


def test_a_rating_is_given_and_taken_away(readlist: Run) -> None:
    readlist("rate", "no-title", "hostile", "4")
    assert paper(readlist, "hostile")["rating"] == 4
    readlist("rate", "hostile", "none")
    assert paper(readlist, "hostile")["rating"] is None
    assert readlist("rate", "hostile", "6").status == 2


def test_every_step_can_be_undone_and_done_again(readlist: Run) -> None:
    before = paper(readlist, "no-title")
    readlist("status", "no-title", "read")
    readlist("tag", "no-title", "+new")
    assert "+new" in readlist("undo").err
    assert "read" in readlist("undo").err
    assert paper(readlist, "no-title") == before
    assert readlist("redo").status == 0
    assert paper(readlist, "no-title")["status"] == "read"


def test_nothing_to_undo_is_a_clear_error(readlist: Run) -> None:
    while readlist("undo").status == 0:
        pass
    ran = readlist("undo")
    assert ran.status == 1
    assert ran.err.startswith("readlist: ")


def test_the_log_shows_the_steps_the_latest_first(readlist: Run) -> None:
    readlist("status", "no-title", "read")
    readlist("tag", "no-title", "+new")
    readlist("undo")
    first, second, *_ = readlist("log").lines
    assert first.endswith("(undone)")
    assert "no-title" in second
    entries = json.loads(readlist("log", "--json", "--limit", "2").out)
    assert [entry["undone"] for entry in entries] == [True, False]
    assert set(entries[0]) == {"id", "at", "summary", "undone"}


@pytest.mark.parametrize(
    "words",
    [["status", "k", "read"], ["tag", "k", "+a"], ["note", "k", "x"], ["rate", "k", "1"], ["undo"]],
)
def test_without_a_library_nothing_is_changed_or_made(
    readlist: Run, nothing: Any, words: list[str]
) -> None:
    ran = readlist(*words)
    assert (ran.status, ran.out) == (1, "")
    assert "There is no library" in ran.err
    assert not nothing.parent.exists()
    assert readlist("log").status == 0
    assert readlist("log", "--json").out == "[]\n"
