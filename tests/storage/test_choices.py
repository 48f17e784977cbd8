"""What the reader did with papers, as rows"""

from pathlib import Path

import pytest

from readlist.models import Paper, PaperTag, Tag
from readlist.storage import choices
from readlist.storage.reader import Reader
from readlist.storage.writing import writing

NOW = "2026-11-20T12:00:00Z"


@pytest.fixture
def reader(tmp_path: Path):  # type: ignore[no-untyped-def]
    rows = [
        ("read", 0, None), ("queued", 0, None), ("inbox", 0, None), ("queued", 1, None),
        ("queued", 0, 1.0), ("dropped", 0, None), ("read", 0, None), ("inbox", -1, None),
        ("skimmed", 0, None), ("reading", 0, None), ("read", 0, None),
    ]  # fmt: skip
    path = tmp_path / "library.sqlite3"
    with writing(path, "made", NOW, create=True) as writer:
        for number, (status, priority, place) in enumerate(rows, 1):
            writer.session.add(
                Paper(
                    id=number, citation_key=f"p{number}", title=f"Title {number}", status=status,
                    priority=priority, queue_position=place, added_at=NOW, updated_at=NOW,
                    rating=5 if number == 1 else None, starred=number == 3,
                )
            )  # fmt: skip
        writer.session.flush()
        for number, name in enumerate(("ml/rl", "to read"), 1):
            writer.session.add(Tag(id=number, name=name))
            writer.session.flush()
            writer.session.add(PaperTag(paper_id=1, tag_id=number))
    opened = Reader(path)
    yield opened
    opened.close()


def _ids(found: list[choices.Choice]) -> list[int]:
    return [choice.id for choice in found]


def test_the_decided_are_the_newest_of_each_status(reader: Reader) -> None:
    assert sorted(_ids(choices.decided(reader.connection, 9))) == [1, 6, 7, 9, 10, 11]
    assert sorted(_ids(choices.decided(reader.connection, 2))) == [6, 7, 9, 10, 11]


def test_the_queue_has_its_order(reader: Reader) -> None:
    assert _ids(choices.queue(reader.connection, 9)) == [4, 5, 2]
    assert _ids(choices.queue(reader.connection, 9)) == list(
        reader.ids("is:queued sort:queue", today="2026-11-20")
    )
    assert _ids(choices.queue(reader.connection, 1)) == [4]


def test_the_inbox_begins_with_the_newest(reader: Reader) -> None:
    assert _ids(choices.inbox(reader.connection, 9)) == [8, 3]
    assert _ids(choices.inbox(reader.connection, 1)) == [8]


def test_the_waiting_are_inbox_and_queue(reader: Reader) -> None:
    assert choices.waiting(reader.connection) == {2, 3, 4, 5, 8}


def test_any_papers_come_in_the_order_asked_for(reader: Reader) -> None:
    found = choices.choices(reader.connection, [3, 1, 99])
    assert found == [
        choices.Choice(3, "inbox", None, True, 0, NOW, "Title 3", ()),
        choices.Choice(1, "read", 5, False, 0, NOW, "Title 1", ("ml/rl", "to read")),
    ]
