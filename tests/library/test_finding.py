"""What a query finds where nothing matches: letters inside words, other spellings, references."""

import json
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readlist.errors import QueryError
from readlist.library import organising, reading
from readlist.library.finding import Found, find
from readlist.library.library import Library
from readlist.library.related import related_to_text
from readlist.library.report import Report
from readlist.storage.documents import papers
from readlist.storage.reader import Reader
from readlist.text import printable
from tests.storage.query.test_language import QUERIES

TODAY = "2026-11-20"
SHELF = r"""
@inproceedings{vaswani2017, title = {Attention Is All You Need},
  author = {Vaswani, Ashish and Shazeer, Noam and Parmar, Niki}, year = 2017,
  booktitle = {Advances in Neural Information Processing Systems},
  abstract = {We propose the Transformer, which rests on attention mechanisms alone.}}
@misc{maini2024, title = {{TOFU}: A Task of Fictitious Unlearning for {LLMs}},
  author = {Maini, Pratyush and Feng, Zhili and Schwarzschild, Avi}, year = 2024,
  eprint = {2401.06121}, eprinttype = {arxiv}, abstract = {Forgetting, measured on authors.}}
@article{lecun2015, title = {Deep Learning}, author = {LeCun, Yann and Bengio, Yoshua and
  Hinton, Geoffrey}, year = 2015, journal = {Nature}, doi = {10.1038/nature14539}}
@book{goodfellow2016, title = {Deep Learning}, author = {Goodfellow, Ian and Bengio, Yoshua},
  year = 2016, publisher = {MIT Press}}
@article{erdos1960, title = {On the Evolution of Random Graphs},
  author = {Erd{\H o}s, Paul and R{\'e}nyi, Alfr{\'e}d}, year = 1960}
@misc{gu2023, title = {Mamba: Linear-Time Sequence Modeling with Selective State Spaces},
  author = {Gu, Albert and Dao, Tri}, year = 2023, eprint = {2312.00752}, eprinttype = {arxiv}}
@misc{dao2024, title = {Transformers are {SSMs}: Generalized Models and Efficient Algorithms
  Through Structured State Space Duality}, author = {Dao, Tri and Gu, Albert}, year = 2024}
"""


@pytest.fixture
def reader(library: Library, take: Callable[..., Report]) -> Iterator[Reader]:
    take("shelf.bib", SHELF)
    reader = library.reader()
    yield reader
    reader.close()


def keys(reader: Reader, found: Found) -> list[str]:
    names = reader.keys(found.ids)
    return [names[paper_id] for paper_id in found.ids]


def test_what_matches_is_all_that_is_found(reader: Reader) -> None:
    found = find(reader, "transformer", today=TODAY)
    assert (found.how, found.words) == ("", "")
    assert set(keys(reader, found)) == {"vaswani2017", "dao2024"}


@pytest.mark.parametrize("query", ["", "  ", "is:unread"])
def test_a_query_without_words_is_never_guessed_at(reader: Reader, query: str) -> None:
    assert find(reader, query, today=TODAY).how == ""


def test_letters_inside_words_are_found_when_no_word_begins_with_them(reader: Reader) -> None:
    found = find(reader, "former", today=TODAY)
    assert (found.how, found.words) == ("inside", "*former*")
    assert set(keys(reader, found)) == {"vaswani2017", "dao2024"}
    assert keys(reader, find(reader, "former chwarz", today=TODAY)) == []


