"""Slips are explained, everything else is understood, and nothing is ever executed."""

import re
import sqlite3
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.errors import QueryError
from readlist.storage.query import FIELDS, Compiled, compile_query, parse
from readlist.storage.query.language import DEEPEST, MOST_CHARACTERS, MOST_TERMS

TODAY = "2026-09-12"


def compiled(text: str) -> Compiled:
    return compile_query(parse(text, today=TODAY))


@pytest.mark.parametrize(
    ("query", "words", "position"),
    [
        ("tga:rl", "Did you mean tag:?", 0),
        ("mamba autor:gu", "Did you mean author:?", 6),
        ("-yaer:2020", "Did you mean year:?", 1),
        ("tga:rl,llm x", 'quotes: "tga:rl,llm"', 0),
        ("is:starrd", "Did you mean starred?", 3),
        ("is:happy", "It takes unread, inbox", 3),
        ("status:starred", "It takes inbox, queued", 7),
        ("is:read,quued", "Did you mean queued?", 8),
        ("has:pdf", "does not keep PDF files", 4),
        ("no:pdf", "does not keep PDF files", 3),
        ("has:titel", "Did you mean title?", 4),
        ("sort:yaer-desc", "Did you mean year?", 5),
        ("sort:colour", "It takes added, updated", 5),
        ("year:soon", "takes a number", 5),
        ("year:2020..soon", "takes a number", 5),
        ("rating:<>4", "takes a number", 7),
        ("year:2020,x", "takes a number", 10),
        ("year:99999999999", "takes a number", 5),
        ("year:²", "takes a number", 5),
        ("priority:urgent", "It takes low, normal, high.", 9),
        ("priority:hihg", "Did you mean high?", 9),
        ("added:yestrday", "Did you mean yesterday?", 6),
        ("added:soon", "is no date", 6),
        ("added:2026-13", "is no date", 6),
        ("added:2026-02-30", "is no date", 6),
        ("read:7d..soon", "is no date", 5),
        ("date:<>2026", "is no date", 5),
        ("a " * (MOST_TERMS + 1), "at most 64 terms", 129),
        ("tag:" + ",".join("abcdefghij" * 7), "at most 64 terms", 133),
        ("Tag:" + ",".join("abcdefghij" * 7), "at most 64 terms", 133),
        ("word " * 10_000, "at most 4,000", 0),
        ('"' + "a " * 65 + '"', "at most 64 terms", 132),
        ("a-" * 65, "at most 64 terms", 130),
        ("(" * (DEEPEST + 1) + "a", "at most 8 deep", DEEPEST),
        ("-(" * 1000, "at most 8 deep", 2 * DEEPEST + 1),
    ],
)
def test_a_slip_is_explained_where_it_is(query: str, words: str, position: int) -> None:
    with pytest.raises(QueryError, match=re.escape(words)) as caught:
        compiled(query)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org",
        "Re: tags",
        "BERT:pretraining",
        "bert:pretraining of deep models",
        "cs:LG",
        "10:30",
        "a:b",
        "Tga:rl",
        "tga: rl",
        "Is:happy",
        "NOT " * 60 + "a",
        "(" * DEEPEST + "a",
        "a-" * 63 + "a",
        '"' + "a " * 64 + '"',
        ")" * MOST_CHARACTERS,
        "sort:year " * 390,
    ],
)
def test_a_pasted_text_is_no_slip(library: sqlite3.Connection, text: str) -> None:
    run(library, text)


def run(library: sqlite3.Connection, text: str) -> set[int]:
    query = compiled(text)
    sql = f"SELECT p.id FROM paper p WHERE {query.where} ORDER BY {query.order}"
    found = {number for (number,) in library.execute(sql, query.parameters)}
    if query.match:
        words = "SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?"
        assert found <= {number for (number,) in library.execute(words, [query.match])}
    return found


# Pieces that mean something, so that random text reaches deep into the grammar.
_PIECES = st.sampled_from(
    [
        *(f"{name}:" for field, entry in FIELDS.items() for name in (field, *entry.aliases)),
        *(value for entry in FIELDS.values() for value in entry.values),
        *"()\"-^*,.:<>=/\\{}%_;'\x00 \t\n",
        *("..", ">=", "<=", " AND ", " OR ", " NOT ", " ", "NEAR(", "rowid", "ml", "学习", "é"),
        *("7d", "today", "2026", "2026-09", "99999y", "9999", "0000-01", "2023", "gu", "*state*"),
        *("https://arxiv.org/abs/2401.06121v2", "10.1000/(182)", "www.", "hep-th/9901001", "GPT-4"),
    ]
)
QUERIES = st.text(max_size=200) | st.lists(_PIECES | st.text(max_size=3), max_size=25).map("".join)
ALL = set(range(1, 9))


