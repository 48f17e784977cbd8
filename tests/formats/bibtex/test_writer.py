"""One record becomes one entry; what nobody changed keeps its expression."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats.bibtex import entry_from_record, read, reformatted, updated_entry, warnings
from readlist.formats.bibtex.writer import field_value
from readlist.records import Name, Record


def parsed(text: str) -> Record:
    (record,) = (item for item in read(text, today=date(2026, 1, 1)) if isinstance(item, Record))
    return record


def test_a_paper_of_an_arxiv_listing() -> None:
    record = Record(
        title="TOFU: A Task of 50% Unlearning for LLMs & more",
        authors=(Name("Maini", "Pratyush"), Name("Łukasz", "José")),
        more_authors=True,
        author_count=5,
        organization="Some Lab",
        date="2024-01-11",
        year=2024,
        arxiv_id="2401.06121",
        primary_class="cs.LG",
        url="https://locuslab.github.io/tofu_x",
        abstract="Long.",
        comment="17 pages",
        citation_key="maini2024tofu",
    )
    assert entry_from_record(record) == (
        "@misc{maini2024tofu,\n"
        "  title = {{TOFU}: A Task of 50\\% Unlearning for {LLMs} \\& more},\n"
        "  author = {Maini, Pratyush and {\\L}ukasz, Jos{\\'e} and others},\n"
        "  year = {2024},\n"
        "  month = jan,\n"
        "  eprint = {2401.06121},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.LG},\n"
        "  url = {https://locuslab.github.io/tofu_x},\n"
        "}"
    )
    assert "abstract = {Long.}" in entry_from_record(record, with_abstract=True)


def test_nothing_is_invented() -> None:
    assert entry_from_record(Record(title="Stub", author_count=7, citation_key="stub")) == (
        "@misc{stub,\n  title = {Stub},\n}"
    )
    assert entry_from_record(Record(citation_key="k", more_authors=True)) == "@misc{k,\n}"


@pytest.mark.parametrize(
    ("venue", "entry_type", "field"),
    [
        ("NeurIPS", "inproceedings", "booktitle"),
        ("Proceedings of the 3rd Workshop on X", "inproceedings", "booktitle"),
        ("Journal of Symposium Studies", "article", "journal"),
        ("Nature", "article", "journal"),
    ],
)
def test_the_venue_decides_the_type(venue: str, entry_type: str, field: str) -> None:
    text = entry_from_record(Record(venue=venue, citation_key="k"))
    assert text == f"@{entry_type}{{k,\n  {field} = {{{venue}}},\n}}"


@pytest.mark.parametrize(
    ("name", "value", "expression"),
    [
        ("pages", "12-34", "{12--34}"),
        ("pages", "12\u201334, 40", "{12--34, 40}"),
        ("pages", "12--34", "{12--34}"),
        ("month", "January", "jan"),
        ("month", "jul/aug", "{jul/aug}"),
        ("url", "https://a.org/x_y?a=1&b=%20~z#q", "{https://a.org/x_y?a=1&b=%20~z#q}"),
        ("url", "https://a.org/}{", "{https://a.org/%7D%7B}"),
        ("doi", "10.1000/a_b", "{10.1000/a_b}"),
        ("bdsk-url-1", "https://a.org/x_y", "{https://a.org/x_y}"),
        ("note", "R&D, 5%", r"{R\&D, 5\%}"),
        ("note", r"R\&D in $a_b$", r"{R\&D in $a_b$}"),
    ],
)
def test_values_are_escaped_once_and_where_they_are_text(
    name: str, value: str, expression: str
) -> None:
    assert field_value(name, value) == expression


RAW = """@Article{key,
  Title = "The {ABC} of " # what,
  author = {M{\\"u}ller, A. and Ox, B.},
  journal = tog # ", series 3",
  zzz = {unknown},
  year = 1999, month = jan,
  PAGES = {1--2}
}"""
MACROS = {"tog": "ACM TOG", "what": "it"}


def test_what_nobody_changed_is_the_same_bytes() -> None:
    record = parsed("@string{tog = {ACM TOG}}@string{what = {it}}" + RAW)
    assert updated_entry(RAW, record, macros=MACROS) == RAW


def test_under_another_key_it_is_otherwise_the_same_bytes() -> None:
    record = parsed("@string{tog = {ACM TOG}}@string{what = {it}}" + RAW)
    written = updated_entry(RAW, replace(record, citation_key="ab:1"), macros=MACROS)
    assert written == RAW.replace("@Article{key,", "@Article{ab:1,")


def test_only_what_changed_is_written_anew() -> None:
    record = parsed("@string{tog = {ACM TOG}}@string{what = {it}}" + RAW)
    changed = replace(
        record, doi="10.1000/x_y", year=2001, date="2001", extra={**record.extra, "note": "R&D"}
    )
    assert updated_entry(RAW, changed, macros=MACROS) == (
        "@article{key,\n"
        '  title = "The {ABC} of " # what,\n'
        '  author = {M{\\"u}ller, A. and Ox, B.},\n'
        '  journal = tog # ", series 3",\n'
        "  year = {2001},\n"
        "  pages = {1--2},\n"
        "  doi = {10.1000/x_y},\n"
        "  note = {R\\&D},\n"
        "  zzz = {unknown},\n"
        "}"
    )


def test_a_new_key_or_type_changes_nothing_else() -> None:
    raw = "@misc{old,\n  title = {T},\n  month = jan,\n}"
    record = replace(parsed(raw), citation_key="new", entry_type="book")
    assert updated_entry(raw, record) == "@book{new,\n  title = {T},\n  month = jan,\n}"


def test_biblatex_fields_stay_biblatex_fields() -> None:
    raw = "@online{k,\n  date = {2020-01},\n  eprint = {2001.00001},\n  eprinttype = {arxiv},\n}"
    record = replace(parsed(raw), date="2021-02-03", year=2021, arxiv_id="2102.00002")
    written = updated_entry(raw, record)
    assert "date = {2021-02-03}" in written
    assert "eprinttype = {arXiv}" in written
    assert "year" not in written


def test_a_removed_field_is_gone() -> None:
    raw = "@misc{k,\n  title = {T},\n  note = {N},\n  doi = {10.1000/1},\n}"
    record = replace(parsed(raw), extra={}, doi="")
    assert updated_entry(raw, record) == "@misc{k,\n  title = {T},\n}"


def test_an_abstract_is_added_only_on_request() -> None:
    raw = "@misc{k,\n  title = {T},\n}"
    record = replace(parsed(raw), abstract="Long")
    assert updated_entry(raw, record) == raw
    assert "abstract = {Long}" in updated_entry(raw, record, with_abstract=True)


def test_the_house_style_changes_no_expression() -> None:
    assert reformatted(RAW) == (
        "@article{key,\n"
        '  title = "The {ABC} of " # what,\n'
        '  author = {M{\\"u}ller, A. and Ox, B.},\n'
        '  journal = tog # ", series 3",\n'
        "  year = 1999,\n"
        "  month = jan,\n"
        "  pages = {1--2},\n"
        "  zzz = {unknown},\n"
        "}"
    )
    assert reformatted(reformatted(RAW)) == reformatted(RAW)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("@article{k, title={T}, year=1}", ["no author", "no journal"]),
        ("@book{k, editor={E}, title={T}, publisher={P}, year=1}", []),
        ("@misc{k, title={T}}", ["no author or key to sort by"]),
        ("@misc{k, title={T}, key={T}}", []),
        ("@online{k, author={A}}", ["the entry type online is none of the standard styles'"]),
        ("@misc{k, author={A}, journal=nowhere}", ["the macro nowhere is not defined"]),
        ("@inproceedings{k, author={A}, title={T}, crossref={p}}", []),
    ],
)
def test_what_bibtex_will_say_is_known_before(entry: str, said: list[str]) -> None:
    assert warnings(entry) == [f"BibTeX will warn: {what}." for what in said]


WORD = st.text(alphabet="abcABC4 \u00e9\u0151\u00df&%#_-:,.'", min_size=1, max_size=20).map(
    str.strip
)
RECORDS = st.builds(
    Record,
    title=WORD,
    authors=st.lists(
        st.builds(
            Name,
            family=st.from_regex("[A-Z\u00c9][a-z\u00f6]{1,6}", fullmatch=True),
            given=st.from_regex("[A-Z][a-z]{1,6}", fullmatch=True),
            prefix=st.just(""),
            suffix=st.just(""),
            corporate=st.just(False),
        ),
        max_size=3,
    ).map(tuple),
    author_count=st.none(),
    venue=st.just("") | st.sampled_from(["Nature", "R&D Journal", "ICML"]),
    year=st.integers(1000, 2999),
    arxiv_id=st.sampled_from(["", "2401.06121", "hep-th/9901001"]),
    doi=st.sampled_from(["", "10.1000/a_b%28c"]),
    url=st.sampled_from(["", "https://a.org/~x_y?a&b#c"]),
    citation_key=st.just("k"),
)


@given(RECORDS)
def test_what_is_written_says_the_same_when_read(record: Record) -> None:
    again = parsed(entry_from_record(record))
    for name in ("authors", "venue", "year", "arxiv_id", "doi", "url", "citation_key"):
        assert getattr(again, name) == getattr(record, name)


@given(RECORDS)
def test_writing_what_was_read_from_us_changes_nothing(record: Record) -> None:
    once = entry_from_record(record)
    assert entry_from_record(parsed(once)) == once


def test_new_fields_come_in_the_order_of_the_record_in_every_process() -> None:
    record = Record(title="T", citation_key="k", entry_type="misc")
    names = [f"x{number}" for number in range(40)]
    record.extra = dict.fromkeys(names, "v")
    text = updated_entry("@misc{k, title = {T}}", record)
    assert re.findall(r"x\d+", text) == names
