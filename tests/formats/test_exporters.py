"""What holds for every format that papers go out in."""

from datetime import date
from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlist.formats import FORMATS, recognise
from readlist.formats.exporters import EXPORTERS, by_suffix
from readlist.formats.losses import unlike
from readlist.records import Document, Record
from tests.formats.documents import hostile, ordinary

MODULES = {name: import_module(e.module) for name, e in EXPORTERS.items() if e.module}
ONE_FILE = {name: module for name, module in MODULES.items() if hasattr(module, "write")}
BOTH_WAYS = {name: module for name, module in ONE_FILE.items() if name in FORMATS}


def there_and_back(module: ModuleType, documents: list[Document]) -> list[object]:
    text = "".join(module.write(documents, personal=True))
    return list(module.read(text, today=date(2026, 11, 20)))


def test_an_exporter_has_what_an_exporter_has() -> None:
    for name, exporter in EXPORTERS.items():
        assert exporter.name == name
        if exporter.module:
            module = import_module(exporter.module)
            assert callable(module.lost)
            assert callable(getattr(module, "write", None) or module.files)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("refs.bib", "bibtex"),
        ("a/b.RIS", "ris"),
        ("x.json", "csl-json"),
        ("list.md", "markdown"),
        ("t.csv", "csv"),
        ("refs", "bibtex"),
        ("refs.txt", "bibtex"),
        ("", "bibtex"),
    ],
)
def test_a_suffix_names_the_format(file: str, name: str) -> None:
    assert by_suffix(file).name == name


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(max_examples=60)
@given(papers=st.lists(hostile(), max_size=3))
def test_no_text_breaks_the_format(name: str, papers: list[Document]) -> None:
    back = there_and_back(MODULES[name], papers)
    assert all(isinstance(item, Record) for item in back), back
    assert len(back) == len(papers)


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(max_examples=60)
@given(papers=st.lists(hostile(), max_size=2))
def test_what_came_back_goes_out_the_same(name: str, papers: list[Document]) -> None:
    module = MODULES[name]

    def again(records: list[object]) -> list[object]:
        made = [Document(r, r.personal or Document(r).personal) for r in records]  # type: ignore[attr-defined, arg-type]
        text = "".join(module.write(made, personal=True))
        texts.append(text)
        return list(module.read(text, today=date(2026, 11, 20)))

    texts: list[str] = []
    again(again(there_and_back(module, papers)))
    assert texts[0] == texts[1]


@pytest.mark.parametrize("name", MODULES)
@settings(max_examples=30)
@given(papers=st.lists(hostile(), max_size=2))
def test_the_same_papers_give_the_same_bytes(name: str, papers: list[Document]) -> None:
    module = MODULES[name]
    write = getattr(module, "write", None) or module.files
    assert list(write(papers)) == list(write(papers))


@pytest.mark.parametrize("name", ONE_FILE)
@settings(max_examples=30)
@given(papers=st.lists(hostile(), max_size=2))
def test_all_that_is_written_is_utf8(name: str, papers: list[Document]) -> None:
    "".join(MODULES[name].write(papers, personal=True)).encode()


@settings(max_examples=150)
@given(ordinary())
def test_csl_json_carries_all_of_a_paper(paper: Document) -> None:
    assert MODULES["csl-json"].lost(paper, personal=True) == []


@settings(max_examples=150)
@given(ordinary())
def test_ris_loses_what_it_says_and_no_more(paper: Document) -> None:
    lost = set(MODULES["ris"].lost(paper))
    assert lost <= {"that there are more authors"}
    assert ("that there are more authors" in lost) == paper.record.more_authors


@settings(max_examples=100)
@given(ordinary())
def test_a_table_carries_what_it_has_columns_for(paper: Document) -> None:
    (back,) = there_and_back(MODULES["csv"], [paper])
    assert isinstance(back, Record)
    for name in ("title", "authors", "more_authors", "year", "date", "venue", "doi", "url",
                 "entry_type", "citation_key", "abstract"):  # fmt: skip
        assert getattr(back, name) == getattr(paper.record, name), name
    assert back.personal is not None
    for name in ("status", "priority", "rating", "starred", "tags"):
        assert getattr(back.personal, name) == getattr(paper.personal, name), name


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(max_examples=40)
@given(papers=st.lists(ordinary(), min_size=1, max_size=3))
def test_what_was_written_is_recognised(name: str, papers: list[Document]) -> None:
    text = "".join(MODULES[name].write(papers))
    assert [section.format.name for section in recognise(text)] == [name]


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(max_examples=60)
@given(text=st.text())
def test_no_text_raises(name: str, text: str) -> None:
    list(MODULES[name].read(text, today=date(2026, 11, 20)))


def test_a_place_under_its_other_name_is_not_lost() -> None:
    record = Record(title="T", citation_key="k", entry_type="book", extra={"location": "Berlin"})
    back = Record(title="T", citation_key="k", entry_type="book", extra={"address": "Berlin"})
    assert unlike(Document(record), back, personal=False) == []
    assert unlike(
        Document(record), Record(title="T", citation_key="k", entry_type="book"), personal=False
    ) == ["field location"]
