"""A full disk, a folder that cannot be written, a busy or damaged library: words, nothing lost."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from readlist.errors import (
    InputError,
    LibraryBusy,
    LibraryError,
    LibraryUnwritable,
    MissingLibrary,
    NotALibrary,
    OutputError,
)
from readlist.library import citing, organising, reading
from readlist.library.intake import Source, import_sources, read_source
from readlist.library.library import Library
from readlist.storage import connect as storage_connect
from readlist.storage import engine
from tests.library.conftest import run_to_end
from tests.library.state import state

ENTRY = "@book{knuth,\n  author = {Donald E. Knuth},\n  title = {Sorting},\n  year = 1973\n}\n"
as_root = hasattr(os, "geteuid") and os.geteuid() == 0


def test_a_full_disk_ends_an_import_in_words_and_changes_nothing(
    library: Library, take: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    take("refs.bib", ENTRY)
    before = state(library.path)

    def nearly_full(path: Path, **options: float) -> sqlite3.Connection:
        connection = storage_connect.connect(path, **options)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        return connection

    monkeypatch.setattr(engine, "connect", nearly_full)
    many = "".join(ENTRY.replace("knuth", f"k{n}").replace("Sorting", f"Vol. {n} " * 40)
                   for n in range(300))  # fmt: skip
    with pytest.raises(LibraryUnwritable, match="full"):
        run_to_end(import_sources(library, [Source("many.bib", many.encode())]))
    monkeypatch.undo()
    assert state(library.path) == before


def test_a_library_in_use_is_told_after_the_timeout(
    library: Library, take: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    take("refs.bib", ENTRY)
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(storage_connect, "BUSY_TIMEOUT", 0.01)
    with pytest.raises(LibraryBusy, match="in use"):
        reading.set_status(library, [1], "read")
    reader = library.reader()  # reading goes on beside a writer
    assert reader.count() == 1
    reader.close()
    other.rollback()
    assert reading.set_status(library, [1], "read") == 1
    other.close()


def test_a_place_where_no_file_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    library = Library(tmp_path / "file" / "library.sqlite3")
    with pytest.raises(LibraryUnwritable):
        run_to_end(import_sources(library, [Source("refs.bib", ENTRY.encode())]))


@pytest.mark.skipif(as_root, reason="root may write everywhere")
def test_a_read_only_folder_can_be_read(library: Library, take: Callable[..., object]) -> None:
    take("refs.bib", ENTRY)
    folder = library.path.parent
    folder.chmod(0o555)
    try:
        reader = library.reader()
        assert reader.count() == 1
        reader.close()
        with pytest.raises(LibraryUnwritable):
            reading.set_status(library, [1], "read")
        assert citing.bibliography(library, None).text == ENTRY
    finally:
        folder.chmod(0o755)


def test_a_damaged_library_is_told(library: Library, take: Callable[..., object]) -> None:
    take("refs.bib", ENTRY * 1)
    content = bytearray(library.path.read_bytes())
    content[4096 : len(content)] = os.urandom(len(content) - 4096)
    library.path.write_bytes(content)
    with pytest.raises(LibraryError):
        library.reader().search("sorting", today="2026-11-20")


def test_no_library_is_no_error_to_look_for(library: Library) -> None:
    with pytest.raises(MissingLibrary, match="no library"):
        library.reader()
    assert not library.exists()


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(NotALibrary, match="folder"):
        Library(tmp_path).reader()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "PNG|binary|image"),
        (b"%PDF-1.7\n\x00\x01\x02", "PDF"),
        (b"<!DOCTYPE html><html><body>@article{a, title={b}}</body></html>", "HTML"),
        (b"Shopping list\n- milk\n- eggs\n", "BibTeX"),
    ],
    ids=["empty", "picture", "pdf", "html", "shopping list"],
)
def test_what_is_no_listing_is_refused_in_one_sentence(
    library: Library, content: bytes, words: str
) -> None:
    report = run_to_end(import_sources(library, [Source("file.bib"[:4], content)]))
    (file,) = report.files
    assert file.error
    assert "\n" not in file.error
    import re  # noqa: PLC0415

    assert re.search(words, file.error), file.error
    assert not library.exists()


def test_a_missing_file_is_named(library: Library, tmp_path: Path) -> None:
    report = run_to_end(import_sources(library, [read_source(tmp_path / "gone.bib")]))
    assert "gone.bib cannot be read" in report.files[0].error


@pytest.mark.parametrize("tag", ["", "a//b", "/a", "a,b", "bell\a", "x\ny"])
def test_a_tag_that_cannot_be_is_refused(library: Library, tag: str) -> None:
    with pytest.raises(InputError):
        organising.change_tags(library, [1], [tag])


class TestWriting:
    """An export is written whole or not at all."""

    def test_a_new_file(self, tmp_path: Path) -> None:
        citing.write(tmp_path / "refs.bib", ENTRY)
        assert (tmp_path / "refs.bib").read_text() == ENTRY
        assert [path.name for path in tmp_path.iterdir()] == ["refs.bib"]

    def test_permissions_and_links_stay(self, tmp_path: Path) -> None:
        real = tmp_path / "real.bib"
        real.write_text("old")
        real.chmod(0o640)
        (tmp_path / "link.bib").symlink_to(real)
        citing.write(tmp_path / "link.bib", ENTRY)
        assert (tmp_path / "link.bib").is_symlink()
        assert real.read_text() == ENTRY
        assert real.stat().st_mode & 0o777 == 0o640

    def test_a_crash_in_the_middle_leaves_the_old_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "refs.bib"
        path.write_text("old")

        def crash(_handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", crash)
        with pytest.raises(OutputError, match="No space left"):
            citing.write(path, ENTRY)
        assert path.read_text() == "old"
        assert [file.name for file in tmp_path.iterdir()] == ["refs.bib"]

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match=r"nowhere/refs\.bib"):
            citing.write(tmp_path / "nowhere" / "refs.bib", ENTRY)
