"""`readlist duplicates`: pairs that may be one paper are shown and decided."""

from typing import TYPE_CHECKING, Any

import click

from readlist.cli import output
from readlist.cli.base import Command, examples_section, typed
from readlist.cli.columns import short_authors, title
from readlist.cli.completing import keys
from readlist.cli.place import Place
from readlist.errors import InputError
from readlist.text import printable
from readlist.wording import counted

if TYPE_CHECKING:
    from readlist.storage.reader import Pair, Reader, Row

_EXAMPLES = """
readlist duplicates                            show the open pairs and their numbers
readlist duplicates merge 3                    pair 3 is one paper
readlist duplicates merge 3 --keep gu2023mamba     and that is the key to keep
readlist duplicates apart 4 5                  pairs 4 and 5 are different papers
"""


class _Group(click.Group):
    """Its help page ends with examples."""

    examples = _EXAMPLES

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help page ends with examples."""
        examples_section(formatter, self.examples)


@click.group("duplicates", cls=_Group, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print an array of pairs.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Show pairs that may be one paper, and decide.

    Each pair has a number, and the reasons why its papers may be the same.
    """
    if ctx.invoked_subcommand is not None:
        return
    place: Place = ctx.obj
    if place.is_missing():
        if as_json:
            output.write("[]\n")
        return
    with place.reader() as reader:
        pairs = reader.review_pairs()
        if as_json:
            output.write_json_array(_as_json(reader, pair) for pair in pairs)
            return
        rows = {row.id: row for row in reader.rows([i for p in pairs for i in (p.first, p.second)])}
    for pair in pairs:
        output.write(f"{pair.id:>4}  {'; '.join(map(printable, pair.reasons))}\n")
        for paper_id in (pair.first, pair.second):
            output.write(f"      {_described(rows[paper_id])}\n")
    if pairs:
        output.say("`readlist duplicates merge NUMBER` or `readlist duplicates apart NUMBER`.")
    else:
        output.say("No two papers look like one.")


@command.command(
    "merge",
    cls=Command,
    examples="""
readlist duplicates merge 3
readlist duplicates merge 3 --keep gu2023mamba
""",
)
@click.argument("number", type=int)
@click.option("--keep", metavar="KEY", shell_complete=keys, help="The citation key to keep.")
@click.pass_obj
def merge(place: Place, number: int, keep: str | None) -> None:
    """Make one paper of pair NUMBER; its tags, notes, keywords and files are united."""
    pair = _pair(place, number)
    kept = place.ids([keep])[0] if keep else None
    if kept is not None and kept not in (pair.first, pair.second):
        raise InputError(f"“{typed(keep or '')}” is no paper of pair {number}.")
    from readlist.library import review  # noqa: PLC0415  (start-up time)

    output.say(f"Merged into {review.merge(place.library, number, kept)}.")


@command.command(
    "apart",
    cls=Command,
    examples="""
readlist duplicates apart 4 5
""",
)
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="NUMBER...")
@click.pass_obj
def apart(place: Place, numbers: tuple[int, ...]) -> None:
    """Keep the papers of each pair NUMBER apart; the question does not come again."""
    for number in numbers:
        _pair(place, number)
    from readlist.library import review  # noqa: PLC0415  (start-up time)

    for number in numbers:
        review.keep_apart(place.library, number)
    output.say(f"{counted(len(numbers), 'pair')} kept apart.")


def _pair(place: Place, number: int) -> "Pair":
    with place.reader() as reader:
        for pair in reader.review_pairs():
            if pair.id == number:
                return pair
    raise InputError(f"There is no open pair {number}; `readlist duplicates` shows them.")


def _described(row: "Row") -> str:
    facts = ", ".join(filter(None, (short_authors(row), str(row.year or ""))))
    return printable(f"{row.citation_key}: {title(row)}" + (f" ({facts})" if facts else ""))


def _as_json(reader: "Reader", pair: "Pair") -> dict[str, Any]:
    from readlist.storage.documents import papers  # noqa: PLC0415  (start-up time)

    return {
        "number": pair.id,
        "score": pair.score,
        "reasons": list(pair.reasons),
        "papers": list(papers(reader.connection, [pair.first, pair.second])),
    }