@pytest.mark.parametrize(
    ("query", "searched", "key"),
    [
        ("transfromer vaswani", "transformer vaswani", "vaswani2017"),
        ("Fictitous", "fictitious", "maini2024"),
        ("unlearning schwartzchild", "unlearning schwarzschild", "maini2024"),
        ("erdös graps", "erdös graphs", "erdos1960"),
        ("linear-tiem mamba", "linear-time mamba", "gu2023"),
        ("(mabma OR tofuu) is:unread", "(mamba OR tofu) is:unread", ""),
        ('"state spaces" mabma', '"state spaces" mamba', "gu2023"),
        ("author:gu mabma -tag:vision", "author:gu mamba -tag:vision", "gu2023"),
    ],
)
def test_misspelt_words_are_searched_as_the_nearest_that_papers_have(
    reader: Reader, query: str, searched: str, key: str
) -> None:
    found = find(reader, query, today=TODAY)
    assert (found.how, found.words) == ("near", searched)
    assert not key or keys(reader, found) == [key]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("vaswani 2017", "vaswani2017"),
        ("Maini et al., 2024", "maini2024"),
        ("(Maini et al. 2024a)", "maini2024"),
        ("Gu & Dao (2023)", "gu2023"),
        ("[Gu and Dao, 2023]", "gu2023"),
        ("Schwartzchild 2024", "maini2024"),
    ],
)
def test_a_year_among_words_is_the_year_of_publication(
    reader: Reader, query: str, key: str
) -> None:
    found = find(reader, query, today=TODAY)
    assert (found.how, keys(reader, found)) == ("near", [key])


@pytest.mark.parametrize(
    "query",
    [
        "qqqqwwww",
        "is:read transfromer",  # nothing was read
        "author:transfromer",  # a field is taken as it stands
        '"atention is all"',  # and so are quotes
        "mamba vaswani",  # no title and names are like this
        "x",
        "(transfromer) (is:read)",
        "NOT transfromer mabma is:read",
    ],
)
def test_what_is_like_nothing_finds_nothing(reader: Reader, query: str) -> None:
    assert find(reader, query, today=TODAY) == (array("q"), "", "")


def test_the_nearest_titles_are_found_when_no_paper_has_all_words(reader: Reader) -> None:
    found = find(reader, "evolution randon graphics", today=TODAY)
    assert found.how == "near"
    assert keys(reader, found) == ["erdos1960"]


def test_what_the_reader_wrote_is_found_by_letters_inside_and_misspelt(
    library: Library, reader: Reader
) -> None:
    (paper,) = reader.ids("key:gu2023", today=TODAY)
    organising.add_note(library, paper, "An *unfathomable* proof.")
    assert keys(reader, find(reader, "*fathom*", today=TODAY)) == ["gu2023"]
    assert keys(reader, find(reader, "note:*fathom*", today=TODAY)) == ["gu2023"]
    assert keys(reader, find(reader, "unfathomible", today=TODAY)) == ["gu2023"]
    (note,) = next(papers(reader.connection, [paper]))["notes"]
    organising.edit_note(library, paper, note["id"], note["body"], "Rather bewildering.")
    assert keys(reader, find(reader, "*wilder*", today=TODAY)) == ["gu2023"]
    reading.set_status(library, [paper], "read", takeaway="Scans are associative.")
    assert keys(reader, find(reader, "*socia*", today=TODAY)) == ["gu2023"]


def test_what_a_source_says_that_the_reader_wrote_is_found_by_letters_inside(
    reader: Reader, take: Callable[..., Report]
) -> None:
    said = {"takeaway": "Unravelled it.", "notes": [{"body": "Quite labyrinthine."}]}
    own = {"readlist": {"personal": said}}
    entry = {"id": "w", "type": "book", "title": "Weaving Looms", "custom": own}
    take("shelf.json", json.dumps([entry]))
    for letters in ("*byrinth*", "takeaway:*ravel*"):
        assert len(find(reader, letters, today=TODAY).ids) == 1, letters


def test_a_misspelt_field_is_told_with_the_one_that_was_meant(reader: Reader) -> None:
    with pytest.raises(QueryError, match="Did you mean tag:"):
        find(reader, "tga:ml", today=TODAY)


def test_a_limit_holds_for_guesses_too(reader: Reader) -> None:
    assert len(find(reader, "former", today=TODAY, limit=1).ids) == 1
    assert len(find(reader, "transfromer", today=TODAY, limit=1).ids) == 1
    assert len(find(reader, "transfromer", today=TODAY, limit=0).ids) == 0


