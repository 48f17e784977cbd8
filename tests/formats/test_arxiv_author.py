"""What an arXiv author listing says of its papers."""

from datetime import date
from pathlib import Path

import pytest

from readlist.formats.arxiv_author import read
from readlist.records import Item, Notice, Record, Rejected

PAGE = Path(__file__).parents[1] / "data" / "listings" / "arxiv-author.txt"
ABSTRACT = "We hang clocks in a barn and watch them. " * 12 + "They drift."


def items(text: str) -> list[Item]:
    return list(read(text, today=date(2026, 11, 20)))


def one(text: str) -> Record:
    (paper,) = items(text)
    assert isinstance(paper, Record)
    return paper


def test_the_page() -> None:
    crows, clocks, moss = items(PAGE.read_text(encoding="utf-8"))
    assert isinstance(crows, Record)
    assert isinstance(clocks, Record)
    assert isinstance(moss, Record)
    assert [paper.title for paper in (crows, clocks, moss)] == ["", "", ""]
    assert [paper.arxiv_id for paper in (crows, clocks, moss)] == [
        "2403.01234", "2411.31415", "2310.00777"
    ]  # fmt: skip
    assert [paper.date for paper in (crows, clocks, moss)] == [
        "2024-03-02", "2024-11-30", "2023-10-01"
    ]  # fmt: skip
    assert crows.comment == "14 pages, 3 figures. Films at https://example.org/crow-films."
    assert crows.url == "https://example.org/crow-films"
    assert (clocks.comment, clocks.url) == ("", "https://example.org/barn/")
    assert (moss.primary_class, moss.year, moss.line) == ("physics.pop-ph", 2023, 15)


def test_an_address_in_the_abstract_counts_when_no_line_names_one() -> None:
    text = f"{ABSTRACT} See (https://example.org/a_(b)).\n\nNeurIPS 2023\n\narXiv:2401.06121"
    paper = one(text)
    assert (paper.url, paper.comment) == ("https://example.org/a_(b)", "NeurIPS 2023")


def test_address_and_comment() -> None:
    paper = one(f"{ABSTRACT}\n\nhttps://example.org\n17 pages\n\narXiv:2401.06121")
    assert (paper.url, paper.comment) == ("https://example.org", "17 pages")


def test_an_arxiv_id_in_the_abstract_is_another_paper() -> None:
    assert (
        one(f"{ABSTRACT} It extends arXiv:1706.03762.\n\narXiv:2401.06121").arxiv_id == "2401.06121"
    )
    assert one(f"{ABSTRACT} It extends arXiv:1706.03762.\n\nCreated: 2024-01-02").arxiv_id == ""


def test_an_arxiv_address_on_a_line_of_its_own_is_the_id() -> None:
    paper = one(f"{ABSTRACT}\n\nhttps://arxiv.org/abs/2401.06121v2\n\nCreated: 2024-01-02")
    assert paper.arxiv_id == "2401.06121"


@pytest.mark.parametrize(
    ("line", "found", "kind"),
    [
        ("arXiv:2401.06121", "2401.06121", ""),
        ("arXiv: 2401.06121v3 [cs.LG]", "2401.06121", "cs.LG"),
        ("ARXIV:hep-th/9901001", "hep-th/9901001", ""),
        ("arXiv:math.AG/0601001 (math.AG)", "math.AG/0601001", "math.AG"),
    ],
)
def test_arxiv_lines(line: str, found: str, kind: str) -> None:
    paper = one(f"{ABSTRACT}\n\n{line}\nCreated: 2024-01-02")
    assert (paper.arxiv_id, paper.primary_class) == (found, kind)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Created: 2024-04-23", "2024-04-23"),
        ("Created: 23 April 2024", "2024-04-23"),
        ("Created: Tue, 23 Apr 2024 17:59:59 GMT", "2024-04-23"),
        ("Created: Apr 23, 2024", "2024-04-23"),
        ("Created: Dec 23", "2025-12-23"),
    ],
)
def test_creation_dates(line: str, expected: str) -> None:
    assert one(f"{ABSTRACT}\n\narXiv:2401.06121\n{line}").date == expected


def test_a_date_not_understood_is_told() -> None:
    paper, notice = items(f"{ABSTRACT}\n\narXiv:2401.06121\nCreated: some day")
    assert isinstance(paper, Record)
    assert paper.date == ""
    assert notice == Notice(4, "no date in 'Created: some day'")


def test_more_fields() -> None:
    paper = one(
        f"{ABSTRACT}\n\nComments: 9 pages\n\narXiv:2401.06121\nCreated: 2024-01-02\n"
        "Updated: 2024-02-02\nDOI: 10.1000/ABC\nSubjects: Machine Learning (cs.LG)"
    )
    assert (paper.doi, paper.primary_class, paper.date) == ("10.1000/abc", "cs.LG", "2024-01-02")
    assert "9 pages" in paper.comment


def test_an_abstract_in_two_paragraphs_or_wrapped_lines() -> None:
    assert one(f"{ABSTRACT}\n\n{ABSTRACT}\n\narXiv:2401.06121").abstract == f"{ABSTRACT} {ABSTRACT}"
    wrapped = ABSTRACT.replace("them. ", "them.\n")
    assert one(f"{wrapped}\n\n17 pages\n\narXiv:2401.06121").abstract == ABSTRACT


def test_a_short_abstract() -> None:
    paper = one("We prove a theorem about clocks.\n\n3 pages\n\narXiv:2401.06121")
    assert (paper.abstract, paper.comment) == ("We prove a theorem about clocks.", "3 pages")


def test_an_id_without_an_abstract_is_a_stub() -> None:
    paper = one("arXiv:2401.06121\nCreated: 2024-01-02")
    assert (paper.arxiv_id, paper.abstract) == ("2401.06121", "")


def test_the_page_names_no_titles_and_none_is_made_up() -> None:
    notice, paper = items(f"Papers by A. Okafor\n\n{ABSTRACT}\n\narXiv:2401.06121")
    assert notice == Notice(1, "skipped a line above the abstract: Papers by A. Okafor")
    assert isinstance(paper, Record)
    assert (paper.title, paper.abstract, paper.line) == ("", ABSTRACT, 3)


def test_the_last_entry_without_its_id() -> None:
    paper = one(f"{ABSTRACT}\n\n17 pages")
    assert (paper.abstract, paper.comment, paper.arxiv_id) == (ABSTRACT, "17 pages", "")


def test_what_is_no_abstract_is_rejected() -> None:
    (rejected,) = items("We ha")
    assert isinstance(rejected, Rejected)
    assert (rejected.line, rejected.raw) == (1, "We ha")


@pytest.mark.parametrize("cut", ["arXiv:2401.0612", "arXiv:2401.", "arXiv:24", "arXiv:"])
def test_an_id_that_was_cut_off_is_none(cut: str) -> None:
    paper, notice = items(f"{ABSTRACT}\n\n{cut}")
    assert isinstance(paper, Record)
    assert paper.arxiv_id == ""
    assert notice == Notice(3, f"no arXiv ID in {cut!r}")
