"""A small library in memory, with the tables as a library file has them."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from readlist.storage.query import compile_query, parse

TODAY = "2026-09-12"

SCHEMA = """
CREATE TABLE paper (
    id INTEGER PRIMARY KEY, citation_key TEXT UNIQUE, entry_type TEXT DEFAULT '',
    title TEXT DEFAULT '', title_text TEXT, abstract TEXT DEFAULT '', abstract_text TEXT,
    authors_text TEXT DEFAULT '', editors_text TEXT DEFAULT '', author_count INT,
    organization TEXT DEFAULT '', venue TEXT DEFAULT '', year INT, date TEXT DEFAULT '',
    arxiv_id TEXT DEFAULT '', primary_class TEXT DEFAULT '', doi TEXT DEFAULT '',
    url TEXT DEFAULT '', comment TEXT DEFAULT '', status TEXT DEFAULT 'inbox',
    priority INT DEFAULT 0, rating INT, starred INT DEFAULT 0, queue_position REAL,
    added_at TEXT, updated_at TEXT, tags_text TEXT DEFAULT '', notes_text TEXT DEFAULT '');
CREATE INDEX ix_paper_added_at ON paper (added_at);
CREATE INDEX ix_paper_status ON paper (status);
CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE paper_tag (id INTEGER PRIMARY KEY, paper_id INT, tag_id INT);
CREATE TABLE note (
    id INTEGER PRIMARY KEY, paper_id INT, body TEXT, created_at TEXT, updated_at TEXT);
CREATE TABLE status_event (id INTEGER PRIMARY KEY, paper_id INT, status TEXT, at TEXT);
CREATE TABLE alias (id INTEGER PRIMARY KEY, paper_id INT, key TEXT UNIQUE);
CREATE TABLE author (
    id INTEGER PRIMARY KEY, paper_id INT, role TEXT, position INT, family TEXT, given TEXT,
    prefix TEXT, suffix TEXT, corporate INT);
CREATE TABLE extra_field (
    id INTEGER PRIMARY KEY, paper_id INT, position INT, name TEXT, value TEXT);
CREATE TABLE review_pair (
    id INTEGER PRIMARY KEY, paper_id INT, other_id INT, state TEXT);
CREATE VIEW paper_search AS
    SELECT id, COALESCE(title_text, title) AS title, authors_text || ' ' || editors_text AS authors,
           tags_text AS tags, COALESCE(abstract_text, abstract) AS abstract, notes_text AS notes,
           venue, citation_key, organization
    FROM paper;
CREATE VIRTUAL TABLE paper_fts USING fts5(
    title, authors, tags, abstract, notes, venue, citation_key, organization,
    content='paper_search', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='1 2 3');
