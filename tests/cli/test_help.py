"""Every command explains itself, by examples too, and the README names it."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from readlist.cli.app import COMMANDS, readlist
from readlist.storage.query import FIELDS
from tests.cli.conftest import Run

README = Path(__file__).parents[2] / "README.md"


def _commands() -> Iterator[tuple[str, ...]]:
    context = click.Context(readlist)
    for name in COMMANDS:
        yield (name,)
        command = readlist.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, part) for part in command.list_commands(context))


@pytest.mark.parametrize("words", [(), *_commands()], ids=" ".join)
def test_a_help_page_has_examples_that_begin_with_the_command(
    readlist: Run, words: tuple[str, ...]
) -> None:
    ran = readlist(*words, "--help")
    assert (ran.status, ran.err) == (0, "")
    examples = ran.out.partition("Examples:\n")[2].splitlines()
    assert any(" ".join(["readlist", *words]) in line for line in examples)


@pytest.mark.parametrize("words", [(), *_commands()], ids=" ".join)
def test_a_help_page_fits_eighty_columns(readlist: Run, words: tuple[str, ...]) -> None:
    page = readlist(*words, "--help").out.partition("Examples:")[0]
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize("words", [(), *_commands()], ids=" ".join)
def test_help_makes_and_looks_for_nothing(
    readlist: Run, nothing: Path, words: tuple[str, ...]
) -> None:
    readlist(*words, "--help")
    assert not nothing.parent.exists()


def test_short_help_is_help_and_no_query(readlist: Run) -> None:
    assert readlist("list", "-h").out == readlist("list", "--help").out


def test_no_line_of_the_overview_is_cut_short(readlist: Run) -> None:
    assert "..." not in readlist("--help").out.partition("Commands:")[2].partition("Examples:")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_the_command(name: str) -> None:
    if not README.exists():
        pytest.skip("no README in this tree")
    assert f"readlist {name}" in README.read_text(encoding="utf-8")


def test_a_mistyped_command_is_corrected(readlist: Run) -> None:
    ran = readlist("lsit")
    assert ran.status == 2
    assert "Did you mean `readlist list`?" in ran.err
    assert "`readlist --help`" in readlist("xyzzy").err


def test_an_option_in_the_wrong_place_is_told_the_right_one(readlist: Run) -> None:
    ran = readlist("list", "--library", "x.sqlite3")
    assert ran.status == 2
    assert "readlist --library PATH list" in ran.err


def test_the_help_of_list_explains_every_field(readlist: Run) -> None:
    page = readlist("list", "--help").out
    assert all(field.example in page for field in FIELDS.values())
