"""`readlist check`"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REFS = """@article{one, author = {Li, Wei}, title = {On It}, journal = {Nature}, year = 2020,
  pages = {12-34}, issn = {1234-5678}}
"""


@pytest.fixture
def refs(readlist: Run, tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(REFS)
    readlist("import", path)


@pytest.mark.usefixtures("refs")
def test_a_finding_is_key_rule_and_sentence(readlist: Run) -> None:
    ran = readlist("check", "key:one")
    assert ran.status == 0
    assert ran.lines == [
        "one\tpages\tthe pages “12-34” are written 12--34 *",
        "one\tissn\tthe check digit of the ISSN 12345678 is wrong",
    ]
    assert "2 findings on 1 paper; --fix mends 1 of them." in ran.err


@pytest.mark.usefixtures("refs")
def test_fix_says_what_it_changed_and_what_is_left(readlist: Run) -> None:
    ran = readlist("check", "key:one", "--fix")
    assert ran.lines == ["one\tpages\t12-34 -> 12--34"]
    assert ran.err == "1 finding mended.\n1 finding on 1 paper left.\n"
    assert "pages = {12--34}" in readlist("export", "key:one").out
    assert "mended one" in readlist("undo").err
    assert "pages = {12-34}" in readlist("export", "key:one").out


@pytest.mark.usefixtures("refs")
def test_json_has_every_finding_and_its_remedy(readlist: Run) -> None:
    found = json.loads(readlist("check", "key:one", "--fix", "--json").out)
    assert [(f["rule"], f["fixed"]) for f in found] == [("pages", True), ("issn", False)]
    assert found[0]["fix"] == {"field": "pages", "old": "12-34", "new": "12--34"}
    assert found[0]["citation_key"] == "one"


@pytest.mark.usefixtures("refs")
def test_strict_ends_with_a_status_of_its_own(readlist: Run) -> None:
    assert readlist("check", "key:one", "--strict").status == 3
    assert readlist("check", "key:none-of-them", "--strict").status == 0


def test_outside_text_cannot_move_the_cursor(readlist: Run) -> None:
    ran = readlist("check", terminal=80)
    assert ran.status == 0
    assert "\x1b" not in ran.out + ran.err


def test_without_a_library_there_is_nothing_to_find(readlist: Run, nothing: Path) -> None:
    assert readlist("check", "--json").out == "[]\n"
    assert not nothing.parent.exists()
