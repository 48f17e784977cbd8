"""One note a paper: names that are safe anywhere, and text of the user's that stays."""

import json
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlist.formats import obsidian
from readlist.records import Document, Name, Personal, Record, Remark
from tests.formats.documents import ANY_TEXT, hostile

GU = Document(
    Record(
        title="Mamba: *Linear*",
        abstract="State spaces.",
        authors=(Name("Gu", "Albert"),),
        year=2023,
        arxiv_id="2312.00752",
        citation_key="gu2023mamba",
    ),
    Personal("reading", 1, 4, True, ("ml/ssm", "to read", "2024"), (
        Remark("Compare with *S4*.", "2026-11-20T12:00:00Z"),
    )),
    aliases=("mamba",),
    added_at="2026-11-19T12:00:00Z",
)  # fmt: skip


def test_a_note() -> None:
    ((name, text),) = obsidian.files([GU])
    assert name == "gu2023mamba.md"
    assert text == (
        '---\ncitekey: "gu2023mamba"\n'
        'aliases: ["Mamba: *Linear*", "mamba"]\ntitle: "Mamba: *Linear*"\n'
        'authors: ["Albert Gu"]\nyear: 2023\narxiv: "2312.00752"\nstatus: "reading"\n'
        'priority: "high"\nrating: 4\nstarred: true\ntags: ["ml/ssm", "to-read", "2024-"]\n'
        'added: "2026-11-19"\n---\n\n'
        "# Mamba: \\*Linear\\*\n\n[arXiv](https://arxiv.org/abs/2312.00752)\n\n"
        "## Abstract\n\nState spaces.\n\n## Note of 2026-11-20\n\nCompare with *S4*.\n\n"
        f"{obsidian.MARKER}\n"
    )


@pytest.mark.parametrize(
    "key",
    ["../../etc/passwd", "/etc/passwd", "a\\b", "C:x", "con", "NUL", "com1.x", ".hidden", "..", "",
     "-rf", "a/b", "x" * 300, "é" * 300, "a:b", "what?", "a\0b", "trailing.", "DBLP:conf/nips/Gu",
     "AUX.md"],
)  # fmt: skip
def test_names_are_safe_on_every_system(key: str) -> None:
    name = obsidian.file_name(key)
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).is_reserved()
    assert len(name.encode()) < 140
    assert name[0] not in ".-"
    assert name.endswith(".md")


@given(st.lists(st.one_of(st.text(max_size=12), ANY_TEXT), unique=True, max_size=8))
def test_no_two_papers_share_a_note(keys: list[str]) -> None:
    papers = [Document(Record(title="x", citation_key=key)) for key in keys]
    names = [name.casefold() for name, _ in obsidian.files(papers)]
    assert len(set(names)) == len(keys)


def test_keys_that_differ_in_case_only_get_two_notes() -> None:
    papers = [Document(Record(citation_key=key)) for key in ("Gu2023", "gu2023")]
    names = [name for name, _ in obsidian.files(papers)]
    assert names[0] == "Gu2023.md"
    assert names[1].startswith("gu2023-")


@given(hostile())
def test_nothing_breaks_out_of_the_front_matter(paper: Document) -> None:
    text = obsidian.note(paper)
    head, body = text.removeprefix("---\n").split("\n---\n", 1)
    for line in head.split("\n"):
        name, _, value = line.partition(": ")
        assert name.isalpha()
        json.loads(value)
    assert body.endswith(f"\n{obsidian.MARKER}\n")
    assert body.count(f"\n{obsidian.MARKER}\n") == 1


def test_text_below_the_marker_stays_byte_for_byte() -> None:
    new = obsidian.note(GU)
    old = f"---\nold\n---\n{obsidian.MARKER}\r\nmine\r\n\r\n%% mine too %%"
    assert obsidian.with_own_text(new, old) == new + "mine\r\n\r\n%% mine too %%"
    assert obsidian.with_own_text(new, new) == new


def test_a_note_without_the_marker_is_not_ours() -> None:
    assert obsidian.with_own_text(obsidian.note(GU), "# My own note\n") is None


def test_a_note_that_holds_the_marker_does_not_end_the_file_early() -> None:
    paper = Document(Record(title="x"), Personal(notes=(Remark(f"a\n{obsidian.MARKER}\nb"),)))
    text = obsidian.note(paper)
    assert obsidian.with_own_text(text, text + "mine") == text + "mine"
