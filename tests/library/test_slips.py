"""A mistyped tag means the nearest that there is."""

import pytest

from readlist.library.slips import excludes_none, nearest_tag, retagged

TAGS = [("transformer", 9), ("ml/vision", 5), ("ml/rl", 4), ("to read", 2), ("Erdős", 1)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tag:trasnformer", "tag:transformer"),
        ("tags:Trasnformer", "tags:transformer"),
        ("tag:transf", "tag:transformer"),
        ("tag:vision", "tag:ml/vision"),
        ("tag:vsion", "tag:ml/vision"),
        ("tag:ml/vsion", "tag:ml/vision"),
        ("tag:m1/vision", "tag:ml/vision"),
        ("tag:ml/vision,trasnformer", "tag:ml/vision,transformer"),
        ('tag:"to raed" is:unread', 'tag:"to read" is:unread'),
        ("tag:toread", 'tag:"to read"'),
        ("(tag:trasnformer OR gu)", "(tag:transformer OR gu)"),
        ("tag:erdoss", "tag:Erdős"),
    ],
)
def test_a_tag_that_no_paper_has_means_the_nearest(typed, meant):
    assert retagged(typed, TAGS) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "tag:transformer",
        "tag:TRANSFORMER",
        "tag:erdos",
        "tag:ml",
        "tag:ml/rl",
        "-tag:trasnformer",
        "NOT tag:trasnformer",
        "tag:*trasn*",
        "tag:zzzzzz",
        "tag:,",
        "title:trasnformer",
        "trasnformer",
        "",
    ],
)
def test_what_is_known_negated_or_like_nothing_is_left_alone(typed):
    assert retagged(typed, TAGS) == ""


def test_of_several_that_it_begins_the_first_is_meant():
    assert nearest_tag("t", ["transformer", "to read"]) == "transformer"
    assert nearest_tag("", ["transformer"]) == ""


@pytest.mark.parametrize(
    "query",
    [
        "-tag:visoin",
        "^tag:visoin",
        "NOT tag:visoin",
        "-tags:visoin gu",
        "-tag:transformer,visoin",
        "-(tag:visoin OR gu)",
        "NOT (tag:ml AND tag:visoin)",
        '-tag:="visoin"',
    ],
)
def test_a_tag_that_is_excluded_and_that_no_paper_has_is_told(query):
    told = "No paper has the tag “visoin”; did you mean “ml/vision”?"
    assert excludes_none(query, lambda: TAGS, today="2026-11-20") == told


@pytest.mark.parametrize(
    "query",
    [
        "-tag:transformer", "-tag:ml", "NOT tag:ML/Vision", "tag:visoin", "-visoin",
        "-tag:*visoin*",
        "-(-tag:visoin)", "-title:tag", "is:nonsense -tag:visoin", '-"tag:visoin"', "",
    ],
)  # fmt: skip
def test_nothing_is_told_of_what_is_known_or_not_excluded(query):
    assert excludes_none(query, lambda: TAGS, today="2026-11-20") == ""


def test_a_tag_near_none_is_told_all_the_same():
    told = excludes_none("-tag:qqqqqq", lambda: TAGS, today="2026-11-20")
    assert told == "No paper has the tag “qqqqqq”."
