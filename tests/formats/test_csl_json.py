"""CSL-JSON as Better BibTeX, Zotero, pandoc and Crossref write it, in and out again."""

import json
from datetime import date
from pathlib import Path

import pytest

from readlist.errors import UnknownFormat
from readlist.formats import csl_json, recognise
from readlist.formats.csl_json.rich_text import from_csl, to_csl
from readlist.records import Document, Item, Name, Personal, Record, Rejected, Remark

DATA = Path(__file__).parents[1] / "data" / "neighbours"


def items(text: str) -> list[Item]:
    return list(csl_json.read(text, today=date(2026, 11, 20)))


def only(**said: object) -> Record:
    (record,) = items(json.dumps([{"title": "x", **said}]))
    assert isinstance(record, Record)
    return record


def test_an_export_of_better_bibtex() -> None:
    clocks, crumbs, yeast = items((DATA / "better-bibtex.json").read_text("utf-8"))
    assert isinstance(clocks, Record)
    assert clocks.citation_key == "okaforWhyBarnClocks2016"
    assert clocks.title == (r"Why {ULM} clocks run slow \emph{in situ} with CO\textsubscript{2}")
    assert clocks.authors == (
        Name("Okafor", "Ngozi"),
        Name("Broek", "Piet", "van den", "Jr"),
        Name("Souza", "Ana", "de"),
        Name("Clockmakers' Guild of Ulm", corporate=True),
    )
    assert (clocks.date, clocks.doi, clocks.line) == ("2016-05-28", "10.1234/jrh.2016.104", 2)
    assert clocks.extra == {
        "volume": "12", "number": "3", "pages": "104--119", "issn": "1234-567X",
        "language": "en-GB", "keywords": "clocks,barns", "note": "Received 3 March",
        "shortjournal": "J. Rural Horol.", "urldate": "2020-01-02", "csl-source": "Ulm Library",
    }  # fmt: skip
    assert clocks.personal is None
    assert isinstance(crumbs, Record)
    assert (crumbs.entry_type, crumbs.arxiv_id, crumbs.extra) == ("misc", "2401.06121", {})
    assert crumbs.citation_key == ""  # its id is Zotero's own
    assert isinstance(yeast, Record)
    assert (yeast.entry_type, yeast.date) == ("mastersthesis", "2014-06")
    assert yeast.extra == {"school": "University of Bergen"}


def test_what_came_from_others_goes_back_as_it_came() -> None:
    text = (DATA / "better-bibtex.json").read_text("utf-8")
    records = [item for item in items(text) if isinstance(item, Record)]
    out = json.loads("".join(csl_json.write([Document(record) for record in records])))
    source = json.loads(text)[0]
    source["DOI"] = source["DOI"].lower()
    source["note"] = "Received 3 March"
    source["issued"] = {"date-parts": [[2016, 5, 28]]}
    source["author"][2] = {"family": "Souza", "given": "Ana", "non-dropping-particle": "de"}
    assert out[0] == source
    assert "custom" not in out[1]


@pytest.mark.parametrize(
    "text",
    [
        '[{"type": "book", "title": "one"}, {"type": "book", "title": "two"}]',
        '{"references": [{"type": "book", "title": "one"}, {"type": "book", "title": "two"}]}',
        '{"config": 1, "items": [{"type": "book", "title": "one"}, {"type":"book","title":"two"}]}',
        '\ufeff [\r\n{"type": "book", "title": "one"},\r\n{"type": "book", "title": "two"}]',
    ],
)
def test_lists_of_every_program(text: str) -> None:
    assert [section.format.name for section in recognise(text)] == ["csl-json"]
    assert [item.title for item in items(text)] == ["one", "two"]  # type: ignore[union-attr]


def test_a_single_item_as_doi_org_sends_it() -> None:
    (record,) = items('{"type": "article-journal", "title": ["one"], "DOI": "10.1/X"}')
    assert isinstance(record, Record)
    assert record.title == "one"


def test_a_broken_item_is_rejected_and_the_others_arrive() -> None:
    text = (
        '[\n{"type": "book", "title": "one"},\n{"type": "book", title: 2},\n'
        '{"type": "book"},\n7,\n{"type": "book", "title": "three"}\n]'
    )
    found = items(text)
    assert [type(item) for item in found] == [Record, Rejected, Rejected, Rejected, Record]
    assert [item.line for item in found] == [2, 3, 4, 5, 6]  # type: ignore[union-attr]


def test_a_file_cut_off_keeps_its_whole_items() -> None:
    text = (DATA / "better-bibtex.json").read_text("utf-8")
    first, *rest = items(text[: text.index('"On the patience')])
    assert isinstance(first, Record)
    assert isinstance(rest[-1], Rejected)
    assert isinstance(rest[0], Record)


def test_nesting_without_end_is_rejected() -> None:
    (found,) = items("[" + '{"a":' * 200_000)
    assert isinstance(found, Rejected)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"id": "lind2017"}, "lind2017"),
        ({"id": "lind2017", "citation-key": "dough"}, "dough"),
        ({"id": 3, "note": "Citation Key: dough\nmore"}, "dough"),
        ({"id": "http://zotero.org/users/1/items/A"}, ""),
        ({"id": "1234"}, ""),
        ({"id": "two words"}, ""),
        ({"id": "10.1000/182"}, ""),
        ({"id": "a,b"}, ""),
    ],
)
def test_citation_keys(said: dict[str, object], key: str) -> None:
    assert only(**said).citation_key == key


