"""Lines, furniture and addresses of a copied page."""

import pytest

from readlist.formats.page import first_url, is_furniture, lines


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Code: https://example.org/a.", "https://example.org/a"),
        ("(see https://example.org/a)", "https://example.org/a"),
        ("https://en.example.org/wiki/Clock_(barn)", "https://en.example.org/wiki/Clock_(barn)"),
        ("(https://example.org/Clock_(barn)).", "https://example.org/Clock_(barn)"),
        (r"at \url{https://example.org/a\_b}.", "https://example.org/a_b"),
        (r"\href{https://example.org/a}{here}", "https://example.org/a"),
        ("first http://a.org, then https://b.org", "http://a.org"),
        ("HTTPS://EXAMPLE.ORG/A;", "HTTPS://EXAMPLE.ORG/A"),
        ("https://", ""),
        ("no address", ""),
    ],
)
def test_the_first_address(text: str, url: str) -> None:
    assert first_url(text) == url


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0c"])
def test_line_ends(end: str) -> None:
    found = list(lines(f"\ufeffone{end}{end} two\u00a0x  {end}", 5))
    assert [(line.number, line.text, line.raw) for line in found] == [
        (5, "one", "one"),
        (6, "", ""),
        (7, "two x", " two x"),
    ]


@pytest.mark.parametrize(
    "text", ["Subscribe", "TOS", "12", "1.2k", "+5", "-", "GitHub 1.2k", "Upvote"]
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize("text", ["Clocks", "12 Clocks", "Datasets of Clocks", "GPT-4"])
def test_no_furniture(text: str) -> None:
    assert not is_furniture(text)