TOFU = "maini2024"
MAMBA = "gu2023"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (  # plain, as LaTeX sets it
            "[12] Maini, P., Feng, Z., Schwarzschild, A., et al. TOFU: A task of fictitious "
            "unlearning for LLMs. arXiv preprint arXiv:2401.06121, 2024.",
            TOFU,
        ),
        (  # the same without its identifier
            "Maini, P., et al. TOFU: A task of fictitious unlearning for LLMs. 2024",
            TOFU,
        ),
        (  # IEEE
            "[3] A. Vaswani, N. Shazeer, N. Parmar et al., “Attention is all you need,” in Proc. "
            "Adv. Neural Inf. Process. Syst., vol. 30, 2017, pp. 5998–6008.",
            "vaswani2017",
        ),
        (  # APA
            "Vaswani, A., Shazeer, N., & Parmar, N. (2017). Attention is all you need. Advances "
            "in neural information processing systems, 30.",
            "vaswani2017",
        ),
        (  # ACM
            "Albert Gu and Tri Dao. 2023. Mamba: Linear-Time Sequence Modeling with Selective "
            "State Spaces. CoRR abs/2312.00752 (2023).",
            MAMBA,
        ),
        (  # Vancouver
            "7. LeCun Y, Bengio Y, Hinton G. Deep learning. Nature. 2015 May;521(7553):436-44.",
            "lecun2015",
        ),
        (  # Nature, where the other book of that name is meant
            "Goodfellow, I., Bengio, Y. & Courville, A. Deep Learning (MIT Press, 2016).",
            "goodfellow2016",
        ),
        (  # a DOI is enough
            "LeCun et al., Nature 521, 436 (2015). https://doi.org/10.1038/nature14539.",
            "lecun2015",
        ),
        (  # copied from a PDF: lines broken, words hyphenated, ligatures
            "Tri Dao and Albert Gu. Transform-\ners are SSMs: Generalized models and efﬁcient "
            "algo-\nrithms through structured state space\nduality. ICML 2024.",
            "dao2024",
        ),
        (  # accents lost on the way
            "P. Erdos and A. Renyi. On the evolution of random graphs. Publ. Math. Inst. "
            "Hungar. Acad. Sci., 5:17-61, 1960.",
            "erdos1960",
        ),
        (  # a slip in the title
            "A. Gu, T. Dao. Mamba: linear time sequence modelling with selective "
            "state spaces, 2023",
            MAMBA,
        ),
        ("“Attention Is All\nYou Need.”, Vaswani et al.", "vaswani2017"),
        ("TOFU: A Task of Ficti-\ntious Unlearning for LLMs", TOFU),
        ("TOFU A Task of Fictitous Unlearnin for LLMs", TOFU),
    ],
)
def test_a_reference_finds_its_paper_first(reader: Reader, text: str, key: str) -> None:
    found = find(reader, text, today=TODAY)
    assert found.how == "citation"
    assert keys(reader, found)[0] == key


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/abs/2401.06121v3",
        "arXiv:2401.06121",
        "2401.06121",
        "https://arxiv.org/pdf/2401.06121.pdf",
        "https://doi.org/10.48550/arXiv.2401.06121",
        "TOFU: A Task of Fictitious Unlearning for LLMs",
        "“TOFU: A Task of Fictitious\n   Unlearning for LLMs”",
    ],
)
def test_a_link_or_a_title_simply_matches(reader: Reader, text: str) -> None:
    found = find(reader, text, today=TODAY)
    assert (found.how, keys(reader, found)) == ("", [TOFU])


@pytest.mark.parametrize(
    "text",
    [
        # Papers that the library does not have, though it has most of their words.
        "Maini, P. et al. LLM dataset inference: did you train on my dataset? NeurIPS, 2024.",
        "Y. Dong et al. Attention is not all you need: pure attention loses rank. ICML, 2021.",
        "Schmidhuber, J. Deep learning in neural networks: an overview. Neural Netw. 61, 2015.",
        "J. Heaton. Deep Learning. Genetic Programming and Evolvable Machines 19, 2018.",
        "A. Gu, K. Goel, C. Ré. Efficiently modeling long sequences with structured state "
        "spaces. ICLR, 2022.",
        "the quick brown fox jumps over the lazy dog in 2024",
        "1 2 3 4 5 6 7 8 9 2017",
        "DROP TABLE paper; -- \" ' ) ( NEAR(a b) AND OR NOT title: * ^ 2017 pages 1-2",
    ],
)
def test_a_reference_to_a_paper_that_is_not_there_finds_nothing(reader: Reader, text: str) -> None:
    assert len(find(reader, text, today=TODAY).ids) == 0


