"""The journal keeps what undo needs, no more, and not for ever."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from readlist.errors import NothingToUndo
from readlist.models import Note, Paper, Tag
from readlist.storage import journal
from readlist.storage.writing import Writer, writing

NOW = "2024-03-01T12:00:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite3"


def do(path: Path, summary: str, deed: Callable[[Writer], object]) -> None:
    with writing(path, summary, NOW, create=True) as writer:
        deed(writer)


def go(path: Path, way: Callable[[sqlite3.Connection], journal.Step]) -> str:
    with writing(path, "", NOW) as writer:
        return way(writer.driver).summary


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def papers(count: int, abstract: str = "") -> Callable[[Writer], object]:
    said = {"abstract": abstract, "added_at": NOW, "updated_at": NOW}
    return lambda writer: writer.session.add_all(
        Paper(id=i, citation_key=f"k{i}", **said) for i in range(1, count + 1)
    )


def tag(name: str) -> Callable[[Writer], object]:
    return lambda writer: writer.session.add(Tag(name=name))


def say(body: str) -> Callable[[Writer], object]:
    return lambda writer: writer.update_row(Note, 1, {"body": body})


def test_a_step_over_many_papers_keeps_only_the_columns_that_it_changes(path: Path) -> None:
    do(path, "papers", papers(1000, abstract="long " * 200))
    do(
        path, "star",
        lambda writer: writer.update_many(
            Paper, ["starred"], [(i, True) for i in range(1, 1001) if i % 10]
        ),
    )  # fmt: skip
    images = "SELECT sum(length(image)), count(*) FROM journal_change WHERE step_id = 2"
    ((size, changes),) = ask(path, images)
    assert int(str(size)) < 40_000
    assert changes == 101  # stretches of nine, one of them cut by the batch
    assert go(path, journal.undo) == "star"
    assert ask(path, "SELECT count(*) FROM paper WHERE starred") == [(0,)]
    go(path, journal.redo)
    assert ask(path, "SELECT count(*) FROM paper WHERE starred") == [(900,)]


def test_a_row_changed_twice_in_a_step_and_then_removed_comes_back_as_it_was(path: Path) -> None:
    do(path, "papers", papers(2))

    def deed(writer: Writer) -> None:
        writer.update_row(Paper, 1, {"status": "read"})
        writer.update_row(Paper, 1, {"status": "dropped", "rating": 3})
        writer.delete_papers([1])

    before = ask(path, "SELECT * FROM paper ORDER BY id")
    do(path, "all at once", deed)
    after = ask(path, "SELECT * FROM paper ORDER BY id")
    for _ in range(2):
        go(path, journal.undo)
        assert ask(path, "SELECT * FROM paper ORDER BY id") == before
        go(path, journal.redo)
        assert ask(path, "SELECT * FROM paper ORDER BY id") == after


def test_a_step_of_an_older_readlist_is_undone(path: Path) -> None:
    do(path, "papers", papers(1))
    do(path, "star", lambda writer: writer.update_row(Paper, 1, {"starred": True}))
    database = sqlite3.connect(path)
    # It kept whole rows, with true and false for booleans.
    names = [row[1] for row in database.execute("PRAGMA table_info(paper)")]
    row = dict(zip(names, database.execute("SELECT * FROM paper").fetchone(), strict=True))
    image = json.dumps([{**row, "starred": False, "key_pinned": False}])
    database.execute("UPDATE journal_change SET image = ? WHERE step_id = 2", [image])
    database.commit()
    database.close()
    assert go(path, journal.undo) == "star"
    assert ask(path, "SELECT starred FROM paper") == [(0,)]


def test_the_latest_steps_are_kept_and_older_ones_are_said_to_be_forgotten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "KEPT_STEPS", 3)
    for number in range(5):
        do(path, f"tag {number}", tag(str(number)))
    assert [go(path, journal.undo) for _ in range(3)] == ["tag 4", "tag 3", "tag 2"]
    with pytest.raises(NothingToUndo, match="last 3 are not kept"):
        go(path, journal.undo)
    do(path, "another", tag("another"))
    assert go(path, journal.undo) == "another"
    with pytest.raises(NothingToUndo, match="are not kept"):
        go(path, journal.undo)
    assert ask(path, "SELECT name FROM tag") == [("0",), ("1",)]


def test_of_a_large_journal_the_older_half_goes_but_never_the_latest_step(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "KEPT_SIZE", 10_000)
    monkeypatch.setattr(journal, "_LARGE", 1000)
    do(path, "papers", papers(1))
    note = {"paper_id": 1, "created_at": NOW, "updated_at": NOW}
    do(path, "note", lambda writer: writer.session.add(Note(id=1, body="x" * 2000, **note)))
    for number in range(5):
        do(path, f"note {number}", say(f"{number}" * 2000))
    assert ask(path, "SELECT summary FROM journal_step") == [("note 3",), ("note 4",)]
    do(path, "longest", say("y" * 20_000))
    do(path, "gone", lambda writer: writer.delete_rows(Note, [1]))
    assert ask(path, "SELECT summary FROM journal_step") == [("gone",)]
    go(path, journal.undo)
    assert ask(path, "SELECT body FROM note") == [("y" * 20_000,)]


def test_nothing_to_undo_in_a_new_library_speaks_of_no_forgotten_steps(path: Path) -> None:
    do(path, "", lambda _writer: None)
    with pytest.raises(NothingToUndo) as caught:
        go(path, journal.undo)
    assert "kept" not in str(caught.value)
