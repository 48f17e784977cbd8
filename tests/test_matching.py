"""When two papers are one, and when somebody has to look."""

import itertools
import random
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlist.formats import recognise
from readlist.latex import readable
from readlist.matching import Evidence, Match, compare, fingerprints
from readlist.records import Record

LISTINGS = Path(__file__).parents[2] / "shared" / "listings"
TITLE = "Tidal Locking of Small Clocks under Seasonal Load"
ABSTRACT = (
    "Pendulum clocks on one shelf fall into step, and nobody has asked what the seasons do to "
    "them. We hang forty-two wall clocks in an unheated barn and record each swing for a year. "
    "When the nights are cold the shelf grows stiff, and the coupling between neighbours drops "
    "to a third of its summer value. A simple chain of oscillators with a stiffness that follows "
    "the thermometer reproduces the drift to within two seconds a week. The barn, the records "
    "and the program are open to visitors at https://example.org/clocks."
)
OTHER = (
    "Bread dough keeps a memory of how it was kneaded. We press a thumb into three hundred "
    "loaves, wait, and photograph what is left of the mark. The recovery follows a stretched "
    "exponential whose exponent depends on the flour but hardly on the baker. This gives mills "
    "a cheap test of gluten, and it settles an old quarrel between two villages in the valley. "
    "Our data cover nine kinds of wheat and one of rye."
)


def verdict(a: Evidence, b: Evidence) -> str:
    return compare(a, b).verdict


def reason(match: Match, name: str) -> str:
    return next(reason.text for reason in match.reasons if reason.name == name)


class TestStrongEvidence:
    def test_the_same_doi(self) -> None:
        match = compare(Evidence(doi="10.1/x", title="A"), Evidence(doi="10.1/X", title="B c"))
        assert match.verdict == "same"
        assert reason(match, "doi") == "the same DOI"

    def test_the_same_arxiv_id_whatever_its_version(self) -> None:
        a, b = Evidence(arxiv_id="2401.06121"), Evidence(arxiv_id="2401.06121v3")
        assert verdict(a, b) == "same"

    def test_the_doi_that_arxiv_gives_is_the_arxiv_id(self) -> None:
        a, b = Evidence(doi="10.48550/arXiv.2401.06121"), Evidence(arxiv_id="2401.06121")
        assert verdict(a, b) == "same"
        assert set(fingerprints(a)) & set(fingerprints(b))

    def test_one_abstract_with_small_edits(self) -> None:
        edited = ABSTRACT.replace("forty-two", "42").replace("nobody has", "no one has")
        match = compare(Evidence(abstract=ABSTRACT), Evidence(abstract=edited, title=TITLE))
        assert match.verdict == "same"
        assert "nearly identical" in reason(match, "abstract")

    def test_an_abstract_that_was_cut_off(self) -> None:
        assert verdict(Evidence(abstract=ABSTRACT), Evidence(abstract=ABSTRACT[:330])) == "same"

    def test_an_abstract_that_gives_a_paper_its_title_and_another_its_arxiv_id(self) -> None:
        bare = Evidence(abstract=ABSTRACT)
        assert verdict(bare, Evidence(title=TITLE, abstract=ABSTRACT)) == "same"
        assert verdict(bare, Evidence(arxiv_id="2401.06121", abstract=ABSTRACT)) == "same"

    def test_a_specific_title(self) -> None:
        assert verdict(Evidence(title=TITLE), Evidence(title=TITLE.upper())) == "same"

    @pytest.mark.parametrize(
        ("one", "two"),
        [
            ("Pre-training Clocks to Strike Thirteen", "Pretraining Clocks to Strike Thirteen"),
            ("Huygens' Clocks Never Really Agree", "Huygens\u2019 clocks never really agree."),
            ("Über die Höhe schwerer Pendel", "Uber die Hohe schwerer Pendel"),
        ],
    )
    def test_one_title_in_two_spellings(self, one: str, two: str) -> None:
        assert verdict(Evidence(title=one), Evidence(title=two)) == "same"

    def test_a_short_title_with_its_authors(self) -> None:
        a = Evidence(title="Deep Clocks", families=("Müller", "Okafor"), year=2016)
        b = Evidence(title="Deep clocks", families=("Mueller", "Okafor"), year=2016)
        assert verdict(a, b) == "same"

    def test_a_short_title_with_the_beginning_of_its_abstract(self) -> None:
        a = Evidence(title="Clocks in Barns", abstract=ABSTRACT)
        assert verdict(a, Evidence(title="Clocks in Barns", abstract=ABSTRACT[:90])) == "same"

    def test_a_title_of_three_words_with_year_and_author_count(self) -> None:
        a = Evidence(title="A Loom for Two Barns", families=("Okafor", "Lind"), year=2025)
        b = Evidence(title="A Loom for Two Barns", author_count=2, year=2025)
        assert verdict(a, b) == "same"
        assert verdict(a, Evidence(title="A Loom for Two Barns", author_count=2)) == "review"

    def test_a_misprinted_title_with_its_authors(self) -> None:
        a = Evidence(title=TITLE, families=("Okafor",), year=2016)
        b = Evidence(title=TITLE.replace("Seasonal", "Seasnal"), families=("Okafor",), year=2017)
        assert verdict(a, b) == "same"
        assert set(fingerprints(a)) & set(fingerprints(b))

    def test_a_preprint_and_its_publication_years_later(self) -> None:
        a = Evidence(title=TITLE, families=("Okafor",), arxiv_id="1601.00001", year=2016)
        b = Evidence(title=TITLE, families=("Okafor",), doi="10.1/x", year=2019)
        assert verdict(a, b) == "same"

    @pytest.mark.parametrize(
        "other",
        ["Sesonal Optimization of Cold Clocks", "Seasonal Optimisation of Cold Clocks"],
    )
    def test_a_letter_lost_or_a_british_s(self, other: str) -> None:
        a = Evidence(title="Seasonal Optimization of Cold Clocks", families=("Weaver",), year=2020)
        assert verdict(a, Evidence(title=other, families=("Weaver",), year=2020)) == "same"

    def test_a_misprint_in_a_title_of_four_words(self) -> None:
        a = Evidence(title="Tidal Locking of Wooden Clocks", families=("Okafor",), year=2016)
        b = Evidence(title="Tidal Lockings of Wooden Clocks", families=("Okafor",), year=2016)
        assert verdict(a, b) == "same"
        assert set(fingerprints(a)) & set(fingerprints(b))

    def test_a_cut_abstract_of_short_words_is_found(self) -> None:
        short = "we put ten old pots on a log and let the sun set on it and so on " * 5
        a, b = Evidence(abstract=short), Evidence(abstract=short + ABSTRACT)
        assert verdict(a, b) == "same"
        assert set(fingerprints(a)) & set(fingerprints(b))


