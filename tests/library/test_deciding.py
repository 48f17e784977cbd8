"""What the user decides block by block goes before what readlist finds by itself."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readlist.library import history, organising
from readlist.library.citing import bibliography
from readlist.library.deciding import Decision, Decisions
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.preview import Met, Preview
from readlist.library.report import FileReport, Report
from readlist.records import Personal
from readlist.storage import documents
from tests.library.conftest import NOW, run_to_end
from tests.library.state import state

OLD = "@article{zaheer,\n  title = {Deep Sets of Invariant Functions},\n  year = 2017,\n  author = {Zaheer, Manzil}\n}\n"  # noqa: E501
DOUBT = "@misc{kottur,\n  title = {Deep Sets of Invariant Functions},\n  year = 2021,\n  author = {Kottur, Satwik}\n}\n"  # noqa: E501
LOOM = "@book{loom,\n  title = {A Loom for Two Odd Shuttles},\n  year = 2025,\n  author = {Weaver, Wanda}\n}\n"  # noqa: E501
SILK = "@book{silk,\n  title = {Silkworms in the Morning},\n  year = 2024,\n  author = {Spinner, Sam}\n}\n"  # noqa: E501
Take = Callable[..., Report]


def decided(
    library: Library,
    text: str,
    blocks: dict[int, Decision] | None = None,
    new: Personal | None = None,
) -> Report:
    """The text is imported with the decisions."""
    decisions = Decisions(blocks or {}, new or Personal())
    source = Source("refs.bib", text.encode())
    return run_to_end(import_sources(library, [source], decisions=decisions))


def previewed(library: Library, text: str, decisions: Decisions | None = None) -> Preview:
    preview = Preview()
    steps = import_sources(
        library, [Source("refs.bib", text.encode())],
        dry_run=True, decisions=decisions, preview=preview,
    )  # fmt: skip
    run_to_end(steps)
    return preview


def papers(library: Library) -> dict[str, dict[str, Any]]:
    """All papers by their citation keys."""
    reader = library.reader()
    found = list(documents.papers(reader.connection, reader.ids("", today="2026-11-20")))
    reader.close()
    return {paper["citation_key"]: paper for paper in found}


def open_pairs(library: Library) -> int:
    reader = library.reader()
    found = len(reader.review_pairs())
    reader.close()
    return found


def test_a_block_left_out_is_counted_named_and_not_there(library: Library) -> None:
    report = decided(library, LOOM + SILK, {0: Decision(left_out=True)})
    totals = report.totals()
    assert (totals["read"], totals["new"], totals["left_out"]) == (2, 1, 1)
    assert report.files[0].left_out == [(1, "A Loom for Two Odd Shuttles")]
    assert list(papers(library)) == ["silk"]
    assert history.undo(library) == "imported refs.bib: 1 new, 0 merged, 1 left out"


def test_what_was_left_out_can_come_another_time(library: Library, take: Take) -> None:
    decided(library, LOOM + SILK, {0: Decision(left_out=True)})
    totals = take("refs.bib", LOOM + SILK).totals()
    assert (totals["new"], totals["unchanged"]) == (1, 1)


def test_a_twin_of_a_block_left_out_comes_in_its_place(library: Library) -> None:
    report = decided(library, LOOM + LOOM, {0: Decision(left_out=True)})
    assert (report.totals()["new"], report.totals()["unchanged"]) == (1, 0)


def test_a_doubtful_paper_is_the_one_that_it_resembles(library: Library, take: Take) -> None:
    take("old.bib", OLD)
    (met,) = previewed(library, DOUBT).met
    assert met.outcome == "review"
    assert met.others[0].citation_key == "zaheer"
    assert "title" in " ".join(met.others[0].reasons)
    totals = decided(library, DOUBT, {0: Decision(same_as=met.others[0])}).totals()
    assert (totals["merged"], totals["review"]) == (1, 0)
    (paper,) = papers(library).values()
    assert (paper["citation_key"], paper["aliases"]) == ("zaheer", ["kottur"])
    assert open_pairs(library) == 0
    assert bibliography(library, None).text.strip() == OLD.strip()


def test_a_doubtful_paper_is_another_one_and_nobody_is_asked_again(
    library: Library, take: Take
) -> None:
    take("old.bib", OLD)
    totals = decided(library, DOUBT, {0: Decision(apart=True)}).totals()
    assert (totals["new"], totals["review"]) == (1, 0)
    assert set(papers(library)) == {"zaheer", "kottur"}
    assert open_pairs(library) == 0
    take("again.bib", DOUBT.replace("2021,", "2021, note = {Again},"))
    assert open_pairs(library) == 0


def test_a_paper_that_would_be_merged_stays_another_one(library: Library, take: Take) -> None:
    take("old.bib", OLD)
    twin = OLD.replace("zaheer,", "other,").replace("2017,", "2017, note = {x},")
    (met,) = previewed(library, twin).met
    assert met.outcome == "merged"
    assert met.others[0].citation_key == "zaheer"
    decided(library, twin, {0: Decision(apart=True)})
    assert set(papers(library)) == {"zaheer", "other"}
    assert open_pairs(library) == 0


def test_two_blocks_of_one_file_are_one_paper_if_the_user_says_so(library: Library) -> None:
    text = LOOM + LOOM.replace("{loom,", "{loom2,")
    first, second = previewed(library, text).met
    assert (first.outcome, second.outcome) == ("new", "review")
    assert second.others[0].block == 0
    report = decided(library, text, {1: Decision(same_as=second.others[0])})
    assert report.totals()["merged"] == 1
    (paper,) = papers(library).values()
    assert (paper["citation_key"], paper["aliases"]) == ("loom", ["loom2"])


def test_the_same_as_what_is_not_there_any_more_is_not_decided(
    library: Library, take: Take
) -> None:
    take("old.bib", OLD)
    (met,) = previewed(library, DOUBT).met
    organising.delete(library, [met.others[0].paper_id])
    assert decided(library, DOUBT, {0: Decision(same_as=met.others[0])}).totals()["new"] == 1
    text = LOOM + LOOM.replace("{loom,", "{loom2,")
    _, second = previewed(library, text).met
    choices = {0: Decision(left_out=True), 1: Decision(same_as=second.others[0])}
    totals = decided(library, text, choices).totals()
    assert (totals["new"], totals["left_out"]) == (1, 1)


def test_new_papers_get_a_status_and_tags_and_known_ones_do_not(
    library: Library, take: Take
) -> None:
    take("old.bib", OLD)
    known = OLD.replace("2017,", "2017, publisher = {Sets},")
    decided(library, known + LOOM, new=Personal(status="queued", tags=("weaving", "ml/sets")))
    found = papers(library)
    assert (found["loom"]["status"], found["loom"]["tags"]) == ("queued", ["ml/sets", "weaving"])
    assert (found["zaheer"]["status"], found["zaheer"]["tags"]) == ("inbox", [])


def test_a_block_with_its_own_wish_does_not_get_that_of_all(library: Library) -> None:
    own = Decision(personal=Personal(status="read", tags=("own",)))
    decided(library, LOOM + SILK, {1: own}, Personal(status="queued", tags=("all",)))
    found = papers(library)
    assert (found["loom"]["status"], found["loom"]["tags"]) == ("queued", ["all"])
    assert (found["silk"]["status"], found["silk"]["tags"]) == ("read", ["own"])


def test_a_known_paper_is_tagged_where_the_user_says_so(library: Library, take: Take) -> None:
    take("old.bib", OLD)
    known = OLD.replace("2017,", "2017, publisher = {Sets},")
    decided(library, known, {0: Decision(personal=Personal(tags=("own",)))})
    assert papers(library)["zaheer"]["tags"] == ["own"]


def test_a_wish_joins_the_tags_of_the_source_and_goes_before_its_status(library: Library) -> None:
    text = "@misc{k, title = {Bread}, readstatus = {read}, keywords = {a}, groups = {barns}}"
    preview = previewed(library, text)
    assert preview.met[0].outcome == "new"
    decided(library, text, new=Personal(status="queued", tags=("mine",)))
    found = papers(library)["k"]
    assert found["status"] == "queued"
    assert set(found["tags"]) >= {"mine", "barns"}


def test_a_mended_title_is_what_is_kept_found_and_exported(library: Library, take: Take) -> None:
    broken = LOOM.replace("Shuttles", "Shutt1es")
    decided(library, broken, {0: Decision(title="A Loom for Two Odd Shuttles")})
    assert papers(library)["loom"]["title"] == "A Loom for Two Odd Shuttles"
    exported = bibliography(library, None).text
    assert "A Loom for Two Odd Shuttles" in exported
    assert "Shutt1es" not in exported
    assert take("refs.bib", broken).totals()["unchanged"] == 1


def test_a_mended_title_recognises_the_paper(library: Library, take: Take) -> None:
    take("old.bib", LOOM)
    broken = LOOM.replace("loom,", "l,").replace("A Loom for Two Odd Shuttles", "Scanned page 1")
    assert previewed(library, broken).met[0].outcome != "merged"
    mended = {0: Decision(title="A Loom for Two Odd Shuttles")}
    assert previewed(library, broken, Decisions(mended)).met[0].outcome == "merged"


def test_a_generated_key_follows_the_mended_title(library: Library) -> None:
    page = (
        b"Get trending papers in your email inbox!\nSubscribeL00m Maths\n"
        b"Silkworms prefer leaves that were picked in the morning, as we report.\n"
    )
    source = Source("page.txt", page)
    steps = import_sources(
        library, [source], decisions=Decisions({0: Decision(title="Loom Mathematics")})
    )
    run_to_end(steps)
    assert list(papers(library)) == ["loom"]


def test_an_import_with_decisions_is_one_step(library: Library, take: Take) -> None:
    take("old.bib", OLD)
    (met,) = previewed(library, DOUBT).met
    before = state(library.path)
    blocks = {
        0: Decision(same_as=met.others[0], personal=Personal(tags=("sets",))),
        1: Decision(title="A Loom", personal=Personal(status="read")),
        2: Decision(left_out=True),
    }
    decided(library, DOUBT + LOOM + SILK, blocks, Personal(tags=("new",)))
    after = state(library.path)
    assert after != before
    history.undo(library)
    assert state(library.path) | {"fingerprint": []} == before | {"fingerprint": []}
    history.redo(library)
    assert state(library.path) == after


def test_a_preview_describes_what_the_source_says(library: Library) -> None:
    preview = previewed(library, LOOM.replace("year", "abstract = {Two {\\alpha} looms.},\n  year"))
    described = preview.description(0)
    assert described.title == "A Loom for Two Odd Shuttles"
    assert described.people == "Wanda Weaver"
    assert described.where == "2025"
    assert described.abstract == "Two α looms."


CHOICES = st.sampled_from(
    [
        Decision(),
        Decision(left_out=True),
        Decision(apart=True),
        Decision(title="Silkworms in the Morning"),
        Decision(personal=Personal(status="read", tags=("a",))),
    ]
)
ENTRIES = (OLD, DOUBT, LOOM, SILK, LOOM.replace("{loom,", "{loom2,"), SILK, DOUBT)


def sound(file: FileReport) -> bool:
    known = file.new + file.merged + file.unchanged + file.review
    return file.read == known + len(file.rejected) + len(file.left_out)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(choices=st.dictionaries(st.integers(0, 6), CHOICES), same=st.integers(0, 6))
def test_every_block_is_accounted_for_whatever_is_decided_and_the_preview_is_true(
    tmp_path_factory: pytest.TempPathFactory, choices: dict[int, Decision], same: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("deciding")
    library = Library(folder / "library.sqlite3", clock=lambda: NOW)
    run_to_end(import_sources(library, [Source("old.bib", OLD.encode())]))
    text = "".join(ENTRIES) + "@misc{broken, title={never closed\n"
    first: list[Met] = previewed(library, text).met
    if first[same].others:
        choices = choices | {same: replace(choices.get(same, Decision()),
                                           same_as=first[same].others[0])}  # fmt: skip
    expected = previewed(library, text, Decisions(choices)).met
    before = state(library.path)
    report = decided(library, text, choices)
    (file,) = report.files
    assert sound(file)
    assert file.read == len(ENTRIES) + 1
    assert len(file.rejected) == 1
    for kind in ("new", "merged", "unchanged", "review"):
        assert getattr(file, kind) == sum(met.outcome == kind for met in expected)
    assert len(file.left_out) == sum(met.outcome == "left_out" for met in expected)
    if state(library.path) != before:
        history.undo(library)
    assert state(library.path) | {"fingerprint": []} == before | {"fingerprint": []}
