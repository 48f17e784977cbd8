"""A date is as precise as stated: BibTeX's year and month, biblatex's date."""

import pytest

from readlist.formats.bibtex.dates import parse_date


@pytest.mark.parametrize(
    ("fields", "year", "iso"),
    [
        ({"year": "1999"}, 1999, "1999"),
        ({"year": "1999", "month": "January"}, 1999, "1999-01"),
        ({"year": "1999", "month": "Sept."}, 1999, "1999-09"),
        ({"year": "1999", "month": "3"}, 1999, "1999-03"),
        ({"year": "1999", "month": "8~August"}, 1999, "1999-08-08"),
        ({"year": "1999", "month": "July 4"}, 1999, "1999-07-04"),
        ({"year": "1999", "month": "jul/aug"}, 1999, "1999-07"),
        ({"year": "1999", "month": "Spring"}, 1999, "1999"),
        ({"year": "1995--1996"}, 1995, "1995"),
        ({"year": "{\\noopsort{a}}1985"}, 1985, "1985"),
        ({"year": "forthcoming"}, None, ""),
        ({"date": "2004-04-03"}, 2004, "2004-04-03"),
        ({"date": "2004-04~"}, 2004, "2004-04"),
        ({"date": "1995/1997"}, 1995, "1995"),
        ({"date": "2001-02-31/.."}, 2001, "2001-02"),
        ({"date": "1999-21"}, 1999, "1999"),
        ({"date": "19uu"}, None, ""),
        ({"date": "../2004"}, None, ""),
        ({}, None, ""),
    ],
)
def test_dates(fields: dict[str, str], year: int | None, iso: str) -> None:
    date = parse_date(fields)
    assert (date.year, date.iso) == (year, iso)


def test_what_a_date_does_not_tell_in_full_is_kept() -> None:
    assert parse_date({"year": "1999", "month": "January"}).told == {"year", "month"}
    assert parse_date({"year": "1999", "month": "jul/aug"}).told == {"year"}
    assert parse_date({"year": "1985a"}).told == frozenset()
    assert parse_date({"date": "1995/1997"}).told == frozenset()
