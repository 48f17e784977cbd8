"""The same papers are the same bytes, in an order that BibTeX can read."""

from readlist.formats.bibtex import Entry, bibliography
from readlist.records import Block


def entry(key: str, fields: str = "", place: tuple[int, ...] = ()) -> Entry:
    return Entry(key, f"@misc{{{key},{fields}}}", place)


def keys(*entries: Entry, by_key: bool = True) -> list[str]:
    return [text.split("{")[1].split(",")[0] for text in bibliography(entries, by_key=by_key)]


def test_entries_are_sorted_by_key_without_regard_to_case() -> None:
    assert keys(entry("b"), entry("C"), entry("a"), entry("A")) == ["A", "a", "b", "C"]
    assert keys(entry("b"), entry("a"), by_key=False) == ["b", "a"]


def test_a_parent_stands_after_its_children() -> None:
    assert keys(entry("a"), entry("z", "crossref={A}"), entry("m")) == ["m", "z", "a"]
    assert keys(entry("a"), entry("z", "crossref={a}"), by_key=False) == ["z", "a"]


def test_a_parent_that_stood_before_its_child_stays_there() -> None:
    child, parent = entry("a", "crossref={z}", (1, 9)), entry("z", "", (1, 2))
    assert keys(child, parent) == ["z", "a"]


def test_chains_and_circles_end() -> None:
    chain = [entry("a"), entry("b", "crossref={a}"), entry("c", "crossref={b}")]
    assert keys(*chain) == ["c", "b", "a"]
    circle = [entry("a", "crossref={b}"), entry("b", "crossref={a}"), entry("c", "crossref={c}")]
    assert sorted(keys(*circle)) == ["a", "b", "c"]


def test_macros_come_first_and_comments_last() -> None:
    blocks = [
        Block("comment", "", "@comment{meta}"),
        Block("preamble", "", '@preamble{"x" # two}'),
        Block("string", "one", "@string{one = {1}}", "1"),
        Block("string", "two", "@string{two = one # {2}}", "12"),
    ]
    assert "".join(bibliography([entry("a")], blocks)) == (
        "@string{one = {1}}\n\n@string{two = one # {2}}\n\n"
        '@preamble{"x" # two}\n\n@misc{a,}\n\n@comment{meta}\n'
    )


def test_a_part_takes_only_the_macros_it_needs() -> None:
    blocks = [
        Block("string", "one", "@string{one = {1}}", "1"),
        Block("string", "two", "@string{two = one # {2}}", "12"),
        Block("string", "off", "@string{off = {0}}", "0"),
        Block("entry", "data", "@xdata{data, year = 1}"),
        Block("entry", "other", "@xdata{other, year = 2}"),
    ]
    text = "".join(bibliography([entry("a", "note = Two, xdata = {data}")], blocks, only_used=True))
    assert text == (
        "@string{one = {1}}\n\n@string{two = one # {2}}\n\n"
        "@misc{a,note = Two, xdata = {data}}\n\n@xdata{data, year = 1}\n"
    )


def test_nothing_is_an_empty_file() -> None:
    assert list(bibliography([])) == []
