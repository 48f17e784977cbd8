"""What bare abstracts say of their papers."""

from datetime import date
from pathlib import Path

import pytest

from readlist.formats.abstracts_only import read
from readlist.records import Item, Notice, Record, Rejected

PAGE = Path(__file__).parents[1] / "data" / "listings" / "abstracts-only.txt"
PROSE = "We hang clocks in a barn and watch them. " * 12 + "They drift."


def items(text: str) -> list[Item]:
    return list(read(text, today=date(2026, 11, 20)))


def abstracts(text: str) -> list[str]:
    return [item.abstract for item in items(text) if isinstance(item, Record)]


def test_the_page() -> None:
    found = items(PAGE.read_text(encoding="utf-8"))
    records = [item for item in found if isinstance(item, Record)]
    assert [record.line for record in records] == [1, 2, 3]
    assert [record.abstract.split()[0] for record in records] == ["Moss", "Shoelaces", "Pendulum"]
    assert all(record.title == record.date == record.arxiv_id == "" for record in records)
    assert records[2].url == "https://example.org/clocks"
    assert records[0].raw == PAGE.read_text(encoding="utf-8").split("\n")[0]


@pytest.mark.parametrize(
    "label", ["Abstract:", "Abstract: ", "  Abstract:\t", "ABSTRACT:", "abstract :"]
)
def test_labels(label: str) -> None:
    assert abstracts(f"{label}{PROSE}") == [PROSE]


def test_an_abstract_on_several_lines() -> None:
    assert abstracts("Abstract: We hang\nclocks in\n  a barn.\nAbstract: Dough.\n") == [
        "We hang clocks in a barn.",
        "Dough.",
    ]


def test_a_label_on_a_line_of_its_own() -> None:
    assert abstracts(f"Abstract:\n\n{PROSE}\n\nAbstract:\n{PROSE}") == [PROSE, PROSE]


def test_a_blank_line_ends_an_abstract() -> None:
    record, rejected, notice = items(f"Abstract: Clocks.\n\n{PROSE}\n\nKeywords: barns")
    assert isinstance(record, Record)
    assert record.abstract == "Clocks."
    assert rejected == Rejected(3, "a paragraph without 'Abstract:' before it", PROSE)
    assert notice == Notice(5, "skipped a line outside the abstracts: Keywords: barns")


def test_a_label_without_text_is_rejected() -> None:
    assert items("Abstract: Clocks.\nAbstract:")[1:] == [
        Rejected(2, "no text after 'Abstract:'", "Abstract:")
    ]


def test_a_page_cut_within_a_label() -> None:
    assert abstracts("Abstract: Clocks.\nAbstr") == ["Clocks."]