LONG = f"{TITLE} and Other Reasons Why Nobody in the Valley Was Ever on Time"


class TestNeverTheSame:
    @pytest.mark.parametrize(
        ("one", "two"),
        [
            ("GPT-3 Learns to Repair Old Clocks", "GPT-4 Learns to Repair Old Clocks"),
            ("The Theory of Clocks, Part 1", "The Theory of Clocks, Part 2"),
            ("The Theory of Clocks, Part I", "The Theory of Clocks, Part II"),
            ("The Theory of Clocks, Part A", "The Theory of Clocks, Part B"),
            ("The Theory of Swinging Clocks", "The Theory of Swinging Clocks II"),
            (LONG, f"Erratum: {LONG}"),
            (LONG, f"Comment on {LONG}"),
            (f"Correction to {LONG}", f"Comment on {LONG}"),
        ],
    )
    def test_a_number_or_an_erratum(self, one: str, two: str) -> None:
        names = ("Okafor", "Lind")
        assert verdict(Evidence(title=one), Evidence(title=two)) == "different"
        assert verdict(
            Evidence(title=one, families=names), Evidence(title=two, families=names)
        ) == ("different")

    @pytest.mark.parametrize("title", ["Introduction", "Preface", "Title", "A Survey", "Editorial"])
    def test_a_heading_that_many_texts_have(self, title: str) -> None:
        assert verdict(Evidence(title=title), Evidence(title=title)) == "different"
        authors = Evidence(title=title, families=("Okafor",), year=2016)
        assert verdict(authors, authors) == "review"

    def test_two_common_words(self) -> None:
        a, b = Evidence(title="Deep Learning"), Evidence(title="Deep learning", year=2016)
        assert verdict(a, b) == "review"

    def test_two_common_words_by_others(self) -> None:
        a = Evidence(title="Deep Learning", families=("Okafor",))
        assert verdict(a, Evidence(title="Deep Learning", families=("Lind",))) == "different"

    def test_nothing_known(self) -> None:
        assert compare(Evidence(), Evidence()) == Match("different", 0.0, ())
        assert fingerprints(Evidence()) == []
        assert verdict(Evidence(title=TITLE), Evidence(abstract=ABSTRACT)) == "different"

    def test_two_papers(self) -> None:
        a, b = Evidence(title=TITLE, abstract=ABSTRACT), Evidence(title="Dough", abstract=OTHER)
        assert verdict(a, b) == "different"

    def test_titles_alike_abstracts_not(self) -> None:
        a = Evidence(title=TITLE, abstract=ABSTRACT)
        b = Evidence(title=TITLE.replace("Clocks", "Blocks"), abstract=OTHER)
        assert verdict(a, b) == "different"


