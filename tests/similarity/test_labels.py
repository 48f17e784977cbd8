"""A group of texts is named by its own words"""

from collections import Counter

import pytest

from readlist.similarity.labels import characteristic, distinct, prominence
from readlist.similarity.phrases import phrases

REEFS = [
    "Coral bleaching is a threat. We model coral bleaching on reefs.",
    "The model says when coral bleaching comes to a reef.",
    "Coral bleaching and fish: a model of a reef.",
]
ENGINES = [
    "A model of the boiler of a steam engine.",
    "Steam engines and their valves, with a model.",
    "The model of a piston in steam engines.",
]


def _characteristic(group: list[str], others: list[str]) -> list[str]:
    counts = [Counter(phrases(text)) for text in (*group, *others)]
    return [*characteristic(counts[: len(group)], prominence(counts), len(counts))]


def _written(phrase: str, *texts: str, titles: tuple[str, ...] = ()) -> list[str]:
    return [*distinct({phrase: 1.0}, texts, titles, 3)]


def test_what_the_group_has_and_others_have_not_names_it() -> None:
    assert _characteristic(REEFS, ENGINES)[0] == "coral bleaching"
    assert _characteristic(ENGINES, REEFS)[0] == "steam engine"


def test_what_all_have_names_none() -> None:
    assert "model" not in _characteristic(REEFS, ENGINES)


def test_a_word_that_stands_only_in_a_phrase_is_no_name_beside_it() -> None:
    found = _characteristic(REEFS, ENGINES)
    assert "coral" not in found
    assert "bleaching" not in found


def test_what_one_text_has_does_not_speak_for_the_group() -> None:
    assert "fish" not in _characteristic(REEFS, ENGINES)


def test_once_in_three_is_a_third_of_a_text() -> None:
    found = prominence([{"reef": 1}, {"reef": 7}])
    assert found == {"reef": pytest.approx(4 / 3)}


@pytest.mark.parametrize(
    ("phrase", "text", "written"),
    [
        ("model", "models, Models and models", "models"),
        ("llm", "An LLM is a model. LLMs are models; LLMs learn.", "LLMs"),
        ("mixture expert", "a mixture of experts", "mixture of experts"),
        ("fine tuning", "Fine-tuning works and fine-tuning costs.", "fine-tuning"),
        ("context learning", "by in-context learning", "in-context learning"),
        ("language", "multi-language", "multi-language"),
        ("renyi graph", "Rényi graphs", "Rényi graphs"),
    ],
)
def test_a_phrase_is_written_as_the_texts_write_it(phrase: str, text: str, written: str) -> None:
    assert _written(phrase, text) == [written]


def test_a_word_that_always_stands_beside_a_phrase_belongs_to_it() -> None:
    texts = [f"{adverb} large language models" for adverb in ("big", "other", "many", "more")]
    assert _written("language model", *texts) == ["large language models"]


def test_a_sentence_end_parts_a_phrase() -> None:
    assert _written("reef engine", "On reefs. Engines run.") == []


def test_titles_are_looked_at_where_no_text_has_it() -> None:
    assert _written("reef", "reefs", titles=("Reef",)) == ["reefs"]
    assert _written("reef", "fish", titles=("Reef",)) == ["Reef"]


def test_phrases_that_are_alike_are_taken_once() -> None:
    ranked = {"unlearning": 3.0, "unlearned": 2.0, "machine unlearning": 2.0, "privacy": 1.0}
    text = "machine unlearning: unlearned privacy"
    assert distinct(ranked, [text], [], 3) == {"unlearning": 3.0, "privacy": 1.0}
