"""`readlist import` and `readlist add`"""

import json
import os
import signal
from pathlib import Path

import pytest

from readlist.cli.intake import _Bar
from readlist.library import intake
from readlist.library.report import Progress
from tests.cli.conftest import Run

PAGE = """\
Abstract: We show that a reading list which lives in a terminal is opened more often than one \
which does not, and that papers on it are read at least as often as before.

Abstract: Forgetting is measured here by asking a model again and again about authors who never \
lived, until it no longer knows the answers that it was taught the day before.
"""
COUNTS = ("new", "merged", "unchanged", "review")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of two bare abstracts."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_says_what_was_recognised_and_what_became_of_it(readlist: Run, page: Path) -> None:
    ran = readlist("import", page)
    assert ran.status == 0
    assert ran.out == f"{page}: list of abstracts, 2 papers: 2 new\n"
    assert len(readlist("list").lines) == 9


def test_the_second_import_changes_nothing(readlist: Run, page: Path) -> None:
    readlist("import", page)
    assert "2 unchanged" in readlist("import", page).out


def test_an_import_makes_the_library(readlist: Run, nothing: Path, page: Path) -> None:
    assert readlist("import", page).status == 0
    assert nothing.is_file()


def test_a_dash_is_standard_input(readlist: Run) -> None:
    ran = readlist("import", "-", stdin=PAGE)
    assert (ran.status, ran.out) == (0, "-: list of abstracts, 2 papers: 2 new\n")


def test_json_accounts_for_every_block(readlist: Run, page: Path) -> None:
    ran = readlist("import", "--json", page)
    report = json.loads(ran.out)
    for counts in (report["files"][0], report["totals"]):
        assert counts["read"] == sum(counts[c] for c in COUNTS) + len(counts["rejected"]) == 2
    assert report["files"][0]["format"] == "abstracts-only"
    assert "2 new" in ran.err


def test_a_dry_run_says_the_same_and_changes_nothing(
    readlist: Run, nothing: Path, page: Path
) -> None:
    ran = readlist("import", "--dry-run", page)
    assert ran.status == 0
    assert "2 new" in ran.out
    assert "dry run" in ran.err
    assert not nothing.exists()


def test_a_file_that_cannot_be_read_is_a_clear_error(readlist: Run, tmp_path: Path) -> None:
    for name in ("missing.txt", "."):
        ran = readlist("import", tmp_path / name)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("readlist: ")


