"""The papers nearest to a paper, and the tags that they suggest"""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readlist.library import organising
from readlist.library import related as module
from readlist.library.history import undo
from readlist.library.library import Library
from readlist.library.related import related, related_to_text
from readlist.library.vectors import Vectors
from readlist.storage.reader import Reader

PAPERS = {
    "mamba": ("Selective state spaces for long sequences", "A scan in linear time stands in for "
              "attention; selective state spaces model long sequences."),
    "s4": ("Structured state spaces", "A structured matrix lets state spaces model sequences."),
    "tofu": ("Fictitious unlearning", "Forgetting of made-up authors is measured."),
    "forget": ("Forgetting on request", "Unlearning measured: authors are forgotten, made up."),
    "stub": ("Unlearning authors", ""),
    "loner": ("Quantum chromodynamics", "Gluons on a lattice."),
    "empty": ("", ""),
}  # fmt: skip


def _bib() -> str:
    return "\n".join(
        f"@misc{{{key}, title = {{{title}}}, abstract = {{{abstract}}}, note = {{{key}}}}}"
        for key, (title, abstract) in PAPERS.items()
    )


@pytest.fixture
def reader(library: Library, take: Callable[..., object]) -> Iterator[Reader]:
    take("refs.bib", _bib())
    opened = library.reader()
    yield opened
    opened.close()


def _keys(reader: Reader, key: str, limit: int = 10) -> list[str]:
    return [near.row.citation_key for near in related(reader, reader.id_of(key), limit)]


def test_the_nearest_papers_come_first_and_never_the_paper_itself(reader: Reader) -> None:
    assert _keys(reader, "mamba") == ["s4"]
    assert _keys(reader, "tofu") == ["stub", "forget"]
    assert _keys(reader, "tofu", 1) == ["stub"]


def test_as_many_are_compared_as_are_asked_for(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CANDIDATES", 1)
    assert len(_keys(reader, "tofu", 1)) == 1
    assert len(_keys(reader, "tofu", 9)) == 2


def test_the_words_that_make_the_match_are_told(reader: Reader) -> None:
    [near] = related(reader, reader.id_of("mamba"))
    assert near.words == ("spaces", "state", "sequences", "model")
    assert 0 < near.score < 1


def test_a_stub_without_an_abstract_works_from_its_title(reader: Reader) -> None:
    assert _keys(reader, "stub") == ["tofu", "forget"]


@pytest.mark.parametrize("key", ["loner", "empty"])
def test_a_paper_with_nothing_in_common_has_none(reader: Reader, key: str) -> None:
    assert _keys(reader, key) == []


def test_half_an_abstract_finds_its_paper(reader: Reader) -> None:
    for key in ("mamba", "s4", "forget", "loner"):
        abstract = PAPERS[key][1]
        half = abstract[len(abstract) // 3 :]
        assert related_to_text(reader, half)[0].row.citation_key == key


def test_a_paper_is_found_as_soon_as_it_is_in_and_no_longer_when_it_is_gone(
    library: Library, take: Callable[..., object], reader: Reader
) -> None:
    take("new.bib", "@misc{gluons, title = {Gluons and quarks}, note = {new}}")
    assert _keys(reader, "loner") == ["gluons"]
    undo(library)
    assert _keys(reader, "loner") == []


def test_words_too_common_to_walk_are_looked_up_in_the_newest_papers(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WORK", 2)
    monkeypatch.setattr(module, "_FEW", 1)
    found = [near.row.citation_key for near in related_to_text(reader, "authors unlearning")]
    assert found == ["stub", "forget"]


def test_a_word_too_common_to_walk_counts_beside_a_rare_one(
    take: Callable[..., object], reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = ("Quantum chips", "Lattice, one", "Lattice, two")
    take("new.bib", "".join(f"@misc{{new{i}, title = {{{t}}}}}\n" for i, t in enumerate(titles)))
    monkeypatch.setattr(module, "_WORK", 2)
    monkeypatch.setattr(module, "_CANDIDATES", 0)
    [near] = related_to_text(reader, "quantum lattice", 1)
    assert near.row.citation_key == "loner"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text() | st.sampled_from(['"', "state OR NEAR(", "-title:mamba", "a\x00state", "*"]))
def test_any_text_is_an_answer_and_no_error(reader: Reader, text: str) -> None:
    for near in related_to_text(reader, text):
        assert 0 < near.score <= 1
        assert near.words


def test_tags_are_terms_of_their_own_on_request(library: Library, reader: Reader) -> None:
    paper = reader.id_of("loner")
    organising.change_tags(library, [paper], ["ml/physics"], [])
    assert "#ml/physics" in Vectors(reader, tags=True).of([paper])[paper]
    assert "#ml/physics" not in Vectors(reader).of([paper])[paper]


def test_a_word_of_the_title_weighs_more_than_one_of_the_abstract(reader: Reader) -> None:
    vector = Vectors(reader).of([reader.id_of("loner")])[reader.id_of("loner")]
    assert vector["quantum"] > vector["gluons"]


def test_a_missing_paper_has_no_vector_and_no_relations(reader: Reader) -> None:
    assert Vectors(reader).of([999]) == {}
    assert related(reader, 999) == []
