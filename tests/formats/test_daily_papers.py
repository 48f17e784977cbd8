"""What a Daily Papers page says of its papers."""

from datetime import date
from pathlib import Path

import pytest

from readlist.formats.daily_papers import read
from readlist.records import Item, Notice, Record, Rejected

PAGE = Path(__file__).parents[1] / "data" / "listings" / "daily-papers.txt"
TODAY = date(2026, 11, 20)
ABSTRACT = "We hang clocks in a barn and watch them. " * 12 + "They drift."
TOP = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
TOP += "byAK and the research community\n\n"


def items(text: str, today: date = TODAY) -> list[Item]:
    return list(read(text, today=today))


def papers(text: str, today: date = TODAY) -> list[Record]:
    found = items(text, today)
    assert all(isinstance(item, Record) for item in found)
    return [item for item in found if isinstance(item, Record)]


def entry(last: str = "", title: str = "Clocks in Cold Barns") -> str:
    return f"{title}\n\n{ABSTRACT}\n\n{last}\n\n"


def one(text: str, today: date = TODAY) -> Record:
    (paper,) = papers(text, today)
    return paper


class TestPage:
    found = papers(PAGE.read_text(encoding="utf-8"))

    def test_titles_in_their_order(self) -> None:
        assert [paper.title.split()[0] for paper in self.found] == [
            "Clocks", "What", "On", "Fog", "Why"
        ]  # fmt: skip

    def test_counts_and_organisations(self) -> None:
        assert [paper.author_count for paper in self.found] == [3, 1, None, None, 12]
        assert [paper.organization for paper in self.found] == ["", "", "", "Harbour-Lab", ""]
        assert all(paper.authors == () for paper in self.found)

    def test_dates(self) -> None:
        assert [paper.date for paper in self.found] == [
            "2024-11-30", "2024-02-29", "", "2026-03-04", "2025-03-05"
        ]  # fmt: skip
        assert [paper.year for paper in self.found] == [2024, 2024, None, 2026, 2025]
        assert {paper.listed_on for paper in self.found} == {"2026-03-04"}

    def test_the_block_as_it_stands(self) -> None:
        lines = PAGE.read_text(encoding="utf-8").split("\n")
        for paper in self.found:
            assert paper.raw.split("\n") == lines[paper.line - 1 :][: paper.raw.count("\n") + 1]
        assert self.found[0].raw.endswith("\n\n  • 3 authors\n·\nNov 30, 2024 2")

    def test_the_whole_abstract_with_its_latex_and_address(self) -> None:
        assert "a stiffness $k(T)$ that" in self.found[0].abstract
        assert self.found[0].abstract.endswith("available at https://example.org/clocks.")
        assert self.found[0].url == "https://example.org/clocks"


@pytest.mark.parametrize(
    ("line", "today", "listed_on"),
    [
        ("Dec 9", TODAY, "2025-12-09"),
        ("Nov 20", TODAY, "2026-11-20"),
        ("Nov 21", TODAY, "2025-11-21"),
        ("Dec 9, 2024", TODAY, "2024-12-09"),
        ("December 9", date(2026, 12, 31), "2026-12-09"),
        ("2025-12-09", TODAY, "2025-12-09"),
        ("Feb 29", TODAY, "2024-02-29"),
    ],
)
def test_the_page_is_not_in_the_future(line: str, today: date, listed_on: str) -> None:
    assert one(f"{TOP}{line}\n\n{entry()}", today).listed_on == listed_on


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Feb 21 2", "2025-02-21"),
        ("Dec 9", "2025-12-09"),
        ("Dec 10", "2024-12-10"),
        ("Jul 3, 2024 3", "2024-07-03"),
        ("Jul 3, 2031", "2031-07-03"),
        ("Published on Feb 21", "2025-02-21"),
    ],
)
def test_an_entry_is_not_later_than_its_page(line: str, expected: str) -> None:
    paper = one(f"{TOP}Dec 9\n\n{entry(f'  • 2 authors{chr(10)}·{chr(10)}{line}')}")
    assert (paper.date, paper.year) == (expected, int(expected[:4]))


def test_without_a_page_date_today_is_the_bound() -> None:
    paper = one(TOP + entry("• 2 authors\n·\nDec 9"))
    assert (paper.date, paper.listed_on) == ("2025-12-09", "")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Foo-Lab Foo-Lab", "Foo-Lab"),
        ("Foo Lab", "Foo Lab"),
        ("Institute of Barns Institute of Barns", "Institute of Barns"),
        ("barnlab BarnLab", "BarnLab"),
        ("Barn-Lab Barn Lab", "Barn Lab"),
    ],
)
def test_an_organisation_is_stored_once(line: str, name: str) -> None:
    paper = one(TOP + entry(f"{line}\n·\nDec 9"))
    assert (paper.organization, paper.author_count) == (name, None)


