"""Braces stand around exactly the words whose capitals must survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats.bibtex.titles import protected_title


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("BERT: Pre-training of Deep Nets", "{BERT}: Pre-training of Deep Nets"),
        ("GPT-4 and T5 on arXiv", "{GPT}-4 and {T5} on {arXiv}"),
        ("LLMs and DNA's Shape", "{LLMs} and {DNA}'s Shape"),
        ("State-of-the-Art Methods", "State-of-the-Art Methods"),
        ("Already {BERT} here", "Already {BERT} here"),
        ("The $K$-BERT $\\mathit{BERT}$", "The $K$-{BERT} $\\mathit{BERT}$"),
        (r"An {\'E}COLE", r"An {\'E}{COLE}"),
        ("A DEEP STUDY OF NETWORKS", "A DEEP STUDY OF NETWORKS"),
        ("R&D in 3D", r"R\&D in {3D}"),
        ("Erdős Graphs", r"Erd{\H o}s Graphs"),
        ("M^{2}UGen", "M$^{2}${UGen}"),
    ],
)
def test_titles(title: str, value: str) -> None:
    assert protected_title(title) == value


def test_proper_nouns_are_what_the_user_lists() -> None:
    assert (
        protected_title("On Bayes and Bayesian Nets", {"Bayes"}) == "On {Bayes} and Bayesian Nets"
    )


@given(st.text(alphabet="ABab4 -:'{}$\\\u00c9", max_size=40))
def test_protecting_twice_changes_nothing(title: str) -> None:
    once = protected_title(title)
    assert protected_title(once) == once
