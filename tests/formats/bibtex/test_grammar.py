"""The fast way through an entry finds what the careful one finds."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats.bibtex import read
from readlist.formats.bibtex.grammar import Malformed, Parsed, parse, parse_whole
from readlist.records import Record

DATA = Path(__file__).parents[2] / "data" / "bibtex"


def careful(text: str) -> Parsed | None:
    try:
        return parse(text, text.find("@"))
    except Malformed:
        return None


def fast(text: str) -> Parsed | None:
    try:
        return parse_whole(text)
    except Malformed:
        return None


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.bib")), ids=lambda path: path.stem)
def test_every_entry_of_our_files_is_found_alike(path: Path) -> None:
    for item in read(path.read_text("utf-8"), today=date(2026, 1, 1)):
        if isinstance(item, Record):
            assert fast(item.raw) == careful(item.raw)


PIECES = st.sampled_from(
    ["@misc", "@string", "{", "}", "(", ")", '"', "k", ",", " = ", "#", "a", "12", "{x}", '"y"',
     "{a{b}}", "\n", "%", "@", " "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(["", "@misc{k", "@misc{k, a="]))
def test_any_text_is_found_alike(text: str, start: str) -> None:
    assert fast(start + text) == careful(start + text)
