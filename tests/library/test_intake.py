"""What arrives, what is merged, what is put to review: on real pages and on invented ones."""

import itertools
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from readlist.library import history, intake, organising, reading
from readlist.library.citing import bibliography
from readlist.library.intake import Source, import_sources, read_source
from readlist.library.library import Library
from readlist.library.preview import Preview
from readlist.library.report import Report
from readlist.storage import documents
from tests.library.conftest import run_to_end
from tests.library.state import state

LISTINGS = Path(__file__).parents[3] / "shared" / "listings"
RECORDS = {"abstracts-only": 10, "arxiv-author": 10, "daily-papers": 45, "paper-search": 232}
TODAY = "2026-11-20"

real = pytest.mark.skipif(not LISTINGS.is_dir(), reason="the real listing pages are not here")
Take = Callable[..., Report]


def paper(library: Library, query: str) -> dict:  # type: ignore[type-arg]
    reader = library.reader()
    ids = reader.ids(query, today=TODAY)
    assert len(ids) == 1, (query, len(ids))
    found = next(documents.papers(reader.connection, ids))
    reader.close()
    return found


def count(library: Library, query: str = "") -> int:
    reader = library.reader()
    found = reader.count(query, today=TODAY)
    reader.close()
    return found


# The real pages


@real
@pytest.mark.parametrize("order", list(itertools.permutations(RECORDS)), ids="-".join)
def test_four_real_pages_make_290_papers_in_any_order(
    library: Library, order: tuple[str, ...]
) -> None:
    for name in order:
        report = run_to_end(import_sources(library, [read_source(LISTINGS / f"{name}.txt")]))
        (file,) = report.files
        assert (file.format, file.read, file.rejected) == (name, RECORDS[name], [])
        assert file.read == file.new + file.merged + file.unchanged + file.review
    assert count(library) == 290
    assert count(library, "is:duplicate") == 2  # one pair
    again = [read_source(LISTINGS / f"{name}.txt") for name in order]
    before = state(library.path)
    assert run_to_end(import_sources(library, again)).totals()["unchanged"] == 297
    assert state(library.path) == before


@real
def test_four_real_pages_in_one_go(library: Library) -> None:
    pages = [read_source(LISTINGS / f"{name}.txt") for name in RECORDS]
    totals = run_to_end(import_sources(library, pages)).totals()
    assert totals == {
        "read": 297, "new": 289, "merged": 7, "unchanged": 0, "review": 1, "rejected": 0,
        "left_out": 0,
    }  # fmt: skip
    assert count(library) == 290


@real
def test_a_paper_met_on_three_pages_has_what_each_of_them_said(library: Library) -> None:
    pages = [read_source(LISTINGS / f"{name}.txt") for name in RECORDS]
    run_to_end(import_sources(library, pages))
    tofu = paper(library, "tofu fictitious")
    assert tofu["title"].startswith("TOFU: ")  # the search page
    assert (tofu["arxiv_id"], tofu["date"]) == ("2401.06121", "2024-01-11")  # the author page
    assert tofu["url"] == "https://locuslab.github.io/tofu/"
    assert {source["format"] for source in tofu["sources"]} == {
        "abstracts-only", "arxiv-author", "paper-search"
    }  # fmt: skip
    assert tofu["authors"] == []


@real
def test_the_renamed_paper_is_kept_apart_and_put_to_review(library: Library) -> None:
    run_to_end(import_sources(library, [read_source(LISTINGS / "paper-search.txt")]))
    reader = library.reader()
    (pair,) = reader.review_pairs()
    titles = {row.title for row in reader.rows([pair.first, pair.second])}
    reader.close()
    assert "Diffusion Models Beat GANs on Image Classification" in titles
    assert any("abstract" in reason for reason in pair.reasons)


# Invented ones

WORDS = (
    "We describe a loom that weaves {0} from threads of different colours, and prove that every "
    "pattern with {1} repetitions can be woven with two shuttles. Experiments with {0} in three "
    "workshops show that apprentices learn the method within a week. The construction rests on "
    "an old theorem about walks in grids, for which we give a shorter proof than those known."
)
LOOM = WORDS.format("linen", "odd")
SILK = (
    "Silkworms prefer leaves that were picked in the morning. This article reports on nine years "
    "of notes kept by a family of breeders, and fits a model with four parameters to them. The "
    "model explains most of the variation between years and predicts the harvest of the tenth "
    "year to within three parts in a hundred, which is better than the breeders themselves did."
)


