"""A few letters find the paper that is meant."""

from collections.abc import Callable

import pytest

from readlist.errors import QueryError
from readlist.library.library import Library
from readlist.library.picking import FORMATS, candidates

PAPERS = {
    "vaswani2017attention": ("Attention Is All You Need", "Vaswani, Ashish"),
    "dao2022flash": ("FlashAttention: Fast and Exact Attention", "Dao, Tri"),
    "gu2023mamba": ("Mamba: Linear-Time Sequence Modeling", "Gu, Albert and Dao, Tri"),
    "erdos1959random": ("On Random Graphs", r"Erd{\H o}s, Paul"),
    "bahdanau2014": ("Neural Translation by Jointly Learning to Align", "Bahdanau, Dzmitry"),
}


@pytest.fixture
def ask(library: Library, take: Callable[..., object]) -> Callable[..., list[str]]:
    """Typed letters (and a query around them) -> citation keys."""
    entries = (
        f"@misc{{{key}, title={{{title}}}, author={{{people}}}, abstract={{of attention}}}}\n"
        for key, (title, people) in PAPERS.items()
    )
    take("refs.bib", "".join(entries))

    def run(typed: str, within: str = "") -> list[str]:
        reader = library.reader()
        try:
            rows = candidates(reader, within, typed, today="2026-11-20")
        finally:
            reader.close()
        return [row.citation_key for row in rows]

    return run


Ask = Callable[..., list[str]]


def test_nothing_typed_is_the_whole_query(ask: Ask) -> None:
    assert len(ask("")) == len(PAPERS)
    assert ask("", "author:dao title:mamba") == ["gu2023mamba"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("atten", "vaswani2017attention"),
        ("dao flash", "dao2022flash"),
        ("gu2023", "gu2023mamba"),
        ("dao", "dao2022flash"),  # a key that begins so goes before an author
        ("erdos", "erdos1959random"),
        ("random gra", "erdos1959random"),
        ("author:dao mamba", "gu2023mamba"),
        ("atention is al", "vaswani2017attention"),  # mistyped
        ("bahdanua", "bahdanau2014"),
        ("author:(", "vaswani2017attention"),
    ],
)
def test_the_likeliest_comes_first(ask: Ask, typed: str, key: str) -> None:
    found = ask(typed)
    if typed == "author:(":
        assert set(found) <= set(PAPERS)  # half a query is no error
    else:
        assert found[0] == key


def test_a_title_goes_before_an_abstract(ask: Ask) -> None:
    found = ask("attention")
    assert set(found[:2]) == {"vaswani2017attention", "dao2022flash"}
    assert len(found) == len(PAPERS)


def test_a_whole_key_is_that_paper(ask: Ask) -> None:
    for key in PAPERS:
        assert ask(key)[0] == key


def test_letters_that_are_like_nothing_find_nothing(ask: Ask) -> None:
    assert ask("qqqqq zzzzz") == []


def test_guesses_stay_within_the_query(ask: Ask) -> None:
    assert ask("atention", "author:dao title:flashattention") == ["dao2022flash"]


def test_a_misspelt_query_around_is_told(ask: Ask) -> None:
    with pytest.raises(QueryError):
        ask("", "yaer:2020")


@pytest.mark.parametrize(
    ("form", "keys", "text"),
    [
        ("latex", ["a"], r"\cite{a}"),
        ("latex", ["a", "b:c"], r"\cite{a,b:c}"),
        ("pandoc", ["a"], "[@a]"),
        ("pandoc", ["a", "DBLP:conf/x/Y17", "odd key", "a--b", "a."],
         "[@a; @DBLP:conf/x/Y17; @{odd key}; @{a--b}; @{a.}]"),
        ("typst", ["a-b", "a:b.c"], "@a-b @a:b.c"),
        ("typst", ["a/b", 'q"\\', "a."],
         r'#cite(label("a/b")) #cite(label("q\"\\")) #cite(label("a."))'),
        ("key", ["a", "b"], "a,b"),
    ],
)  # fmt: skip
def test_each_format_cites_in_its_way(form: str, keys: list[str], text: str) -> None:
    assert FORMATS[form](keys) == text
