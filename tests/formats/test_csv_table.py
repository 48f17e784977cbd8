"""The table for spreadsheets: stable columns, and cells that never compute."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats import csv_table, recognise
from readlist.models import ReadingStatus
from readlist.records import STATUSES, Document, Name, Notice, Personal, Record, Rejected
from tests.formats.documents import hostile

HEADER = (
    "key,type,title,authors,year,date,venue,doi,arxiv,url,status,priority,rating,starred,tags,"
    "added,abstract"
)


def table(*papers: Document) -> str:
    return "".join(csv_table.write(papers))


def test_a_row() -> None:
    record = Record(
        title='He said "clocks", twice',
        authors=(Name("Okafor", "Ngozi"), Name("Berg", "Anna", "van den", "Jr")),
        more_authors=True,
        year=2016,
        citation_key="okafor2016",
    )
    said = Personal("read", 1, 4, True, ("ml/vision", "to read"))
    text = table(Document(record, said, added_at="2026-11-20T12:00:00Z"))
    assert text == (
        f'{HEADER}\nokafor2016,,"He said ""clocks"", twice",'
        '"Okafor, Ngozi; van den Berg, Anna, Jr; et al.",2016,2016,,,,,read,high,4,yes,'
        '"ml/vision, to read",2026-11-20T12:00:00Z,\n'
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'=", "''+", "＝"])
def test_no_cell_computes_and_none_is_changed(start: str) -> None:
    title = f"{start}cmd|' /C calc'!A0"
    text = table(Document(Record(title=title)))
    cell = list(csv.reader(io.StringIO(text)))[1][2]
    assert cell == f"'{title}"
    (back,) = csv_table.read(text, today=date(2026, 11, 20))
    assert isinstance(back, Record)
    assert back.title == title


@given(st.lists(hostile(), max_size=3))
def test_cells_are_safe_and_rows_are_whole(papers: list[Document]) -> None:
    rows = list(csv.reader(io.StringIO(table(*papers), newline="")))
    assert len(rows) == len(papers) + 1
    for row in rows[1:]:
        assert len(row) == len(csv_table.COLUMNS)
        assert all(cell[:1] not in ("=", "+", "-", "@", "\t", "\r") for cell in row)


def test_columns_may_change_places_and_stay_away() -> None:
    text = f"{HEADER}\nk,misc,x,,2020,,,,,,,,,,,,\n"
    (one,) = csv_table.read(text, today=date(2026, 11, 20))
    (two,) = csv_table.read("title,year\nx,2020\n", today=date(2026, 11, 20))
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.title, one.year) == (two.title, two.year) == ("x", 2020)


def test_an_empty_row_is_rejected_with_its_line() -> None:
    found = list(csv_table.read(f'{HEADER}\n,,"x\ny",\n,,,,\n', today=date(2026, 11, 20)))
    assert isinstance(found[0], Record)
    assert isinstance(found[1], Rejected)
    assert (found[0].line, found[1].line) == (2, 4)


def test_only_our_own_header_is_recognised() -> None:
    assert recognise(f"\ufeff{HEADER}\r\n")[0].format.name == "csv"
    assert not csv_table.looks_like("title,author,year\n")


def test_what_has_no_column_is_said() -> None:
    record = Record(title="x", comment="17 pages", extra={"pages": "1"})
    assert csv_table.lost(Document(record)) == ["authors' comment", "other fields"]


def test_a_status_that_is_none_is_told_and_the_paper_arrives() -> None:
    rows = "a,,A,,,,,,,, Read ,,,,,,\nb,,B,,,,,,,,finished,,,,,,\n"
    one, told, two = csv_table.read(f"{HEADER}\n{rows}", today=date(2026, 11, 20))
    assert isinstance(one, Record)
    assert one.personal == Personal("read")
    assert isinstance(told, Notice)
    assert told.line == 3
    assert told.message.startswith("“finished” is no reading status; there are inbox, ")
    assert isinstance(two, Record)
    assert two.title == "B"


def test_the_statuses_are_those_of_the_tables() -> None:
    assert tuple(status.value for status in ReadingStatus) == STATUSES
