"""What is offered while a query is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.storage.query import parse
from readlist.storage.query.completing import completed
from readlist.storage.query.fields import FIELDS

TAGS = ("vision", "ML", "ML/ssm", "two words", "v(1)", "vi\x1bm", "großes")


def complete(text):
    return completed(text, lambda: TAGS)


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("au", "author:"),
        ("AU", "AUthor:"),
        ("mamba ye", "mamba year:"),
        ("-ve", "-venue:"),
        ("(ta", "(tag:"),
        ("is:un", "is:unread"),
        ("is:", "is:unread"),
        ("is:queued,re", "is:queued,reading"),
        ("IS:Un", "IS:unread"),
        ("-has:d", "-has:doi"),
        ("no:", "no:note"),
        ("priority:h", "priority:high"),
        ("sort:y", "sort:year"),
        ("sort:year", "sort:year-desc"),
        ("sort:year-a", "sort:year-asc"),
        ("tag:v", "tag:vision"),
        ("tag:", "tag:vision"),
        ("tags:m", "tags:ML"),
        ("tag:ML/", "tag:ML/ssm"),
        ("tag:rl,vi", "tag:rl,vision"),
        ('tag:"two', 'tag:"two words"'),
        ("tag:=v", "tag:=vision"),
        ("tag:GROS", ""),
    ],
)
def test_the_last_word_is_completed(typed, whole):
    assert complete(typed) == whole


@pytest.mark.parametrize(
    "typed",
    [
        "", "a", "mamba", "author:gu", "is:unread", "au ", "year:20", '"state au', "tag:two",
        "tag:v(", "foo:un", "2au", "is:x", 'tag:"vision"', "10.1016/au",
    ],
)  # fmt: skip
def test_nothing_is_offered_where_nothing_is_known(typed):
    assert complete(typed) == ""


def test_no_tag_is_asked_for_unless_one_is_typed():
    def tags():
        raise AssertionError

    for text in ("ta", "is:un", "author:v", "tagged", ""):
        completed(text, tags)


@pytest.mark.parametrize("field", [name for name, field in FIELDS.items() if field.values])
def test_each_value_that_is_offered_is_understood(field):
    text = f"{field}:{FIELDS[field].values[0][:1]}"
    while longer := complete(text):
        text = longer
        parse(text, today="2026-11-20")
    assert text != f"{field}:"


@given(st.text(alphabet='ausithgm:",-()^= \x1bß', max_size=12))
def test_what_is_typed_stays_but_for_the_case_of_a_name(text):
    whole = complete(text)
    assert not whole or (whole.casefold().startswith(text.casefold()) and len(whole) > len(text))
