"""Each rule finds its case and leaves alone what only looks like it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.library import checking, citing, history
from readlist.library.checking import mending
from readlist.library.checking.venues import preferred
from readlist.library.library import Library
from readlist.library.report import Report
from tests.library.state import state
from tests.library.test_intake import LOOM, daily

Take = Callable[..., Report]


def all_ids(library: Library) -> list[int]:
    reader = library.reader()
    try:
        return list(reader.ids("sort:key", today="2026-11-20"))
    finally:
        reader.close()


def check(library: Library) -> list[checking.Finding]:
    return checking.check(library, all_ids(library))


def rules_of(library: Library) -> list[str]:
    return [finding.rule for finding in check(library)]


SOUND = {
    "author": "{Li, Wei and van den Berg, Anna and {NASA}}",
    "title": "{A {BERT} for {\\LaTeX}}",
    "journal": "{Nature}",
    "year": "2020",
}


def article(**fields: str) -> str:
    said = {**SOUND, **fields}
    lines = ", ".join(f"{name} = {value}" for name, value in said.items() if value)
    return f"@article{{one, {lines}}}"


def test_an_entry_in_order_is_left_alone(library: Library, take: Take) -> None:
    take("refs.bib", article(pages="{12--34}", doi="{10.1000/182}", month="jan"))
    assert check(library) == []


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("missing-field", {"journal": ""}),
        ("missing-field", {"year": ""}),
        ("missing-field", {"author": ""}),
        ("missing-field", {"journal": "", "booktitle": "{Proc.}"}),
        ("crossref", {"crossref": "{nowhere}"}),
        ("pages", {"pages": "{34--12}"}),
        ("pages", {"pages": "{12-34}"}),
        ("pages", {"pages": "{12–34}"}),
        ("pages", {"pages": "{p. 3}"}),
        ("pages", {"pages": "{12 pages}"}),
        ("pages", {"pages": "{tba}"}),
        ("doi", {"doi": "{https://doi.org/10.1000/182}"}),
        ("doi", {"doi": "{11.1000/182}"}),
        ("isbn", {"isbn": "{978-0-306-40615-8}"}),
        ("isbn", {"isbn": "{0-306-40615-1}"}),
        ("isbn", {"isbn": "{12345}"}),
        ("issn", {"issn": "{1234-5678}"}),
        ("year", {"year": "{20xx}"}),
        ("year", {"year": "{2099}"}),
        ("year", {"year": "{0203}"}),
        ("month", {"month": "{January}"}),
        ("month", {"month": '"Jan."'}),
        ("url", {"url": "{www.example.org}"}),
        ("names", {"author": "{SMITH, John and DOE, Jane}"}),
        ("names", {"author": "{Smith, John, Doe, Jane}"}),
        ("names", {"author": "{J. Smith, A. Doe}"}),
        ("names", {"author": "{Li, Wei and others et al.}"}),
        ("names", {"author": "{Li, Wei; Wu, An}"}),
        ("names", {"author": "{Li, Wei1}"}),
        ("title", {"title": "{{The Whole Title in Braces}}"}),
        ("title", {"title": "{A TITLE THAT SHOUTS LOUDLY}"}),
        ("title", {"title": "{A title with a final stop.}"}),
        ("macro", {"journal": "nature"}),
        ("latex", {"title": "{Research & Development}"}),
        ("latex", {"journal": "{Trends in 5% of Cases}"}),
        ("latex", {"note": "{costs $5, see item #3}"}),
        ("latex", {"author": "{Li, Wei and {Smith & Sons}}"}),
    ],
)
def test_a_fault_is_found(library: Library, take: Take, rule: str, fields: dict[str, str]) -> None:
    take("refs.bib", article(**fields))
    assert rules_of(library) == [rule]


@pytest.mark.parametrize(
    "fields",
    [
        {"journal": "", "journaltitle": "{Nature}", "year": "", "date": "{2020-03}"},
        {"pages": "{1234--56}"},
        {"pages": "{1:1--1:20, 33, S12--S15}"},
        {"pages": "{iv--xii}"},
        {"pages": "{083531-1}"},
        {"pages": "{e1234}"},
        {"isbn": "{978-0-306-40615-7, 0-306-40615-2 (pbk.)}"},
        {"isbn": "{978-0-306-40615-7 0-306-40615-2}"},
        {"isbn": "{0-8044-2957-X}"},
        {"issn": "{0378-5955}"},
        {"year": "{forthcoming}"},
        {"year": "{{\\noopsort{1973b}}1973}"},
        {"author": "{xdata=people1}"},
        {"pages": "{LL16-04}"},
        {"year": "{1995--1996}"},
        {"year": "{2027}"},
        {"month": '"8~" # aug'},
        {"month": "{3}"},
        {"url": "{mailto:a@b.org}"},
        {"author": "{King, Jr., Martin Luther and Smith, III, John}"},
        {"author": "{OECD and 't Hooft, G. and Ng, A.}"},
        {"author": "{Li, Wei and others}"},
        {"title": "{{BERT}}"},
        {"title": "{The {WHOLE} {TITLE}}"},
        {"title": "{Wait for it...}"},
        {"title": "{Notes on Widgets Inc.}"},
        {"title": r"{Research \& Development of $x_1 \& x_2$ in 5\% of Cases}"},
        {"note": r"{See \cite[p.~5]{li_2020} and \url{https://example.org/a_b?c=1&d=2\#e}}"},
        {"note": r"{\begin{tabular}{ll} a & b \end{tabular}}"},
        {"url": "{https://example.org/a_b?c=1&d=2%20#e}", "keywords": "{R&D}"},
        # biber takes one hyphen for a range.
        {"journal": "", "journaltitle": "{Nature}", "pages": "{423-491}"},
    ],
)
def test_what_only_looks_like_a_fault_is_left_alone(
    library: Library, take: Take, fields: dict[str, str]
) -> None:
    take("refs.bib", article(**fields))
    missing = [f for f in check(library) if f.rule != "missing-field" or "year" not in f.sentence]
    assert missing == []


@pytest.mark.parametrize(
    ("key", "rules"), [("a#b", ["key"]), ("erdős59", ["key"]), ("DBLP:conf/nips/X+1", [])]
)
def test_a_key_that_not_every_program_reads_is_found(
    library: Library, take: Take, key: str, rules: list[str]
) -> None:
    take("refs.bib", article().replace("{one,", f"{{{key},"))
    assert rules_of(library) == rules


def test_an_entry_with_a_parent_inherits_and_lacks_nothing(library: Library, take: Take) -> None:
    take(
        "refs.bib",
        "@inproceedings{a, author = {Li, Wei}, title = {On It}, crossref = {p}}\n"
        "@proceedings{p, title = {Proc. of It}, year = 1999}",
    )
    assert rules_of(library) == []


def test_people_who_are_only_counted_are_said_to_be(library: Library, take: Take) -> None:
    take("page.txt", daily("A Loom for Two Shuttles", LOOM, "  • 4 authors\n·\nFeb 2, 2025"))
    assert "the 4 authors are counted, not named" in [f.sentence for f in check(library)]


DEEP = "author = {Li, Wei and Wu, An}, title = {Deep Forgetting in Large Libraries}"


@pytest.mark.parametrize(
    ("preprint", "found"),
    [
        ("@misc{p, %s, eprint = {2001.00001}, archiveprefix = {arXiv}, year = 2020}", True),
        ("@article{p, %s, journal = {arXiv preprint arXiv:2001.00001}, year = 2020}", True),
        ("@inproceedings{p, %s, booktitle = {A Workshop}, year = 2020}", False),
    ],
)
def test_a_preprint_that_has_been_published_is_found(
    library: Library, take: Take, preprint: str, found: bool
) -> None:
    take("refs.bib", f"{preprint % DEEP}\n@article{{j, {DEEP}, journal = {{Nature}}, year = 2021}}")
    findings = [f for f in check(library) if f.rule == "published"]
    assert [f.key for f in findings] == ["p"] * found
    assert all("j (Nature, 2021)" in f.sentence for f in findings)


def test_a_preprint_of_other_people_is_another_paper(library: Library, take: Take) -> None:
    other = DEEP.replace("Li, Wei and Wu, An", "Doe, Jane and Roe, Richard")
    take(
        "refs.bib",
        f"@misc{{p, {DEEP}, eprint = {{2001.00001}}, archiveprefix = {{arXiv}}, year = 2012}}\n"
        f"@article{{j, {other}, journal = {{Nature}}, year = 2021}}",
    )
    assert "published" not in rules_of(library)


def test_a_pair_to_review_can_be_a_preprint_and_its_article(library: Library, take: Take) -> None:
    take(
        "refs.bib",
        f"@misc{{p, {DEEP}, eprint = {{2001.00001}}, archiveprefix = {{arXiv}}, year = 2020}}\n"
        f"@article{{j, {DEEP.replace('Large', 'Larger')}, journal = {{Nature}}, year = 2021}}",
    )
    assert len(library.reader().review_pairs()) == 1
    assert "published" in rules_of(library)


@pytest.mark.parametrize(
    ("rare", "common"),
    [
        ("J. Mach. Learn. Res.", "Journal of Machine Learning Research"),
        ("Proc. 36th Int. Conf. on Machine Learning",
         "Proceedings of the 37th International Conference on Machine Learning"),
        ("International Conference on Machine Learning (ICML)",
         "Proceedings of the International Conference on Machine Learning"),
        ("IEEE Trans. Inf. Theory", "IEEE Transactions on Information Theory"),
        ("Proc. Natl. Acad. Sci.", "Proceedings of the National Academy of Sciences"),
        ("journal of Things", "Journal of Things"),
        ("Astronomy & Astrophysics", "Astronomy and Astrophysics"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_venue_are_found(rare: str, common: str) -> None:
    assert preferred({rare: 1, common: 2}) == {rare: common}


@pytest.mark.parametrize(
    "venues",
    [
        ("Physical Review A", "Physical Review B"),
        ("Physical Review", "Physical Review A"),
        ("Proceedings of the 36th ICML", "Proceedings of the 37th ICML"),
        ("ICML 2019", "ICML"),
        ("Nature", "Neuron"),
        ("Computation", "Computing"),
        ("J. Comp.", "Journal of Computing", "Journal of Computation"),
    ],
)
def test_two_venues_are_two(venues: tuple[str, ...]) -> None:
    assert preferred(dict.fromkeys(venues, 1)) == {}


def test_a_query_narrows_the_report_not_the_comparison(library: Library, take: Take) -> None:
    one = article(journal="{J. Mach. Learn. Res.}")
    two = article(title="{Other Words}", journal="{Journal of Machine Learning Research}")
    take("refs.bib", one + "\n" + two.replace("{one,", "{two,"))
    ids = all_ids(library)
    assert [f.key for f in checking.check(library, ids[:1])] == ["one"]
    assert checking.check(library, ids[1:]) == []


BROKEN = """@Article(one,
  author  = {Li, Wei},   title = "On {B}races
     and more things.",
  journal = {Nature}, year=2020,
  month = "January", pages = {12-34},
  doi = {https://doi.org/10.1000/ABC} )"""
MENDED = """@Article(one,
  author  = {Li, Wei},   title = "On {B}races
     and more things",
  journal = {Nature}, year=2020,
  month = jan, pages = {12--34},
  doi = {10.1000/ABC} )"""


def test_what_is_safe_is_mended_and_every_other_byte_stays(library: Library, take: Take) -> None:
    take("refs.bib", BROKEN)
    mended = checking.mend(library, check(library))
    assert [f.rule for f in mended] == ["pages", "doi", "month", "title"]
    assert citing.bibliography(library, None).text.strip() == MENDED
    assert check(library) == []
    assert checking.mend(library, check(library)) == []


def test_mending_is_one_step_that_can_be_undone(library: Library, take: Take) -> None:
    take("refs.bib", BROKEN)
    before = state(library.path)
    checking.mend(library, check(library))
    after = state(library.path)
    assert history.undo(library) == "mended one"
    assert state(library.path) == before
    history.redo(library)
    assert state(library.path) == after


def test_what_was_exported_after_mending_is_known_when_it_comes_back(
    library: Library, take: Take
) -> None:
    take("refs.bib", BROKEN)
    checking.mend(library, check(library))
    totals = take("again.bib", citing.bibliography(library, None).text).totals()
    assert (totals["unchanged"], totals["read"]) == (1, 1)


def test_a_concatenation_is_mended_in_the_house_style(library: Library, take: Take) -> None:
    take("refs.bib", article(pages='12 # "-34"'))
    checking.mend(library, check(library))
    assert "pages = {12--34}," in citing.bibliography(library, None).text


def test_a_paper_without_an_entry_is_mended_too(library: Library, take: Take) -> None:
    take(
        "one.ris",
        "TY  - JOUR\nAU  - Gu, Albert\nTI  - Mamba models in brief.\nJO  - Nature\n"
        "PY  - 2023\nER  - \n",
    )
    checking.mend(library, check(library))
    assert check(library) == []
    assert "{Mamba models in brief}" in citing.bibliography(library, None).text


@given(st.text(alphabet="pPages. 0123456789-–—,:eSiv~", max_size=20))
def test_mended_pages_are_in_order(text: str) -> None:
    once = mending.pages(text)
    assert mending.pages(once) == once
    assert [c for c in once if c.isdigit()] == [c for c in text if c.isdigit()]


@given(st.text(max_size=40))
def test_mending_twice_changes_nothing(text: str) -> None:
    for field in ("pages", "doi", "title", "note"):
        mend = mending.mender(field)
        assert mend is not None
        assert mend(mend(text)) == mend(text)


def test_a_title_is_mended_of_both_its_faults(library: Library, take: Take) -> None:
    take("refs.bib", article(title="{Looms & shuttles in brief.}", note="{50% off}"))
    assert [f.sentence for f in check(library)] == [
        "the title ends in a dot, which styles add",
        "LaTeX stumbles over & in the title",
        "LaTeX stumbles over % in the note",
    ]
    checking.mend(library, check(library))
    assert check(library) == []
    text = citing.bibliography(library, None).text
    assert r"title = {Looms \& shuttles in brief}" in text
    assert r"note = {50\% off}" in text


def test_a_key_that_another_entry_lists_in_its_ids(library: Library, take: Take) -> None:
    take(
        "refs.bib",
        "@misc{one, ids = {two, TWO, one}, author = {A, B.}, title = {First Thing}, year = 2001}\n"
        "@misc{two, author = {C, D.}, title = {Another Matter}, year = 2002}\n",
    )
    assert [(f.key, f.sentence) for f in check(library)] == [
        ("two", "another entry lists “two” in its ids; biber will pass that over")
    ]
