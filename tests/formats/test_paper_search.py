"""What a search page says of its papers, however titles and abstracts take turns."""

from datetime import date
from pathlib import Path

import pytest

from readlist.formats.paper_search import looks_like, read
from readlist.records import Record, Rejected

PAGE = Path(__file__).parents[1] / "data" / "listings" / "paper-search.txt"
PROMPT = "Get trending papers in your email inbox"
TOP = f"{PROMPT} once a day!\n{PROMPT}!\n"
ABSTRACT = "We hang clocks in a barn and watch them. " * 12 + "They drift."


def papers(text: str) -> list[tuple[str, str]]:
    found = list(read(text, today=date(2026, 11, 20)))
    assert all(isinstance(item, Record) for item in found)
    return [(item.title, item.abstract) for item in found if isinstance(item, Record)]


def test_the_page() -> None:
    found = list(read(PAGE.read_text(encoding="utf-8"), today=date(2026, 11, 20)))
    records = [item for item in found if isinstance(item, Record)]
    assert [record.title for record in records] == [
        "Moss as a Compass? A Balloon Study of Eight Hundred Roofs",
        "What Dough Remembers",
        "Why Gravel Unties Your Shoes",
        "fog horns, placed by echo",
    ]
    assert [record.line for record in records] == [3, 5, 7, 9]
    assert all(record.abstract.endswith((".", "worse.")) for record in records)
    assert all(record.date == record.listed_on == "" for record in records)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SubscribeClocks in Barns", "Clocks in Barns"),
        ("Subscribe3D Clocks in Barns", "3D Clocks in Barns"),
        ("Subscribe[Re] Clocks in Barns", "[Re] Clocks in Barns"),
        ("Subscribe$k$-Clocks in Barns", "$k$-Clocks in Barns"),
        ("Subscribeclocks in barns", "clocks in barns"),
        ("Subscribers in Barns", "Subscribers in Barns"),
        ("Subscribe to Clocks: A Barn Study", "Subscribe to Clocks: A Barn Study"),
    ],
)
def test_the_first_title_loses_the_button_glued_to_it(line: str, title: str) -> None:
    assert papers(f"{TOP}{line}\n{ABSTRACT}") == [(title, ABSTRACT)]


@pytest.mark.parametrize("title", ["Subscribed to Time", "Subscribe and Save", "Subscribers"])
def test_a_later_title_keeps_its_word(title: str) -> None:
    assert papers(f"{TOP}SubscribeClocks\n{ABSTRACT}\n{title}\n{ABSTRACT}")[1][0] == title


@pytest.mark.parametrize(
    "title",
    [
        "Clocks",
        "Yi: Open Clocks by 01.AI",
        "What matters when building barns?",
        "Is Time All You Need? Breaking the Curse of Barns by Winding Real and Synthetic Clocks",
        "a title in small letters, with a comma",
        "A Title as Long as Titles Get: "
        + "On the Drift of Clocks and Barns and Shelves, " * 2
        + "End",
        "$\\mathcal{O}(1)$ Clocks",
        "M^{2}Clock: 7 Barns",
        "时钟与谷仓",
    ],
)
def test_a_title_of_any_shape(title: str) -> None:
    first, found, last = papers(
        f"{TOP}SubscribeFirst One Here\n{ABSTRACT}\n{title}\n{ABSTRACT}\nThe Last One\n{ABSTRACT}"
    )
    assert found == (title, ABSTRACT)
    assert (first[0], last[0]) == ("First One Here", "The Last One")


@pytest.mark.parametrize(
    "abstract",
    [
        "We prove it.",
        "This paper hangs clocks. They drift.",
        "Clocks drift in barns. We measure by how much. The shelf is to blame.",
        "Clocks drift. " * 200,
        "An abstract that ends without a full stop but goes on for a good while about barns " * 4,
    ],
)
def test_an_abstract_of_any_length(abstract: str) -> None:
    abstract = abstract.strip()
    found = papers(
        f"{TOP}SubscribeFirst Clock Here\n{ABSTRACT}\nClocks in Cold Barns\n{abstract}\n"
        f"The Last Clock\n{ABSTRACT}"
    )
    assert found[1:] == [("Clocks in Cold Barns", abstract), ("The Last Clock", ABSTRACT)]


def test_a_title_without_an_abstract_does_not_shift_the_page() -> None:
    text = f"{TOP}SubscribeFirst Clock\n{ABSTRACT}\nA Title without an Abstract\n"
    text += f"The Next Clock\n{ABSTRACT}\nThe Last Clock\n{ABSTRACT}"
    assert [title for title, _ in papers(text)] == [
        "First Clock", "A Title without an Abstract", "The Next Clock", "The Last Clock"
    ]  # fmt: skip


def test_an_abstract_in_two_paragraphs_does_not_shift_the_page() -> None:
    more = ABSTRACT[-300:]
    text = f"{TOP}SubscribeFirst Clock\n{ABSTRACT}\n{more}\nThe Next Clock\n{ABSTRACT}"
    assert papers(text) == [("First Clock", f"{ABSTRACT} {more}"), ("The Next Clock", ABSTRACT)]


def test_a_page_cut_after_a_title_and_within_an_abstract() -> None:
    text = f"{TOP}SubscribeFirst Clock\n{ABSTRACT}\nThe Next Clock"
    assert papers(text)[1] == ("The Next Clock", "")
    assert papers(f"{text}\nWe ha")[1] == ("The Next Clock", "We ha")


def test_a_long_rest_of_an_abstract_at_the_top_is_a_stub() -> None:
    rest = "clocks in a barn and watch them. They drift, and we know why. " * 5
    assert papers(f"{rest}\nThe Next Clock\n{ABSTRACT}") == [
        ("", rest.strip()),
        ("The Next Clock", ABSTRACT),
    ]


def test_the_rest_of_an_abstract_at_the_top_is_rejected() -> None:
    found = list(read(f"ks drift.\nThe Next Clock\n{ABSTRACT}", today=date(2026, 11, 20)))
    assert isinstance(found[0], Rejected)
    assert (found[0].line, found[0].raw) == (1, "ks drift.")


def test_a_thousand_papers_come_as_they_are_read() -> None:
    text = "".join(f"The Clock of Barn Number {n}\n{ABSTRACT}\n" for n in range(1000))
    found = [title for title, _ in papers(TOP + text)]
    assert found == [f"The Clock of Barn Number {n}" for n in range(1000)]


def test_paragraphs_under_one_heading_are_no_search() -> None:
    assert not looks_like("\n".join(["A Heading of Four Words", *[ABSTRACT] * 6]))