def test_a_reference_longer_than_any_query_is_read_for_its_identifier(reader: Reader) -> None:
    text = "Maini et al. TOFU. arXiv:2401.06121. " + "Quoted in several other works. " * 300
    assert keys(reader, find(reader, text, today=TODAY)) == [TOFU]


def test_a_reader_of_its_own_thread_may_find(library: Library, reader: Reader) -> None:
    def job() -> list[str]:
        own = library.reader()
        found = keys(own, find(own, "mabma", today=TODAY))
        own.close()
        return found

    with ThreadPoolExecutor(2) as pool:
        assert [pool.submit(job).result(), pool.submit(job).result()] == [[MAMBA]] * 2


@pytest.mark.parametrize(
    ("query", "key", "words"),
    [
        ("author:vaswni", "vaswani2017", "author:vaswani"),
        ("authors:vaswni year:2017", "vaswani2017", "authors:vaswani year:2017"),
        ("title:unlerning", "maini2024", "title:unlearning"),
        ("title:learning author:maini", "maini2024", "title:*learning* author:*maini*"),
    ],
)
def test_a_misspelt_title_or_name_in_its_field_is_guessed(
    reader: Reader, query: str, key: str, words: str
) -> None:
    found = find(reader, query, today=TODAY)
    assert (keys(reader, found), found.words) == ([key], words)


@pytest.mark.parametrize("query", ["venue:natrue", "-author:vaswni tofuu", "doi:10.9999/x"])
def test_other_fields_and_what_is_negated_are_not_guessed(reader: Reader, query: str) -> None:
    found = find(reader, query, today=TODAY)
    assert "vaswani" not in found.words
    assert "nature" not in found.words


@pytest.mark.parametrize(
    ("query", "how"),
    [
        ("arXiv:2401.06121v2 [cs.CL]", "citation"),
        ("https://huggingface.co/papers/2401.06121", ""),
        ("https://www.alphaxiv.org/abs/2401.06121v1", ""),
        ("see 10.48550/arXiv.2401.06121 (2024)", "citation"),
    ],
)
def test_an_arxiv_id_finds_its_paper_whatever_is_around_it(
    reader: Reader, query: str, how: str
) -> None:
    found = find(reader, query, today=TODAY)
    assert (keys(reader, found), found.how) == (["maini2024"], how)


_HOSTILE = st.lists(
    st.sampled_from(
        [
            *("vaswni", "learning", "Möller", "erdos", "2017", "et", "al.", "10.1/", "arXiv:"),
            *("'; DROP TABLE paper; --", 'NEAR("a" b, 2)', "title : x", "rowid:1", "x" * 300),
            *(
                "\x00",
                "\ud800",
                "a\udcff",
                "\U0001f999",
                "\u05e9\u05dc\u05d5\u05dd",
                "\u202e",
                "的",
            ),
            *("(", ")", '"', "-", "^", "*", "**", "NOT", "OR", "tag:", "author:", "is:", "year:.."),
        ]
    ),
    max_size=60,
).map(" ".join)


@given(QUERIES | _HOSTILE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_text_finds_something_or_nothing_or_is_explained(reader: Reader, text: str) -> None:
    with suppress(QueryError):
        found = find(reader, text, today=TODAY)
        assert set(found.ids) <= set(range(1, 8))
        assert bool(found.how) <= bool(found.ids)
        printable(found.said).encode()
    assert {near.row.id for near in related_to_text(reader, text)} <= set(range(1, 8))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("learning " * 65, "at most 64 terms"),
        ("(learning OR " * 10_000, "at most 4,000"),
        ("((((((((((learning", "at most 8 deep"),
        ("*rn*", "at least 3 letters"),
    ],
)
def test_a_bound_on_the_work_is_told(reader: Reader, text: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        find(reader, text, today=TODAY)
