"""RIS as publishers and Zotero write it, in and out again."""

from datetime import date
from pathlib import Path

import pytest

from readlist.formats import recognise, ris
from readlist.records import Document, Item, Name, Notice, Personal, Record, Rejected, Remark

DATA = Path(__file__).parents[1] / "data" / "neighbours"


def items(text: str, first_line: int = 1) -> list[Item]:
    return list(ris.read(text, today=date(2026, 11, 20), first_line=first_line))


def only(text: str) -> Record:
    (record,) = items(text)
    assert isinstance(record, Record)
    return record


def written(*records: Record, personal: Personal | None = None) -> str:
    documents = [Document(record, personal or Personal()) for record in records]
    return "".join(ris.write(documents, personal=personal is not None))


@pytest.mark.parametrize("name", ["publisher.ris", "zotero.ris"])
def test_goes_out_as_expected(name: str) -> None:
    records = items((DATA / name).read_text("utf-8"))
    expected = (DATA / f"{name}.expected").read_text("utf-8")
    assert written(*records) == expected  # type: ignore[arg-type]
    again = items(expected)
    assert written(*again) == expected  # type: ignore[arg-type]


def test_a_publishers_record() -> None:
    record = only((DATA / "publisher.ris").read_text("utf-8"))
    assert record.authors == (
        Name("Okafor", "Ngozi"),
        Name("Broek", "Piet", "van den", "Jr"),
        Name("Clockmakers' Guild of Ulm", corporate=True),
    )
    assert record.author_count == 3
    assert (record.venue, record.year, record.date) == (
        "Journal of Rural Horology", 2016, "2016-05-28"
    )  # fmt: skip
    assert (record.doi, record.citation_key) == ("10.1234/jrh.2016.104", "Okafor2016")
    assert record.abstract.endswith("forty barns and wait. They slow down by a minute a week.")
    assert record.extra["pages"] == "104--119"
    assert record.extra["keywords"] == "clocks; barns, humid"
    assert record.personal is None  # keywords are the author's, notes the publisher's
    assert record.extra["note"] == "Received 3 March"


def test_unknown_tags_come_out_again() -> None:
    record = only("TY  - JOUR\nTI  - x\nC1  - a\nC1  - b\nX9  - c\nER  - \n")
    assert record.extra == {"ris-c1": "a", "ris-c1-2": "b", "ris-x9": "c"}
    assert "C1  - a\nC1  - b\nX9  - c\n" in written(record)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_say_nothing(end: str, mark: str) -> None:
    text = (DATA / "zotero.ris").read_text("utf-8")
    changed = items(mark + text.replace("\n", end))
    assert [type(item) for item in changed] == [Record] * 4
    plain = items(text)
    assert [item.title for item in changed] == [item.title for item in plain]  # type: ignore[union-attr]
    assert changed[1].line == 16  # type: ignore[union-attr]


def test_a_record_without_its_end_is_told_and_kept() -> None:
    found = items("TY  - JOUR\nTI  - one\nTY  - BOOK\nTI  - two\n")
    assert [type(item) for item in found] == [Notice, Record, Notice, Record]
    assert [item.line for item in found] == [1, 1, 3, 3]  # type: ignore[union-attr]


def test_lines_are_counted_from_the_first() -> None:
    assert only("TY  - JOUR\nTI  - one\nER  - ").line == 1
    (record,) = items("TY  - JOUR\nTI  - one\nER  - ", first_line=40)
    assert isinstance(record, Record)
    assert record.line == 40


def test_an_empty_record_is_rejected_and_harms_no_other() -> None:
    first, second = items("TY  - JOUR\nKW  - x\nER  - \nTY  - JOUR\nTI  - one\nER  - \n")
    assert isinstance(first, Rejected)
    assert (first.line, first.raw) == (1, "TY  - JOUR\nKW  - x\nER  - ")
    assert isinstance(second, Record)


def test_what_stands_around_the_records_is_told_once() -> None:
    found = items("Provider: Ulm\nContent: text\n\nTY  - JOUR\nTI  - one\nER  - \n")
    assert [type(item) for item in found] == [Notice, Record]


def test_a_dash_in_an_abstract_is_no_tag() -> None:
    record = only("TY  - JOUR\nTI  - one\nAB  - We study\nAI - a survey -\nof it.\nER  - \n")
    assert record.abstract == "We study AI - a survey - of it."


def test_one_blank_before_the_dash() -> None:
    record = only("TY - JOUR\nTI - one\nAU - Lind, Åsa\nER -\n")
    assert (record.title, record.authors) == ("one", (Name("Lind", "Åsa"),))


