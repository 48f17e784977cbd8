"""What readlist takes a text for, where pages were joined, and what it refuses."""

import itertools
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from readlist.errors import UnknownFormat
from readlist.formats import FORMATS, Section, recognise
from readlist.records import Record

DATA = Path(__file__).parents[1] / "data" / "listings"
REAL = Path(__file__).parents[3] / "shared" / "listings"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt"))}
COUNTS = {"abstracts-only": 3, "arxiv-author": 3, "daily-papers": 5, "paper-search": 4}
REAL_COUNTS = {"abstracts-only": 10, "arxiv-author": 10, "daily-papers": 45, "paper-search": 232}
BIB = (
    "@article{okafor2016,\n  title = {Clocks},\n  abstract = {Abstract: one\n\nAbstract: two},\n}\n"
)
ESSAY = "I spent the summer by the lake, and we learned a lot about patience and boats. " * 8


def names(text: str, name: str = "") -> list[str]:
    return [section.format.name for section in recognise(text, name)]


def records(section: Section) -> list[Record]:
    read = import_module(section.format.module).read
    items = list(read(section.text, today=date(2026, 11, 20), first_line=section.first_line))
    assert all(isinstance(item, Record) for item in items)
    return items


def test_the_formats_have_what_a_format_has() -> None:
    for name, format in FORMATS.items():
        module = import_module(format.module)
        assert format.name == name
        assert callable(module.read)
        assert callable(module.looks_like)


@pytest.mark.parametrize("name", PAGES)
def test_one_page(name: str) -> None:
    (section,) = recognise(PAGES[name])
    assert (section.format.name, section.first_line, section.text) == (name, 1, PAGES[name])
    assert len(records(section)) == COUNTS[name]


@pytest.mark.parametrize("name", PAGES)
def test_a_module_knows_its_own_page(name: str) -> None:
    assert import_module(FORMATS[name].module).looks_like(PAGES[name])


@pytest.mark.parametrize(("one", "two"), list(itertools.product(PAGES, PAGES)))
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n"])
def test_two_pages_pasted_after_one_another(one: str, two: str, between: str) -> None:
    first = PAGES[one].rstrip("\n")
    sections = recognise(first + between + PAGES[two])
    assert sum(len(records(section)) for section in sections) == COUNTS[one] + COUNTS[two]
    assert [section.format.name for section in sections] in (
        [one, two],
        [one] if one == two else [],
    )
    assert "".join(section.text for section in sections) == first + between + PAGES[two]


def test_lines_are_counted_through_all_pages() -> None:
    text = PAGES["abstracts-only"] + "\n\n" + PAGES["paper-search"]
    lines = text.split("\n")
    *_, last = records(recognise(text)[-1])
    assert lines[last.line - 1] == last.title


def test_abstracts_with_a_label_and_an_arxiv_id_are_an_arxiv_listing() -> None:
    text = "".join(
        f"{line}\n\narXiv:2401.0612{n}\nCreated: 2024-01-0{n + 1}\n\n"
        for n, line in enumerate(PAGES["abstracts-only"].splitlines())
    )
    (section,) = recognise(text)
    assert section.format.name == "arxiv-author"
    assert [record.abstract.split()[0] for record in records(section)] == [
        "Moss", "Shoelaces", "Pendulum"
    ]  # fmt: skip


def test_two_daily_pages_keep_their_own_dates() -> None:
    text = (
        PAGES["daily-papers"] + "\n\n" + PAGES["daily-papers"].replace("\nMar 4\n", "\nMar 9\n", 1)
    )
    dates = [{record.listed_on for record in records(section)} for section in recognise(text)]
    assert dates == [{"2026-03-04"}, {"2026-03-09"}]


@pytest.mark.parametrize("name", PAGES)
def test_a_bibliography_beside_a_page(name: str) -> None:
    assert names(PAGES[name] + "\n\n" + BIB) == [name, "bibtex"]
    assert names(BIB + "\n" + PAGES[name]) == ["bibtex", name]


@pytest.mark.parametrize(
    "text",
    [
        BIB,
        "% a remark\n@string{x = {y}}\n",
        "@misc(okafor, title = {Clocks})",
        "Look at this:\n\n@article{okafor2016, title = {Clocks}}\n",
        "@inproceedings{\n  okafor2016,\n",
        "@article{okafor2016",
    ],
)
def test_bibtex(text: str) -> None:
    assert names(text) == ["bibtex"]


