"""`readlist list`"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_prints_key_status_year_authors_title_and_tags_separated_by_tabs(readlist: Run) -> None:
    first = readlist("list").lines[0]
    assert first.split("\t") == [
        "gu2023mamba",
        "reading",
        "2023",
        "Gu, Albert; Dao, Tri",
        "Mamba: Linear-Time Sequence Modeling with Selective State Spaces",
        "ml/ssm",
    ]


def test_prints_all_papers_the_newest_first(readlist: Run) -> None:
    keys = [line.split("\t")[0] for line in readlist("list").lines]
    assert len(keys) == 7
    assert keys[:2] == ["gu2023mamba", "maini2024tofu"]


def test_a_mistyped_tag_is_told_with_the_one_that_was_meant(readlist: Run) -> None:
    ran = readlist("list", "tag:ml/sms")
    assert ran.status == 0
    assert ran.err == "Nothing matches “tag:ml/sms”; did you mean tag:ml/ssm?\n"
    assert ran.out.startswith("gu2023mamba\t")
    assert readlist("list", "--exact", "tag:ml/sms").err == "No paper matches.\n"
    refused = readlist("tag", "gu2023mamba", "-ml/sms")
    assert refused.err == "readlist: No paper has the tag “ml/sms”. Did you mean “ml/ssm”?\n"


def test_a_mistyped_tag_that_is_excluded_is_told_too(readlist: Run) -> None:
    ran = readlist("list", "-tag:ml/sms")
    assert ran.err == "No paper has the tag “ml/sms”; did you mean “ml/ssm”?\n"
    assert len(ran.lines) == 7
    assert readlist("export", "--", "-tag:ml/sms").err.startswith("No paper has the tag")
    assert readlist("list", "-tag:ml/ssm").err == ""


@pytest.mark.parametrize("query", [(), ("tag:nothing-of-the-kind",), ("mamba",)])
def test_a_limit_of_none_prints_nothing(readlist: Run, query: tuple[str, ...]) -> None:
    assert readlist("list", *query, "--limit", "0") == (0, "", "")
    assert readlist("list", *query, "--limit", "0", "--json").out.strip() == "[]"


def test_a_limit_cuts_the_list(readlist: Run) -> None:
    assert len(readlist("list", "--limit", "2").lines) == 2
    none = readlist("list", "--limit", "0")
    assert none.lines == []
    assert "empty" not in none.err


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        (["unlearning"], ["maini2024tofu", "tofu-again"]),
        (["unlearning", "year:2024"], ["maini2024tofu"]),
        (["unlearning -year:2024"], ["tofu-again"]),
        (["-year:2024", "unlearning"], ["tofu-again"]),
        (["-limit", "-json", "is:starred"], ["gu2023mamba"]),
        (["is:read"], ["DBLP:conf/nips/VaswaniSPUJGKP17"]),
        (['"state spaces"', "OR", "is:read", "sort:year-asc"],
         ["DBLP:conf/nips/VaswaniSPUJGKP17", "gu2023mamba"]),
    ],
)  # fmt: skip
def test_the_words_of_the_query_are_joined(
    readlist: Run, query: list[str], keys: list[str]
) -> None:
    found = readlist("list", *query)
    assert [line.split("\t")[0] for line in found.lines] == keys
    assert found.status == 0


def test_a_query_without_a_hit_says_so_and_is_no_error(readlist: Run) -> None:
    ran = readlist("list", "zeppelin")
    assert (ran.status, ran.out) == (0, "")
    assert "No paper matches." in ran.err


def test_a_mistyped_field_is_explained(readlist: Run) -> None:
    ran = readlist("list", "authr:gu")
    assert ran.status == 1
    assert ran.err.startswith("readlist: ")
    assert "author:" in ran.err


def test_a_mistyped_option_is_not_taken_for_a_query(readlist: Run) -> None:
    ran = readlist("list", "--limt", "3")
    assert ran.status == 2
    assert "--limit" in ran.err


def test_bytes_that_are_no_unicode_are_searched_for_in_vain(readlist: Run) -> None:
    assert readlist("list", "caf\udce9").status == 0


def test_json_is_an_array_of_papers_with_all_fields_of_the_promise(readlist: Run) -> None:
    papers = json.loads(readlist("list", "--json").out)
    promised = (
        "citation_key entry_type title abstract authors author_count organization venue year "
        "date arxiv_id doi url comment status priority rating starred tags notes added_at "
        "updated_at incomplete extra"
    ).split()
    assert len(papers) == 7
    assert all(set(promised) <= set(paper) for paper in papers)
    assert papers[0]["authors"][1]["family"] == "Dao"


def test_json_without_a_hit_is_an_empty_array(readlist: Run) -> None:
    assert json.loads(readlist("list", "--json", "zeppelin").out) == []


def test_json_says_hostile_characters_in_escapes(readlist: Run) -> None:
    ran = readlist("list", "--json", "key:hostile")
    assert all(c.isprintable() or c == "\n" for c in ran.out)
    assert "\x9b" in json.loads(ran.out)[0]["title"]


@pytest.mark.parametrize("terminal", [0, 60, 80, 200])
def test_nothing_in_a_title_reaches_the_terminal_but_its_letters(
    readlist: Run, terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    [line] = readlist("list", "key:hostile", terminal=terminal).lines
    assert line.replace("\t", "").isprintable()
    assert "owned" not in line
    assert "Red title with tabs" in line


def test_a_paper_without_a_title_shows_its_abstract(readlist: Run) -> None:
    [line] = readlist("list", "key:no-title").lines
    assert "[no title] An abstract that stands alone." in line


@pytest.mark.parametrize("width", [40, 60, 80, 100, 250])
def test_lines_fit_the_terminal(readlist: Run, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for line in readlist("list", "-key:DBLP", terminal=width).lines:
        wide = sum(2 if ord(c) > 0x2E80 else 1 for c in line)
        assert wide <= width, line


def test_a_key_is_never_cut(readlist: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "DBLP:conf/nips/VaswaniSPUJGKP17" in readlist("list", terminal=40).out


def test_columns_stand_below_each_other(readlist: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    mamba, *tofu = readlist("list", "mamba OR TOFU", terminal=100).lines
    assert {line.index("TOFU") for line in tofu} == {mamba.index("Mamba")}


def test_a_terminal_gets_marks_short_authors_and_a_count(readlist: Run) -> None:
    ran = readlist("list", "mamba", terminal=120)
    assert ran.out.startswith("◐* ")
    assert "Gu & Dao" in ran.out
    assert "1 paper" in ran.err


def test_a_terminal_may_be_coloured(readlist: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1m" in readlist("list", "mamba", terminal=80).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in readlist("list", "mamba", terminal=80).out


def test_a_pipe_is_never_coloured(readlist: Run) -> None:
    assert "\x1b" not in readlist("list").out


def test_a_terminal_of_a_small_encoding_gets_what_it_can_show(readlist: Run) -> None:
    ran = readlist("list", terminal=80, encoding="ascii")
    assert ran.status == 0
    assert "gu2023mamba" in ran.out
    assert "cjk" in ran.out
    assert "r* " in ran.out


def test_reading_makes_no_library(readlist: Run, nothing: Path) -> None:
    ran = readlist("list")
    assert (ran.status, ran.out) == (0, "")
    assert "readlist demo" in ran.err
    assert readlist("list", "--json").out == "[]\n"
    assert not nothing.parent.exists()


def test_the_reasons_for_the_order_stand_behind_each_paper(readlist: Run) -> None:
    first, second = readlist("list", "--explain", "state", "OR", "unlearning", "--limit", "2").lines
    assert first.split("\t")[-1].startswith(("state in the title", "unlearning in the title"))
    assert second.split("\t")[6] != ""
    assert readlist("list", "--explain", "sort:year").lines[0].split("\t")[6] == "sorted by year"


def test_json_has_the_reasons_as_a_list(readlist: Run) -> None:
    papers = json.loads(readlist("list", "--explain", "--json", "mamba").out)
    assert papers[0]["citation_key"] == "gu2023mamba"
    assert "mamba in the title 8" in papers[0]["why"]
    assert "why" not in json.loads(readlist("list", "--json", "mamba").out)[0]


def test_reasons_are_for_lists_and_not_for_citations(readlist: Run) -> None:
    assert readlist("list", "--explain", "--style", "apa").status == 2


def test_on_a_terminal_the_reasons_stand_below_the_paper(readlist: Run) -> None:
    ran = readlist("list", "--explain", "mamba", terminal=100)
    assert "\n    mamba in the title 8" in ran.out


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("tion", "inside words: *tion*"),
        ("maimi", "nearest: maini"),
        ("vaswani 2017", "nearest: vaswani year:2017"),
        ("Vaswani, A. (2017). Attention is\n all you need. NIPS, 30, 5-9.", "as a reference"),
    ],
)
def test_what_was_probably_meant_is_listed_and_told_apart(
    readlist: Run, query: str, told: str
) -> None:
    ran = readlist("list", query)
    assert ran.status == 0
    assert ran.err.startswith(f"Nothing matches “{' '.join(query.split())[:20]}")
    assert told in ran.err
    assert ran.lines
    assert json.loads(readlist("list", "--json", query).out)
    assert readlist("list", "--explain", query).status == 0


def test_exactly_what_matches_is_listed_for_those_who_pipe_it(readlist: Run) -> None:
    ran = readlist("list", "--exact", "maimi")
    assert (ran.status, ran.out, ran.err) == (0, "", "No paper matches.\n")
    assert readlist("list", "--exact", "maini").lines


def test_a_hostile_query_is_quoted_harmlessly(readlist: Run) -> None:
    ran = readlist("list", "mai\u200bmi\x1b[31m\x07 \u202e")
    assert "nearest: maini" in ran.err
    assert not set("\x1b\x07\u202e") & set(ran.err)


@pytest.mark.parametrize("query", ["!!!", "((", "😀", "tag:"])
def test_a_query_that_asks_for_nothing_says_that_it_lists_all(readlist: Run, query: str) -> None:
    ran = readlist("list", query)
    assert ran.out == readlist("list").out
    assert f"“{query}” has nothing that can be looked for" in ran.err
    assert "looked for" not in readlist("list", "sort:year").err
    assert "looked for" not in readlist("list", "tofu").err