def daily(title: str, abstract: str, foot: str) -> str:
    head = "Daily Papers\n\nbyAK and the research community\n\nMar 4, 2025"
    return f"{head}\n\n{title}\n\n{abstract}\n\n{foot}\n"


def test_a_bib_entry_takes_over_the_citation_and_the_page_keeps_adding(
    library: Library, take: Take
) -> None:
    take("page.txt", daily("A Loom for Two Shuttles", LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    stub = paper(library, "loom")
    assert (stub["citation_key"], stub["author_count"]) == ("loom2025", 3)
    entry = (
        "@article{Weaver:2025,\n  author = {Weaver, Wanda and Spinner, Sam and Dyer, Dee},\n"
        "  title = {A Loom for Two Shuttles},\n  journal = {Textile Letters},\n  year = 2025\n}\n"
    )
    report = take("refs.bib", entry)
    assert report.totals()["merged"] == 1
    whole = paper(library, "loom")
    assert whole["citation_key"] == "Weaver:2025"
    assert [author["family"] for author in whole["authors"]] == ["Weaver", "Spinner", "Dyer"]
    assert whole["abstract"] == LOOM
    assert whole["venue"] == "Textile Letters"
    assert take("refs.bib", entry).totals()["unchanged"] == 1


def test_a_generated_key_improves_when_a_title_arrives(library: Library, take: Take) -> None:
    take("own.txt", f"Abstract: {LOOM}\nAbstract: {SILK}\n")
    assert paper(library, "shuttles")["citation_key"] == "untitled"
    take("page.txt", daily("Loom Mathematics", LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    assert paper(library, "shuttles")["citation_key"] == "loom2025"


def test_what_the_user_did_survives_a_merge(library: Library, take: Take) -> None:
    take("own.txt", f"Abstract: {LOOM}\nAbstract: {SILK}\n")
    reader = library.reader()
    ids = list(reader.ids("shuttles", today=TODAY))
    reader.close()
    reading.set_status(library, ids, "reading")
    organising.change_tags(library, ids, ["crafts/weaving"])
    organising.add_note(library, ids[0], "Ask Wanda.")
    take("page.txt", daily("Loom Mathematics", LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    merged = paper(library, "shuttles")
    assert merged["status"] == "reading"
    assert merged["tags"] == ["crafts/weaving"]
    assert [note["body"] for note in merged["notes"]] == ["Ask Wanda."]


def test_an_abstract_cut_off_is_completed_by_the_whole_one(library: Library, take: Take) -> None:
    title = "A Loom for Two Shuttles"
    cut = LOOM[: LOOM.index("Experiments")]
    take("page.txt", f"Get trending papers in your email inbox!\nSubscribe{title}\n{cut}\n")
    take("again.txt", daily(title, LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    assert count(library) == 1
    assert paper(library, "loom")["abstract"] == LOOM


THIRDS = {
    "refs.bib": "@article{weaver25,\n  title={A Loom for Two Odd Shuttles} ,\n"
    "  author={Weaver, Wanda}, year=2025, journal={Textile Letters}}\n",
    "own.txt": f"Abstract: {LOOM}\n",
    "page.txt": f"Get trending papers in your email inbox!\n"
    f"SubscribeA Loom for Two Odd Shuttles\n{LOOM}\n",
}
"""A paper's title, its abstract, and what shows that the two belong together."""


@pytest.mark.parametrize("order", list(itertools.permutations(THIRDS)), ids="-".join)
def test_a_page_joins_the_title_and_the_abstract_that_were_two(
    library: Library, take: Take, order: tuple[str, ...]
) -> None:
    for name in order:
        take(name, THIRDS[name])
    assert count(library) == 1
    assert count(library, "is:duplicate") == 0
    joined = paper(library, "shuttles")
    assert (joined["citation_key"], joined["abstract"]) == ("weaver25", LOOM)
    assert bibliography(library, None).text.strip() == THIRDS["refs.bib"].strip()
    assert set(take(*THIRDS.items()).totals().values()) == {0, 3}


def test_what_a_page_joined_is_two_again_after_undo(library: Library, take: Take) -> None:
    take("refs.bib", THIRDS["refs.bib"])
    take("own.txt", THIRDS["own.txt"])
    organising.change_tags(library, [2], ["crafts"])
    before = state(library.path)
    take("page.txt", THIRDS["page.txt"])
    assert paper(library, "shuttles")["tags"] == ["crafts"]
    history.undo(library)
    # Fingerprints are only ever added to.
    assert state(library.path) | {"fingerprint": []} == before | {"fingerprint": []}
    history.redo(library)
    assert paper(library, "tag:crafts")["citation_key"] == "weaver25"


def test_two_entries_stay_two_when_a_page_is_like_both(library: Library, take: Take) -> None:
    entry = "@article{%s,\n  title = {A Loom for Two Odd Shuttles},\n  year = 2025\n}\n"
    take("refs.bib", entry % "weaver25" + entry % "weaver2025loom")
    take("page.txt", THIRDS["page.txt"])
    assert count(library) == 2
    assert count(library, "is:duplicate") == 2


def test_a_paper_that_was_deleted_or_undone_can_come_again(library: Library, take: Take) -> None:
    for name, text in THIRDS.items():
        take(name, text)
        history.undo(library)
        assert take(name, text).totals()["new"] == 1
        reader = library.reader()
        organising.delete(library, list(reader.ids("", today=TODAY)))
        reader.close()
        assert take(name, text).totals()["new"] == 1
        history.undo(library)
    assert count(library) == 0


def test_the_day_of_a_listing_is_not_the_month_of_a_journal(library: Library, take: Take) -> None:
    take("refs.bib", THIRDS["refs.bib"])
    take("page.txt", daily("A Loom for Two Odd Shuttles", LOOM, "  • 1 author\n·\nFeb 2, 2025"))
    assert paper(library, "shuttles")["abstract"] == LOOM
    assert bibliography(library, None).text.strip() == THIRDS["refs.bib"].strip()


def test_two_keys_of_one_file_are_never_merged(library: Library, take: Take) -> None:
    bib = "".join(
        f"@article{{{key},\n  author = {{Weaver, Wanda}},\n"
        "  title = {{A Loom for Two Odd Shuttles}},\n"
        f"  journal = {{Textile Letters}},\n  year = 2025,\n  doi = {{10.1000/loom}}\n}}\n"
        for key in ("weaver25", "weaver2025loom")
    )
    totals = take("refs.bib", bib).totals()
    assert (totals["new"], totals["review"], totals["merged"]) == (1, 1, 0)
    assert count(library) == 2


def test_another_file_with_another_key_makes_an_alias(library: Library, take: Take) -> None:
    entry = (
        "@article{%s,\n  author = {Weaver, Wanda},\n  title = {A Loom for Two Odd Shuttles},\n"
        "  journal = {Textile Letters},\n  year = 2025\n}\n"
    )
    take("mine.bib", entry % "weaver25")
    take("hers.bib", entry % "loom:2025")
    assert count(library) == 1
    assert paper(library, "loom")["citation_key"] == "weaver25"
    assert paper(library, "loom")["aliases"] == ["loom:2025"]


def test_a_key_taken_by_another_paper_is_changed_and_told(library: Library, take: Take) -> None:
    take("a.bib", "@book{key1,\n  author = {Ann Able},\n  title = {Weaving},\n  year = 1990\n}\n")
    report = take(
        "b.bib", "\n@book{key1,\n  author = {Bob Best},\n  title = {Spinning},\n  year = 1950\n}\n"
    )
    (notice,) = report.files[0].notices
    assert notice[0] == 2
    assert "key1" in notice[1]
    assert "key1a" in notice[1]
    assert paper(library, "spinning")["citation_key"] == "key1a"


def test_keys_that_differ_in_case_only_are_one_to_bibtex(library: Library, take: Take) -> None:
    entry = "@book{%s,\n  author = {%s},\n  title = {%s},\n  year = 1990\n}\n"
    bib = entry % ("F1", "Ann Able", "Weaving") + entry % ("f1", "Bob Best", "Spinning")
    (notice,) = take("a.bib", bib).files[0].notices
    assert "f1a" in notice[1]
    spinning = paper(library, "spinning")
    assert (spinning["citation_key"], spinning["aliases"]) == ("f1a", ["f1"])
    assert paper(library, "weaving")["citation_key"] == "F1"


def test_dates_without_a_year_follow_as_of(library: Library, take: Take) -> None:
    page = daily("A Loom for Two Shuttles", LOOM, "  • 3 authors\n·\nDec 2").replace(
        "Mar 4, 2025", "Mar 4"
    )
    take("page.txt", page, as_of=date(2019, 5, 1))
    assert paper(library, "loom")["date"] == "2018-12-02"


def test_a_refused_file_does_not_keep_the_others_out(library: Library, take: Take) -> None:
    report = take(("essay.txt", "Once upon a time.\n"), ("own.txt", f"Abstract: {LOOM}\n"))
    assert "BibTeX" in report.files[0].error
    assert report.totals()["new"] == 1


def test_a_file_that_comes_through_a_pipe_is_read(library: Library, tmp_path: Path) -> None:
    pipe = tmp_path / "refs.bib"
    os.mkfifo(pipe)
    text = "@misc{k, title = {Weaving with }" + "# { threads}" * 9_000 + "}\n"
    feeder = Thread(target=pipe.write_text, args=[text])
    feeder.start()
    report = run_to_end(import_sources(library, [read_source(pipe)]))
    feeder.join()
    assert report.totals()["new"] == 1


def test_only_a_bib_file_may_be_larger_than_memory_likes(
    library: Library, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "LARGEST", 60)
    entry = "@misc{k, title = {Weaving with a great many threads at once}}\n"
    report = take(("refs.txt", entry), ("refs.bib", entry))
    assert "name ends in .bib" in report.files[0].error
    assert report.totals()["new"] == 1


def test_progress_comes_to_the_end_of_the_file(library: Library) -> None:
    data = "".join(f"@misc{{k{n}, title = {{Café {n}}}}}\n" for n in range(900)).encode()
    *_, last = import_sources(library, [Source("refs.bib", data)])
    assert (last.done, last.total, last.papers) == (len(data), len(data), 900)


def test_a_typed_title_is_a_stub_that_is_filled_later(library: Library, take: Take) -> None:
    title = Source("text", b"  A Loom for Two Odd Shuttles\n", may_be_title=True)
    assert run_to_end(import_sources(library, [title])).totals()["new"] == 1
    stub = paper(library, "loom")
    assert (stub["citation_key"], stub["incomplete"]) == ("loom", True)
    take("page.txt", daily("A Loom for Two Odd Shuttles", LOOM, "  • 3 authors\n·\nFeb 2, 2025"))
    assert paper(library, "loom")["year"] == 2025


def test_nothing_recognised_makes_no_library(library: Library, take: Take) -> None:
    take("essay.txt", "Once upon a time.\n")
    assert not library.exists()


def test_a_preview_writes_nothing(library: Library) -> None:
    source = Source("own.txt", f"Abstract: {LOOM}\nAbstract: {SILK}\n".encode())
    preview = Preview()
    run_to_end(import_sources(library, [source], dry_run=True, preview=preview))
    assert [met.outcome for met in preview.met] == ["new", "new"]
    assert not library.exists()
    run_to_end(import_sources(library, [source]))
    before = state(library.path)
    more = Source("b.txt", b"Abstract: " + SILK.upper().encode() + b" And more of it still.\n")
    run_to_end(import_sources(library, [source, more], dry_run=True))
    assert state(library.path) == before


def test_an_import_stopped_in_the_middle_leaves_the_library_as_it_was(library: Library) -> None:
    run_to_end(import_sources(library, [Source("own.txt", f"Abstract: {LOOM}\n".encode())]))
    before = state(library.path)
    many = "".join(
        f"@misc{{k{n},\n  title = {{Weaving pattern {n} of the great book}},\n  year = 2001\n}}\n"
        for n in range(1500)
    )
    steps = import_sources(library, [Source("many.bib", many.encode())])
    assert next(steps).papers > 0
    steps.close()
    assert state(library.path) == before


def test_an_import_is_one_step(library: Library, take: Take) -> None:
    take(("own.txt", f"Abstract: {LOOM}\n"), ("more.txt", f"Abstract: {SILK}\n"))
    assert history.undo(library) == "imported 2 files: 2 new, 0 merged"
    assert count(library) == 0