@given(QUERIES)
def test_any_text_runs_or_is_a_slip(library: sqlite3.Connection, text: str) -> None:
    found, slip = ALL, None
    try:
        found = run(library, text)
    except QueryError as error:
        slip = error
    assert found <= ALL
    assert slip is None or (str(slip) and 0 <= slip.position <= len(text))


@given(st.text(st.characters(codec=None), max_size=50))
def test_lone_surrogates_from_the_command_line_run_too(
    library: sqlite3.Connection, text: str
) -> None:
    try:
        run(library, text)
    except QueryError:
        assert ":" in text


@given(QUERIES)
def test_no_text_of_the_user_is_in_the_sql(text: str) -> None:
    marked = text + " xyzzy"
    try:
        query = compiled(marked)
    except QueryError:
        return
    assert "xyzzy" not in query.where + query.order
    assert query.where.count("?") == len(query.parameters)


@pytest.mark.parametrize("term", [entry.example for entry in FIELDS.values()] + ["mamba", "学习"])
@pytest.mark.parametrize("opening", ["{} (", "{} -(", "{} OR (", "{} OR -("])
def test_the_deepest_query_fits_the_parsers_of_sqlite(
    library: sqlite3.Connection, opening: str, term: str
) -> None:
    run(library, opening.format(term) * DEEPEST + f"-{term}")
    run(
        library,
        opening.replace("{} ", "").replace("OR ", "").format(term) * DEEPEST
        + f"-{term}"
        + f" OR {term}) {term}" * DEEPEST,
    )
    run(library, (opening.format(term) + opening.format("mamba")) * (DEEPEST // 2) + f"-{term}")


_TERMS = st.sampled_from(
    [
        "mamba", "transformer", '"state space"', "学习", "*form*", "author:gu", "tag:ml",
        "year:2022..", "is:queued", "no:year", "rating:>=3", "2401.06121", "read:2026", "has:note",
    ]
)  # fmt: skip
_TREES = st.recursive(
    _TERMS,
    lambda part: (
        st.tuples(part, st.sampled_from([" ", " AND ", " OR "]), part).map(
            lambda three: f"({''.join(three)})"
        )
        | part.map(lambda text: f"-({text})")
    ),
    max_leaves=8,
)


@given(_TREES, _TREES)
def test_operators_are_those_of_sets(library: sqlite3.Connection, one: str, other: str) -> None:
    a, b = run(library, one), run(library, other)
    assert run(library, f"({one}) ({other})") == a & b
    assert run(library, f"({one}) OR ({other})") == a | b
    assert run(library, f"NOT ({one})") == ALL - a
    assert run(library, f"({one}) -({other})") == a - b


def test_words_alone_are_one_look_into_the_index() -> None:
    query = compiled('transformer (author:gu OR "state space") -vision')
    assert query.where == "p.id IN (SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?)"
    assert query.parameters == [query.match]


def test_an_identifier_is_not_looked_for_in_urls() -> None:
    for link in ("https://arxiv.org/abs/2401.06121", "https://doi.org/10.1000/182"):
        assert "LIKE" not in compiled(link).where
    assert "LIKE" in compiled("https://publisher.org/10.1000/182").where


def test_what_the_index_answers_is_apart_from_what_papers_are_asked() -> None:
    def halves(text: str) -> tuple[str, str, list[object]]:
        query = compiled(text)
        return query.match, query.also, query.also_parameters

    assert halves('"ssm" tag:ml "rnn"')[0] == '("ssm") AND ("rnn")'
    assert halves('"ssm" year:2020..')[1:] == ("(p.year >= ?)", [2020])
    assert halves('"ssm" -"rnn"') == ('("ssm") NOT ("rnn")', "", [])
    assert halves('"ssm" OR is:read')[0] == ""
    assert halves('-"ssm"')[0] == ""
    assert halves("") == ("", "", [])


@pytest.mark.parametrize(
    ("query", "ranked"),
    [
        ("ssm", True),
        ("ssm is:queued", True),
        ("ssm OR is:queued", True),
        ("ssm sort:added", False),
        ("ssm sort:relevance", True),
        ("ssm sort:relevance sort:year", True),
        ("ssm sort:year sort:relevance", False),
        ("sort:relevance", False),  # by what?
        ("title:ssm", False),
        ("-ssm", False),
        ("", False),
    ],
)
def test_free_words_without_a_sort_are_ranked(query: str, ranked: bool) -> None:
    assert compiled(query).by_relevance == ranked


def test_a_reading_command_starts_without_heavy_imports() -> None:
    code = (
        "import sys, re, typing; known = set(sys.modules); import readlist.storage.query\n"
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - known}))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["readlist"]


def test_the_statuses_of_queries_are_the_statuses_of_papers() -> None:
    # Written twice, because a query is compiled without importing the tables.
    from readlist.models import ReadingStatus  # noqa: PLC0415
    from readlist.storage.query.fields import STATUSES  # noqa: PLC0415

    assert tuple(ReadingStatus) == STATUSES
