"""A child shows what it has from its parent, and its entry never says it."""

from dataclasses import replace
from datetime import date

import pytest

from readlist.formats.bibtex import read, updated_entry
from readlist.records import Record

PARENT = "@proceedings{Proc, title={Proc. of Oxen}, year=2001, month=jun, publisher={P}}"
CHILD = "@inproceedings{kid, author={Ann Ox}, title={T}, pages={1--2}, crossref={proc}}"


def records(text: str) -> dict[str, Record]:
    return {
        item.citation_key: item
        for item in read(text, today=date(2026, 1, 1))
        if isinstance(item, Record)
    }


@pytest.mark.parametrize("text", [f"{CHILD}\n{PARENT}", f"{PARENT}\n{CHILD}"])
def test_a_child_has_year_and_book_from_its_parent_wherever_that_stands(text: str) -> None:
    kid = records(text)["kid"]
    assert (kid.year, kid.date, kid.venue) == (2001, "2001-06", "Proc. of Oxen")
    assert kid.raw == CHILD
    assert "year" not in kid.extra


def test_its_own_fields_count_first() -> None:
    own = CHILD.replace("pages", "year=1999, booktitle={Own}, pages")
    kid = records(f"{own}\n{PARENT}")["kid"]
    assert (kid.year, kid.date, kid.venue) == (1999, "1999", "Own")


def test_a_macro_of_the_parent_is_resolved_and_a_booktitle_goes_before_the_title() -> None:
    parent = "@string{p = {Oxen}}\n@proceedings{proc, title={T}, booktitle={Proc. } # p, year=1}"
    assert records(f"{CHILD}\n{parent}")["kid"].venue == "Proc. Oxen"


def test_grandparents_and_xdata_give_too_and_a_circle_ends() -> None:
    text = (
        "@inbook{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={c}}\n"
        "@mvbook{c, title={C}, date={1990}, crossref={b}}\n"
        "@article{x, title={X}, xdata={one, two}}\n@xdata{two, journal={J}, year=1995}\n"
        "@misc{self, crossref={self}}\n@misc{lost, crossref={nowhere}}"
    )
    found = records(text)
    assert (found["a"].year, found["a"].venue) == (1990, "B")
    assert (found["x"].year, found["x"].venue) == (1995, "J")
    assert found["self"].year is found["lost"].year is None


def test_an_edited_child_does_not_get_what_it_inherits() -> None:
    kid = records(f"{CHILD}\n{PARENT}")["kid"]
    assert updated_entry(CHILD, kid, parents=[PARENT]) == CHILD
    written = updated_entry(CHILD, replace(kid, title="New"), parents=[PARENT])
    assert "title = {New}," in written
    assert "year" not in written
    assert "booktitle" not in written


def test_another_year_than_the_parents_is_the_childs_own() -> None:
    kid = records(f"{CHILD}\n{PARENT}")["kid"]
    written = updated_entry(CHILD, replace(kid, year=1999, date="1999"), parents=[PARENT])
    assert "year = {1999}," in written
