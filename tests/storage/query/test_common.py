"""Beginnings that many papers have are answered otherwise than rare ones, and alike."""

import sqlite3
from collections.abc import Iterator

import pytest

from readlist.storage.migrate import ensure_current
from readlist.storage.query import common, parse, relevance
from readlist.storage.query.common import Beginnings
from readlist.storage.query.tree import Among, Either, Every, Match, Not
from readlist.storage.searching import Search
from readlist.storage.vocabulary import add
from tests.storage.query.conftest import TODAY, insert

ZEBRAS: list[dict[str, object]] = [
    {"title": "Zebra", "abstract": "A model."},
    {"title": "Zebra", "abstract": "No more."},
    {"title": "Zebra", "abstract": "Remodel it."},
    {"title": "Zebra", "venue": "Modelling Letters"},
    {"title": "Zebra", "authors_text": "Moedebeck, Ann", "year": 2001},
    {"title": "Zebra", "organization": "Mod\u00ebling Institute"},
    {"title": "Zebra", "abstract": "\u00c9tude."},
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Many papers with the word model, and seven about zebras."""
    path = tmp_path_factory.mktemp("common") / "library.db"
    ensure_current(path, create=True)
    connection = sqlite3.connect(path)
    others = [{"title": "Models" if n % 7 else "Gu"} | {"notes_text": "Model"} for n in range(400)]
    for number, paper in enumerate([*ZEBRAS, *others], 1):
        row = {"id": number, "citation_key": f"k{number}", "added_at": f"2020-01-01T{number:08}Z"}
        insert(connection, "paper", {"abstract": "", **row, **paper})
    add(connection, {"model": 60, "models": 343, "zebra": 7, "remodel": 1, "moedebeck": 1})
    connection.commit()
    yield connection
    connection.close()


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """In so small a library, too, are some words common."""
    monkeypatch.setattr(common, "COMMON", 100)


def plainly(library: sqlite3.Connection, query: str) -> list[int]:
    """What the index says without help, in no order."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common, "COMMON", 10**9)
        return sorted(Search(library, query, TODAY).ids())


def test_the_words_that_most_papers_have_stand_for_a_beginning(
    library: sqlite3.Connection,
) -> None:
    eased = Beginnings(library).eased(parse("Mode gu -mode title:mode key:mode mo", today=TODAY))
    assert isinstance(eased.root, Every)
    assert eased.root.parts == (
        Either(
            (
                Among("", "Mode", "whole", ("models", "model")),
                Among("author", "Moede", "prefix", ()),
            )
        ),
        Match("", "gu", "prefix"),
        Not(Match("", "mode", "prefix")),
        Either((Among("title", "mode", "whole", ("models", "model")),)),
        Match("key", "mode", "prefix"),
        Match("", "mo", "prefix"),
    )


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("zebra mode", "1 4 5 6"),
        ("zebra mode year:2001", "5"),
        ("zebra mode -title:zebra", ""),
        ("zebra author:mode", "5"),
        ("zebra title:mode", ""),
        ("zebra abstract:mode", "1"),
        ("zebra OR mode key:k1", ""),
    ],
)
def test_rare_words_beside_a_common_one_find_what_the_index_says(
    library: sqlite3.Connection, query: str, keys: str
) -> None:
    search = Search(library, query, TODAY)
    if keys:
        assert " ".join(map(str, sorted(search.ids()))) == keys
    assert sorted(search.ids()) == plainly(library, query)
    assert search.count() == len(search.ids())
    assert search.page(5) == search.ids()[:5]


def test_only_papers_that_may_have_it_make_the_index_be_asked(
    library: sqlite3.Connection,
) -> None:
    beginnings = Beginnings(library)
    assert beginnings.narrowed(parse("etude mode", today=TODAY)) == []
    assert beginnings.narrowed(parse("more mode", today=TODAY)) == []
    assert beginnings.narrowed(parse("letters mode", today=TODAY)) is None
    assert beginnings.narrowed(parse("institute mode", today=TODAY)) is None


def test_many_papers_are_not_asked_one_by_one(library: sqlite3.Connection) -> None:
    assert Beginnings(library).narrowed(parse("m mode", today=TODAY)) is None
    assert len(Search(library, "m mode", TODAY).ids()) == len(plainly(library, "m mode"))


def test_titles_with_a_common_word_come_first(library: sqlite3.Connection) -> None:
    ids = Search(library, "mode", TODAY).ids()
    titled = set(ids[: relevance.RANKED])
    gu = {number for number in ids if (number - len(ZEBRAS) - 1) % 7 == 0}
    assert not titled & gu
    assert sorted(ids) == plainly(library, "mode")
