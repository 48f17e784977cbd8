"""What each kind of manuscript says about citations, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.errors import InputError, UnknownFormat
from readlist.formats.manuscripts import READERS, reader_for


def cited(suffix: str, text: str) -> str:
    """The keys, in order, separated by spaces."""
    return " ".join(m.text for m in reader_for("x" + suffix)(text) if m.kind == "cite")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r"\cite{a}", "a"),
        (r"\cite{ a , b,,c }", "a b c"),
        (r"\cite*{a}", "a"),
        ("\\cite\n  {a}", "a"),
        ("\\cite\n\n{a}", ""),  # the paragraph ended
        (r"\cite[][]{a}", "a"),
        (r"\cite[{]}]{a}", "a"),
        (r"\cite[see \cite{b}]{a}", "a b"),
        (r"\cite[never closed {a}", ""),
        (r"\cite{never closed", ""),
        (r"\cite", ""),
        (r"\nocite{*}", "*"),
        (r"\cites{a}{b}", "a b"),
        (r"\Autocites(x)(y)[1]{a}[2][3]{b, c} {d}", "a b c d"),
        (r"\volcite[see]{2}[p.~3]{a}", "a"),
        (r"\volcites{2}{a}[p]{3}[4]{b}", "a b"),
        (r"\citesec{a} \nocitesec{b}", "a b"),  # multibib
        (r"\newcommand{\x}[1]{\citep{#1}}", ""),
        (r"\cite{\key}", ""),
        (r"\recite{a} \Excite{b} \citestyle{c}", ""),
        (r"\% \cite{a} % \cite{b}", "a"),
        (r"\\% \cite{b}", ""),
        (r"\verb*|\cite{a}| \lstinline[language=TeX]!\cite{b}! \cite{c}", "c"),
        ("\\begin{comment}\n\\cite{a}\n\\end{comment}\\cite{b}", "b"),
        ("\\begin{verbatim} \\cite{a}", ""),
        (r"\cite{DBLP:conf/nips/X17}", "DBLP:conf/nips/X17"),
        (r"\cite{key with spaces}", "key with spaces"),
        (r"\bibentry{a}", "a"),
    ],
)
def test_latex(text: str, keys: str) -> None:
    assert cited(".tex", text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r"\citation{a,b}", "a b"),
        (r"\abx@aux@cite{a}", "a"),
        (r"\abx@aux@cite{0}{a}", "a"),
        (r"\citation{IEEEexample:BSTcontrol}", ""),
        (r"\citation{apsrev4-2Control}", ""),
        (r"\@writefile{toc}{\citation{a}}", ""),
    ],
)
def test_notes_of_latex(text: str, keys: str) -> None:
    assert cited(".aux", text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@a", "a"),
        ("[@a; @b, p. 3; -@c]", "a b c"),
        ("@a.", "a"),
        ("@a--b", "a"),
        ("@a:b.c/d+e", "a:b.c/d+e"),
        ("@{a b}", "a b"),
        ("@{https://doi.org/10.1/x}", "https://doi.org/10.1/x"),
        ("*@a*", "a"),
        ("x@a", ""),
        ("me@example.org", ""),
        (r"\@a", ""),
        ("`@a` @b", "b"),
        ("`` @a ` ``", ""),
        ("a ` tick\n\nand @b ` c", "b"),  # a code span ends with its paragraph
        ("```\n@a\n```\n@b", "b"),
        ("~~~\n@a\n```\n~~~\n@b", "b"),
        ("<!-- @a --> @b", "b"),
        ("[x](https://y.org/@a)", ""),
        ("---\nauthor: '@a'\nnocite: '@*'\n---\n@b", "* b"),
        ("---\n\n@a", "a"),  # a ruler, no front matter
        ("@fig-a @sec:b @eq-c", ""),
    ],
)
def test_markdown(text: str, keys: str) -> None:
    assert cited(".md", text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@a-b_c:d.", "a-b_c:d"),
        ("@a[p. 3]", "a"),
        ("#cite(<a>)", "a"),
        ('#cite(label("a b"), supplement: [p. 3])', "a b"),
        (r'#cite(label("a\"b"))', 'a"b'),
        ("// @a\n@b", "b"),
        ("/* /* @a */ @b */ @c", "c"),
        ("`@a` ```@b` ``` @c", "c"),
        (r"\@a", ""),
        ("https://x.org/@a @b", "b"),
        ('#bibliography("a.bib", full: true)', "*"),
        ('#bibliography("a.bib")', ""),
    ],
)
def test_typst(text: str, keys: str) -> None:
    assert cited(".typ", text) == keys


def bcf(body: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>\n{head}<bcf:controlfile xmlns:bcf="b">\n{body}\n'
        "</bcf:controlfile>\n"
    )


def test_a_control_file_cites_its_members_and_not_the_set() -> None:
    body = '<bcf:citekey type="set" members="a,b">s</bcf:citekey><bcf:citekey>c&lt;</bcf:citekey>'
    assert cited(".bcf", bcf(body)) == "a b c<"


def test_a_control_file_that_breaks_off_is_still_being_written() -> None:
    marks = list(reader_for("x.bcf")(bcf("<bcf:citekey>a</bcf:citekey>")[:-20]))
    assert [(mark.kind, mark.text) for mark in marks] == [("cite", "a"), ("unfinished", "")]


@pytest.mark.parametrize(
    "text",
    [
        bcf("<a>&lol;</a>", '<!DOCTYPE x [<!ENTITY lol "lol">]>\n'),
        bcf("", '<!DOCTYPE x SYSTEM "file:///etc/passwd">\n'),
        "<!DOCTYPE html>\n<html><body>Not found</body></html>\n",
        bcf("<a>\n</b>\n\n"),
        "Dear reader,\nthis is no XML.\n\n",
    ],
)
def test_other_xml_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no biber control file"):
        list(reader_for("x.bcf")(text))


def test_notes_without_their_last_line_are_still_being_written() -> None:
    whole = "\\citation{a}\n\\gdef \\@abspage@last{1}\n"
    kinds = [[mark.kind for mark in reader_for("x.aux")(text)] for text in (whole, whole[:12])]
    assert kinds == [["cite"], ["cite", "unfinished"]]


@pytest.mark.parametrize("name", ["a.docx", "a", "a.bib"])
def test_another_kind_is_refused(name: str) -> None:
    with pytest.raises(UnknownFormat, match="no manuscript"):
        reader_for(name)


def test_a_suffix_counts_whatever_its_case() -> None:
    assert reader_for("Notebook.RMD") is reader_for("notebook.rmd")


PIECES = st.sampled_from(
    ["\\cite", "{", "}", "[", "]", "(", "@", "`", "```", "\n", "\n\n", "%", "\\", "<", ">", "a",
     "b2", ",", "<!--", "-->", "/*", "*/", "//", "\\begin{verbatim}", "\\end{verbatim}", "\\verb",
     "|", "\\input", "---\n", "nocite: ", "#cite", '"', "label", "~~~", "{{<", "include", "*"]
)  # fmt: skip


@given(st.sampled_from([s for s in READERS if s != ".bcf"]), st.lists(PIECES).map("".join))
def test_no_text_is_too_odd(suffix: str, text: str) -> None:
    for mark in reader_for("x" + suffix)(text):
        assert 1 <= mark.line <= text.count("\n") + 1
        if mark.kind == "cite":
            assert mark.text.strip() == mark.text != ""


@pytest.mark.parametrize("suffix", [".aux", ".tex", ".md", ".typ"])
@pytest.mark.parametrize(
    "piece",
    ["\\cite[", "\\cite{", "`", "`a``b```c", "<!--", "/*", "@a:", "\\begin{verbatim}", "\\verb|",
     "](", "cite(label(\"", "bibliography(", "{{< include", "\n---\n", "```\n", "\\cite(", "@{"],
)  # fmt: skip
def test_a_hundred_thousand_letters_of_openings_cost_a_moment(suffix: str, piece: str) -> None:
    # Quadratic time would be hours.
    list(reader_for("x" + suffix)(piece * (100_000 // len(piece))))


def test_the_bib_files_of_a_manuscript_are_named() -> None:
    def named(suffix: str, text: str) -> list[str]:
        return [m.text for m in reader_for("x" + suffix)(text) if m.kind == "bibliography"]

    assert named(".aux", "\\bibdata{mainNotes,refs}\n") == ["mainNotes", "refs"]
    assert named(".tex", r"\bibliography{a, b}\addbibresource[glob]{c.bib} % \bibliography{d}") == [
        "a",
        "b",
        "c.bib",
    ]
    source = '<bcf:datasource type="file">a.bib</bcf:datasource>'
    assert named(".bcf", bcf(source)) == ["a.bib"]


def test_a_set_that_the_manuscript_made_is_cited_by_its_members() -> None:
    body = (
        '<bcf:citekey type="set" members="a,b">s</bcf:citekey>'
        '<bcf:citekey order="1">s</bcf:citekey><bcf:citekey order="2">c</bcf:citekey>'
    )
    assert cited(".bcf", bcf(body)) == "a b c"


def test_notes_that_cite_all_of_the_bibliography() -> None:
    assert cited(".aux", "\\abx@aux@nociteall\n\\abx@aux@cite{0}{a}\n") == "* a"
