"""A name is found however it is spelt: with accents, without, with an e for the umlaut."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from readlist.storage.migrate import ensure_current
from readlist.storage.query import spelling
from readlist.storage.searching import Search
from readlist.storage.vocabulary import learn
from tests.storage.query.conftest import insert

PAPERS = {
    "moller": {"authors_text": "Möller, Jörgen", "title": "One"},
    "mueller": {"authors_text": "Mueller, Łukasz", "title": "Two"},
    "soren": {"authors_text": "Olsen, Søren", "title": "Die Straße", "abstract": "In Łódź."},
    "michal": {"authors_text": "Jones, Michał", "title": "On Goedel"},
    "ostlund": {"editors_text": "Östlund, Þór", "title": "Łukasiewicz logic"},
    "schroder": {"authors_text": "Schroder, Ann", "title": "Gödel again"},
}
NAMES = list(PAPERS)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("spelling") / "library.db"
    ensure_current(path, create=True)
    connection = sqlite3.connect(path)
    for number, paper in enumerate(PAPERS.values(), 1):
        insert(connection, "paper", {"id": number, "citation_key": f"x{number}", **paper})
    learn(connection, range(1, len(PAPERS) + 1))
    connection.commit()
    yield connection
    connection.close()


def find(library: sqlite3.Connection, query: str) -> str:
    return " ".join(NAMES[i - 1] for i in sorted(Search(library, query, "2026-09-12").ids()))


@pytest.mark.parametrize(
    ("query", "papers"),
    [
        ("Möller", "moller"),
        ("moeller", "moller"),
        ("moller", "moller"),
        ("MOELLER", "moller"),
        ("müller", "mueller"),
        ("mueller", "mueller"),
        ("muller", "mueller"),
        ("Schröder", "schroder"),
        ("Schroeder", "schroder"),
        (r"M{\"u}ller", "mueller"),
        ('"Joergen Moeller"', "moller"),
        ('"Moeller, Jörgen"', "moller"),
        ("author:moeller", "moller"),
        ("-author:moeller -author:muller one", ""),
        ("title:moeller", ""),
        ("muell", "mueller"),  # while one types on
        ("moelle", "moller"),
        ("soren", "soren"),
        ("Søren", "soren"),
        ("soeren", "soren"),
        ("SØREN", "soren"),
        (r"S{\o}ren", "soren"),
        ("lukasz", "mueller"),
        ("Łukasz", "mueller"),
        ("Łukasz Müller", "mueller"),
        ("*ukasz*", "mueller"),
        ("lukas", "mueller ostlund"),
        ("łukasiewicz", "ostlund"),
        ("thor", "ostlund"),
        ("Þór", "ostlund"),
        ("oestlund", "ostlund"),
        ("strasse", "soren"),
        ("Straße", "soren"),
        ("łódź", "soren"),  # abstracts have the letters as they are
        ("joe", ""),  # not Jones
        ("michael", ""),  # not Michał
        ("goedel", "michal"),  # in titles an umlaut is no matter of taste
        ("gödel", "schroder"),
    ],
)
def test_finds(library: sqlite3.Connection, query: str, papers: str) -> None:
    assert find(library, query) == papers


def test_a_name_that_is_mended_or_deleted_leaves_the_index_whole(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    ensure_current(path, create=True)
    connection = sqlite3.connect(path)
    insert(connection, "paper", {"id": 1, "citation_key": "a", "authors_text": "Łoś, Jerzy"})
    insert(connection, "paper", {"id": 2, "citation_key": "b", "title": "Æsir"})
    assert list(Search(connection, "los", "2026-09-12").ids()) == [1]
    connection.execute("UPDATE paper SET authors_text = 'Ørsted' WHERE id = 1")
    connection.execute("DELETE FROM paper WHERE id = 2")
    assert list(Search(connection, "los", "2026-09-12").ids()) == []
    assert list(Search(connection, "aesir", "2026-09-12").ids()) == []
    assert list(Search(connection, "orsted", "2026-09-12").ids()) == [1]
    connection.execute("INSERT INTO paper_fts(paper_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()


@pytest.mark.parametrize("word", ["transformer", "bauer", "queue", "value", "samuel", "a", ""])
def test_few_words_have_an_e_that_is_an_umlaut(word: str) -> None:
    assert all(len(name) > len(word) for name in spelling.names(word))