"""

MAMBA, TOFU, ERDOS, STUB, TURN, SURVEY, CHINESE, BLOOM = range(1, 9)
NAMES = ("", "mamba", "tofu", "erdos", "stub", "turn", "survey", "chinese", "bloom")

PAPERS: dict[int, dict[str, object]] = {
    MAMBA: {
        "citation_key": "gu2023mamba", "entry_type": "inproceedings", "year": 2023,
        "title": "Mamba: Linear-Time Sequence Modeling with Selective State Spaces",
        "authors_text": "Gu, Albert; Dao, Tri", "venue": "COLM", "date": "2023-12-01",
        "abstract": "A state-space layer that rivals the transformer on long inputs.",
        "arxiv_id": "2312.00752", "primary_class": "cs.LG", "status": "read", "rating": 5,
        "starred": 1, "added_at": "2026-09-01T10:00:00Z", "updated_at": "2026-09-12T08:00:00Z",
    },
    TOFU: {
        "citation_key": "maini2024tofu", "entry_type": "misc", "year": 2024,
        "title": "TOFU: A Task of Fictitious Unlearning for LLMs",
        "authors_text": "Maini, Pratyush; Feng, Zhili; Schwarzschild, Avi", "date": "2024-01",
        "abstract": "Forgetting made-up authors, after GPT-4 and the Llama family.",
        "arxiv_id": "2401.06121", "primary_class": "cs.LG", "status": "queued", "priority": 1,
        "url": "https://locuslab.github.io/tofu", "comment": "17 pages, 4 figures",
        "added_at": "2026-09-06T10:00:00Z", "updated_at": "2026-09-06T10:00:00Z",
    },
    ERDOS: {
        "citation_key": "DBLP:journals/erdos59", "entry_type": "article", "year": 1959,
        "title": r"On random graphs {I}, after Erd{\H{o}}s",
        "title_text": "On random graphs I, after Erdős",
        "authors_text": "Erdős, Paul; Rényi, Alfréd", "venue": "Publicationes Mathematicae",
        "doi": "10.5486/pmd.1959.6.3-4.12", "status": "queued", "queue_position": 2.0,
        "added_at": "2026-08-01T10:00:00Z", "updated_at": "2026-08-01T10:00:00Z",
    },
    STUB: {
        "citation_key": "stub", "abstract": "Only an abstract about 100%_sure vision.",
        "added_at": "2025-09-12T10:00:00Z", "updated_at": "2025-09-12T10:00:00Z",
    },
    TURN: {
        "citation_key": "lee2026turn", "entry_type": "article", "year": 2026,
        "title": "Key: NOT a title OR is it?", "authors_text": "Lee, Ann", "status": "reading",
        "organization": "Mila", "rating": 2, "date": "2026",
        "added_at": "2026-09-11T23:59:59Z", "updated_at": "2026-09-11T23:59:59Z",
    },
    SURVEY: {
        "citation_key": "ng2022survey", "entry_type": "book", "year": 2022,
        "title": "Transformers in vision: a survey", "editors_text": "Ng, Bo",
        "status": "dropped", "priority": -1, "url": "https://openreview.net/forum?id=ab_c",
        "added_at": "2026-09-12T00:00:00Z", "updated_at": "2026-09-12T00:00:00Z",
    },
    CHINESE: {
        "citation_key": "wang2021", "title": "基于深度学习的图像识别", "year": 2021,
        "authors_text": "王, 伟", "status": "skimmed",
        "added_at": "2026-07-01T10:00:00Z", "updated_at": "2026-07-01T10:00:00Z",
    },
    BLOOM: {
        "citation_key": "bloom2022", "title": "Performance of performers", "year": 2022,
        "authors_text": "BigScience", "status": "queued", "queue_position": 1.0,
        "doi": "10.48550/arxiv.2211.05100",
        "added_at": "2026-06-01T10:00:00Z", "updated_at": "2026-06-01T10:00:00Z",
    },
}  # fmt: skip
TAGS = {
    "ml": [MAMBA], "ML/Vision": [SURVEY], "mlops": [BLOOM], "rl": [TURN], "to read": [TOFU],
}  # fmt: skip
EVENTS = [
    (MAMBA, "reading", "2026-08-20T10:00:00Z"),
    (MAMBA, "read", "2026-09-02T10:00:00Z"),
    (SURVEY, "read", "2025-09-02T10:00:00Z"),
    (TURN, "reading", "2026-09-11T23:59:59Z"),
]
NOTES = {TOFU: "Compare with the naïve baseline, https://example.org/a-b"}
ALIASES = {MAMBA: "oldmamba"}
PAIRS = [(TOFU, TURN, "open"), (ERDOS, BLOOM, "apart")]


@pytest.fixture(scope="session")
def library() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    for number, paper in PAPERS.items():
        row = {"id": number, **paper}
        connection.execute(
            f"INSERT INTO paper ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
    for name, papers in TAGS.items():
        tag = connection.execute("INSERT INTO tag (name) VALUES (?)", [name]).lastrowid
        for paper in papers:
            connection.execute("INSERT INTO paper_tag VALUES (NULL, ?, ?)", [paper, tag])
            connection.execute("UPDATE paper SET tags_text = ? WHERE id = ?", [name, paper])
    for paper, body in NOTES.items():
        connection.execute("INSERT INTO note VALUES (NULL, ?, ?, '', '')", [paper, body])
        connection.execute("UPDATE paper SET notes_text = ? WHERE id = ?", [body, paper])
    connection.executemany("INSERT INTO status_event VALUES (NULL, ?, ?, ?)", EVENTS)
    connection.executemany("INSERT INTO alias VALUES (NULL, ?, ?)", ALIASES.items())
    connection.executemany("INSERT INTO review_pair VALUES (NULL, ?, ?, ?)", PAIRS)
    connection.execute("INSERT INTO paper_fts (paper_fts) VALUES ('rebuild')")
    yield connection
    connection.close()


Ask = Callable[[str], str]


@pytest.fixture
def ask(library: sqlite3.Connection) -> Ask:
    """Query -> the names of the papers it finds, in its order."""

    def names(text: str) -> str:
        found = compile_query(parse(text, today=TODAY))
        sql = f"SELECT p.id FROM paper p WHERE {found.where} ORDER BY {found.order}"
        return " ".join(NAMES[number] for (number,) in library.execute(sql, found.parameters))

    return names
