"""An entry says the same in BibTeX's words and in biblatex's.

The golden files: `UPDATE_GOLDEN=1 pytest` writes the expected ones anew.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats.bibtex import (
    Entry,
    Wording,
    entry_from_record,
    read,
    to_biblatex,
    to_bibtex,
    worded,
)
from readlist.formats.bibtex.dates import MONTHS
from readlist.formats.bibtex.grammar import parse
from readlist.formats.bibtex.spans import joined, parted
from readlist.formats.bibtex.values import resolve
from readlist.formats.bibtex.writer import Spelling, field_value
from readlist.records import Block, Record

FOLDER = Path(__file__).parents[2] / "data" / "bibtex" / "dialects"
CASES = sorted(path for path in FOLDER.glob("*/*.bib") if ".expected" not in path.name)
TRANSLATE = {"to-biblatex": to_biblatex, "to-bibtex": to_bibtex}


def entries(text: str) -> list[tuple[str, str]]:
    """Key and text of every entry."""
    return [
        (item.citation_key if isinstance(item, Record) else item.name, item.raw)
        for item in read(text, today=date(2026, 1, 1))
        if isinstance(item, Record) or (isinstance(item, Block) and item.kind == "entry")
    ]


def content(text: str) -> tuple[str, dict[str, str]]:
    """Type and resolved fields."""
    parsed = parse(text, 0)
    return parsed.type.lower(), {f.name.lower(): resolve(f.expression, {}) for f in parsed.fields}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_file_becomes_the_expected_one(path: Path) -> None:
    found = [(key, TRANSLATE[path.parent.name](raw)) for key, raw in entries(path.read_text())]
    text = "\n".join(f"{done.text}\n" for _, done in found)
    said = "".join(f"{key}: {sentence}\n" for key, done in found for sentence in done.said)
    for suffix, wanted in ((".expected.bib", text), (".expected.txt", said)):
        expected = path.with_suffix(suffix)
        if os.environ.get("UPDATE_GOLDEN"):
            expected.write_text(wanted, "utf-8")
        assert wanted == expected.read_text("utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_translating_again_changes_no_byte(path: Path) -> None:
    translate = TRANSLATE[path.parent.name]
    for _, raw in entries(path.read_text("utf-8")):
        once = translate(raw).text
        assert translate(once).text == once


WORDS = st.lists(st.sampled_from(["ab", "XY Z", " ", "{X}", "{}", "{{Y} z}"]), max_size=5).map(
    "".join
)
YEARS = st.sampled_from(
    ["1999", "{1999}", '"1999"', "{1995--1996}", "{ca. 1850}", "{1850?}", "{1990s}", "{in press}",
     "{to appear}", "{1995--}", "{199x}", "{}"]
)  # fmt: skip
MONTH_TEXTS = st.sampled_from(
    [*MONTHS, "{3}", "7", "{March}", 'jul # "/" # aug', 'jan # "~3"', 'jan # "~3--5"', "{Spring}",
     "{Easter}", '"8~" # aug', "{February 31}", "{}"]
)  # fmt: skip
NAMES = (
    "title journal booktitle address school institution annote howpublished key url eprint "
    "archiveprefix primaryclass x-own publisher type chapter crossref note day"
).split()
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        **{name: WORDS.map(lambda text: f"{{{text}}}") for name in NAMES},
        "author": st.sampled_from(["{Ox, Ann}", "{A and others}", "{{Lab of Oxen}}"]),
        "year": YEARS,
        "month": MONTH_TEXTS,
    },
)
TYPES = st.sampled_from(
    "article book booklet inbook incollection inproceedings manual mastersthesis misc phdthesis "
    "proceedings techreport unpublished".split()
)


@given(TYPES, FIELDS)
def test_there_and_back_it_says_the_same(entry_type: str, fields: dict[str, str]) -> None:
    inner = "".join(f", {name} = {text}" for name, text in fields.items())
    entry = f"@{entry_type}{{k{inner}}}"
    before = to_bibtex(entry).text
    after = to_bibtex(to_biblatex(entry).text).text
    one, two = content(before), content(after)
    assert two[0] == one[0]
    undated = [
        {n: text for n, text in side.items() if text and n not in ("year", "month", "day")}
        for _, side in (one, two)
    ]
    assert undated[1] == undated[0]
    dates = [
        joined(side.get("year", ""), side.get("month", ""), side.get("day", ""))
        for _, side in (one, two)
    ]
    assert dates[1] == dates[0]
    if dates[0] is None:
        assert [two[1].get(n, "") for n in ("year", "day")] == [
            one[1].get(n, "") for n in ("year", "day")
        ]


@given(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.sampled_from([4, 7, 10]),
)
def test_any_range_of_dates_comes_back(one: date, two: date, precise: int) -> None:
    first, last = sorted([one.isoformat()[:precise], two.isoformat()[:precise]])
    said = first if first == last else f"{first}/{last}"
    parts = parted(said)
    assert parts is not None
    assert not parts.lost
    assert joined(resolve(parts.year, {}), resolve(parts.month, {})) == said


@given(st.text(alphabet="0123456789-/.~?%XuTZ: ", max_size=25))
def test_no_date_raises(text: str) -> None:
    parted(text)
    joined(text, text, text)


def test_macros_keep_their_names_and_unicode_may_stay() -> None:
    entry = "@article{k, title = {Über} # mac, journal = jml}"
    assert "journaltitle = jml," in to_biblatex(entry, {"jml": "J"}).text
    assert 'title = {{\\"U}ber} # mac,' in to_bibtex(entry).text
    assert to_bibtex(entry, unicode=True).text == entry


def test_a_parent_has_the_booktitle_that_its_children_inherit() -> None:
    parent = Entry("p", "@proceedings{p, title = {Proc.}, date = {2001}}")
    child = Entry("c", "@inproceedings{c, title = {T}, crossref = {p}}")
    first, second = worded([parent, child], [], Wording("bibtex")).entries
    assert "booktitle = {Proc.}," in first.text
    assert second == child


def test_a_journal_has_the_name_that_its_articles_inherit() -> None:
    parent = Entry("p", "@periodical{p, title = {J. of Oxen}, date = {2001}}")
    child = Entry("c", "@article{c, title = {T}, crossref = {p}}")
    done = worded([parent, child], [], Wording("bibtex"))
    assert "journal = {J. of Oxen}," in next(iter(done.entries)).text


def test_a_part_that_has_parts_gives_them_no_booktitle() -> None:
    text = "@inbook{p, title = {Part}, crossref = {b}, date = {2001}}"
    once = to_bibtex(text, parent=True).text
    assert "booktitle" not in once
    assert to_bibtex(once, parent=True).text == once


def test_a_field_that_is_there_twice_is_told_when_one_of_them_goes() -> None:
    done = to_biblatex("@article{k, title = {A}, journal = {J}, title = {B}}")
    assert "title = {A}," in done.text
    assert done.said == ("Of what is there twice the first counts: title.",)


@pytest.mark.parametrize("name", ["urls", "bdsk-url-1", "eprinturl"])
def test_an_address_is_data_whatever_its_field_is_called(name: str) -> None:
    entry = f"@misc{{k, {name} = {{https://a.org/é}}}}"
    assert to_bibtex(entry).text == entry


def test_older_keys_go_out_as_ids_for_biblatex_only() -> None:
    entry = Entry("new", "@book{new, ids = {older}, title = {T}}")
    aliases = {"new": ("old", "older")}
    out = [
        next(iter(worded([entry], [], Wording(dialect), aliases).entries)).text
        for dialect in ("", "bibtex", "biblatex")
    ]
    assert out[0] == out[1] == entry.text
    assert "ids = {older,old}," in out[2]


def test_macros_are_expanded_on_request_with_their_preambles() -> None:
    blocks = [
        Block("string", "j", '@string{j = "Jo"}', "Jo"),
        Block("preamble", "", "@preamble{j}"),
    ]
    done = worded([Entry("k", "@misc{k, note = j # { A}}")], blocks, Wording(expand=True))
    assert [entry.text for entry in done.entries] == ["@misc{k, note = {Jo A}}"]
    assert [block.raw for block in done.blocks] == ["@preamble{{Jo}}"]


def test_letters_of_macros_become_latex_for_bibtex() -> None:
    block = Block("string", "j", '@string{j = "Łódź"}', "Łódź")
    (written,) = worded([], [block], Wording("bibtex")).blocks
    assert written.raw == r"""@string{j = "{\L}{\'o}d{\'z}"}"""


def test_a_paper_that_came_without_an_entry_is_online_for_biblatex() -> None:
    record = Record(title="Über Łódź & R2D2", arxiv_id="2401.06121", citation_key="k", year=2024)
    written = entry_from_record(record, unicode=True)
    assert to_biblatex(written).text == (
        "@online{k,\n"
        "  title = {Über Łódź \\& {R2D2}},\n"
        "  date = {2024},\n"
        "  eprint = {2401.06121},\n"
        "  eprinttype = {arXiv},\n"
        "}"
    )


@pytest.mark.parametrize(
    ("name", "value", "latex", "unicode"),
    [
        ("note", "50% of R&D, x_1 # 2 $5", r"{50\% of R\&D, x\_1 \# 2 \$5}", None),
        ("note", r"50\% of R\&D", r"{50\% of R\&D}", None),
        ("note", "the sum $a_b & c$", "{the sum $a_b & c$}", None),
        ("url", "https://a.org/x_y?a&b#c%20é", "{https://a.org/x_y?a&b#c%20é}", None),
        ("file", "C:\\papers\\a_b.pdf", "{C:\\papers\\a_b.pdf}", None),
        ("note", "Erdős – “naïve”", r"{Erd{\H o}s -- ``na{\"\i}ve''}", "{Erdős – “naïve”}"),
        ("title", "BERT for Łódź", r"{{BERT} for {\L}{\'o}d{\'z}}", "{{BERT} for Łódź}"),
        ("title", "{BERT} and GPT-4", "{{BERT} and {GPT}-4}", None),
        ("pages", "12–34", "{12--34}", None),
        ("month", "March", "mar", None),
    ],
)
def test_a_new_value_is_escaped_once_in_both_dialects(
    name: str, value: str, latex: str, unicode: str | None
) -> None:
    assert field_value(name, value) == latex
    kept = field_value(name, value, Spelling(unicode=True))
    assert kept == (unicode or latex)
    for spelling in (Spelling(), Spelling(unicode=True)):
        once = field_value(name, value, spelling)
        assert field_value(name, once.removeprefix("{").removesuffix("}"), spelling) == once
