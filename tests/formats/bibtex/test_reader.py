"""A `.bib` text becomes records, blocks and words about the rest; nothing is lost silently."""

import logging
import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats.bibtex import looks_like, read
from readlist.records import Block, Item, Name, Notice, Record, Rejected

TODAY = date(2026, 1, 1)


def items(text: str) -> list[Item]:
    return list(read(text, today=TODAY))


def records(text: str) -> list[Record]:
    return [item for item in items(text) if isinstance(item, Record)]


def record(text: str) -> Record:
    (one,) = records(text)
    return one


def notices(text: str) -> list[tuple[int, str]]:
    return [(item.line, item.message) for item in items(text) if isinstance(item, Notice)]


def rejected(text: str) -> list[tuple[int, str]]:
    return [(item.line, item.reason) for item in items(text) if isinstance(item, Rejected)]


def test_an_entry_in_full() -> None:
    raw = """@Article{Knuth:84,
  author = "Donald E. Knuth and {OpenAI} and others",
  title = {Literate  {P}rogramming
           of $k$-means},
  journal = {Comm.~of the {ACM}},
  year = 1984, month = may,
  volume = 27, DOI = {https://doi.org/10.1093/COMJNL/27.2.97},
  url = {\\url{https://example.org/a\\_b}},
  abstract = {Long {\\em text}.},
  mycustom = {kept},
}"""
    found = record(f"\n\n{raw}\n")
    assert found.entry_type == "article"
    assert found.citation_key == "Knuth:84"
    assert found.title == "Literate {P}rogramming of $k$-means"
    assert found.authors == (Name("Knuth", "Donald E."), Name("OpenAI", corporate=True))
    assert found.more_authors
    assert found.author_count is None
    assert found.venue == "Comm. of the ACM"
    assert (found.year, found.date) == (1984, "1984-05")
    assert found.doi == "10.1093/comjnl/27.2.97"
    assert found.url == "https://example.org/a_b"
    assert found.abstract == "Long {\\em text}."
    assert found.extra == {"volume": "27", "mycustom": "kept"}
    assert found.raw == raw
    assert found.verbatim
    assert found.line == 3


@pytest.mark.parametrize(
    "text",
    [
        "@article\n{k, title = {T}}",
        "@ article{k, title = {T}}",
        "@article(k, title = {T})",
        "@article{k, title = {T},}",
        '@article{k, title = "T" }',
        "@article{k,title={T}\n,\n}",
        "@in-proc{k, title = {T}}",
        "@commented{k, title = {T}}",
        "@stringent{k, title = {T}}",
        "text before @article{k, title = {T}} text after",
        "% @article{k, title = {T}}",
        "mail me@example.org\n@article{k, title = {T}}",
    ],
)
def test_what_bibtex_takes_for_an_entry_is_one(text: str) -> None:
    found = record(text)
    assert (found.citation_key, found.title) == ("k", "T")
    assert [what for _, what in notices(text) if "outside all entries" not in what] == []


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (r"{ends in \\}", r"ends in \\"),
        (r"{braces \{ count}}", r"braces \{ count}"),
        ('"a {"}quoted{"} word"', 'a {"}quoted{"} word'),
        ('"it is {\\"o}"', '{\\"o}'.join(["it is ", ""])),
        ("{a, b = c}", "a, b = c"),
        ("{one\n@article{two} three}", "one @article{two} three"),
        ("{a} # { b} # 3", "a b3"),
        ("jan # {~5}", "January~5"),
        ("{" * 9 + "deep" + "}" * 9, "{" * 8 + "deep" + "}" * 8),
        ("{}", ""),
        ("2024", "2024"),
    ],
)
def test_values_end_where_bibtex_ends_them(expression: str, value: str) -> None:
    text = f"@misc{{k, note = {expression}, last = {{x}}}}"
    found = record(text)
    assert found.extra == {"note": value, "last": "x"}
    assert found.raw == text


def test_escaped_quotes_do_not_join_two_fields() -> None:
    found = record('@misc{a, one = {\\\\"\\%\\\\},\n two = "\\{x\\}\\\\{"}"\n}')
    assert list(found.extra) == ["one", "two"]


def test_macros_in_any_case_and_in_one_another() -> None:
    text = '@STRING{ACM = "ACM"}\n@string(tog = acm # " TOG")\n@misc{k, journal = ToG}'
    blocks = [item for item in items(text) if isinstance(item, Block)]
    assert [(b.kind, b.name, b.value) for b in blocks] == [
        ("string", "acm", "ACM"),
        ("string", "tog", "ACM TOG"),
    ]
    assert record(text).venue == "ACM TOG"


def test_an_unknown_macro_is_told_and_kept() -> None:
    text = "@misc{k, journal = nowhere}"
    assert record(text).venue == "nowhere"
    assert notices(text) == [(1, "k uses the macro nowhere, which is not defined.")]


def test_a_macro_defined_further_down_counts() -> None:
    text = "@misc{k, journal = late}\n@string{late = {Later}}"
    assert record(text).venue == "Later"
    assert notices(text) == []


