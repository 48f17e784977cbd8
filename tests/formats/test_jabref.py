"""JabRef's special fields and Zotero's export through Better BibTeX."""

from datetime import date
from pathlib import Path

import pytest

from readlist.formats import bibtex, jabref
from readlist.records import Personal, Record, Remark

DATA = Path(__file__).parents[1] / "data" / "neighbours"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, None),
        ({"title": "x", "keywords": "a, b"}, None),
        ({"readstatus": "read"}, Personal("read")),
        ({"readstatus": "Skimmed"}, Personal("skimmed")),
        ({"readstatus": "unread"}, None),
        ({"ranking": "rank5"}, Personal(rating=5)),
        ({"ranking": "rank9"}, None),
        ({"priority": "prio1"}, Personal(priority=1)),
        ({"priority": "prio2"}, Personal(priority=0)),
        ({"priority": "prio3"}, Personal(priority=-1)),
        ({"priority": "urgent"}, None),
        ({"groups": "a,  b, a,,"}, Personal(tags=("a", "b"))),
        ({"groups": "R&D; b, c"}, Personal(tags=("R&D", "b, c"))),
        ({"groups": r"Caf{\'e}"}, Personal(tags=("Café",))),
    ],
)
def test_what_the_fields_say(fields: dict[str, str], said: Personal | None) -> None:
    assert jabref.personal(fields) == said


@pytest.mark.parametrize(
    "said",
    [Personal("read", 1, 3, tags=("a", "b")), Personal("skimmed", -1), Personal(rating=5)],
)
def test_the_fields_say_it_again(said: Personal) -> None:
    assert jabref.personal(jabref.special_fields(said)) == said


def test_a_status_that_jabref_does_not_know_is_left_out() -> None:
    assert jabref.special_fields(Personal("queued", starred=True)) == {}


def test_a_bib_file_of_zotero_and_jabref() -> None:
    text = (DATA / "better-bibtex.bib").read_text("utf-8")
    found = list(bibtex.read(text, today=date(2026, 11, 20)))
    zotero, jab = found
    assert isinstance(zotero, Record)
    assert isinstance(jab, Record)
    assert zotero.personal is None  # keywords are no tags, a note is no remark
    assert zotero.extra["keywords"] == "bread,listening"
    assert zotero.extra["file"].startswith("Full Text PDF:")
    assert jab.personal == Personal("skimmed", 1, 4, tags=("barns", "Time", "talk 2026"))
    assert jab.extra["readstatus"] == "skimmed"  # and goes out again as it came


ENTRY = "@article{okafor2016,\n  title = {Clocks},\n  month = may,\n  keywords = {barns},\n}"


def test_an_entry_that_says_it_all_stays_as_it_is() -> None:
    marked = jabref.marked(ENTRY, Personal("read", 1, 3, tags=("barns", "R&D")))
    assert marked == (
        "@article{okafor2016,\n  title = {Clocks},\n  month = may,\n"
        "  keywords = {barns, R&D},\n  readstatus = {read},\n  ranking = {rank3},\n"
        "  priority = {prio1},\n  groups = {barns, R&D},\n}"
    )
    assert jabref.marked(marked, Personal("read", 1, 3, tags=("barns", "R&D"))) == marked
    assert jabref.marked(ENTRY, Personal("inbox", 0)) == ENTRY


def test_what_jabref_has_no_field_for() -> None:
    assert jabref.lost(Personal("queued", 1, 3, True, ("a",), (Remark("x"),))) == [
        "status", "star", "notes"
    ]  # fmt: skip
    assert jabref.lost(Personal("read", 1, 3)) == []
