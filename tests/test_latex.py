"""LaTeX becomes what a reader sees, and Unicode becomes LaTeX that BibTeX can handle."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.latex import readable, to_latex

LETTERS = st.characters(categories=["Ll", "Lu", "Lo"], max_codepoint=0x2FFF).filter(
    lambda char: unicodedata.normalize("NFC", char) == char
)


@pytest.mark.parametrize(
    ("latex", "seen"),
    [
        (r"Erd{\H o}s", "Erdős"),
        (r"M{\"u}ller and M\"{u}ller and M\"uller", "Müller and Müller and Müller"),
        (r"Garc{\'\i}a, Garc\'{\i}a", "García, García"),
        (r"{\o}re, Stra\ss e, \L\'od\'z", "øre, Straße, Łódź"),
        (r"{\'{\^e}}", "ế"),
        (r"{\c{c}} \v{S} {\v s} \k{a}", "ç Š š ą"),
        (r"{\relax Ch}arles", "Charles"),
        (r"\emph{deep} {\it nets}", "deep nets"),
        (r"\TeX{} and \foo{x}", "TeX and x"),
        (r"\url{http://a.org/x_y}", "http://a.org/x_y"),
        (r"{\noopsort{a}}2001", "2001"),
        (r"R\&D costs 5\% of \$9", "R&D costs 5% of $9"),
        (r"``quoted'' words", "“quoted” words"),
        (r"\~{}user", "~user"),
    ],
)
def test_latex_is_shown_as_it_is_meant(latex: str, seen: str) -> None:
    assert readable(latex) == seen


@pytest.mark.parametrize(
    ("latex", "seen"),
    [
        (r"$\alpha$-divergence", "α-divergence"),
        ("$k$-means", "k-means"),
        (r"$L^2$, $10^{-3}$, $H_2$", "L², 10⁻³, H₂"),
        (r"$\mathcal{O}(n \log n)$", "O(n log n)"),
        (r"$\frac{1}{2}$", "1/2"),
    ],
)
def test_math_is_readable(latex: str, seen: str) -> None:
    assert readable(latex) == seen


@pytest.mark.parametrize(
    "text",
    [
        "cost $5 and $10",
        "only $5",
        "~10% faster & 5% smaller",
        "M^{2}UGen",
        "snake_case and a_b",
        "see https://host.org/~user",
        "x ~ N(0, 1)",
        "run it with --verbose",
        "a stray } and a stray {",
        "'single' quotes",
    ],
)
def test_what_is_no_latex_stays(text: str) -> None:
    assert readable(text) == text


def test_ties_and_dashes() -> None:
    assert readable("J.~Doe, pp. 1--10 -- here") == "J. Doe, pp. 1–10 – here"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("Erdős", r"Erd{\H o}s"),
        ("García", r"Garc{\'\i}a"),
        ("Ångström", r"{\r A}ngstr{\"o}m"),
        ("Straße, Łódź", r"Stra{\ss}e, {\L}{\'o}d{\'z}"),
        ("ế", r"{\'{\^e}}"),
        ("R&D: 5% of #1 in a_b", r"R\&D: 5\% of \#1 in a\_b"),
        ("α-divergence", r"{$\alpha$}-divergence"),
        ("pages 1–10 — “so”", "pages 1--10 --- ``so''"),
        ("costs $5", r"costs \$5"),
        ("~10", r"{\textasciitilde}10"),
        ("M^{2}UGen", "M$^{2}$UGen"),
        ("李明 и Ὀνειροκριτικόν", "李明 и Ὀνειροκριτικόν"),
        ("a } b {", r"a {\textbraceright} b {\textbraceleft}"),
    ],
)
def test_unicode_becomes_braced_latex(text: str, latex: str) -> None:
    assert to_latex(text) == latex


@pytest.mark.parametrize(
    "latex",
    [
        r"R\&D and 5\%",
        r"{\"o} and \'e",
        r"$a_b^c & d$",
        r"\url{http://a.org/x_y%20#z}",
        r"\ce{SO4^{2-}}",
        r"the sum \[\sum_{i=1}^n x_i\]",
    ],
)
def test_what_is_latex_already_stays(latex: str) -> None:
    assert to_latex(latex) == latex


@given(LETTERS)
def test_every_letter_comes_back(letter: str) -> None:
    assert readable(to_latex(f"a{letter}b")) == f"a{letter}b"


@given(st.text(max_size=60))
def test_encoding_twice_changes_nothing(text: str) -> None:
    once = to_latex(text)
    assert to_latex(once) == once


@given(st.text(alphabet="\\{}$~^_&%#-'\"`abHi \n\u00e9\u03b1", max_size=80))
def test_no_text_raises_and_braces_pair_as_bibtex_counts_them(text: str) -> None:
    readable(text)
    depth = 0
    for char in to_latex(text):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    "unit", ["{", "}", "{\\'", "\\'", "$", "\\", "^{", "_", "~", r"\frac{", r"\url{", "``", "''"]
)
def test_hostile_text_costs_time_in_proportion(unit: str) -> None:
    def cost(times: int) -> float:
        text = unit * times
        started = time.process_time()
        readable(text)
        to_latex(text)
        return time.process_time() - started

    cost(1_000)
    assert cost(80_000) < 40 * cost(8_000) + 0.2
