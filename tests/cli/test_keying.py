"""`readlist key`"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_renamed_paper_is_shown_by_both_keys(readlist: Run) -> None:
    ran = readlist("key", "maini2024tofu", "tofu")
    assert (ran.status, ran.out) == (0, "")
    assert "maini2024tofu is now tofu" in ran.err
    for key in ("tofu", "maini2024tofu"):
        assert json.loads(readlist("show", key, "--json").out)["citation_key"] == "tofu"
    readlist("undo")
    assert readlist("show", "tofu").status == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gu2023mamba", "a b"], "a space"),
        (["gu2023mamba", "no-title"], "is taken"),
        (["nobody", "x"], "No paper has the citation key"),
        (["--pattern", "[auht]"], "did you mean auth?"),
    ],
)
def test_what_cannot_be_is_a_clear_error(readlist: Run, words: list[str], said: str) -> None:
    ran = readlist("key", *words)
    assert (ran.status, ran.out) == (1, "")
    assert said in ran.err


@pytest.mark.parametrize("words", [[], ["a"], ["a", "b", "c"], ["a", "b", "--apply"]])
def test_anything_but_two_keys_or_a_pattern_is_wrong_usage(readlist: Run, words: list[str]) -> None:
    assert readlist("key", *words).status == 2


def test_a_pattern_only_shows_what_it_would_do(readlist: Run) -> None:
    ran = readlist("key", "--pattern", "[auth:lower][year]", "key:gu2023")
    assert ran.out == "gu2023mamba -> gu2023\n"
    assert "--apply" in ran.err
    assert readlist("show", "gu2023").status == 1


def test_applied_it_is_done_and_the_old_keys_work(readlist: Run) -> None:
    ran = readlist("key", "--pattern", "[auth:lower][year]", "key:gu2023", "--apply", "--json")
    assert json.loads(ran.out) == [
        {"old": "gu2023mamba", "new": "gu2023", "pinned": False, "applied": True}
    ]
    assert "gu2023, also gu2023mamba" in readlist("show", "gu2023mamba").out


def test_a_key_that_was_exported_stays(readlist: Run) -> None:
    readlist("export", "key:gu2023")
    ran = readlist("key", "--pattern", "[auth:lower][year]", "key:gu2023", "--apply")
    assert "pinned, stays" in ran.out
    assert "0 keys changed" in ran.err
    ran = readlist("key", "--pattern", "[auth][year]", "key:gu2023", "--apply", "--pinned")
    assert "1 key changed" in ran.err


def test_nothing_to_do_is_said(readlist: Run) -> None:
    assert "No paper matches." in readlist("key", "--pattern", "[auth]", "nothing like it").err


def test_new_papers_get_their_keys_by_the_configured_pattern(
    readlist: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config.toml"
    monkeypatch.setenv("READLIST_CONFIG", str(settings))
    settings.write_text('key_pattern = "[veryshorttitle]-[year]"\n')
    readlist("add", "--text", "Selective Forgetting in Very Large Libraries")
    assert readlist("show", "Selective").status == 0
    settings.write_text('key_pattern = "[titel]"\n')
    ran = readlist("add", "--text", "Another Title of a Paper")
    assert ran.status == 1
    assert "did you mean title?" in ran.err
