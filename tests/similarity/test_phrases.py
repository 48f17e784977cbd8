"""Terms and pairs of them, singular and plural alike"""

import pytest

from readlist.similarity.phrases import alike, phrases, singular


def test_phrases_are_the_terms_and_their_pairs() -> None:
    assert phrases("Machine unlearning for models") == [
        "machine", "unlearning", "model", "machine unlearning", "unlearning model",
    ]  # fmt: skip


def test_function_words_do_not_part_a_pair() -> None:
    assert "mixture expert" in phrases("A mixture of experts")


def test_a_word_said_twice_is_no_pair() -> None:
    assert phrases("bye bye") == ["bye", "bye"]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("network", "networks"), ("survey", "surveys"), ("study", "studies"), ("loss", "losses"),
        ("branch", "branches"), ("box", "boxes"), ("analysis", "analyses"), ("llm", "llms"),
        ("focus", "focuses"), ("case", "cases"), ("gan", "gans"), ("size", "sizes"),
        ("response", "responses"), ("hypothesis", "hypotheses"), ("class", "classes"),
    ],
)  # fmt: skip
def test_singular_and_plural_are_the_same(one: str, many: str) -> None:
    assert singular(one) == singular(many)


@pytest.mark.parametrize("word", ["bias", "bus", "gas", "is", "less", "corpus", "vision", "s"])
def test_an_s_that_is_no_plural_makes_no_other_word(word: str) -> None:
    assert singular(word) in (word, word.removesuffix("s"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("unlearning", "unlearned model"), ("state space", "space"), ("generation", "generative"),
        ("explain", "explanation"), ("retrieval", "retrieve"),
    ],
)  # fmt: skip
def test_words_of_one_stem_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("scaling", "scene"), ("graph", "grammar"), ("training", "transfer"), ("rl", "rlhf")],
)
def test_other_words_are_not(one: str, other: str) -> None:
    assert not alike(one, other)
