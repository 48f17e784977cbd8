"""A file of any size is read through a window: the same entries, and no more memory."""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats import stream
from readlist.formats.bibtex import read, reader
from readlist.formats.stream import Stream
from readlist.records import Block, Item, Notice, Record, Rejected

TODAY = date(2026, 1, 1)


def stated(items: Iterator[Item]) -> list[tuple[object, ...]]:
    """What the items say, to be compared."""
    said: list[tuple[object, ...]] = []
    for item in items:
        if isinstance(item, Record):
            said.append((item.line, item.citation_key, item.raw, item.title, item.venue))
        elif isinstance(item, Rejected):
            said.append((item.line, item.reason))
        elif isinstance(item, Notice):
            said.append((item.line, item.message))
        elif isinstance(item, Block):
            said.append((item.line, item.kind, item.raw, item.value))
    return said


PARTS = st.sampled_from(
    [
        "@misc{a, title = {One}}\n",
        '@article(b, title = "Two {"} marks", journal = j)\r\n',
        "@misc{c, title = {" + "long {words} " * 12 + "}}\n",
        '@string{j = "Jo"}\n',
        "@comment{a {note} of somebody}\n",
        "words between, and b@c.org\n",
        "@misc{d title = {Lost comma} year = 1999}\n",
        "@misc{e, title = bare words, note = {x}}\n",
        "@misc{f, title = {never closed\n",
        "@inproceedings{g, title = {Child}, crossref = {h}}\n",
        "@proceedings{h, title = {Parent}, year = 2001}\n",
        "@preamble{{\\newcommand{\\x}{y}}}\n",
    ]
)


@given(st.lists(PARTS, max_size=14), st.sampled_from([1, 7, 40]))
def test_however_small_the_pieces_the_entries_are_the_same(parts: list[str], piece: int) -> None:
    text = "".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "CHUNK", 12)
        patch.setattr(stream, "PIECE", 10**6)
        whole = stated(read(text, today=TODAY))
        patch.setattr(stream, "PIECE", piece)
        assert stated(read(text, today=TODAY)) == whole


@pytest.mark.parametrize("length", range(30, 80, 3))
def test_what_stands_at_the_end_of_the_window_is_not_taken_for_an_error(
    monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(reader, "CHUNK", 24)
    monkeypatch.setattr(stream, "PIECE", 1)
    text = "@misc{a, title = {" + "x" * length + "}, note = words without braces}\n"
    (told, record) = read(text, today=TODAY)
    assert isinstance(told, Notice)
    assert isinstance(record, Record)
    assert record.extra["note"] == "words without braces"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(entries: int) -> int:
        path = tmp_path / f"{entries}.bib"
        body = "abstract = {" + "word " * 200 + "}"
        path.write_text("".join(f"@misc{{k{n}, {body}}}\n" for n in range(entries)))
        tracemalloc.start()
        try:
            with path.open("rb") as file:
                assert sum(1 for _ in read(Stream(file), today=TODAY)) == entries
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(6_000) < 1.3 * peak(1_500)


def test_a_brace_never_closed_in_a_large_file_costs_its_entry_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "_LONGEST", 5_000)
    monkeypatch.setattr(reader, "CHUNK", 500)
    monkeypatch.setattr(stream, "PIECE", 500)
    good = "".join(f"@misc{{k{n}, title = {{Title {n}}}}}\n" for n in range(2_000))
    text = Stream(BytesIO(f"@misc{{open, title = {{never\n{good}".encode()))
    steps = read(text, today=TODAY)
    lost = next(steps)
    assert isinstance(lost, Rejected)
    assert (lost.line, lost.reason[:11]) == (1, "@misc{open ")
    assert text.done < text.size / 5
    items = list(steps)
    keys = [item.citation_key for item in items if isinstance(item, Record)]
    assert keys == [f"k{n}" for n in range(2_000)]


def test_a_parent_is_found_behind_all_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "CHUNK", 500)
    child = "@inproceedings{c%d, title = {Child}, crossref = {P}}\n"
    text = "".join(child % n for n in range(500))
    text += "@proceedings{p, title = {Proc. of All}, year = 2001}\n"
    children = list(read(text, today=TODAY))[:-1]
    assert {(c.venue, c.year) for c in children if isinstance(c, Record)} == {
        ("Proc. of All", 2001)
    }