def test_a_short_abstract_is_no_organisation() -> None:
    paper = one(TOP + "Clocks in Cold Barns\n\nWe prove that clocks drift.\n\n·\nDec 9")
    assert (paper.organization, paper.abstract) == ("", "We prove that clocks drift.")


def test_organisation_and_author_count() -> None:
    paper = one(TOP + entry("Foo Foo\n·\n7 authors\n·\nDec 9\n\n3"))
    assert (paper.organization, paper.author_count, paper.date) == ("Foo", 7, "2025-12-09")


def test_furniture_is_skipped() -> None:
    page = TOP + "Dec 9\n\nUpvote\n\n112\n\n" + entry("• 2 authors\n·\nDec 9")
    page += "GitHub 1.2k\narXiv Page\n-\n+5\n\nSubmitted by\nokafor\n\n" + entry(
        title="Dough Again"
    )
    page += "Previous\nNext\n\nCompany\nTOS\nPrivacy\nAbout\nCareers\n\nWebsite\nModels\nDatasets\n"
    assert [paper.title for paper in papers(page)] == ["Clocks in Cold Barns", "Dough Again"]


def test_a_title_that_is_also_a_button() -> None:
    assert one(TOP + entry(title="Datasets")).title == "Datasets"


def test_a_title_without_an_abstract_is_a_stub() -> None:
    paper = one(TOP + "Dec 9\n\nClocks in Cold Barns\n\n• 2 authors\n·\nDec 8")
    assert (paper.title, paper.abstract, paper.date) == ("Clocks in Cold Barns", "", "2025-12-08")


def test_an_abstract_in_two_paragraphs() -> None:
    paper = one(TOP + entry(f"{ABSTRACT} Again.\n\n• 2 authors\n·\nDec 9"))
    assert paper.abstract == f"{ABSTRACT} {ABSTRACT} Again."


@pytest.mark.parametrize("line", ["Feb 30", "Feb 29, 2023", "12. 3. 24"])
def test_an_impossible_date_leaves_the_paper_and_is_told(line: str) -> None:
    notice, clocks, dough = items(TOP + entry(f"• 2 authors\n·\n{line}") + entry(title="Dough"))
    assert isinstance(notice, Notice)
    assert notice.message == f"no date in {line!r}"
    assert isinstance(clocks, Record)
    assert isinstance(dough, Record)
    assert (clocks.date, clocks.author_count, dough.title) == ("", 2, "Dough")


def test_a_page_without_a_date_does_not_borrow_the_one_above() -> None:
    found = papers(f"{TOP}Dec 9\n\n{entry()}{TOP}{entry(title='Dough')}")
    assert [paper.listed_on for paper in found] == ["2025-12-09", ""]


def test_a_last_block_without_its_paper_is_rejected() -> None:
    found = items(f"• 2 authors\n·\nDec 9\n\n{entry()}")
    assert isinstance(found[0], Rejected)
    assert (found[0].line, found[0].raw) == (1, "• 2 authors\n·\nDec 9")
    assert isinstance(found[1], Record)


def test_a_page_cut_in_a_last_block() -> None:
    found = items(TOP + f"Clocks in Cold Barns\n\n{ABSTRACT}\n\n  • 2 auth")
    assert [type(item) for item in found] == [Notice, Record]


def test_lines_count_from_where_the_page_begins() -> None:
    (paper,) = read(entry(), today=TODAY, first_line=101)
    assert isinstance(paper, Record)
    assert paper.line == 101


def test_a_week_may_begin_a_title() -> None:
    assert one(f"{TOP}Week 49\n\n{entry(title='Week 2 of a Clock')}").title == "Week 2 of a Clock"


def test_a_number_too_long_to_count_is_no_author_count() -> None:
    found = items(TOP + entry("9" * 5000 + " authors\n·\nDec 9"))
    assert isinstance(found[0], Record)
    assert found[0].author_count is None


def test_a_page_of_nothing_but_paragraphs_is_read_in_time() -> None:
    found = items(TOP + f"{ABSTRACT}\n" * 3000)
    assert (
        sum(item.abstract.count("They drift.") for item in found if isinstance(item, Record))
        == 3000
    )


def test_a_page_that_breaks_off_in_an_organisation_makes_no_paper_of_it() -> None:
    whole = TOP + entry("3 authors\n·\nMar 4, 2026") + entry("", "A Second Barn")
    found = items(whole.rstrip("\n") + "\n\nHarbour-La")
    assert [item.title for item in found if isinstance(item, Record)] == [
        "Clocks in Cold Barns", "A Second Barn"
    ]  # fmt: skip
    (notice,) = (item for item in found if isinstance(item, Notice))
    assert "Harbour-La" in notice.message
