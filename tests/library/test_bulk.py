"""Many papers at once: what is gathered on the way is as if each had come alone."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from readlist.errors import LibraryBusy, LibraryError
from readlist.library import history, intake
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.report import Report
from readlist.storage import fingerprints, fulltext
from tests.library.conftest import NOW, run_to_end
from tests.library.state import state

PAPERS = "".join(
    f"@article{{key{n}, title = {{Paper number {n} on zebras}}, doi = {{10.1/{n}}},\n"
    f"  author = {{Ng, Ann}}, year = 20{n % 20:02}, ranking = {{rank{n % 5}}}}}\n"
    for n in range(40)
)
# The same ones again with more to say: each is found among what has just arrived.
NEWS = "".join(
    f"@article{{news{n}, title = {{Paper number {n} on zebras}}, doi = {{10.1/{n}}},\n"
    f"  abstract = {{All about stripes.}}, groups = {{Animals}}, readstatus = {{read}}}}\n"
    for n in range(40)
)


def taken(folder: Path, name: str) -> tuple[Library, Report]:
    library = Library(folder / name, clock=lambda: NOW)
    sources = [Source("papers.bib", PAPERS.encode()), Source("news.bib", NEWS.encode())]
    return library, run_to_end(import_sources(library, sources))


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Papers are written by three, indexed by seven, and their fingerprints soon put away."""
    monkeypatch.setattr(intake, "_BATCH", 3)
    monkeypatch.setattr(fulltext, "_STRETCH", 7)
    monkeypatch.setattr(fingerprints, "_GATHERED", 50)
    return monkeypatch


def test_how_much_is_gathered_makes_no_difference(
    tmp_path: Path, small_steps: pytest.MonkeyPatch
) -> None:
    stepwise, report = taken(tmp_path, "stepwise.sqlite3")
    small_steps.undo()
    at_once, _ = taken(tmp_path, "at-once.sqlite3")
    assert report.totals()["new"] == report.totals()["merged"] == 40
    stored = state(stepwise.path)
    assert {name: len(rows) for name, rows in stored.items()} == {
        name: len(rows) for name, rows in state(at_once.path).items()
    }
    assert stored["fingerprint"] == state(at_once.path)["fingerprint"]
    reader = stepwise.reader()
    for query in ("zebras stripes", "tag:animals zebras", "is:read zebras"):
        assert reader.count(query, today="2026-11-20") == 40
    reader.close()


def test_what_was_taken_in_many_steps_is_undone_in_one(
    tmp_path: Path, small_steps: pytest.MonkeyPatch
) -> None:
    del small_steps
    library, _ = taken(tmp_path, "library.sqlite3")
    before = state(library.path)
    history.undo(library)
    assert not state(library.path)["paper"]
    history.redo(library)
    assert state(library.path) == before


def mode(path: Path) -> str:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    return str(found)


def test_others_can_read_a_library_while_it_is_written_once_it_has_papers(tmp_path: Path) -> None:
    library, _ = taken(tmp_path, "library.sqlite3")
    assert mode(library.path) == "wal"
    more = import_sources(library, [Source("more.bib", PAPERS.replace("10.1", "10.2").encode())])
    next(more)
    reader = library.reader()
    assert reader.count() == 40
    reader.close()
    more.close()


def test_a_first_import_that_breaks_off_leaves_nothing(
    tmp_path: Path, small_steps: pytest.MonkeyPatch
) -> None:
    del small_steps
    library = Library(tmp_path / "new" / "library.sqlite3", clock=lambda: NOW)
    steps = import_sources(library, [Source("papers.bib", PAPERS.encode())])
    next(steps)
    assert not library.exists()
    steps.close()
    assert not list(library.path.parent.iterdir())


def test_a_library_appears_whole(tmp_path: Path, small_steps: pytest.MonkeyPatch) -> None:
    del small_steps
    library = Library(tmp_path / "library.sqlite3", clock=lambda: NOW)
    for _ in import_sources(library, [Source("papers.bib", PAPERS.encode())]):
        assert not library.exists()
    assert list(tmp_path.iterdir()) == [library.path]
    assert mode(library.path) == "wal"
    assert len(state(library.path)["paper"]) == 40


def test_where_a_link_points_to_nothing_yet_the_library_is_made(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").symlink_to(tmp_path / "disk" / "papers.sqlite3")
    library, _ = taken(tmp_path, "library.sqlite3")
    assert library.path.is_symlink()
    assert len(state(tmp_path / "disk" / "papers.sqlite3")["paper"]) == 40


def test_where_files_have_one_name_only_the_library_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise PermissionError("Operation not permitted")

    monkeypatch.setattr("os.link", refuses)
    library, _ = taken(tmp_path, "library.sqlite3")
    assert list(tmp_path.iterdir()) == [library.path]
    assert len(state(library.path)["paper"]) == 40


def test_a_library_that_another_program_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite3", clock=lambda: NOW)
    steps = import_sources(library, [Source("papers.bib", PAPERS.encode())])
    next(steps)
    taken(tmp_path, "library.sqlite3")
    before = state(library.path)
    with pytest.raises(LibraryBusy, match="meanwhile"):
        list(steps)
    assert state(library.path) == before
    assert list(tmp_path.iterdir()) == [library.path]


def test_an_emptied_library_is_as_it_should_be_after_an_import_that_breaks_off(
    tmp_path: Path, small_steps: pytest.MonkeyPatch
) -> None:
    del small_steps
    library, _ = taken(tmp_path, "library.sqlite3")
    history.undo(library)
    steps = import_sources(library, [Source("papers.bib", PAPERS.encode())])
    next(steps)
    assert mode(library.path) == "delete"
    steps.close()
    assert mode(library.path) == "wal"
    assert not state(library.path)["paper"]


def test_a_library_that_somebody_has_open_is_filled_all_the_same(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite3", clock=lambda: NOW)
    with library.step("nothing", create=True):
        pass
    reader = library.reader()
    assert reader.count() == 0
    taken(tmp_path, "library.sqlite3")
    assert reader.count() == 40
    reader.close()
    assert mode(library.path) == "wal"


def test_a_fill_that_was_killed_is_mended_by_the_next_import(tmp_path: Path) -> None:
    library, _ = taken(tmp_path, "library.sqlite3")
    connection = sqlite3.connect(library.path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    taken(tmp_path, "library.sqlite3")
    assert mode(library.path) == "wal"


def test_no_error_of_the_fill_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    library, _ = taken(tmp_path, "library.sqlite3")
    history.undo(library)
    monkeypatch.setattr(fulltext.BulkIndex, "take_in", fails)
    with pytest.raises(LibraryError):
        taken(tmp_path, "library.sqlite3")
    assert mode(library.path) == "wal"