class TestReview:
    def test_a_renamed_version_with_a_rewritten_abstract(self) -> None:
        half = ABSTRACT[:200] + OTHER[:250]
        match = compare(
            Evidence(title=TITLE, abstract=ABSTRACT), Evidence(title="Barn", abstract=half)
        )
        assert match.verdict == "review"
        assert "share" in reason(match, "abstract")

    def test_one_title_and_two_dois(self) -> None:
        a, b = Evidence(title=TITLE, doi="10.1/x"), Evidence(title=TITLE, doi="10.1/y")
        assert verdict(a, b) == "review"
        assert reason(compare(a, b), "doi") == "different DOIs"

    def test_one_abstract_and_two_arxiv_ids(self) -> None:
        a = Evidence(abstract=ABSTRACT, arxiv_id="2401.00001")
        assert verdict(a, Evidence(abstract=ABSTRACT, arxiv_id="2401.00002")) == "review"

    def test_one_abstract_under_two_numbers(self) -> None:
        a = Evidence(title="Theory of Clocks, Part 1", abstract=ABSTRACT)
        assert verdict(a, Evidence(title="Theory of Clocks, Part 2", abstract=ABSTRACT)) == "review"

    def test_one_title_and_two_abstracts(self) -> None:
        a = Evidence(title=TITLE, abstract=ABSTRACT)
        assert verdict(a, Evidence(title=TITLE, abstract=OTHER)) == "review"

    def test_one_title_years_apart(self) -> None:
        a = Evidence(title=TITLE, year=2010)
        assert verdict(a, Evidence(title=TITLE, year=2016)) == "review"

    def test_one_title_by_others(self) -> None:
        a = Evidence(title=TITLE, families=("Okafor",))
        assert verdict(a, Evidence(title=TITLE, families=("Lind",))) == "review"

    @pytest.mark.parametrize(
        ("one", "two"),
        [
            ("Clocks Are Robust to Seasonal Noise", "Clocks Are Not Robust to Seasonal Noise"),
            ("Learning with Labels in Cold Barns", "Learning without Labels in Cold Barns"),
            ("Nonlinear Drift of Seasonal Clocks", "Linear Drift of Seasonal Clocks"),
            ("Oxidation of Ethane in Cold Clocks", "Oxidation of Ethene in Cold Clocks"),
            ("Sorting the Swings of Clocks in C", "Sorting the Swings of Clocks in C++"),
            ("Decay of $B^+ K^-$ Pairs in Clocks", "Decay of $B^- K^+$ Pairs in Clocks"),
        ],
    )
    def test_one_small_word_that_changes_the_sense(self, one: str, two: str) -> None:
        a, b = (Evidence(title=t, families=("Weaver", "Best"), year=2020) for t in (one, two))
        assert verdict(a, b) == "review"

    def test_a_title_that_lost_its_last_word(self) -> None:
        a, b = Evidence(title=TITLE), Evidence(title=TITLE.removesuffix(" Load"))
        assert verdict(a, b) == "review"
        assert set(fingerprints(a)) & set(fingerprints(b))


