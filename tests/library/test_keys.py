"""Citation keys are renamed, one by one or by a pattern, and the old ones go on to work."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readlist.errors import InputError
from readlist.key_patterns import KeyPattern
from readlist.library import citing, history, keys
from readlist.library.intake import Source, import_sources
from readlist.library.library import Library
from readlist.library.report import Report
from tests.library.conftest import run_to_end
from tests.library.state import state

Take = Callable[..., Report]

PROCEEDINGS = """@string{acm = "ACM"}

@InProceedings{ Doe:99,
  author    = "John Doe",
  title  = {On {B}races},
  crossref = {proc},
  pages = 1 # "--" # 3
}

@proceedings(proc,
  title = "Proceedings of Braces", year=1999, publisher=acm )
"""
PLAIN = """@article{one, author = {Li, Wei}, title = {First Words}, journal = {J}, year = 2020}
@article{two, author = {Li, Wei}, title = {First Things}, journal = {J}, year = 2020}
@article{three, author = {Wu, An}, title = {Other}, journal = {J}, year = 2021}
"""


def id_of(library: Library, key: str) -> int:
    reader = library.reader()
    try:
        return reader.id_of(key)
    finally:
        reader.close()


def all_ids(library: Library) -> list[int]:
    reader = library.reader()
    try:
        return list(reader.ids("sort:key", today="2026-11-20"))
    finally:
        reader.close()


def preview(library: Library, pattern: str, *, pinned: bool = True) -> list[keys.Change]:
    return keys.preview(library, all_ids(library), KeyPattern(pattern), pinned=pinned)


def test_the_old_key_goes_on_to_mean_the_paper(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    paper = id_of(library, "one")
    assert keys.rename(library, paper, "li:first") == "one"
    assert id_of(library, "li:first") == id_of(library, "one") == paper


def test_a_renamed_entry_is_exported_as_it_was_but_for_its_key(
    library: Library, take: Take
) -> None:
    take("refs.bib", PROCEEDINGS)
    keys.rename(library, id_of(library, "Doe:99"), "doe1999braces")
    text = citing.bibliography(library, None).text
    assert PROCEEDINGS.split("\n\n")[1].replace("Doe:99", "doe1999braces") in text


def test_entries_that_refer_to_a_renamed_one_follow(library: Library, take: Take) -> None:
    take("refs.bib", PROCEEDINGS)
    keys.rename(library, id_of(library, "proc"), "braces-1999")
    text = citing.bibliography(library, [id_of(library, "Doe:99")]).text
    assert PROCEEDINGS.split("\n\n")[1].replace("{proc}", "{braces-1999}") in text
    assert "@proceedings(braces-1999," in text


def test_the_members_of_a_set_follow(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN + "@set{both, entryset = {one, two}}\n")
    keys.rename(library, id_of(library, "two"), "second")
    assert "@set{both, entryset = {one, second}}" in citing.bibliography(library, None).text


def test_an_import_of_what_was_exported_changes_nothing(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    keys.rename(library, id_of(library, "one"), "uno")
    text = citing.bibliography(library, None).text
    assert take("again.bib", text).totals()["unchanged"] == 3


def test_a_rename_is_one_step_that_can_be_undone(library: Library, take: Take) -> None:
    take("refs.bib", PROCEEDINGS)
    before = state(library.path)
    keys.rename(library, id_of(library, "proc"), "braces")
    after = state(library.path)
    assert "renamed proc to braces" in history.undo(library)
    assert state(library.path) == before
    history.redo(library)
    assert state(library.path) == after


def test_a_paper_can_have_an_old_key_of_its_own_back(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    paper = id_of(library, "one")
    keys.rename(library, paper, "uno")
    keys.rename(library, paper, "one")
    assert id_of(library, "uno") == paper
    assert citing.bibliography(library, [paper]).text == PLAIN.splitlines(keepends=True)[0]


@pytest.mark.parametrize("taken", ["two", "TWO", "dos"])
def test_a_key_that_another_paper_has_or_had_is_refused(
    library: Library, take: Take, taken: str
) -> None:
    take("refs.bib", PLAIN)
    keys.rename(library, id_of(library, "two"), "dos")
    keys.rename(library, id_of(library, "dos"), "two")
    with pytest.raises(InputError, match="is taken: it is a key of"):
        keys.rename(library, id_of(library, "one"), taken)


@pytest.mark.parametrize(
    ("key", "named"),
    [("a b", "a space"), ("a,b", "“,”"), ("{a}", "“{”, “}”"), ("50%", "“%”"), ("", "empty")],
)
def test_a_key_that_latex_cannot_read_is_refused(
    library: Library, take: Take, key: str, named: str
) -> None:
    take("refs.bib", PLAIN)
    with pytest.raises(InputError, match=named):
        keys.rename(library, id_of(library, "one"), key)


def test_a_key_beyond_ascii_is_remarked_on() -> None:
    assert "Older LaTeX" in keys.check_key("erdős1959")
    assert keys.check_key("erdos1959") == ""


def test_a_pattern_is_shown_before_anything_changes(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    before = state(library.path)
    changes = preview(library, "[auth][year]")
    assert [(c.old, c.new) for c in changes] == [
        ("one", "Li2020"), ("three", "Wu2021"), ("two", "Li2020a"),
    ]  # fmt: skip
    assert state(library.path) == before


def test_pinned_keys_stay_unless_asked_for(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    take("one.ris", "TY  - JOUR\nAU  - Gu, Albert\nTI  - Mamba Models\nPY  - 2023\nER  - \n")
    changes = preview(library, "[auth][year]x[shorttitle2]", pinned=False)
    assert sorted(c.pinned for c in changes) == [False, True, True, True]
    keys.apply(library, changes)
    assert id_of(library, "one") == 1
    assert {c.old for c in preview(library, "[auth][year]x[shorttitle2]")} == {
        "one", "two", "three",
    }  # fmt: skip


def test_applied_twice_a_pattern_changes_nothing_more(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    assert keys.apply(library, preview(library, "[auth][year]"), pinned=True) == 3
    assert preview(library, "[auth][year]") == []
    assert id_of(library, "two") == id_of(library, "Li2020a")


def test_an_old_key_is_never_given_to_another_paper(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN.replace("{two", "{Li2020"))
    keys.rename(library, id_of(library, "Li2020"), "second")
    new = {c.old: c.new for c in preview(library, "[auth][year]")}
    assert new["second"] == "Li2020"
    assert new["one"] == "Li2020a"


def test_a_preview_that_is_out_of_date_is_refused(library: Library, take: Take) -> None:
    take("refs.bib", PLAIN)
    changes = preview(library, "[auth][year]")
    keys.rename(library, id_of(library, "three"), "Li2020")
    with pytest.raises(InputError, match="has changed since"):
        keys.apply(library, changes, pinned=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(
    patterns=st.lists(
        st.sampled_from(["[auth][year]", "[auth]", "[year]", "x", "[shorttitle1]"]).map(
            lambda p: p if "[" in p else "[auth:abbr]" + p
        ),
        min_size=1,
        max_size=3,
    )
)
def test_whatever_the_patterns_every_key_ever_had_finds_its_paper(
    tmp_path_factory: pytest.TempPathFactory, patterns: list[str]
) -> None:
    library = Library(tmp_path_factory.mktemp("keys") / "library.sqlite3")
    run_to_end(import_sources(library, [Source("refs.bib", PLAIN.encode())]))
    paper_of = {key: id_of(library, key) for key in ("one", "two", "three")}
    for pattern in patterns:
        changes = preview(library, pattern)
        keys.apply(library, changes, pinned=True)
        paper_of |= {c.new: c.paper_id for c in changes}
        assert preview(library, pattern) == []
        assert {key: id_of(library, key) for key in paper_of} == paper_of


def test_what_an_entry_lists_as_its_ids_is_not_given_to_another_paper(
    library: Library, take: Take
) -> None:
    take("refs.bib", "@book{new, ids = {Li2020first, old}, author = {Wu, An}, title = {T}}")
    take("more.bib", "@misc{, author = {Li, Wei}, title = {First Words}, year = 2020}")
    assert id_of(library, "li2020firsta")
    made = [change.new for change in preview(library, "[auth:lower][year]first")]
    assert made == ["wufirst"]
    with pytest.raises(InputError, match="“old” is taken: it is a key of new"):
        keys.rename(library, id_of(library, "li2020firsta"), "old")
