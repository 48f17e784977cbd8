"""What outside text looks like on a screen and in a comparison."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.text import fold, printable, printable_lines

ANYTHING = st.text(alphabet=st.characters())  # surrogates, controls and all


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdős–Rényi:  a Survey", "erdos renyi a survey"),
        ("Straße STRASSE", "strasse strasse"),
        ("Łukasz Ørsted Æther Þór", "lukasz orsted aether thor"),
        ("İstanbul, ısı", "istanbul isi"),
        ("GPT-4: x", "gpt 4 x"),
        ("$k$-means", "k means"),
        ("e\u0301 and \u00e9", "e and e"),
        ("\ufb01ne ２", "fine 2"),
        ("深度学习", "深度学习"),
        ("हिन्दी", "हिन्दी"),
        ("zero\u200bwidth", "zerowidth"),
        ("  ", ""),
        ("!?", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_voiced_syllable_is_not_its_voiceless_neighbour() -> None:
    assert fold("が") != fold("か")


@given(ANYTHING)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_and_general_folding_agree(text: str) -> None:
    assert fold(text + "\u00e9") in (f"{fold(text)}e", f"{fold(text)} e")


@given(st.text(alphabet="aZ9é ß.-Łツ"))
def test_case_and_composition_do_not_matter(text: str) -> None:
    assert fold(text.swapcase()) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a title", "a title"),
        ("  many \t\n spaces\u00a0here ", "many spaces here"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jgone", "gone"),
        ("\x1bcreset", "reset"),
        ("bell\x07 and null\x00", "bell and null"),
        ("abc\u202edcba\u202c", "abcdcba"),
        ("\u2066isolate\u2069", "isolate"),
        ("pay\u200bpal\u2060\ufeff", "paypal"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("\u3164blank letter", "blank letter"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
        ("深度学习 שלום", "深度学习 שלום"),
        ("line\u2028separator", "line separator"),
    ],
)
def test_what_a_screen_shows(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("emoji", ["👩‍🔬", "👩🏽‍🔬", "❤️‍🔥", "👨‍👩‍👧"])
def test_a_joiner_stays_inside_an_emoji(emoji: str) -> None:
    assert printable(f"by {emoji}!") == f"by {emoji}!"


def test_a_joiner_goes_between_letters() -> None:
    assert printable("pay\u200dpal") == "paypal"
    assert printable("👩\u200dpal") == "👩pal"


def test_lines_and_indentation_of_a_note_stay() -> None:
    assert printable_lines("- a  b\r\n\t- c \x1b[1m\r    d") == "- a b\n    - c\n    d"


@given(ANYTHING)
def test_nothing_dangerous_is_left(text: str) -> None:
    for shown in (printable(text), printable_lines(text).replace("\n", "")):
        shown.encode()
        left = {unicodedata.category(c) for c in shown if c != "\u200d"}
        assert not left & {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
        assert not any(c.isspace() and c != " " for c in shown)


@given(ANYTHING)
def test_showing_twice_changes_nothing(text: str) -> None:
    assert printable(printable(text)) == printable(text)
    assert printable_lines(printable_lines(text)) == printable_lines(text)


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_letters_with_accents_fold_as_they_do_beside_any_script(text: str) -> None:
    assert fold(f"{text} 中") == f"{fold(text)} 中".strip()