WORDS = st.sampled_from("clock barn dough rye wheat swing night shelf two 2 II the of on".split())
TITLES = st.one_of(
    st.lists(WORDS, max_size=7).map(" ".join),
    st.sampled_from(
        [TITLE, TITLE.upper(), TITLE.replace("Small", "Smal"), "Introduction", "to be"]
    ),
)
ABSTRACTS = st.sampled_from(
    ["", ABSTRACT, ABSTRACT[:320], ABSTRACT.replace("a", "e", 3), OTHER, ABSTRACT[:200] + OTHER]
)
EVIDENCE = st.builds(
    Evidence,
    doi=st.sampled_from(["", "", "10.1/x", "10.1/y"]),
    arxiv_id=st.sampled_from(["", "", "2401.00001", "2401.00002"]),
    title=TITLES,
    abstract=ABSTRACTS,
    families=st.lists(st.sampled_from(["Okafor", "Lind", "Müller"]), max_size=3).map(tuple),
    author_count=st.sampled_from([None, 1, 9]),
    year=st.sampled_from([None, 2016, 2017, 2024]),
    citation_key=st.sampled_from(["", "a", "b"]),
)


@settings(max_examples=400)
@given(EVIDENCE, EVIDENCE)
def test_the_order_does_not_matter(a: Evidence, b: Evidence) -> None:
    assert compare(a, b) == compare(b, a)


@settings(max_examples=400)
@given(EVIDENCE, EVIDENCE)
def test_what_is_the_same_shares_a_fingerprint(a: Evidence, b: Evidence) -> None:
    if compare(a, b).verdict == "same":
        assert set(fingerprints(a)) & set(fingerprints(b))


@given(EVIDENCE, EVIDENCE)
def test_reasons_are_sorted_and_the_score_fits_the_verdict(a: Evidence, b: Evidence) -> None:
    match = compare(a, b)
    weights = [reason.weight for reason in match.reasons]
    assert weights == sorted(weights, reverse=True)
    assert {"same": 0.9, "review": 0.4, "different": 0.0}[match.verdict] <= match.score <= 1
    if match.verdict != "different":
        assert match.reasons


@given(EVIDENCE)
def test_a_paper_is_itself_when_enough_is_known(a: Evidence) -> None:
    if a.doi or a.arxiv_id or a.abstract:
        assert compare(a, a).verdict == "same"


@given(EVIDENCE)
def test_fingerprints_are_few_stable_and_fit_a_database(a: Evidence) -> None:
    prints = fingerprints(a)
    assert prints == fingerprints(a)
    assert len(prints) == len(set(prints)) <= 20
    assert all(-(2**63) <= number < 2**63 for number in prints)


def test_edited_abstracts_are_found_again() -> None:
    """Every near-identical abstract among many random edits has a fingerprint in common."""
    chance = random.Random(7)
    vocabulary = [f"word{n}x" for n in range(400)]
    for _ in range(300):
        words = [chance.choice(vocabulary) for _ in range(60)]
        edited = list(words)
        for _ in range(4):
            edited[chance.randrange(len(edited))] = "changed"
        a, b = Evidence(abstract=" ".join(words)), Evidence(abstract=" ".join(edited))
        if compare(a, b).verdict == "same":
            assert set(fingerprints(a)) & set(fingerprints(b))


@pytest.mark.skipif(not LISTINGS.is_dir(), reason="the real listings are not here")
def test_the_real_listings_make_290_papers_and_one_review() -> None:
    found: list[tuple[str, int, Evidence]] = []
    for path in sorted(LISTINGS.glob("*.txt")):
        for section in recognise(path.read_text(encoding="utf-8"), path.name):
            items = import_module(section.format.module).read(
                section.text, today=date(2026, 11, 20), first_line=section.first_line
            )
            for item in items:
                assert isinstance(item, Record)
                evidence = Evidence(
                    item.doi, item.arxiv_id, readable(item.title), readable(item.abstract)
                )
                found.append((path.stem, item.line, evidence))
    group = {at: at for at in range(len(found))}
    review = []
    prints = [set(fingerprints(evidence)) for *_, evidence in found]
    for one, two in itertools.combinations(range(len(found)), 2):
        if not prints[one] & prints[two]:
            continue
        match = compare(found[one][2], found[two][2])
        if match.verdict == "same":
            old, new = group[two], group[one]
            group = {at: new if place == old else place for at, place in group.items()}
        elif match.verdict == "review":
            review.append((found[one][:2], found[two][:2]))
    assert len(found) == 297
    assert len(set(group.values())) == 290
    assert review == [(("paper-search", 267), ("paper-search", 465))]
