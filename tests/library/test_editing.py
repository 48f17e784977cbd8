"""A paper is changed by its BibTeX entry, and what the user wrote is what goes out"""

import json
from collections.abc import Callable

import pytest

from readlist.errors import InputError
from readlist.library import citing, editing, history, organising
from readlist.library.library import Library
from readlist.library.report import Report
from readlist.storage import documents
from tests.library.state import state

Take = Callable[..., Report]

ENTRIES = """@string{acm = "ACM"}

@InProceedings{ Doe:99,
   AUTHOR = "John Doe", title={One {T}hing},
   pages = 1 # "--" # 3, publisher = acm, crossref = {proc} }

@proceedings{proc, title = {Proceedings of Things}, year = 1999}
"""
PAGE = """Abstract: The first invented abstract speaks of sorting networks and of how many
comparators they need when the number of inputs is a power of two; it proves a bound.
"""


def id_of(library: Library, key: str) -> int:
    reader = library.reader()
    try:
        return reader.id_of(key)
    finally:
        reader.close()


def paper(library: Library, key: str) -> dict[str, object]:
    reader = library.reader()
    try:
        (found,) = documents.papers(reader.connection, [reader.id_of(key)])
    finally:
        reader.close()
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def edit(library: Library, key: str, old: str, new: str) -> list[str] | None:
    opened = editing.open_entry(library, id_of(library, key))
    assert old in opened.text
    return editing.change(library, opened, opened.text.replace(old, new))


def exported(library: Library, key: str) -> str:
    return citing.bibliography(library, [id_of(library, key)]).text


def test_an_imported_entry_is_edited_as_it_stands_and_goes_out_as_written(
    library: Library, take: Take
) -> None:
    take("refs.bib", ENTRIES)
    assert edit(library, "Doe:99", "One {T}hing", "Two  {T}hings") == []
    text = "".join(exported(library, "Doe:99"))
    assert ENTRIES.split("\n\n")[1].replace("One {T}hing", "Two  {T}hings") in text
    assert paper(library, "Doe:99")["title"] == "Two {T}hings"


def test_names_year_and_other_fields_are_the_papers_too(library: Library, take: Take) -> None:
    take("refs.bib", ENTRIES)
    edit(library, "Doe:99", '"John Doe"', '"Jane Roe and Li, Wei", year = 2001, note = {New}')
    edit(library, "Doe:99", 'pages = 1 # "--" # 3, ', "")
    found = paper(library, "Doe:99")
    assert [name["family"] for name in found["authors"]] == ["Roe", "Li"]  # type: ignore[attr-defined]
    assert (found["author_count"], found["year"]) == (2, 2001)
    assert found["extra"] == {"crossref": "proc", "note": "New", "publisher": "ACM"}


def test_a_paper_from_a_page_gets_an_entry_of_its_own(library: Library, take: Take) -> None:
    take("page.txt", PAGE)
    assert edit(library, "untitled", "@misc{untitled,", "@misc{ untitled, title={Nets},") == []
    found = paper(library, "untitled")
    assert (found["title"], str(found["abstract"])[:11]) == ("Nets", "The first i")
    assert "@misc{ untitled, title={Nets}," in exported(library, "untitled")
    assert take("again.bib", exported(library, "untitled")).totals()["unchanged"] == 1


def test_another_key_is_a_renaming(library: Library, take: Take) -> None:
    take("refs.bib", ENTRIES)
    proc = id_of(library, "proc")
    edit(library, "proc", "{proc,", "{things,")
    assert id_of(library, "things") == id_of(library, "proc") == proc
    assert "crossref = {things}" in exported(library, "Doe:99")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("crossref = {proc} }", "crossref = {proc }", "Line 1: .* is not BibTeX"),
        ("@InProceedings{", "InProceedings{", "no BibTeX entry"),
        ("@InProceedings{ Doe:99", "@string{x = {y}}\n@misc{ Doe:99", "Line 1: only the paper"),
        (
            "crossref = {proc} }", "crossref = {proc} }\n\n@misc{two, title = {T}}",
            "Line 5: a second entry",
        ),
        ("Doe:99", "proc", "is taken"),
        ("Doe:99", "50%off", "cannot be a citation key"),
    ],
)  # fmt: skip
def test_what_is_not_one_entry_is_told_with_its_line_and_changes_nothing(
    library: Library, take: Take, old: str, new: str, said: str
) -> None:
    take("refs.bib", ENTRIES)
    before = state(library.path)
    with pytest.raises(InputError, match=said):
        edit(library, "Doe:99", old, new)
    assert state(library.path) == before


def test_what_bibtex_would_stumble_over_is_remarked_on(library: Library, take: Take) -> None:
    take("refs.bib", ENTRIES)
    remarks = edit(library, "Doe:99", "publisher = acm", "publisher = iee")
    assert remarks
    assert "iee, which is not defined" in remarks[0]
    assert remarks[0].startswith("Line 1: ")


def test_an_entry_left_as_it_is_changes_nothing(library: Library, take: Take) -> None:
    take("refs.bib", ENTRIES)
    opened = editing.open_entry(library, id_of(library, "Doe:99"))
    assert editing.change(library, opened, f"\n{opened.text}\n\n") is None
    assert "imported" in history.undo(library)


def test_a_paper_that_changed_in_the_meantime_is_left_alone(library: Library, take: Take) -> None:
    take("refs.bib", ENTRIES)
    opened = editing.open_entry(library, id_of(library, "Doe:99"))
    edit(library, "Doe:99", "One", "Another")
    with pytest.raises(InputError, match="in the meantime"):
        editing.change(library, opened, opened.text.replace("One", "Two"))
    organising.delete(library, [opened.paper_id])
    with pytest.raises(InputError, match="in the meantime"):
        editing.change(library, opened, opened.text.replace("One", "Two"))


@pytest.mark.parametrize("key", ["Doe:99", "proc", "untitled"])
def test_an_edit_is_one_step(library: Library, take: Take, key: str) -> None:
    take(("refs.bib", ENTRIES), ("page.txt", PAGE))
    citing.pin(library, [id_of(library, key)])  # pins are promises: no undo takes them back
    before = state(library.path)
    opened = editing.open_entry(library, id_of(library, key))
    editing.change(library, opened, f"@book{{new:{key}, title = {{Another}}, editor = {{Li, W}}}}")
    after = state(library.path)
    assert history.undo(library) == f"edited {key}"
    assert {**state(library.path), "fingerprint": [], "word": []} == {
        **before, "fingerprint": [], "word": [],
    }  # fmt: skip
    history.redo(library)
    assert state(library.path) == after


def test_keywords_are_searched_as_they_are_now(library: Library, take: Take) -> None:
    def found(words: str) -> int:
        reader = library.reader()
        try:
            return reader.count(words, today="2026-11-20")
        finally:
            reader.close()

    words = r"keywords = {Erd{\H o}s number; caf\'e}, pages = 1"
    take("refs.bib", ENTRIES.replace("pages = 1", words))
    assert found("erdos café") == found('keyword:"erdős number"') == found("has:keyword") == 1
    edit(library, "Doe:99", r"caf\'e", "teahouse")
    assert (found("cafe"), found("teahouse"), found("*eahou*")) == (0, 1, 1)
    history.undo(library)
    assert (found("cafe"), found("teahouse")) == (1, 0)
