"""Cited keys find their papers, go out under the name they are cited by, and are remembered."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from readlist.errors import LibraryUnwritable
from readlist.formats.bibtex import Wording
from readlist.library import citations, citing, history, organising
from readlist.library.citations import Resolved
from readlist.library.library import Library
from readlist.library.manuscript import read
from readlist.models import Alias, Paper

Take = Callable[..., object]

BIB = """@article{weaver1999silk,
  author = {Ann Weaver}, title = {On Silk}, journal = {Threads}, year = 1999
}
@inproceedings{loom2001,
  author = {Bo Loom}, title = {Shuttles}, year = 2001, booktitle = {Proc.}, crossref = {Proc2001}
}
@proceedings{Proc2001, title = {Proceedings}, year = 2001}
@book{felt, author = {Cy Felt}, title = {Wool}, publisher = {Yarn}, year = 1950}
@set{pair, entryset = {felt, weaver1999silk}}
"""


@pytest.fixture
def filled(library: Library, take: Take) -> Library:
    take("refs.bib", BIB)
    with library.step("another key") as writer:
        writer.session.add(Alias(paper_id=_id(library, "felt"), key="felt-old"))
    return library


def _id(library: Library, key: str) -> int:
    reader = library.reader()
    try:
        return reader.id_of(key)
    finally:
        reader.close()


def look(library: Library, folder: Path, *keys: str, name: str = "main.tex") -> Resolved:
    """The manuscript cites these keys, a line each, and the library has looked at it."""
    path = folder / name
    path.write_text("".join(f"\\cite{{{key}}}\n" for key in keys))
    cited = [read(path)]
    resolved = citations.resolve(library, cited)
    citations.remember(library, cited, resolved)
    return resolved


def bibliography(library: Library, resolved: Resolved) -> str:
    return citing.bibliography(
        library,
        None if resolved.everything else resolved.ids,
        names=resolved.names,
        helpers=resolved.sets,
    ).text


def keys_of(text: str) -> list[str]:
    return re.findall(r"@\w+\{([^,]+),", text)


def is_cited(library: Library) -> set[str]:
    reader = library.reader()
    ids = reader.ids("is:cited", today="2026-11-20")
    found = set(reader.keys(ids).values())
    reader.close()
    return found


def test_exactly_what_is_cited_goes_out_sorted_by_key(filled: Library, tmp_path: Path) -> None:
    resolved = look(filled, tmp_path, "weaver1999silk", "felt")
    assert keys_of(bibliography(filled, resolved)) == ["felt", "weaver1999silk"]
    again = look(filled, tmp_path, "felt", "weaver1999silk")
    assert bibliography(filled, again) == bibliography(filled, resolved)


def test_a_crossref_parent_comes_along_after_its_children(filled: Library, tmp_path: Path) -> None:
    resolved = look(filled, tmp_path, "loom2001")
    assert keys_of(bibliography(filled, resolved)) == ["loom2001", "Proc2001"]


def test_an_older_key_is_the_key_of_the_entry(filled: Library, tmp_path: Path) -> None:
    resolved = look(filled, tmp_path, "felt-old")
    text = bibliography(filled, resolved)
    assert text == bibliography(filled, look(filled, tmp_path, "felt")).replace(
        "{felt,", "{felt-old,"
    )
    assert resolved.notices == resolved.missing == []


def test_two_names_of_one_paper_are_two_entries(filled: Library, tmp_path: Path) -> None:
    resolved = look(filled, tmp_path, "felt-old", "felt")
    assert keys_of(bibliography(filled, resolved)) == ["felt", "felt-old"]


def test_a_parent_cited_by_an_older_key_is_there_for_its_children_too(
    filled: Library, tmp_path: Path
) -> None:
    with filled.step("another key") as writer:
        writer.session.add(Alias(paper_id=_id(filled, "Proc2001"), key="old-proc"))
    resolved = look(filled, tmp_path, "loom2001", "old-proc")
    assert sorted(keys_of(bibliography(filled, resolved))) == ["Proc2001", "loom2001", "old-proc"]


def test_other_capitals_are_understood_and_told(filled: Library, tmp_path: Path) -> None:
    resolved = look(filled, tmp_path, "Weaver1999Silk")
    assert keys_of(bibliography(filled, resolved)) == ["Weaver1999Silk"]
    (notice,) = resolved.notices
    assert notice.endswith(
        "main.tex:1: Weaver1999Silk is weaver1999silk in the library, with other capitals"
    )


def test_one_key_in_two_capitalisations_is_one_entry_for_bibtex(
    filled: Library, tmp_path: Path
) -> None:
    resolved = look(filled, tmp_path, "FELT", "felt")
    assert keys_of(bibliography(filled, resolved)) == ["felt"]


def test_capitals_that_fit_two_papers_fit_none(filled: Library, take: Take, tmp_path: Path) -> None:
    take("more.bib", "@misc{FELT, title = {Quite another thing about felt}, year = 2020}")
    assert [m.citation.key for m in look(filled, tmp_path, "Felt").missing] == ["Felt"]
    assert look(filled, tmp_path, "felt", "FELT").missing == []


def test_a_missing_key_is_told_with_its_place_and_the_nearest_keys(
    filled: Library, tmp_path: Path
) -> None:
    resolved = look(filled, tmp_path, "felt", "weaver1999", "xyzzy")
    assert [str(m).removeprefix(f"{tmp_path}/") for m in resolved.missing] == [
        "main.tex:2: weaver1999 is not in the library; nearest: weaver1999silk",
        "main.tex:3: xyzzy is not in the library",
    ]


def test_a_cited_set_brings_its_members(filled: Library, tmp_path: Path) -> None:
    resolved = look(filled, tmp_path, "pair")
    assert resolved.missing == []
    assert sorted(keys_of(bibliography(filled, resolved))) == ["felt", "pair", "weaver1999silk"]


def test_everything_is_the_whole_library(filled: Library, tmp_path: Path) -> None:
    resolved = look(filled, tmp_path, "*", "felt-old")
    assert sorted(keys_of(bibliography(filled, resolved))) == sorted(
        ["Proc2001", "felt-old", "loom2001", "pair", "weaver1999silk"]
    )


def test_what_is_cited_is_remembered_until_the_manuscript_says_otherwise(
    filled: Library, tmp_path: Path
) -> None:
    look(filled, tmp_path, "felt-old", "WEAVER1999SILK", "nobody")
    look(filled, tmp_path, "loom2001", name="other.tex")
    assert is_cited(filled) == {"felt", "weaver1999silk", "loom2001"}
    look(filled, tmp_path, "felt")
    assert is_cited(filled) == {"felt", "loom2001"}


def test_the_notes_of_latex_take_the_place_of_its_source(filled: Library, tmp_path: Path) -> None:
    look(filled, tmp_path, "felt", "loom2001")
    (tmp_path / "main.aux").write_text("\\citation{felt}\n")
    cited = [read(tmp_path / "main.aux")]
    citations.remember(filled, cited, citations.resolve(filled, cited))
    assert is_cited(filled) == {"felt"}


def test_a_paper_that_comes_later_is_cited_already(
    filled: Library, take: Take, tmp_path: Path
) -> None:
    look(filled, tmp_path, "hemp2020")
    take("hemp.bib", "@misc{hemp2020, title = {Hemp ropes for sailors}, year = 2020}")
    assert is_cited(filled) == {"hemp2020"}


def test_a_paper_deleted_and_brought_back_is_cited_still(filled: Library, tmp_path: Path) -> None:
    look(filled, tmp_path, "felt")
    organising.delete(filled, [_id(filled, "felt")])
    assert is_cited(filled) == set()
    history.undo(filled)
    assert is_cited(filled) == {"felt"}


def test_looking_at_a_manuscript_is_no_step_to_undo(filled: Library, tmp_path: Path) -> None:
    look(filled, tmp_path, "felt")
    assert history.undo(filled) == "another key"
    assert is_cited(filled) == {"felt"}


def test_looking_again_writes_nothing(filled: Library, tmp_path: Path) -> None:
    look(filled, tmp_path, "felt")
    reader = filled.reader()
    before = reader.data_version()
    look(filled, tmp_path, "felt")
    assert reader.data_version() == before
    reader.close()


def test_a_library_that_cannot_be_written_is_read_all_the_same(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LibraryUnwritable("read-only")

    monkeypatch.setattr("readlist.storage.citations.replace", refuse)
    assert look(filled, tmp_path, "felt").ids == [_id(filled, "felt")]


def test_a_renamed_entry_differs_in_its_key_only(filled: Library, tmp_path: Path) -> None:
    with filled.step("edited") as writer:
        paper = writer.session.get_one(Paper, _id(filled, "felt"))
        paper.title = "Wool and felt"
    one = bibliography(filled, look(filled, tmp_path, "felt"))
    other = bibliography(filled, look(filled, tmp_path, "felt-old"))
    assert "Wool and felt" in other
    assert other == one.replace("{felt,", "{felt-old,")


def test_a_key_that_another_bib_file_has_is_not_lacking(filled: Library, tmp_path: Path) -> None:
    (tmp_path / "mainNotes.bib").write_text("@FOOTNOTE{Note1,key=,note=}\n")
    (tmp_path / "refs.bib").write_text("@misc{gone,title={Once here}}\n")
    main = tmp_path / "main.aux"
    main.write_text("\\citation{Note1}\n\\citation{gone}\n\\bibdata{mainNotes,refs}\n")
    resolved = citations.resolve(filled, [read(main)], tmp_path / "refs.bib")
    assert [str(missing) for missing in resolved.missing] == [
        f"{main}:1: Note1 is not in the library; mainNotes.bib has it",
        f"{main}:2: gone is not in the library",
    ]
    assert [missing.citation.key for missing in resolved.lacking] == ["gone"]


def test_a_paper_is_cited_by_the_further_keys_that_its_entry_lists(
    library: Library, take: Take, tmp_path: Path
) -> None:
    take("refs.bib", "@book{new, ids = {old, older}, author = {A}, title = {T}}")
    resolved = look(library, tmp_path, "older")
    assert bibliography(library, resolved).startswith("@book{new, ids = {old, older}")
    made = citing.bibliography(
        library, resolved.ids, names=resolved.names, wording=Wording("bibtex")
    )
    assert "@book{older," in made.text
