"""What a library says, for comparing before and after."""

import sqlite3
from pathlib import Path

_LEFT_OUT = ("journal_", "paper_fts", "word", "alembic", "sqlite_")


def state(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the journal, the search index and the vocabulary."""
    database = sqlite3.connect(path)
    tables = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: sorted(database.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
        for name in tables
        if not name.startswith(_LEFT_OUT)
    }
    # FTS5 compares the index with the content table and raises when they differ.
    database.execute("INSERT INTO paper_fts(paper_fts, rank) VALUES ('integrity-check', 1)")
    database.rollback()
    database.close()
    return found
