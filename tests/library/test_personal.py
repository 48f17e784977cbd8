"""What a source says of the reader arrives, never goes over the user's word, and can be undone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from readlist.library import history, organising, reading
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.preview import Preview
from readlist.library.report import Report
from readlist.storage import documents
from tests.library.conftest import run_to_end
from tests.library.state import state as whole_state

Take = Callable[..., Report]
NEIGHBOURS = Path(__file__).parents[1] / "data" / "neighbours"
JABREF = """@article{okafor2016,
  title = {Why Barn Clocks Run Slow in the Month of May},
  author = {Okafor, Ngozi},
  year = {2016},
  doi = {10.1234/jrh.2016.104},
  readstatus = {read},
  ranking = {rank4},
  priority = {prio1},
  groups = {barns, talk / 2026},
  keywords = {clocks},
}
"""
PLAIN = """@article{okafor2016,
  title = {Why Barn Clocks Run Slow in the Month of May},
  author = {Okafor, Ngozi},
  year = {2016},
  doi = {10.1234/jrh.2016.104},
}
"""


def state(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the library says; fingerprints are derived and outlive what they came from."""
    return {name: rows for name, rows in whole_state(path).items() if name != "fingerprint"}


def paper(library: Library, key: str = "okafor2016") -> dict:  # type: ignore[type-arg]
    reader = library.reader()
    found = next(documents.papers(reader.connection, [reader.id_of(key)]))
    reader.close()
    return found


def ids(library: Library, query: str) -> list[int]:
    reader = library.reader()
    found = list(reader.ids(query, today="2026-11-20"))
    reader.close()
    return found


def test_a_new_paper_has_what_jabref_says(library: Library, take: Take) -> None:
    take("refs.bib", JABREF)
    found = paper(library)
    assert (found["status"], found["rating"], found["priority"]) == ("read", 4, "high")
    assert found["tags"] == ["barns", "talk/2026"]
    assert ids(library, "tag:barns is:read rating:4 priority:high")
    assert not ids(library, "read:2026-11")  # nobody knows when
    assert ids(library, "barns")  # the search knows the tag


def test_keywords_are_no_tags(library: Library, take: Take) -> None:
    take("refs.bib", JABREF)
    assert "clocks" not in paper(library)["tags"]


def test_all_of_it_is_one_step(library: Library, take: Take) -> None:
    take("other.bib", "@misc{other, title = {Bread that listens to the oven}}")
    before = state(library.path)
    take("refs.bib", JABREF)
    after = state(library.path)
    history.undo(library)
    assert state(library.path) == before
    history.redo(library)
    assert state(library.path) == after


def test_a_known_paper_gains_what_it_lacked(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    before = state(library.path)
    preview = Preview()
    source = Source("jabref.bib", JABREF.encode())
    run_to_end(import_sources(library, [source], preview=preview))
    found = paper(library)
    assert (found["status"], found["rating"], found["priority"]) == ("read", 4, "high")
    assert found["tags"] == ["barns", "talk/2026"]
    assert preview.met[0].detail.endswith("status, priority, rating, tags")
    history.undo(library)
    assert state(library.path) == before


def test_what_the_user_said_stays(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    (paper_id,) = ids(library, "")
    reading.set_status(library, [paper_id], "dropped")
    reading.rate(library, [paper_id], 1)
    reading.set_priority(library, [paper_id], -1)
    organising.change_tags(library, [paper_id], ["Barns", "mine"])
    take("jabref.bib", JABREF)
    found = paper(library)
    assert (found["status"], found["rating"], found["priority"]) == ("dropped", 1, "low")
    assert sorted(found["tags"]) == ["Barns", "mine", "talk/2026"]


def test_a_paper_put_back_into_the_inbox_stays_there(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    (paper_id,) = ids(library, "")
    reading.set_status(library, [paper_id], "queued")
    reading.set_status(library, [paper_id], "inbox")
    take("jabref.bib", JABREF)
    assert paper(library)["status"] == "inbox"


def test_an_entry_met_again_brings_back_nothing(library: Library, take: Take) -> None:
    take("refs.bib", JABREF)
    organising.change_tags(library, ids(library, ""), remove=["barns"])
    report = take("refs.bib", JABREF)
    assert report.totals()["unchanged"] == 1
    assert paper(library)["tags"] == ["talk/2026"]


def test_notes_come_once_and_keep_their_dates(library: Library, take: Take) -> None:
    note = {"body": "Compare with *S4*.\n\nTwice.", "at": "2020-01-02T03:04:05Z"}
    forged = {"body": "Second", "at": "yesterday"}
    item = {
        "id": "okafor2016",
        "type": "book",
        "title": "Why Barn Clocks Run Slow in the Month of May",
        "DOI": "10.1234/jrh.2016.104",
        "custom": {"readlist": {"personal": {"notes": [note, forged, note], "starred": True}}},
    }
    take("refs.bib", PLAIN)
    take("a.json", json.dumps([item]))
    take("b.json", json.dumps([item | {"note": "new"}]))
    found = paper(library)
    assert [(n["body"], n["created_at"][:10]) for n in found["notes"]] == [
        ("Compare with *S4*.\n\nTwice.", "2020-01-02"),
        ("Second", "2026-11-20"),  # a forged date is none: it was met on that day
    ]
    assert found["starred"]
    assert ids(library, "has:note twice")


@pytest.mark.parametrize("group", ["/", "a,b", "\x1b[2J", "#x", " a  /  b "])
def test_groups_of_any_spelling_make_tags_or_none(library: Library, take: Take, group: str) -> None:
    take("refs.bib", JABREF.replace("barns", group))
    for tag in paper(library)["tags"]:
        assert tag == organising.tag_name(tag)


def test_a_dry_run_writes_nothing(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    before = state(library.path)
    run_to_end(import_sources(library, [Source("jabref.bib", JABREF.encode())], dry_run=True))
    assert state(library.path) == before
