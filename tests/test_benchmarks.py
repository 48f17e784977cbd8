"""The benchmarks measure what they say"""

import json
from pathlib import Path

import pytest

from readlist.__main__ import main
from tests.benchmarks.generate import write_bib
from tests.benchmarks.measure import Figure, table


def test_the_made_bibliography_is_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one.bib", tmp_path / "two.bib"
    write_bib(one, 50)
    write_bib(two, 50)
    assert one.read_bytes() == two.read_bytes()


def test_every_made_entry_is_a_paper_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bib = tmp_path / "made.bib"
    write_bib(bib, 300)
    assert main(["--library", str(tmp_path / "x.sqlite3"), "import", "--json", str(bib)]) == 0
    totals = json.loads(capsys.readouterr().out)["totals"]
    assert (totals["read"], totals["new"]) == (300, 300)


def test_the_table_marks_what_missed_its_target() -> None:
    shown = table(
        [
            Figure("fast", 0.02, "pass", 0.01, 4),
            Figure("slow", 0.05, "pass", 0.01, 4, megabytes=131, megabytes_target=130),
            Figure("a time", 0.02, "", 0, 0.03),
            Figure("only memory", 0, "", 0, 0, 200, 100),
        ]
    ).splitlines()
    assert [line.count("MISSED") for line in shown] == [0, 0, 2, 0, 1]
    assert "5.00" in shown[2]
