"""A damaged file costs the entries that are damaged: each is told, all others arrive."""

import tracemalloc
from datetime import date

import pytest

from readlist.errors import InputError
from readlist.formats import recognise
from readlist.formats.bibtex import read
from readlist.formats.bibtex.reader import CHUNK
from readlist.formats.decode import decode_bytes
from readlist.records import Notice, Record, Rejected

GOOD = "@article{good%d, title = {Title %d}, abstract = {%s}}\n"


def good(count: int, words: int = 3) -> str:
    return "".join(GOOD % (n, n, "word " * words) for n in range(count))


def outcome(text: str) -> tuple[list[str], list[tuple[int, str]], list[tuple[int, str]]]:
    """Keys that arrived, what was rejected, what was remarked."""
    items = list(read(text, today=date(2026, 1, 1)))
    return (
        [item.citation_key for item in items if isinstance(item, Record)],
        [(item.line, item.reason) for item in items if isinstance(item, Rejected)],
        [(item.line, item.message) for item in items if isinstance(item, Notice)],
    )


def test_a_file_cut_off_in_an_entry_loses_only_that() -> None:
    whole = good(3)
    for cut in range(whole.rindex("@") + 9, len(whole) - 2):
        keys, rejected, _ = outcome(whole[:cut])
        assert keys == ["good0", "good1"]
        assert [line for line, _ in rejected] == [3]


def test_conflict_markers_are_told_inside_entries_and_between_them() -> None:
    text = (
        "<<<<<<< HEAD\n@misc{a, title={Ours}}\n=======\n@misc{b, title={Theirs}}\n"
        ">>>>>>> branch\n@misc{c,\n<<<<<<< HEAD\n title={A},\n=======\n title={B},\n>>>>>>> x\n}\n"
        "@misc{d, title={After}}\n"
    )
    keys, rejected, told = outcome(text)
    assert keys == ["a", "b", "d"]
    assert [line for line, _ in rejected] == [6]
    assert "merge-conflict" in rejected[0][1]
    assert told
    assert told[0][0] == 1


def test_html_saved_as_bib_is_refused_in_words() -> None:
    page = "<!DOCTYPE html>\n<html><style>@media (x) {a{b:c}}</style><body>a@b.org</body></html>\n"
    with pytest.raises(InputError, match="HTML"):
        recognise(page, "refs.bib")


def test_a_nul_byte_costs_its_entry_and_a_binary_file_is_refused() -> None:
    text, _ = decode_bytes((good(2) + "@misc{nul, title={a\0b}}\n" + good(1)).encode())
    keys, rejected, _ = outcome(text)
    assert keys == ["good0", "good1", "good0"]
    assert rejected == [(3, "@misc{nul holds NUL characters: it is damaged.")]
    with pytest.raises(InputError, match="binary"):
        decode_bytes(bytes(range(256)) * 50)


def test_nul_bytes_in_a_row_do_not_make_a_short_file_binary() -> None:
    text, _ = decode_bytes(b"@misc{one, title={a}}\n" + bytes(40) + b"\n@misc{two, title={b}}\n")
    assert outcome(text)[0] == ["one", "two"]
    with pytest.raises(InputError, match="binary"):
        decode_bytes(bytes(5000))


@pytest.mark.parametrize("separator", [" ", "\r\n", "\n\n"])
def test_pieces_are_cut_without_a_loss(separator: str) -> None:
    entries = good(3 * CHUNK // 700, words=120).splitlines()
    entries.insert(5, "@misc{inner, note={word @article{x, y={z}} " + "w " * CHUNK * 2 + "}}")
    text = separator.join(entries)
    keys, rejected, told = outcome(text)
    assert len(keys) == len(entries)
    assert not rejected
    assert not told


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_reading_takes_little_memory_beside_the_text(separator: str) -> None:
    text = separator.join(good(4_000, words=200).splitlines())
    tracemalloc.start()
    try:
        count = sum(1 for _ in read(text, today=date(2026, 1, 1)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4_000
    assert peak < len(text)


@pytest.mark.parametrize(
    "unit", ["@x{", "@x{\n", "@misc{a, b={", '@misc{a, b="', "@string{a=", "@"]
)
def test_a_file_of_beginnings_costs_time_in_proportion(unit: str) -> None:
    _, rejected, _ = outcome(unit * 20_000)
    assert unit == "@" or rejected
