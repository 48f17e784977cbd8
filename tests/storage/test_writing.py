"""Rows written in bulk and rows written through the session get along in one step."""

from pathlib import Path

from sqlmodel import select

from readlist.models import Tag
from readlist.storage.writing import writing


def test_a_reserved_id_is_none_that_the_session_has_given(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    with writing(path, "tags", "2024-03-01T12:00:00Z", create=True) as writer:
        writer.insert_many(Tag, ("id", "name"), [(writer.reserve(Tag), "in bulk")])
        writer.session.add(Tag(name="through the session"))
        writer.session.flush()
        writer.insert_many(Tag, ("id", "name"), [(writer.reserve(Tag), "in bulk again")])
        names = [tag.name for tag in writer.session.exec(select(Tag).order_by("id"))]
    assert names == ["in bulk", "through the session", "in bulk again"]