def test_a_macro_redefined_later_is_written_out_where_it_meant_another_text() -> None:
    text = (
        "@string{j = {One}}\n@misc{a, journal = j # { X}}\n"
        "@string{j = {Two}}\n@misc{b, journal = j}"
    )
    first, second = records(text)
    assert first.raw == "@misc{a, journal = {One X}}"
    assert second.raw == "@misc{b, journal = j}"
    assert (first.venue, second.venue) == ("One X", "Two")
    assert [line for line, _ in notices(text)] == [2, 3]


def test_blocks_that_are_no_papers() -> None:
    text = (
        '@preamble{"\\newcommand{\\x}{y}"}\n@comment{jabref-meta: grouping;}\n'
        "@xdata{pub, publisher = {P}}\n@set{s, entryset = {a,b}}\n"
    )
    found = items(text)
    assert all(isinstance(item, Block) for item in found)
    assert [(item.kind, item.name) for item in found if isinstance(item, Block)] == [
        ("preamble", ""),
        ("comment", ""),
        ("entry", "pub"),
        ("entry", "s"),
    ]


def test_a_comment_that_hides_an_entry_stays_a_comment_and_is_told() -> None:
    text = "@comment{@misc{a, title = {x}}}\n@misc{b, title = {y}}"
    assert [found.citation_key for found in records(text)] == ["b"]
    assert "@misc" in notices(text)[0][1]


@pytest.mark.parametrize(
    ("fields", "arxiv_id", "primary_class"),
    [
        ("eprint={2401.06121}, archiveprefix={arXiv}, primaryclass={cs.LG}", "2401.06121", "cs.LG"),
        ("eprint={2401.06121}, eprinttype={arxiv}, eprintclass={cs.LG}", "2401.06121", "cs.LG"),
        ("eprint = {arXiv:2401.06121v3}", "2401.06121", ""),
        ("eprint = {hep-th/9901001v2}, archiveprefix = {arXiv}", "hep-th/9901001", ""),
        ("eprint = {9901001}, archiveprefix = {hep-th}", "hep-th/9901001", ""),
        ("journal = {arXiv preprint arXiv:2401.06121}", "2401.06121", ""),
        ("journal = {CoRR}, volume = {abs/2401.06121}", "2401.06121", ""),
        ("journal = {CoRR abs/2401.06121}", "2401.06121", ""),
        ("note = {arXiv:math.GT/0309136}", "math.GT/0309136", ""),
        ("url = {https://arxiv.org/abs/2401.06121v1}", "2401.06121", ""),
        ("doi = {10.48550/arXiv.2401.06121}", "2401.06121", ""),
        ("eprint = {PMC123}, eprinttype = {pubmed}", "", ""),
        ("eprint = {18030001}", "", ""),
    ],
)  # fmt: skip
def test_arxiv_ids(fields: str, arxiv_id: str, primary_class: str) -> None:
    found = record(f"@misc{{k, {fields}}}")
    assert (found.arxiv_id, found.primary_class) == (arxiv_id, primary_class)


def test_what_several_fields_say_is_not_lost() -> None:
    found = record("@inbook{k, journal = {J}, booktitle = {B}, school = {MIT}, year = {1995--96}}")
    assert found.venue == "J"
    assert found.organization == "MIT"
    assert found.year == 1995
    assert found.extra == {"booktitle": "B", "school": "MIT", "year": "1995--96"}


@pytest.mark.parametrize(
    ("text", "key", "title", "said"),
    [
        ("@misc{k, year = 1999 title = {T}}", "k", "T", "a comma is missing after 'year'"),
        ("@misc{k, title {T}}", "k", "T", "the equals sign after 'title'"),
        ("@misc{k, note = , title = {T}}", "k", "T", "the field 'note' has no value"),
        ("@misc{k, title = The T, year = 1}", "k", "The T", "the value of 'title' has no braces"),
        ("@misc{k, % no\n title = {T}}", "k", "T", "a % comment"),
        ("@misc{two words, title = {T}}", "two_words", "T", "holds a space"),
        ("@misc{, title = {T}}", "", "T", "no citation key"),
        ("@misc{title = {T}}", "", "T", "no citation key"),
        ("@misc{k}", "k", "", "no comma follows its key"),
    ],
)
def test_plain_mistakes_are_mended_and_told(text: str, key: str, title: str, said: str) -> None:
    found = record(text)
    assert (found.citation_key, found.title) == (key, title)
    assert said in notices(text)[0][1]
    assert notices(found.raw) == [] or not key


def test_a_repeated_field_counts_once_and_the_entry_stays() -> None:
    text = "@misc{k, title = {First}, TITLE = {Second}}"
    assert record(text).title == "First"
    assert record(text).raw == text
    assert notices(text) == [(1, "k has the field 'title' more than once; the first counts.")]