@pytest.mark.parametrize("text", ["", "no entry at all", PAGES["daily-papers"]])
def test_a_bib_file_is_bibtex_whatever_it_holds(text: str) -> None:
    assert names(text, "refs.BIB") == ["bibtex"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- id: a\n  title: A\n", "refs.yaml"),
        ("---\nreferences:\n- id: a\n  title: A\n...\n", ""),
        ("---\ntitle: Mine\nreferences:\n- id: a\n---\n\nText @a.\n", "paper.md"),
    ],
)
def test_references_in_yaml_are_sent_to_pandoc(text: str, name: str) -> None:
    with pytest.raises(UnknownFormat, match="--to csljson"):
        recognise(text, name)


@pytest.mark.parametrize("name", ["", "page.txt", "refs.bib"])
def test_html_is_refused_even_as_a_bib_file(name: str) -> None:
    with pytest.raises(UnknownFormat, match="HTML"):
        recognise("\ufeff\n<!DOCTYPE html>\n<html><body>@article{x, title={y}}</body></html>", name)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \r\n\t\ufeff\n", id="blanks"),
        pytest.param("\n\n".join([ESSAY] * 3), id="an essay"),
        pytest.param("\n".join(["A Long Way Home", ESSAY] * 4), id="an essay with headings"),
        pytest.param("Introduction\nMethods\nResults\nWhat We Should Do Next\n", id="headings"),
        pytest.param("To do\n- milk\n• 3 apples\n- call Ann\n1\n2\nDec 9\n", id="a list"),
        pytest.param("title,author,year\nClocks,Okafor,2016\nDough,Lind,2017\n", id="CSV"),
        pytest.param('[{"title": "Clocks", "abstract": "We hang"}]', id="JSON"),
        pytest.param(
            "From: a@example.org\nSubject: paper\n\nHi,\n\narXiv:2401.06121\n\nlooks good.\n",
            id="an e-mail",
        ),
        pytest.param(
            "@dataclass(slots=True)\nclass A:\n    @property\n    def b(self): ...\n", id="Python"
        ),
        pytest.param('@Override\n@Column(name, length = 3)\n@Path("/x")\n', id="Java"),
        pytest.param("@media screen {\n}\n@page {\n  margin: 1cm\n}\n", id="CSS"),
        pytest.param(
            "Clocks\nA. Okafor\nAbstract: We hang clocks.\n\n1 Barns\n\n"
            + "\n\n".join([ESSAY] * 3),
            id="the text of a whole paper",
        ),
        pytest.param("\x00\x01\x02PNG\r\n\x1a\n" * 9, id="binary"),
    ],
)
def test_what_is_no_listing_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        recognise(text)
    message = str(caught.value)
    assert all(format.title in message for format in FORMATS.values())
    assert "\n" not in message
    assert message.endswith(".")


def test_a_search_page_without_its_top() -> None:
    lines = PAGES["paper-search"].splitlines()[4:]
    (section,) = recognise("\n".join(lines))
    assert section.format.name == "paper-search"
    assert len(records(section)) == 3


def test_a_large_text_is_recognised_by_samples() -> None:
    text = (PAGES["paper-search"] + "\n") * 4000
    assert len(text) > 8_000_000
    (section,) = recognise(text)
    assert section == Section(FORMATS["paper-search"], text, 1)


def test_a_large_text_of_another_kind_is_refused() -> None:
    with pytest.raises(UnknownFormat):
        recognise((ESSAY + "\n\n") * 14_000)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real listings are not here")
class TestRealListings:
    @pytest.mark.parametrize("name", REAL_COUNTS)
    def test_each_gives_its_records(self, name: str) -> None:
        (section,) = recognise((REAL / f"{name}.txt").read_text(encoding="utf-8"))
        assert section.format.name == name
        assert len(records(section)) == REAL_COUNTS[name]

    @pytest.mark.parametrize(("one", "two"), list(itertools.permutations(REAL_COUNTS, 2)))
    def test_two_pages(self, one: str, two: str) -> None:
        text = "\n".join((REAL / f"{name}.txt").read_text(encoding="utf-8") for name in (one, two))
        found = [(section.format.name, len(records(section))) for section in recognise(text)]
        assert found == [(one, REAL_COUNTS[one]), (two, REAL_COUNTS[two])]
