"""What a query matches, in topics"""

from collections.abc import Callable

import pytest

from readlist.library import topics as module
from readlist.library.library import Library
from readlist.library.topics import Topic, topics

TODAY = "2026-11-20"
SUBJECTS = {
    "Coral bleaching": "coral bleaching reef ocean fish warming algae tide",
    "Steam engine": "steam engine boiler piston valve coal railway pressure",
}


@pytest.fixture
def papers(take: Callable[..., object]) -> None:
    """Ten papers of each of two subjects, and two of none."""
    entries = []
    for number in range(10):
        for subject, words in SUBJECTS.items():
            turned = words.split()[number % 8 :] + words.split()[: number % 8]
            text = f"We see a {subject.lower()} of kind{number} with a {' '.join(turned[:5])}."
            entries.append((f"{subject} number{number}", text))
    entries += [("Zebra fables", "Folklore retold."), ("Violin sonata", "Melody by ear.")]
    take(
        "made.bib",
        "".join(
            f"@misc{{p{n}, title = {{{title}}}, abstract = {{{text}}}}}\n"
            for n, (title, text) in enumerate(entries)
        ),
    )


def _topics(library: Library, query: str = "", most: int = 12) -> list[Topic]:
    reader = library.reader()
    try:
        return topics(reader, query, today=TODAY, most=most)
    finally:
        reader.close()


@pytest.mark.usefixtures("papers")
def test_each_subject_is_a_topic_named_by_its_words(library: Library) -> None:
    first, second, rest = _topics(library)
    labels = {first.label.split(", ")[0], second.label.split(", ")[0]}
    assert labels == {"coral bleaching", "steam engine"}
    assert (len(first.ids), len(second.ids), len(rest.ids)) == (10, 10, 2)


@pytest.mark.usefixtures("papers")
def test_what_fits_none_comes_last_without_a_label(library: Library) -> None:
    rest = _topics(library)[-1]
    assert (rest.label, rest.words) == ("", ())


@pytest.mark.usefixtures("papers")
def test_every_paper_is_in_one_topic(library: Library) -> None:
    ids = [i for topic in _topics(library) for i in topic.ids]
    assert sorted(ids) == list(range(1, 23))


@pytest.mark.usefixtures("papers")
def test_two_calls_say_the_same(library: Library) -> None:
    assert _topics(library) == _topics(library)


@pytest.mark.usefixtures("papers")
def test_only_what_matches_is_grouped(library: Library) -> None:
    assert sum(len(topic.ids) for topic in _topics(library, "steam")) == 10


@pytest.mark.usefixtures("papers")
def test_no_more_topics_than_wanted(library: Library) -> None:
    assert len([topic for topic in _topics(library, most=1) if topic.label]) == 1


@pytest.mark.usefixtures("papers")
def test_no_more_papers_than_the_bound_are_looked_at(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_PAPERS", 5)
    assert sum(len(topic.ids) for topic in _topics(library)) == 5


def test_nothing_found_is_no_topic(library: Library, take: Callable[..., object]) -> None:
    take("made.bib", "@misc{a, title = {Alone}}")
    assert _topics(library, "zeppelin") == []
    assert _topics(library) == [Topic("", (), (1,))]


def test_papers_without_words_are_left_over(library: Library, take: Callable[..., object]) -> None:
    take("made.bib", "".join(f"@misc{{k{n}, title = {{{n} and of}}}}\n" for n in range(9)))
    [rest] = _topics(library)
    assert (rest.label, len(rest.ids)) == ("", 9)


def _made(take: Callable[..., object], titles: list[str]) -> None:
    entries = (f"@misc{{p{n}, title = {{{title}}}}}\n" for n, title in enumerate(titles))
    take("made.bib", "".join(entries))


def test_a_word_written_with_and_without_a_hyphen_is_one(
    library: Library, take: Callable[..., object]
) -> None:
    others = [f"{subject} {n}" for subject in SUBJECTS for n in range(8)]
    kinds = ("Multi-modal lens", "Multimodal prism")
    titles = [f"{kind} {n}" for kind in kinds for n in range(4)]
    _made(take, [*titles, *others])
    topic = next(t for t in _topics(library) if "modal" in t.label)
    assert sorted(topic.ids) == list(range(1, 9))


def test_a_participle_alone_is_no_name(library: Library, take: Callable[..., object]) -> None:
    kinds = ("automata", "bandits", "orchards", "voting", "harps", "mops", "tides")
    others = [f"{subject} {n}" for subject in SUBJECTS for n in range(8)]
    _made(take, [*(f"Weighted {kind} in wine for cellars" for kind in kinds), *others])
    topic = next(t for t in _topics(library) if len(t.ids) == 7)
    assert "wine" in topic.label
    assert "Weighted" not in topic.label