@pytest.mark.parametrize(
    ("cells", "date_"),
    [
        ("PY  - 2016", "2016"),
        ("PY  - 2016///", "2016"),
        ("Y1  - 2016/05//", "2016-05"),
        ("PY  - 2016\nDA  - 2016/05/28/", "2016-05-28"),
        ("PY  - 2016\nDA  - 2016-05-28", "2016-05-28"),
        ("PY  - 2016\nDA  - May 28, 2016", "2016-05-28"),
        ("PY  - 2016\nDA  - 2015/12/01/", "2016"),
        ("PY  - 2016/13/40/", "2016"),
        ("PY  - 2016/02/31/", "2016-02"),
        ("DA  - 28/5/16", ""),
        ("PY  - in press", ""),
    ],
)
def test_dates(cells: str, date_: str) -> None:
    record = only(f"TY  - JOUR\nTI  - x\n{cells}\nER  - \n")
    assert (record.date, record.year) == (date_, int(date_[:4]) if date_ else None)


def test_a_day_in_another_year_is_kept() -> None:
    record = only("TY  - JOUR\nTI  - x\nPY  - 2016\nDA  - 2015/12/01/\nER  - \n")
    assert record.extra == {"ris-da": "2015/12/01/"}


@pytest.mark.parametrize(
    ("key", "kept"),
    [("Okafor2016", True), ("DBLP:conf/x", True), ("1234", False), ("10.1000/182", False),
     ("two words", False), ("", False)],
)  # fmt: skip
def test_an_id_is_a_citation_key_where_it_can_be_one(key: str, kept: bool) -> None:
    record = only(f"TY  - JOUR\nTI  - x\nID  - {key}\nER  - \n")
    assert record.citation_key == (key if kept else "")
    assert record.extra == ({} if kept or not key else {"ris-id": key})


def test_people() -> None:
    record = only(
        "TY  - JOUR\nTI  - x\nAU  - Gauß, Carl Friedrich\nAU  - Plato\nAU  - Ulm Guild,\n"
        "AU  - et al.\nA1  - Lee, J.\nED  - Brot, K.\nER  - \n"
    )
    assert record.authors == (
        Name("Gauß", "Carl Friedrich"),
        Name("Plato"),
        Name("Ulm Guild", corporate=True),
        Name("Lee", "J."),
    )
    assert (record.more_authors, record.author_count) == (True, None)
    assert record.editors == (Name("Brot", "K."),)


def test_two_namesakes_stay_two() -> None:
    record = Record(title="x", authors=(Name("Lee", "J."), Name("Lee", "J.")))
    assert written(record).count("AU  - Lee, J.") == 2


@pytest.mark.parametrize(
    ("kind", "entry_type"),
    [("JOUR", "article"), ("CPAPER", "inproceedings"), ("CONF", "inproceedings"),
     ("CHAP", "incollection"), ("THES", "phdthesis"), ("RPRT", "techreport"), ("ELEC", "online"),
     ("NOPE", "misc")],
)  # fmt: skip
def test_types(kind: str, entry_type: str) -> None:
    record = only(f"TY  - {kind}\nTI  - x\nAU  - A, B\nT2  - y\nER  - \n")
    assert record.entry_type == entry_type


def test_a_type_that_bibtex_has_not_comes_out_again() -> None:
    text = written(only("TY  - MGZN\nTI  - x\nER  - \n"))
    assert text.startswith("TY  - MGZN\n")


def test_a_generic_record_says_nothing_of_its_type() -> None:
    assert only("TY  - GEN\nTI  - x\nER  - \n").entry_type == ""


def test_keywords_are_carried_however_they_were_separated() -> None:
    record = Record(title="A", citation_key="a", extra={"keywords": "attention,notion"})
    assert ris.lost(Document(record)) == []


def test_a_field_without_a_tag_is_said_to_be_lost() -> None:
    record = Record(title="x", entry_type="misc", extra={"crossref": "y", "file": "/home/me/a.pdf"})
    assert ris.lost(Document(record)) == ["field crossref"]
    assert "/home/me" not in written(record)


def test_latex_becomes_text() -> None:
    record = Record(title=r"{BERT} \& {\AA}sa's $\alpha$", authors=(Name("Lind"),))
    assert "TI  - BERT & Åsa's α\n" in written(record)


def test_tags_and_notes_go_along_when_asked() -> None:
    said = Personal("read", 1, 3, True, ("ml/vision",), (Remark("Good.\n\nER  - \nend"),))
    document = Document(Record(title="x"), said)
    assert "KW" not in "".join(ris.write([document]))
    text = "".join(ris.write([document], personal=True))
    assert "KW  - ml/vision\n" in text
    back = only(text)
    assert back.personal == Personal(notes=(Remark("Good.\n\nER -\nend"),))
    assert ris.lost(document, personal=True) == [
        "status", "priority", "rating", "star", "tags (keywords now)"
    ]  # fmt: skip


def test_recognised_among_pages_and_by_itself() -> None:
    text = (DATA / "zotero.ris").read_text("utf-8")
    assert [section.format.name for section in recognise(text)] == ["ris"]
    both = "@misc{a,\n  title = {b},\n}\n\n" + text
    found = recognise(both)
    assert [section.format.name for section in found] == ["bibtex", "ris"]
    assert found[1].first_line == 5
