"""`readlist export`"""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_prints_bibtex_and_nothing_else(readlist: Run) -> None:
    ran = readlist("export", "mamba")
    assert ran.status == 0
    assert ran.out.startswith("@misc{gu2023mamba,")
    assert "{Gu, Albert and Dao, Tri}" in ran.out
    assert "1 entry" in ran.err


def test_without_a_query_all_papers_are_there(readlist: Run) -> None:
    ran = readlist("export")
    assert ran.out.count("\n@") + ran.out.startswith("@") == 7
    assert "7 entries" in ran.err


def test_a_query_may_take_something_out(readlist: Run) -> None:
    assert "gu2023mamba" not in readlist("export", "-org:cmu", "-tag:ml").out
    assert "gu2023mamba" in readlist("export", "-org:cmu").out


def test_a_file_has_the_same_bytes_each_time(readlist: Run, tmp_path: Path) -> None:
    target = tmp_path / "refs.bib"
    ran = readlist("export", "-o", target)
    assert (ran.status, ran.out) == (0, "")
    assert f"7 entries in {target}" in ran.err
    first = target.read_bytes()
    readlist("export", "--output", target)
    assert target.read_bytes() == first == readlist("export", "-o", "-").out.encode()


def test_says_what_bibtex_will_say(readlist: Run) -> None:
    warned = [line for line in readlist("export").err.splitlines() if line.startswith("no-title:")]
    assert warned


def test_abstracts_come_along_when_asked(readlist: Run) -> None:
    assert "Selective state spaces" not in readlist("export", "mamba").out
    assert "Selective state spaces" in readlist("export", "--abstracts", "mamba").out


def test_a_slip_in_the_query_does_not_empty_a_bibliography(readlist: Run, tmp_path: Path) -> None:
    target = tmp_path / "refs.bib"
    target.write_text("precious")
    ran = readlist("export", "zeppelin", "-o", target)
    assert ran.status == 1
    assert "left as it was" in ran.err
    assert target.read_text() == "precious"
    assert readlist("export", "zeppelin").status == 0


def test_a_place_that_cannot_be_written_is_a_clear_error(readlist: Run, tmp_path: Path) -> None:
    ran = readlist("export", "-o", tmp_path / "missing" / "refs.bib")
    assert ran.status == 1
    assert ran.err.startswith("readlist: ")


def test_the_bytes_are_utf8_whatever_the_terminal_speaks(readlist: Run) -> None:
    ran = readlist("list", "key:cjk", "--json", encoding="latin-1")
    assert "大規模" in ran.out.encode("latin-1").decode()


def test_proper_nouns_of_the_configuration_keep_their_capitals(
    readlist: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('proper_nouns = ["Fictitious"]')
    monkeypatch.setenv("READLIST_CONFIG", str(settings))
    assert "{Fictitious}" in readlist("export", "key:maini2024tofu").out


def test_without_a_library_nothing_is_printed_and_no_file_is_touched(
    readlist: Run, nothing: Path, tmp_path: Path
) -> None:
    ran = readlist("export")
    assert (ran.status, ran.out) == (0, "")
    target = tmp_path / "refs.bib"
    target.write_text("precious")
    assert readlist("export", "-o", target).status == 1
    assert target.read_text() == "precious"
    assert not nothing.exists()


def test_speaks_biblatex_or_the_house_style_on_request(readlist: Run) -> None:
    entry = '@article{old , author="Ox, Ann", journal=jj, year=1999, address={Here}}'
    readlist("import", "-", stdin=f'@string{{jj = "J. of Oxen"}}\n{entry}\n')
    assert entry in readlist("export", "key:old").out
    biblatex = readlist("export", "key:old", "--to", "biblatex").out
    assert "  journaltitle = jj,\n" in biblatex
    assert "  date = {1999},\n" in biblatex
    assert "  location = {Here},\n" in biblatex
    assert "\n  address = {Here},\n" in readlist("export", "key:old", "--house").out
    expanded = readlist("export", "key:old", "--macros", "expand").out
    assert expanded == entry.replace("jj", "{J. of Oxen}") + "\n"


def test_the_wording_of_a_bibliography_is_none_of_another_format(readlist: Run) -> None:
    ran = readlist("export", "--to", "ris", "--house")
    assert ran.status == 2
    assert "--house" in ran.err


@pytest.mark.parametrize(
    ("style", "key"), [("\\bibstyle{plain}", "old-key"), ("\\bibstyle{biblatex}", "new-key")]
)
def test_a_style_of_bibtex_gets_an_entry_under_the_key_it_is_cited_by(
    readlist: Run, tmp_path: Path, style: str, key: str
) -> None:
    (tmp_path / "in.bib").write_text("@misc{new-key, ids = {old-key}, title = {R}, year = 2002}")
    readlist("import", tmp_path / "in.bib")
    aux = tmp_path / "main.aux"
    aux.write_text(f"\\relax\n\\citation{{old-key}}\n{style}\n\\gdef \\@abspage@last{{1}}\n")
    assert f"@misc{{{key}," in readlist("export", "--aux", aux).out