def test_text_in_no_known_format_is_refused_and_the_formats_named(
    readlist: Run, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,\nthe meeting is on Friday.\n")
    ran = readlist("import", letter)
    assert ran.status == 1
    assert "BibTeX" in ran.err


def test_the_good_files_arrive_and_the_bad_one_is_named(readlist: Run, page: Path) -> None:
    ran = readlist("import", page.with_name("missing.txt"), page)
    assert ran.status == 3
    assert "missing.txt" in ran.err
    assert "2 new" in ran.out


def test_a_rejected_block_is_named_by_file_line_and_reason(
    readlist: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = intake.FileReport("page.txt", "bibtex", read=3, new=2)
    file.rejected.append(intake.Rejection(17, "its braces are not balanced"))
    file.notices.append((4, "read as Latin-1\x1b[2J"))
    report = intake.Report([file])

    def finished(*_arguments: object, **_options: object):  # type: ignore[no-untyped-def]
        yield Progress("page.txt", 1, 2, 3)
        return report

    monkeypatch.setattr(intake, "import_sources", finished)
    ran = readlist("import", "page.txt")
    assert ran.status == 3
    assert ran.err.splitlines() == [
        "page.txt:4: read as Latin-1",
        "page.txt:17: rejected: its braces are not balanced",
    ]
    assert ran.out == "page.txt: BibTeX, 3 papers: 2 new, 1 rejected\n"


def test_an_interrupted_import_leaves_the_library_as_it_was(
    readlist: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = []

    def interrupted(*_arguments: object, **_options: object):  # type: ignore[no-untyped-def]
        try:
            yield Progress("page.txt", 1, 2, 3)
            raise KeyboardInterrupt
        finally:
            closed.append(True)

    monkeypatch.setattr(intake, "import_sources", interrupted)
    ran = readlist("import", "page.txt")
    assert ran.status == 130
    assert "the library is as it was" in ran.err
    assert closed


@pytest.mark.parametrize("end", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_first_import_that_is_ended_from_outside_leaves_nothing(
    readlist: Run, nothing: Path, page: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    number = getattr(signal, end)
    usual = signal.default_int_handler if end == "SIGINT" else signal.SIG_DFL

    def ends(*_: object) -> None:
        assert list(nothing.parent.iterdir())  # what is being made
        signal.raise_signal(number)

    monkeypatch.setattr(_Bar, "show", ends)
    before = signal.signal(number, usual)  # whoever runs the tests may ignore it, as nohup does
    try:
        assert readlist("import", page).status == 130
        assert not list(nothing.parent.iterdir())
        assert signal.getsignal(number) == usual
    finally:
        signal.signal(number, before)


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_an_import_under_nohup_goes_on_when_the_terminal_closes(
    readlist: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Bar, "show", lambda *_: signal.raise_signal(signal.SIGHUP))
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert readlist("import", page).status == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_progress_is_drawn_on_a_terminal_only_and_wiped_away(readlist: Run, page: Path) -> None:
    assert "\r" not in readlist("import", page).err
    drawn = readlist("import", page, terminal=80).err
    assert "100%" in drawn
    assert drawn.rindex("\r\x1b[K") > drawn.rindex("100%")


def test_the_day_of_the_page_is_a_day(readlist: Run, page: Path) -> None:
    assert readlist("import", "--as-of", "2024-02-21", page).status == 0
    ran = readlist("import", "--as-of", "yesterday", page)
    assert ran.status == 2
    assert "2024-02-21" in ran.err


def test_import_wants_a_file(readlist: Run) -> None:
    assert readlist("import").status == 2


def test_add_takes_files_standard_input_and_texts(readlist: Run, page: Path) -> None:
    first, second = PAGE.split("\n\n")
    assert "2 unchanged" not in readlist("add", page).out
    assert "2 unchanged" in readlist("add", "-", stdin=PAGE).out
    assert "1 unchanged" in readlist("add", "--text", first, "--text", second).out


@pytest.mark.parametrize(
    ("thing", "kind"),
    [
        ("2401.06121", "an arXiv ID"),
        ("arXiv:hep-th/9901001v2", "an arXiv ID"),
        ("https://arxiv.org/abs/2401.06121", "a web address"),
        ("10.1145/3442188.3445922", "a DOI"),
    ],
)
def test_what_needs_the_network_is_refused_with_the_way_round(
    readlist: Run, thing: str, kind: str
) -> None:
    ran = readlist("add", thing)
    assert ran.status == 1
    assert kind in ran.err
    assert "readlist add -" in ran.err


def test_a_file_named_like_an_identifier_is_a_file(
    readlist: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(page.parent)
    page.rename("2401.06121")
    assert readlist("add", "2401.06121").status == 0


@pytest.mark.parametrize("text", ["@misc{key, title={A}}", "Attention Is All You Need"])
def test_a_text_in_place_of_a_file_is_told_where_it_belongs(readlist: Run, text: str) -> None:
    ran = readlist("add", text)
    assert ran.status == 1
    assert "--text" in ran.err


def test_add_wants_something(readlist: Run) -> None:
    assert readlist("add").status == 2


def test_the_demo_fills_an_empty_library_and_can_be_undone(readlist: Run, nothing: Path) -> None:
    ran = readlist("demo")
    assert ran.status == 0
    assert len(readlist("list").lines) > 40
    assert readlist("undo").status == 0
    assert readlist("list").lines == []
