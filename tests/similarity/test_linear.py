"""A linear model of what a reader likes"""

from hypothesis import given
from hypothesis import strategies as st

from readlist.similarity.linear import Example, Model, fit

REEF, ENGINE, BOTH = {"reef": 1.0}, {"engine": 1.0}, {"reef": 0.6, "engine": 0.8}


def test_what_liked_texts_say_is_liked() -> None:
    model = fit([Example(REEF, 1, 1), Example(ENGINE, -1, 1)])
    assert model.liking(REEF) > model.liking(BOTH) > model.liking(ENGINE)
    assert model.weights["reef"] > 0 > model.weights["engine"]


def test_a_word_never_met_says_nothing() -> None:
    assert fit([Example(REEF, 1, 1), Example(ENGINE, -1, 1)]).liking({"quartet": 1.0}) == 0


def test_a_word_that_all_texts_have_is_no_reason() -> None:
    everyday = [
        Example({"reef": 0.6, "the": 0.8}, -1, 1),
        Example({"fish": 0.6, "the": 0.8}, -1, 1),
    ]
    model = fit([*everyday, Example({"engine": 0.6, "the": 0.8}, 1, 1)])
    assert abs(model.weights["the"]) < abs(model.weights["engine"]) / 3


def test_more_trust_counts_for_more() -> None:
    little, much = (fit([Example(REEF, 1, t), Example(BOTH, -1, 1)]) for t in (0.1, 5))
    assert much.liking(REEF) > little.liking(REEF)


def test_who_likes_all_likes_it_all() -> None:
    model = fit([Example(REEF, 0.6, 1), Example(ENGINE, 0.6, 1)])
    assert model.liking(REEF) > 0
    assert model.liking(ENGINE) > 0


def test_without_examples_nothing_is_liked() -> None:
    assert fit([]) == Model({})
    assert fit([]).liking(REEF) == 0


def test_the_reasons_are_the_words_that_add_most() -> None:
    model = Model({"reef": 0.5, "engine": -0.5, "fish": 2.0, "tide": 0.1})
    text = {"reef": 0.9, "fish": 0.1, "tide": 0.1, "engine": 0.4, "coal": 0.2}
    assert model.reasons(text, 2) == ["reef", "fish"]
    assert model.reasons(text, 9) == ["reef", "fish", "tide"]
    assert model.objections(text, 9) == ["engine"]


_EXAMPLES = st.lists(
    st.builds(
        Example,
        st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 1), max_size=4),
        st.floats(-1, 1),
        st.floats(0.01, 0.5),
    ),
    max_size=20,
)


def _loss(model: Model, examples: list[Example]) -> float:
    """With the best that can be said of all texts beside the model."""
    left = [(e.liking - model.liking(e.vector), e.trust) for e in examples]
    trusted = sum(trust for _, trust in left) or 1
    whole = min(0, sum(miss * trust for miss, trust in left) / trusted)
    errors = sum(trust * (miss - whole) ** 2 for miss, trust in left)
    return errors + sum(weight**2 for weight in model.weights.values())


@given(_EXAMPLES, st.dictionaries(st.sampled_from("abcdef"), st.floats(-0.3, 0.3)))
def test_no_other_model_is_nearer_to_the_examples(
    examples: list[Example], change: dict[str, float]
) -> None:
    model = fit(examples)
    other = {term: weight + change.get(term, 0) for term, weight in model.weights.items()}
    assert _loss(model, examples) <= _loss(Model(other), examples) + 0.01


@given(_EXAMPLES)
def test_the_same_examples_make_the_same_model(examples: list[Example]) -> None:
    assert fit(examples) == fit(examples)