GOOD = "@misc{good%d, title = {Fine}}\n"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("@misc{bad, title = {Never closed\n}\n", "@misc{bad is not BibTeX"),
        ("@misc{bad, title = {Closed}, year = {1999}\n", "@misc{bad is not BibTeX"),
        ('@misc{bad, title = "Foo, author = "Bar"}\n', "@misc{bad is not BibTeX"),
        (
            "@misc{bad,\n<<<<<<< HEAD\ntitle = {A},\n=======\ntitle = {B},\n>>>>>>> b\n}\n",
            "merge-conflict",
        ),
        ("@misc{bad, title = {A\0B}}\n", "NUL"),
    ],
)
def test_the_bad_one_is_named_by_its_line_and_the_good_ones_arrive(bad: str, reason: str) -> None:
    text = GOOD % 1 + "\n" + bad + GOOD % 2 + GOOD % 3
    assert [found.citation_key for found in records(text)] == ["good1", "good2", "good3"]
    ((line, said),) = rejected(text)
    assert line == 3
    assert reason in said


def test_a_file_that_breaks_off_keeps_what_is_whole() -> None:
    text = GOOD % 1 + "@misc{cut, title = {Half"
    assert [found.citation_key for found in records(text)] == ["good1"]
    assert rejected(text) == [
        (2, "@misc{cut is not BibTeX: a brace is opened and never closed (line 2).")
    ]


def test_text_outside_entries_is_told_once_and_at_its_place_where_it_may_be_a_lost_field() -> None:
    assert notices("% Encoding: UTF-8\n\n" + GOOD % 1) == []
    assert notices("\nJust prose, cited at home.\n" + GOOD % 1) == [
        (2, "This line stands outside all entries and is not kept.")
    ]
    text = GOOD % 1 + "  author = {Lost One},\n}\n" + GOOD % 2 + "% the end\n"
    assert notices(text) == [
        (2, "Text outside any entry looks like part of one; it is skipped."),
        (2, "3 lines stand outside all entries and are not kept; this is the first."),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(newline: str) -> None:
    text = newline.join(["% one", "@misc{a,", " title = {x\\\\}}", "", "@misc{b, title = {y}}"])
    assert [(found.citation_key, found.line) for found in records(text)] == [("a", 2), ("b", 5)]


def test_both_of_two_entries_with_one_key_arrive() -> None:
    assert [found.title for found in records("@misc{k, title={A}}\n@misc{K, title={B}}")] == [
        "A",
        "B",
    ]


def test_entries_far_apart_are_whole() -> None:
    text = "".join(f"@misc{{k{i},\n  note = {{{'x' * 700}}}\n}}\n\n" for i in range(300))
    found = records(text)
    assert [one.citation_key for one in found] == [f"k{i}" for i in range(300)]
    assert [one.line for one in found] == [1 + 4 * i for i in range(300)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("@misc{a, title = {x}}", True),
        ("@string{a = {b}}", True),
        ("% head\n@comment{x}", True),
        ("@article{broken, title = {", True),
        ("A page that mentions me@home.org {and} more", False),
        ("We use @property(x) and @cache{y} in Python", False),
        ("", False),
    ],
)
def test_bibtex_is_recognised(text: str, answer: bool) -> None:
    assert looks_like(text) is answer


def test_bibtexparser_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        items("@misc{a, title = {x\n@misc{b, title = {y}}")
    assert caplog.records == []


@given(st.text(alphabet='@{}(),="#\\%\n \rab1\0\u00e9misctrng', max_size=120))
def test_no_text_raises_and_every_entry_is_in_the_text(text: str) -> None:
    for item in items(text):
        if isinstance(item, Rejected):
            assert item.raw in text
            assert 1 <= item.line <= text.count("\n") + text.count("\r") + 1


FIELDS = st.dictionaries(
    st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True),
    st.text(alphabet='ab1 \\",=#%@\u00e9', max_size=12),
    max_size=4,
)


@given(st.lists(FIELDS, max_size=4))
def test_every_braced_value_is_found_as_it_was_put(entries: list[dict[str, str]]) -> None:
    text = "\n".join(
        f"@misc{{k{i}," + ",".join(f"x{n} = {{{v}}}" for n, v in fields.items()) + "}"
        for i, fields in enumerate(entries)
    )
    found = records(text)
    assert [one.citation_key for one in found] == [f"k{i}" for i in range(len(entries))]
    for one, fields in zip(found, entries, strict=True):
        assert one.extra == {f"x{n}": " ".join(v.split()) for n, v in fields.items()}


@pytest.mark.parametrize(
    "unit",
    ["@a{", "@a{b,c={", "@", "{", '@a{b,c="', "@string{", "@string{a={", "@comment{", "@a{b,\n"],
)
def test_hostile_text_costs_time_in_proportion(unit: str) -> None:
    def cost(times: int) -> float:
        started = time.process_time()
        items(unit * times)
        return time.process_time() - started

    cost(100)
    assert cost(8_000) < 10 * cost(2_000) + 0.5  # four times as much; squared it would be 16


def test_importing_the_package_does_not_import_bibtexparser() -> None:
    code = "import sys, readlist.formats.bibtex; sys.exit('bibtexparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
