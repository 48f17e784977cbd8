"""A unified diff that `patch` would take, and that says the same as difflib's."""

import shutil
import subprocess
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.library.differences import difference

ENTRY = "@misc{%s,\n  title = {%s},\n  year = 2020,\n}\n"


def diff(before: str, after: str) -> str:
    return "".join(f"{line}\n" for line in difference(before, after, "a.bib", "a.bib (new)"))


def test_one_changed_field_is_one_line() -> None:
    before = "\n".join(ENTRY % (key, "Old") for key in "abc")
    assert diff(before, before.replace("b,\n  title = {Old}", "b,\n  title = {New}")) == (
        "--- a.bib\n+++ a.bib (new)\n@@ -4,7 +4,7 @@\n }\n \n @misc{b,\n"
        "-  title = {Old},\n+  title = {New},\n   year = 2020,\n }\n \n"
    )


def test_an_entry_more_is_its_lines() -> None:
    before = "\n".join(ENTRY % (key, "T") for key in "ac")
    after = "\n".join(ENTRY % (key, "T") for key in "abc")
    lines = diff(before, after).splitlines()[3:]
    assert [line for line in lines if line[0] != " "] == [
        "+@misc{b,", "+  title = {T},", "+  year = 2020,", "+}", "+",
    ]  # fmt: skip


def test_equal_texts_have_no_difference() -> None:
    assert diff(ENTRY, ENTRY) == diff("", "") == ""


TEXTS = st.lists(
    st.sampled_from(["@a{x,", "@a{y,", "  t = 1,", "  t = 2,", "}", "", "% words"]), max_size=12
).map(lambda lines: "".join(f"{line}\n" for line in lines))


@pytest.mark.skipif(not shutil.which("patch"), reason="patch is not installed")
@given(TEXTS, TEXTS)
def test_patch_makes_one_of_the_other(
    tmp_path_factory: pytest.TempPathFactory, before: str, after: str
) -> None:
    folder = tmp_path_factory.mktemp("patch")
    (folder / "a").write_text(before)
    (folder / "d").write_text(diff(before, after))
    if before != after:
        done = subprocess.run(["patch", "-s", "a", "d"], cwd=folder, check=False)
        assert done.returncode == 0
    found = folder / "a"
    assert (found.read_text() if found.exists() else "") == after


@given(TEXTS, TEXTS)
def test_no_more_lines_change_than_there_are(before: str, after: str) -> None:
    lines = diff(before, after).splitlines()[2:]
    told = [sum(line.startswith(sign) for line in lines) for sign in "-+"]
    theirs = list(unified_diff(before.splitlines(), after.splitlines(), lineterm=""))[2:]
    assert told[1] - told[0] == after.count("\n") - before.count("\n")
    assert bool(lines) == bool(theirs)


def test_two_edits_in_ten_thousand_entries_are_found_at_once(tmp_path: Path) -> None:
    # Line by line this would take seconds, and minutes for eighty thousand.
    entries = [ENTRY % (f"k{n:05}", f"Title {n % 7}") for n in range(10_000)]
    before = "\n".join(entries)
    entries[10] = entries[10].replace("Title", "Book")
    del entries[9_000]
    lines = diff(before, "\n".join(entries)).splitlines()
    assert len([line for line in lines if line[0] in "+-"]) == 2 + 2 + 5
