"""`readlist show`"""

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_shows_what_is_known_and_nothing_else(readlist: Run) -> None:
    ran = readlist("show", "gu2023mamba")
    assert ran.status == 0
    assert ran.lines[0].startswith("Mamba: Linear-Time")
    for fact in (
        "reading, starred",
        "Albert Gu, Tri Dao",
        "https://arxiv.org/abs/2312.00752",
        "ml/ssm",
        "Selective state spaces stand in for attention.",
        "Compare with *S4*.",
        "2024-03-01 in page.txt (daily-papers)",
    ):
        assert fact in ran.out
    assert "DOI" not in ran.out


def test_a_field_of_its_own_is_shown_readable_and_cut_short(readlist: Run) -> None:
    page = " ".join(readlist("show", "gu2023mamba").out.split())
    assert "X-shelf: row 4 book book" in page
    assert " bo… " in page


def test_a_long_field_name_stands_apart_from_its_value(readlist: Run, tmp_path: Path) -> None:
    refs = tmp_path / "refs.bib"
    refs.write_text("@misc{loom, title={Loom}, year=2001, x-shelf_and_row={4}}\n")
    readlist("import", str(refs))
    assert "X-shelf_and_row: 4" in readlist("show", "loom").lines


def test_a_note_keeps_its_lines_and_loses_its_escapes(readlist: Run) -> None:
    lines = readlist("show", "gu2023mamba").lines
    assert lines[-2:] == ["  Compare with *S4*.", "  - twice"]


def test_whose_notes_link_to_the_paper_is_told(readlist: Run) -> None:
    readlist("note", "hostile", "as in [[gu2023mamba]]")
    assert "Named in the notes of hostile" in readlist("show", "gu2023mamba").out
    assert "Named in" not in readlist("show", "hostile").out


def test_a_hostile_title_is_harmless(readlist: Run) -> None:
    ran = readlist("show", "hostile", terminal=80)
    assert "owned" not in ran.out
    assert set(ran.out.replace("\x1b[1m", "").replace("\x1b[0m", "")).isdisjoint(
        "\x1b\x07\x9b\u202e"
    )


def test_a_count_without_names_is_shown_as_a_count(readlist: Run) -> None:
    assert "7 authors, not named by the source" in readlist("show", "hostile").out


def test_prose_is_wrapped_to_the_terminal(readlist: Run) -> None:
    assert max(map(len, readlist("show", "gu2023mamba", terminal=50).lines)) <= 50


def test_case_matters_only_where_it_decides(readlist: Run) -> None:
    assert readlist("show", "GU2023Mamba").status == 0


def test_json_is_the_paper_as_in_the_list(readlist: Run) -> None:
    shown = json.loads(readlist("show", "gu2023mamba", "--json").out)
    [listed] = json.loads(readlist("list", "key:gu2023mamba", "--json").out)
    assert shown == listed
    assert shown["notes"][0]["body"].startswith("Compare")


def test_an_unknown_key_names_the_nearest(readlist: Run) -> None:
    ran = readlist("show", "gu2023mambo")
    assert (ran.status, ran.out) == (1, "")
    assert "gu2023mamba" in ran.err


def test_a_missing_library_has_no_such_paper(readlist: Run, nothing: object) -> None:
    ran = readlist("show", "gu2023mamba")
    assert (ran.status, ran.out) == (1, "")
    assert "There is no library" in ran.err


def test_a_path_is_shown_as_it_is(readlist: Run, tmp_path: Path) -> None:
    (tmp_path / "z.bib").write_text(r"@misc{z, title={T}, file={C\:\Users\me\x.pdf}}")
    readlist("import", str(tmp_path / "z.bib"))
    assert r"C\:\Users\me\x.pdf" in readlist("show", "z").out