@pytest.mark.parametrize(
    ("issued", "date_"),
    [
        ({"date-parts": [[2016]]}, "2016"),
        ({"date-parts": [["2016", "5", 28]]}, "2016-05-28"),
        ({"date-parts": [[2016, 5], [2017, 1]]}, "2016-05"),
        ({"date-parts": [[2016, 13]]}, "2016"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": []}, ""),
        ({"date-parts": [[-44]]}, ""),
        ({"raw": "2016-05-28"}, "2016-05-28"),
        ({"literal": "May 2016"}, "2016-05"),
        ("2016-05", "2016-05"),
        (2016, "2016"),
        ([2016], ""),
        ({"season": 1}, ""),
    ],
)
def test_dates(issued: object, date_: str) -> None:
    assert only(issued=issued).date == date_


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"family": "van den Berg", "given": "Anna"}, Name("Berg", "Anna", "van den")),
        ({"family": "Plato"}, Name("Plato")),
        ({"family": "van Berg", "non-dropping-particle": ""}, Name("van Berg")),
        ({"given": "Plato"}, Name("Plato")),
        ({"literal": "CERN"}, Name("CERN", corporate=True)),
        ({"name": "CERN"}, Name("CERN", corporate=True)),
        ({"family": "A", "given": "B", "suffix": "III"}, Name("A", "B", "", "III")),
    ],
)
def test_people(person: dict[str, str], name: Name) -> None:
    assert only(author=[person]).authors == (name,)


def test_others_are_nobody() -> None:
    record = only(author=[{"family": "Lind", "given": "Å."}, {"literal": "others"}])
    assert (record.authors, record.more_authors) == ((Name("Lind", "Å."),), True)
    (said,) = json.loads("".join(csl_json.write([Document(record)])))
    assert said["author"][-1] == {"literal": "others"}


@pytest.mark.parametrize("value", [None, 7, "x", [], [7], {}, [None], [[]], True])
@pytest.mark.parametrize(
    "name", ["title", "author", "issued", "DOI", "note", "custom", "keyword", "type", "id", "page"]
)
def test_values_of_a_wrong_kind_say_nothing(name: str, value: object) -> None:
    (found,) = items(json.dumps([{"title": "x", "DOI": "10.1234/x", **{name: value}}]))
    assert isinstance(found, Record)


@pytest.mark.parametrize("value", [None, 7, "x", [], {"fields": 3}, {"fields": {"A b": "x"}},
                                   {"personal": {"rating": 9, "tags": 3, "notes": [7]}},
                                   {"entry-type": "no type!", "without": [[], 3]}])  # fmt: skip
def test_a_forged_custom_part_harms_nothing(value: object) -> None:
    record = only(custom={"readlist": value})
    assert (record.title, record.extra, record.entry_type) == ("x", {}, "misc")
    assert record.personal in (None, Personal())


def test_what_csl_has_no_word_for_comes_back() -> None:
    record = Record(
        title="x",
        entry_type="proceedings",
        organization="ACM",
        comment="17 pages",
        editors=(Name("Brot", "Karl"),),
        extra={"crossref": "y", "year": "1995--1996", "file": "/home/me/a.pdf"},
    )
    said = Personal("read", 1, 3, True, ("ml",), (Remark("Good.", "2026-11-20T12:00:00Z"),))
    document = Document(record, said)
    assert csl_json.lost(document, personal=True) == []
    text = "".join(csl_json.write([document], personal=True))
    assert "/home/me" not in text
    (back,) = items(text)
    assert isinstance(back, Record)
    assert back.personal == said
    assert "keywords" not in back.extra  # the tags are keywords to others only


def test_a_listed_paper_of_no_type_stays_one() -> None:
    record = Record(title="x", author_count=7, organization="CMU", arxiv_id="2401.06121")
    text = "".join(csl_json.write([Document(record)]))
    assert json.loads(text)[0]["type"] == "article"
    (back,) = items(text)
    assert isinstance(back, Record)
    assert (back.entry_type, back.author_count, back.organization) == ("", 7, "CMU")


@pytest.mark.parametrize(
    ("latex", "rich"),
    [
        ("Plain & simple <3", "Plain & simple <3"),
        ("{BERT} {B}ook", '<span class="nocase">BERT</span> <span class="nocase">B</span>ook'),
        (r"\emph{in vivo}", "<i>in vivo</i>"),
        (r"\textbf{bold} and \textsuperscript{up}", "<b>bold</b> and <sup>up</sup>"),
        ("Erd{\\H o}s", "Erdős"),
        ("", ""),
    ],
)  # fmt: skip
def test_rich_text_out(latex: str, rich: str) -> None:
    assert to_csl(latex) == rich


@pytest.mark.parametrize(
    ("rich", "latex"),
    [
        ("<i>in</i> <b>x</b>", r"\emph{in} \textbf{x}"),
        ('<span class="nocase">BERT</span>', "{BERT}"),
        ('<span style="font-variant:small-caps;">x</span>', r"\textsc{x}"),
        ("a < b <i>c", "a < b <i>c"),
        ("</i> x", "</i> x"),
        ("<i><b>x</b></i>", r"\emph{\textbf{x}}"),
        ("<i>a <b>x</i>", "<i>a <b>x</i>"),
        ("<span>x</span>", "<span>x</span>"),
    ],
)
def test_rich_text_in(rich: str, latex: str) -> None:
    assert from_csl(rich) == latex


def test_other_json_is_refused_but_under_its_suffix() -> None:
    text = '[{"title": "Clocks", "abstract": "We hang"}]'
    with pytest.raises(UnknownFormat):
        recognise(text)
    assert recognise(text, "export.json")[0].format.name == "csl-json"
    with pytest.raises(UnknownFormat):
        recognise("just words", "export.json")


def test_half_a_character_is_written_as_a_mark_of_what_is_missing() -> None:
    record = Record(title="x", citation_key="k\ud800", extra={"crossref": "a\udc00"})
    text = "".join(csl_json.write([Document(record)]))
    assert "\ufffd" in text.encode().decode()
