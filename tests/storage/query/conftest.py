"""A small library, made by the migrations like every other."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from readlist.storage.migrate import ensure_current
from readlist.storage.searching import Search
from readlist.storage.vocabulary import learn, learn_own

TODAY = "2026-09-12"

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
        "takeaway": "Recurrence is back",
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
        "keywords_text": "Probability; Zufällige Graphen",
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
    "ml": MAMBA, "ML/Vision": SURVEY, "mlops": BLOOM, "rl": TURN, "to read": TOFU,
    "méthodes/Ökonomie": CHINESE, "*?[odd]": ERDOS,
}  # fmt: skip
EVENTS = [
    (MAMBA, "reading", "2026-08-20T10:00:00Z"),
    (MAMBA, "read", "2026-09-02T10:00:00Z"),
    (SURVEY, "read", "2025-09-02T10:00:00Z"),
    (TURN, "reading", "2026-09-11T23:59:59Z"),
]
NOTES = {TOFU: "Compare with the naïve baseline, https://example.org/a-b"}
ALIASES = {MAMBA: "oldmamba"}
CITATIONS = [("a.tex", "oldmamba"), ("a.tex", "maini2024tofu"), ("b.md", "maini2024tofu"),
             ("b.md", "nobody2020"), ("b.md", "LEE2026TURN")]  # fmt: skip
PAIRS = [(TOFU, TURN, "open"), (ERDOS, BLOOM, "apart")]


def insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    """The row is in the table; what it does not name is empty."""
    full: dict[str, object] = {}
    for _, name, kind, required, default, _ in connection.execute(f"PRAGMA table_info({table})"):
        if name in row:
            full[name] = row[name]
        elif required and name != "id" and default is None:
            full[name] = "" if kind == "VARCHAR" else 0
    connection.execute(
        f"INSERT INTO {table} ({', '.join(full)}) VALUES ({', '.join('?' * len(full))})",
        list(full.values()),
    )


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("query") / "library.db"
    ensure_current(path, create=True)
    connection = sqlite3.connect(path)
    for number, paper in PAPERS.items():
        insert(connection, "paper", {"id": number, "status": "inbox", **paper})
    for tag, (name, number) in enumerate(TAGS.items(), 1):
        insert(connection, "tag", {"id": tag, "name": name})
        insert(connection, "paper_tag", {"paper_id": number, "tag_id": tag})
    for number, body in NOTES.items():
        insert(connection, "note", {"paper_id": number, "body": body})
    for number, status, at in EVENTS:
        insert(connection, "status_event", {"paper_id": number, "status": status, "at": at})
    for number, key in ALIASES.items():
        insert(connection, "alias", {"paper_id": number, "key": key})
    for manuscript, key in CITATIONS:
        insert(connection, "citation", {"manuscript": manuscript, "key": key})
    for number, other, state in PAIRS:
        row = {"paper_id": number, "other_id": other, "state": state}
        insert(connection, "review_pair", row)
    learn(connection, sorted(PAPERS))
    learn_own(connection, sorted(PAPERS))
    connection.commit()
    yield connection
    connection.close()


Ask = Callable[[str], str]


@pytest.fixture
def ask(library: sqlite3.Connection) -> Ask:
    """Query -> the names of the papers it finds, in its order."""

    def names(text: str) -> str:
        ids = Search(library, text, TODAY).ids()
        return " ".join(NAMES[number] for number in ids)

    return names
