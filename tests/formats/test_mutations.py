"""A page says the same whatever a clipboard, an editor or a cut did to it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlist.errors import UnknownFormat
from readlist.formats import FORMATS, recognise
from readlist.records import Item, Record, Rejected

DATA = Path(__file__).parents[1] / "data" / "listings"
REAL = Path(__file__).parents[3] / "shared" / "listings"
FOLDERS = [DATA, *([REAL] if REAL.is_dir() else [])]
PAGES = {
    f"{folder.parent.name}/{path.stem}": path.read_text(encoding="utf-8")
    for folder in FOLDERS
    for path in sorted(folder.glob("*.txt"))
}
LISTED = [format for format in FORMATS.values() if format.name != "bibtex"]
ANY_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["", "·", "• 3 authors", "1 authors", "Dec 9", "Feb 21 2", "Feb 30", "Daily Papers",
             "Subscribe", "SubscribeX", "Foo Foo", "arXiv:2401.06121", "arXiv:", "Created: 2024",
             "Abstract:", "Abstract: We show", "A Title of Some Words", "We prove it. " * 40, "12",
             "https://arxiv.org/abs/2401.06121", "@article{x,", "}", "DOI: 10.1/x", "\ufeff"]
        ),
        st.text(max_size=30),
    ),
    max_size=30,
).map("\n".join)  # fmt: skip


def read(text: str) -> list[Item]:
    return [
        item
        for section in recognise(text)
        for item in import_module(section.format.module).read(
            section.text, today=date(2026, 11, 20), first_line=section.first_line
        )
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda t: t.replace("\n", "\r"), id="old Mac line ends"),
        pytest.param(lambda t: t.replace("\n", "\u2028"), id="line separators"),
        pytest.param(lambda t: "\ufeff" + t, id="byte order mark"),
        pytest.param(lambda t: t.replace(" ", "\u00a0"), id="non-breaking spaces"),
        pytest.param(lambda t: t.replace("\n", " \t\n"), id="trailing blanks"),
        pytest.param(lambda t: t + "\r\n\r\n", id="blank lines at the end"),
    ],
)
def test_nothing_changes(page: str, change: Callable[[str], str]) -> None:
    assert read(change(PAGES[page])) == read(PAGES[page])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace("\n", "\n    "), id="indented"),
        pytest.param(lambda t: t.replace("\n", "\n\n"), id="twice the blank lines"),
        pytest.param(lambda t: "\n".join(filter(None, t.split("\n"))), id="no blank lines"),
        pytest.param(lambda t: "\n\n\n" + t, id="blank lines above"),
    ],
)
def test_only_the_place_changes(page: str, change: Callable[[str], str]) -> None:
    def said(text: str) -> list[Record]:
        return [replace(item, line=0, raw="") for item in read(text) if isinstance(item, Record)]

    assert said(change(PAGES[page])) == said(PAGES[page])


@settings(max_examples=80)
@given(st.data())
def test_a_page_cut_at_its_end_loses_its_last_paper_at_most(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(sorted(PAGES)))
    text = PAGES[page]
    at = data.draw(st.integers(0, len(text)))
    whole = [item for item in read(text) if isinstance(item, Record)]
    module = import_module(FORMATS[page.rpartition("/")[2]].module)
    found = [
        item
        for item in module.read(text[:at], today=date(2026, 11, 20))
        if isinstance(item, Record)
    ]
    assert found[:-1] == whole[: max(0, len(found) - 1)]
    complete = [record for record in whole if text[:at].find(record.raw + "\n\n") >= 0]
    assert len(found) >= len(complete)


@settings(max_examples=80)
@given(st.data())
def test_a_page_cut_at_its_top_keeps_all_later_papers(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(sorted(PAGES)))
    text = PAGES[page]
    at = data.draw(st.integers(0, len(text)))
    whole = [(item.title, item.abstract) for item in read(text) if isinstance(item, Record)]
    module = import_module(FORMATS[page.rpartition("/")[2]].module)
    items = list(module.read(text[at:], today=date(2026, 11, 20)))
    found = [(item.title, item.abstract) for item in items if isinstance(item, Record)]
    assert found[1:] == whole[len(whole) - len(found) + 1 :]


@settings(max_examples=80)
@given(st.one_of(ANY_LINES, st.text()))
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    with suppress(UnknownFormat):
        recognise(text)
    for format in LISTED:
        for item in import_module(format.module).read(text, today=date(2026, 11, 20), first_line=7):
            assert item.line >= 7 if isinstance(item, Record | Rejected) else True


@settings(max_examples=80)
@given(ANY_LINES)
def test_sections_are_the_text(text: str) -> None:
    try:
        sections = recognise(text)
    except UnknownFormat:
        return
    assert "".join(section.text for section in sections) == text
    assert [section.first_line for section in sections] == sorted(
        {section.first_line for section in sections}
    )
