"""Which words of a query are lit in what it finds."""

import pytest

from readlist.storage.query.sought import sought


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("mamba", {"mamba"}),
        ("Erdős graphs", {"erdos", "graphs"}),
        ('"state space" author:gu', {"state", "space", "gu"}),
        ("(rl OR vision) year:2020", {"rl", "vision"}),
        ("mamba -transformer NOT rnn", {"mamba"}),
        ("keyword:privacy takeaway:back", {"privacy", "back"}),
        ("tag:ml is:read", set()),
        ("statsu:read mamba", set()),
        ("", set()),
    ],
)
def test_words_that_a_hit_has(query, words):
    assert sought(query, today="2026-11-20") == words
