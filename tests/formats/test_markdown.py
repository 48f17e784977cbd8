"""The reading list in Markdown: ticks, links, and titles that stay text."""

import pytest
from hypothesis import given

from readlist.formats import markdown
from readlist.records import Document, Name, Personal, Record
from tests.formats.documents import hostile


def line(record: Record, status: str = "inbox") -> str:
    (text,) = markdown.write([Document(record, Personal(status))])
    return text


MAMBA = Record(
    title="Mamba: Linear-Time Sequence Modeling",
    authors=(Name("Gu", "Albert"), Name("Dao", "Tri")),
    venue="COLM",
    year=2024,
    doi="10.1234/x(1)y",
    arxiv_id="2312.00752",
)


def test_a_line_says_what_a_reader_needs() -> None:
    assert line(MAMBA) == (
        "- [ ] Gu & Dao (2024). *Mamba: Linear-Time Sequence Modeling*. COLM. "
        "[doi](https://doi.org/10.1234/x%281%29y) [arXiv](https://arxiv.org/abs/2312.00752)\n"
    ).replace("&", r"\&")


@pytest.mark.parametrize(
    ("status", "tick"),
    [("inbox", " "), ("queued", " "), ("reading", " "), ("read", "x"), ("skimmed", "x"),
     ("dropped", "x")],
)  # fmt: skip
def test_what_is_done_is_ticked(status: str, tick: str) -> None:
    assert line(MAMBA, status).startswith(f"- [{tick}] ")


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (Record(title="Only a title"), "- [ ] *Only a title*.\n"),
        (Record(title="Why?"), "- [ ] *Why?*.\n"),
        (Record(abstract="An abstract"), "- [ ] *untitled*.\n"),
        (Record(title="x", year=2020), "- [ ] (2020). *x*.\n"),
        (Record(title="x", authors=(Name("A"), Name("B"), Name("C"), Name("D"))),
         "- [ ] A et al. *x*.\n"),
        (Record(title="x", authors=(Name("A"),), more_authors=True), "- [ ] A et al. *x*.\n"),
        (Record(title="x", url="javascript:alert(1)"), "- [ ] *x*.\n"),
        (Record(title="x", url="https://e.org/a b)c"), "- [ ] *x*. [link](https://e.org/a%20b%29c)\n"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_left_out(record: Record, shown: str) -> None:
    assert line(record) == shown


def test_no_title_becomes_markup() -> None:
    shown = line(Record(title="[Re] *x* _y_ `z` <b> #1 $5 | ![i](j) \\ &amp;\n- [x] forged"))
    assert shown.count("\n") == 1
    assert r"\[Re\] \*x\* \_y\_ \`z\` \<b\> \#1" in shown


@given(hostile())
def test_a_paper_is_one_line(paper: Document) -> None:
    (text,) = markdown.write([paper])
    assert text.splitlines(keepends=True) == [text]
    assert text.startswith("- [x] ")


def test_what_the_line_leaves_out_is_said() -> None:
    paper = Document(
        Record(title="x", abstract="y", extra={"pages": "1"}), Personal(tags=("a",), rating=3)
    )
    assert markdown.lost(paper) == ["abstract", "other fields", "rating", "tags"]
