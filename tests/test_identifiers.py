"""Identifiers as they stand in papers, pages and links; citation keys that are unique."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.identifiers import parse_arxiv, parse_doi, suffixed, unique_key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2401.06121", "2401.06121"),
        ("arXiv:2401.06121v2 [cs.LG]", "2401.06121"),
        ("https://arxiv.org/abs/2401.06121", "2401.06121"),
        ("https://arxiv.org/pdf/2401.06121v3.pdf", "2401.06121"),
        ("10.48550/arXiv.2401.06121", "2401.06121"),
        ("arXiv:hep-th/9901001v2", "hep-th/9901001"),
        ("arXiv:math.GT/0309136", "math.GT/0309136"),
        ("0704.0001", "0704.0001"),
        ("12.5", ""),
        ("2499.12345", ""),  # there is no month 99
        ("pages 1234.5678 of a ledger", ""),
    ],
)
def test_arxiv_ids(text: str, found: str) -> None:
    identifier = parse_arxiv(text)
    assert (identifier.id if identifier else "") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000/ABC.", "10.1000/abc"),
        ("(doi:10.1016/S0370-2693(98)01234-5)", "10.1016/s0370-2693(98)01234-5"),
        ("see 10.1000/x; and more", "10.1000/x"),
        ("no identifier", ""),
    ],
)
def test_dois(text: str, found: str) -> None:
    assert parse_doi(text) == found


def test_suffixes_go_on_after_z() -> None:
    assert [suffixed("k", n) for n in (0, 1, 26, 27, 52, 53)] == [
        "k",
        "ka",
        "kz",
        "kaa",
        "kaz",
        "kba",
    ]


@given(st.integers(0, 2000))
def test_a_key_is_the_first_that_is_free(count: int) -> None:
    taken = {suffixed("large2024", number) for number in range(count)}
    asked: list[str] = []

    def is_taken(key: str) -> bool:
        asked.append(key)
        return key in taken

    assert unique_key("large2024", is_taken) == suffixed("large2024", count)
    assert len(asked) <= 25


@given(st.sets(st.integers(0, 300)))
def test_a_key_is_free_also_where_some_were_given_up(numbers: set[int]) -> None:
    taken = {suffixed("k", number) for number in numbers}
    assert unique_key("k", taken.__contains__) not in taken
