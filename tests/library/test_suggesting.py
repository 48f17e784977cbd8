"""Tags are suggested by the tags of the nearest papers, and never applied"""

import random
from collections.abc import Callable, Iterator, Mapping

import pytest

from readlist.library import organising
from readlist.library.library import Library
from readlist.library.suggesting import suggest_tags
from readlist.storage.reader import Reader

TOPICS = {
    "ml/unlearning": "forget unlearning erase retain privacy deletion influence request removal",
    "ml/ssm": "state space scan recurrence selective linear mamba sequence kernel",
    "bio/protein": "protein folding residue backbone structure sequence amino docking binding",
    "vision": "image pixel segmentation camera depth scene recognition patch detection",
    "speech": "audio speaker phoneme acoustic voice recognition spectrogram pitch prosody",
}
TALK = "model training data benchmark learning language network efficient evaluation task".split()


@pytest.fixture
def reader(library: Library) -> Iterator[Callable[[], Reader]]:
    opened: list[Reader] = []

    def again() -> Reader:
        opened.append(library.reader())
        return opened[-1]

    yield again
    for one in opened:
        one.close()


def _tagged(library: Library, tags: Mapping[str, list[str]]) -> None:
    reader = library.reader()
    ids = {key: reader.id_of(key) for key in tags}
    reader.close()
    for key, names in tags.items():
        organising.change_tags(library, [ids[key]], names, [])


SHELF = """
@misc{a, title = {Forgetting in language models}, abstract = {Unlearning on request.}}
@misc{b, title = {Unlearning on request}, abstract = {Language models forget.}}
@misc{c, title = {Machine unlearning}, abstract = {A request to forget.}}
@misc{d, title = {Protein folding}, abstract = {Amino acids on a lattice.}}
@misc{e, title = {Docking}, abstract = {Where amino acids bind a protein.}}
"""


@pytest.fixture
def shelf(library: Library, take: Callable[..., object]) -> Library:
    take("refs.bib", SHELF)
    _tagged(library, {"b": ["unlearning", "ml"], "c": ["unlearning"], "e": ["bio"]})
    return library


def _suggested(reader: Reader, key: str) -> dict[str, tuple[str, ...]]:
    return {s.tag: s.from_keys for s in suggest_tags(reader, reader.id_of(key))}


def test_the_tags_of_the_nearest_papers_are_suggested_likeliest_first(
    shelf: Library, reader: Callable[[], Reader]
) -> None:
    found = suggest_tags(reader(), reader().id_of("a"))
    assert [s.tag for s in found] == ["unlearning", "ml"]
    assert [set(s.from_keys) for s in found] == [{"b", "c"}, {"b"}]
    assert 1 >= found[0].score > found[1].score > 0
    assert _suggested(reader(), "d") == {"bio": ("e",)}
    assert len(suggest_tags(reader(), reader().id_of("a"), 1)) == 1


def test_a_tag_that_the_paper_carries_is_not_suggested_nor_one_above_it(
    shelf: Library, reader: Callable[[], Reader]
) -> None:
    _tagged(shelf, {"a": ["mlops"]})
    assert list(_suggested(reader(), "a")) == ["unlearning", "ml"]
    _tagged(shelf, {"a": ["ml/llm"]})
    assert list(_suggested(reader(), "a")) == ["unlearning"]
    _tagged(shelf, {"a": ["unlearning"]})
    assert _suggested(reader(), "a") == {}


def test_without_ground_there_is_no_suggestion(
    shelf: Library, take: Callable[..., object], reader: Callable[[], Reader]
) -> None:
    take("more.bib", "@misc{x, title = {Gothic cathedrals}}\n@misc{y, abstract = {On request.}}")
    assert _suggested(reader(), "x") == {}
    assert suggest_tags(reader(), 999) == []


def test_a_library_without_tags_suggests_none(
    take: Callable[..., object], reader: Callable[[], Reader]
) -> None:
    take("refs.bib", SHELF)
    assert _suggested(reader(), "a") == {}


def test_tagged_papers_are_asked_however_many_untagged_ones_are_nearer(
    shelf: Library, take: Callable[..., object], reader: Callable[[], Reader]
) -> None:
    nearer = "@misc{n%d, title = {Forgetting in language models}, abstract = {Unlearning, %s.}}"
    numbers = "one two three four five six seven eight nine ten eleven twelve".split()
    take("near.bib", "\n".join(nearer % (i, word * 3) for i, word in enumerate(numbers)))
    assert "unlearning" in _suggested(reader(), "a")


def test_of_hidden_tags_most_are_suggested_and_most_suggestions_are_right(
    library: Library, take: Callable[..., object], reader: Callable[[], Reader]
) -> None:
    """A simulated library: each paper mixes its topic's words with everybody's."""
    dice = random.Random(5)
    truth: dict[str, str] = {}
    entries = []
    for number in range(120):
        tag = dice.choice(list(TOPICS))
        own, other = TOPICS[tag].split(), TOPICS[dice.choice(list(TOPICS))].split()
        title = " ".join(dice.sample(own, 2) + dice.sample(TALK, 2))
        abstract = " ".join(
            dice.choices(own, k=6) + dice.choices(other, k=4) + dice.choices(TALK, k=10)
        )
        truth[f"k{number}"] = tag
        entries.append(
            f"@misc{{k{number}, title = {{{title}}}, abstract = {{{abstract} {number}}}}}"
        )
    take("made.bib", "\n".join(entries))
    hidden = dice.sample(list(truth), 40)
    opened = reader()
    ids: dict[str, list[int]] = {}
    for key in truth.keys() - set(hidden):
        ids.setdefault(truth[key], []).append(opened.id_of(key))
    for tag, papers in ids.items():
        organising.change_tags(library, papers, [tag], [])
    suggestions = {key: list(_suggested(reader(), key)) for key in hidden}
    first_right = sum(tags[:1] == [truth[key]] for key, tags in suggestions.items())
    right = sum(truth[key] in tags for key, tags in suggestions.items())
    assert first_right >= 0.85 * len(hidden)
    assert right / sum(map(len, suggestions.values())) >= 0.7
