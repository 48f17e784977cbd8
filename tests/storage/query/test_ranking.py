"""Hits come in order of relevance, and every place in that order can be explained."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.errors import QueryError
from readlist.storage.migrate import ensure_current
from readlist.storage.query import common, relevance
from readlist.storage.searching import Search
from readlist.storage.vocabulary import learn
from tests.storage.query.conftest import TODAY, insert
from tests.storage.query.test_language import QUERIES

OLD, NEW = "2020-01-01T00:00:00Z", "2026-09-10T00:00:00Z"
PAPERS: list[dict[str, object]] = [
    {"citation_key": "title", "title": "Attention, please"},
    {"citation_key": "begun", "title": "Attentional blink"},
    {"citation_key": "author", "authors_text": "Attention, Ann"},
    {"citation_key": "tag", "title": "Tagged"},
    {"citation_key": "venue", "venue": "Journal of Attention"},
    {"citation_key": "abstract", "abstract": "We pay attention."},
    {"citation_key": "note", "title": "Noted"},
    {"citation_key": "keyword", "keywords_text": "attention"},
    {"citation_key": "takeaway", "takeaway": "Attention is not enough."},
    {"citation_key": "starred", "abstract": "We pay attention.", "starred": 1},
    {"citation_key": "recent", "abstract": "We pay attention.", "added_at": NEW},
    {"citation_key": "both", "title": "Memory and attention", "authors_text": "Gu, Ann"},
    {"citation_key": "apart", "title": "Memory", "abstract": "Attention. Gu."},
    {"citation_key": "other", "title": "Inattention"},
    {"citation_key": "umlaut", "authors_text": "Möller, Ann"},
    {"citation_key": "typed", "authors_text": "Moeller, Bo"},
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("ranking") / "library.db"
    ensure_current(path, create=True)
    connection = sqlite3.connect(path)
    for number, paper in enumerate(PAPERS, 1):
        insert(connection, "paper", {"id": number, "added_at": OLD, "status": "inbox", **paper})
    insert(connection, "tag", {"id": 1, "name": "attention"})
    insert(connection, "paper_tag", {"paper_id": 4, "tag_id": 1})
    insert(connection, "note", {"paper_id": 7, "body": "Worth my attention."})
    learn(connection, range(1, len(PAPERS) + 1))
    connection.commit()
    yield connection
    connection.close()


def found(library: sqlite3.Connection, query: str) -> list[str]:
    return [str(PAPERS[i - 1]["citation_key"]) for i in Search(library, query, TODAY).ids()]


def why(library: sqlite3.Connection, query: str, key: str) -> tuple[str, ...]:
    number = 1 + [paper["citation_key"] for paper in PAPERS].index(key)
    return Search(library, query, TODAY).explain([number])[0]


def test_title_before_authors_before_tags_before_abstract_before_notes(
    library: sqlite3.Connection,
) -> None:
    assert found(library, "attention") == [
        "title", "both", "begun", "author", "tag", "venue", "starred", "recent", "abstract",
        "apart", "keyword", "note", "takeaway",
    ]  # fmt: skip


def test_a_star_decides_between_places_that_are_alike_and_not_between_others(
    library: sqlite3.Connection,
) -> None:
    assert found(library, "attention -title:attention has:abstract")[:2] == ["starred", "recent"]
    assert found(library, "attention tag:attention OR is:starred") == ["tag", "starred"]


def test_a_name_as_it_was_typed_comes_before_its_other_spellings(
    library: sqlite3.Connection,
) -> None:
    assert found(library, "moeller") == ["typed", "umlaut"]
    assert found(library, "möller") == ["umlaut", "typed"]
    assert why(library, "moeller", "umlaut") == ("moeller in the authors 5.7",)


def test_each_word_counts_where_it_stands_best(library: sqlite3.Connection) -> None:
    assert found(library, "memory gu") == ["both", "apart"]
    assert why(library, "memory gu", "both") == ("memory in the title 8", "gu in the authors 6")
    assert why(library, "memory gu", "apart") == ("memory in the title 8", "gu in the abstract 2")


def test_the_order_is_explained(library: sqlite3.Connection) -> None:
    assert why(library, "attention", "begun") == ("attention in the title 7.2",)
    assert why(library, "attention", "tag") == ("attention in the tags 4",)
    assert why(library, "attention", "keyword") == ("attention in the keywords 1.5",)
    assert why(library, "attention", "takeaway") == ("attention in the takeaway 1",)
    assert why(library, "attention", "note") == ("attention in the notes 1",)
    assert why(library, "attention", "venue") == ("attention in the key, venue or organization 3",)
    assert why(library, "attention", "starred") == ("attention in the abstract 2", "starred 1")
    assert why(library, "attention", "recent") == (
        "attention in the abstract 2",
        "added in the last 30 days 0.5",
    )
    assert why(library, '"pay attention"', "abstract") == ("pay attention in the abstract 2",)
    assert why(library, "*ttention*", "other") == ("ttention in the title 7.2",)
    assert why(library, "", "title") == ("the newest first",)
    assert why(library, "is:queued", "title") == ("in the order of the queue",)
    assert why(library, "attention sort:year,title", "title") == ("sorted by year, title",)
    assert Search(library, "attention", TODAY).explain([99]) == [()]


def test_relevance_is_a_sort_too(library: sqlite3.Connection) -> None:
    assert found(library, "attention sort:relevance") == found(library, "attention")
    assert found(library, "attention sort:key")[0] == "abstract"


def test_letters_inside_words_come_from_titles_names_tags_abstracts_and_notes(
    library: sqlite3.Connection,
) -> None:
    assert set(found(library, "*ttentio*")) == {
        *found(library, "attention"),
        "other",
    }
    assert found(library, "title:*ttent* -title:attention") == ["other"]


@pytest.mark.parametrize(
    ("query", "words"),
    [("*at*", "at least 3 letters"), ("x *-*", ""), ("author:*nn*", "at least 3 letters")],
)
def test_too_few_letters_inside_words_are_explained(
    library: sqlite3.Connection, query: str, words: str
) -> None:
    if not words:
        Search(library, query, TODAY)
        return
    with pytest.raises(QueryError, match=words):
        Search(library, query, TODAY)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """More papers than are ranked: the oldest has the word in its title, the others do not."""
    path = tmp_path_factory.mktemp("ranking") / "large.db"
    ensure_current(path, create=True)
    connection = sqlite3.connect(path)
    for number in range(1, relevance.RANKED + 200):
        insert(connection, "paper", {
            "id": number, "citation_key": f"k{number}", "added_at": f"2020-01-01T{number:08}Z",
            "title": "Model" if number == 1 else "Other",
            "authors_text": "Gu, Ann" if number < 4 else "",
            "abstract": "A model by Gu." if number % 2 else "A model.",
            "status": "read" if number == 2 else "inbox", "year": 2000 + number % 20,
        })  # fmt: skip
    for number in range(1000):
        insert(connection, "word", {"text": f"xabcx{number}", "papers": 1})
    insert(connection, "word", {"text": "model", "papers": relevance.RANKED + 199})
    connection.commit()
    yield connection
    connection.close()


def test_an_old_paper_with_the_word_in_its_title_comes_first(large: sqlite3.Connection) -> None:
    newest = relevance.RANKED + 199
    ids = Search(large, "model", TODAY).ids()
    assert list(ids[:3]) == [1, newest, newest - 1]
    assert sorted(ids) == list(range(1, newest + 1))
    assert Search(large, "gu model", TODAY).ids()[0] == 1


def test_what_is_not_ranked_follows_and_says_so(large: sqlite3.Connection) -> None:
    search = Search(large, "model", TODAY)
    ids = search.ids()
    assert list(ids[-2:]) == [3, 2]
    assert search.explain([2]) == [
        ("not ranked: others have the words in the title, or are newer",)
    ]


def test_older_titles_come_before_newer_abstracts_whatever_was_typed_with_them(
    large: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relevance, "RANKED", 3)
    assert Search(large, "gu model", TODAY).ids()[0] == 1
    # Enough papers have the word in the title: no other is ranked.
    assert list(Search(large, "other", TODAY).page(5)) == [399, 398, 397]


def test_a_title_is_found_below_many_papers_that_fail_a_condition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    ensure_current(path, create=True)
    connection = sqlite3.connect(path)
    for number in range(1, 12):
        insert(connection, "paper", {
            "id": number, "citation_key": f"k{number}", "added_at": OLD,
            "title": "Gu model" if number == 1 else "Model", "authors_text": "Gu, Ann",
            "status": "inbox" if number == 1 else "read",
        })  # fmt: skip
    connection.commit()
    monkeypatch.setattr(relevance, "EXAMINED", 3)
    assert list(Search(connection, "gu model is:inbox", TODAY).page(5)) == [1]
    connection.close()


def test_letters_in_too_many_words_are_explained(large: sqlite3.Connection) -> None:
    with pytest.raises(QueryError, match="more than 500 words"):
        Search(large, "*abc*", TODAY)
    assert list(Search(large, "*abcx99*", TODAY).ids()) == []


_PAGES = st.integers(1, relevance.NEWEST)


@given(
    st.sampled_from(
        [
            "model", "m", "mo", "gu", "gu model", "model gu is:inbox", "model is:read",
            "-zzz", "", "is:read", "model OR is:read", "model -gu", "year:2005.. m", "sort:year m",
            "model sort:key", "is:queued", "no:tag", "*odel*", "author:gu", "title:model OR gu",
        ]
    ),
    _PAGES,
    st.sampled_from([100, common.COMMON]),
)  # fmt: skip
def test_a_page_is_the_beginning_of_the_list(
    large: sqlite3.Connection, query: str, limit: int, common_from: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common, "COMMON", common_from)
        search = Search(large, query, TODAY)
        page, ids = search.page(limit), search.ids()
        assert page == ids[: len(page)]
        assert len(page) == min(limit, len(ids))
        assert search.ids(limit) == ids[:limit]
        assert search.count() == len(ids)


@given(QUERIES)
def test_any_text_has_a_page_or_is_a_slip(library: sqlite3.Connection, text: str) -> None:
    try:
        search = Search(library, text, TODAY)
    except QueryError:
        return
    ids = search.ids()
    assert search.page(5) == ids[:5]
    assert len(search.explain(ids)) == len(ids) == len(set(ids)) == search.count()


def test_a_page_gives_up_where_few_of_many_papers_fulfil_a_condition(
    large: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readlist.storage.searching._STEPS", 1_000)
    monkeypatch.setattr("readlist.storage.searching._STEPS_OF_WALK", 500)
    monkeypatch.setattr(relevance, "EXAMINED", 100)
    for query in ("url:nowhere", "model is:read", "sort:title", "url:nowhere OR model"):
        search = Search(large, query, TODAY)
        page, ids = search.page(300), search.ids()
        assert page == ids[: len(page)]
        assert len(page) < 300


def test_a_title_far_down_a_very_large_library_is_not_looked_for(
    large: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relevance, "VISITED", 100)
    assert Search(large, "model", TODAY).ids()[0] != 1
    # A word that the vocabulary does not know may be in the notes of all papers.
    assert Search(large, "m", TODAY).ids()[0] != 1


def test_a_damaged_index_is_an_error_and_no_empty_page(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    ensure_current(path, create=True)
    connection = sqlite3.connect(path)
    connection.execute("DROP INDEX ix_paper_newest")
    with pytest.raises(sqlite3.OperationalError, match="no such index"):
        Search(connection, "", TODAY).page(5)
    connection.close()
