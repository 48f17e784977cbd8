"""A term is a word that can tell papers apart"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.similarity import terms
from readlist.text import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In this paper we propose a new method for unlearning", ["unlearning"]),
        ("Erdős–Rényi graphs", ["erdos", "renyi", "graphs"]),
        ("GPT-4, S4 and 3D scenes from 2,000 images of a k-NN", ["gpt", "s4", "3d", "scenes",
                                                                "images", "nn"]),
        ("State-of-the-art in state space, a state of the artist", ["state", "space", "state",
                                                                   "artist"]),
        ("We don't; it's what they'll see", ["see"]),
        ("Unlearning unlearning", ["unlearning", "unlearning"]),
        ("大規模言語モデル", ["大規模言語モデル"]),
        ("", []),
        ("\x00 ½ ² 😀 \u202e", []),
    ],
)  # fmt: skip
def test_the_terms_of_a_text(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(st.text())
def test_terms_are_folded_and_are_their_own_terms(text: str) -> None:
    found = terms(text)
    assert terms(" ".join(found)) == found
    assert [fold(word) for word in found] == found
