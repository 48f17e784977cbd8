"""What the figures of a library count."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.models import Paper
from readlist.storage.reader import Reader
from readlist.storage.writing import writing

NOW = "2026-09-12T08:00:00Z"
NAMES = ["ml", "ml/vision", "ml/vision/3d", "ml/rl", "mlx", "a_b/c", "a%/c", "ä/b"]


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of five papers without tags."""
    path = tmp_path_factory.mktemp("five") / "library.sqlite3"
    with writing(path, "papers", NOW, create=True) as writer:
        for number in range(5):
            paper = Paper(
                id=number,
                citation_key=f"p{number}",
                entry_type="misc",
                added_at=NOW,
                updated_at=NOW,
            )
            writer.session.add(paper)
    return path


@given(tags=st.lists(st.sets(st.integers(0, len(NAMES) - 1)), min_size=5, max_size=5))
def test_a_level_counts_the_papers_that_its_tag_finds(five: Path, tags: list[set[int]]) -> None:
    names = {NAMES[tag] for carried in tags for tag in carried}
    with closing(sqlite3.connect(five)) as connection, connection:
        connection.execute("DELETE FROM paper_tag")
        connection.execute("DELETE FROM tag")
        connection.executemany(
            "INSERT INTO tag (id, name) VALUES (?, ?)",
            [(tag, name) for tag, name in enumerate(NAMES) if name in names],
        )
        connection.executemany(
            "INSERT INTO paper_tag (paper_id, tag_id) VALUES (?, ?)",
            [(paper, tag) for paper, carried in enumerate(tags) for tag in carried],
        )
    levels = {name[:at] for name in names for at, letter in enumerate(name) if letter == "/"}
    reader = Reader(five)
    assert reader.tag_trees() == {level: reader.count(f'tag:"{level}"') for level in levels}
    reader.close()
