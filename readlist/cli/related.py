"""`readlist related`: the papers nearest to a paper or to a text, with the words that say why."""

from typing import TYPE_CHECKING, Any

import click

from readlist.cli import output
from readlist.cli.base import DashCommand, typed
from readlist.cli.columns import Columns, tab_separated
from readlist.cli.completing import keys
from readlist.cli.intake import standard_input
from readlist.cli.place import Place
from readlist.errors import UnknownKey
from readlist.text import printable

if TYPE_CHECKING:
    from readlist.library.related import Related
    from readlist.storage.reader import Reader

_LONGEST = 200_000
"""Characters of a text that are compared: a whole paper has fewer."""


@click.command(
    "related",
    cls=DashCommand,
    examples="""
readlist related gu2023mamba                   like this paper
readlist related forgetting what a model learned
pdftotext draft.pdf - | readlist related -     like this text
readlist related gu2023mamba --limit 3
readlist related gu2023mamba --json | jq -r '.[] | "\\(.score) \\(.title)"'
""",
)
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="KEY|-|TEXT...",
    shell_complete=keys,
    type=click.UNPROCESSED,
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="Print N papers at most.",
)
@click.option("--json", "as_json", is_flag=True, help="Print an array of whole papers.")
@click.pass_obj
def command(place: Place, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Show the papers nearest to a paper or a text.

    KEY is a paper's citation key, TEXT any words; - reads a text from standard input.

    Each paper has a score from 0 to 1 and the words that make the match: those that both have and
    few other papers do. In a pipe a line is that of `readlist list`, then score and words. In
    JSON each paper has them as `score` and `words`.
    """
    if place.is_missing():
        if as_json:
            output.write("[]\n")
        return
    with place.reader() as reader:
        found = _found(reader, words, limit)
        if as_json:
            from readlist.storage.documents import papers  # noqa: PLC0415  (start-up time)

            near = {paper.row.citation_key: paper for paper in found}
            whole = papers(reader.connection, [paper.row.id for paper in found])
            output.write_json_array(paper | _why(near[paper["citation_key"]]) for paper in whole)
        elif not found:
            output.say("No paper in the library has a telling word in common with that.")
        elif output.stdout().isatty():
            _to_terminal(found)
        else:
            output.write("".join(f"{_tab_separated(near)}\n" for near in found))


def _found(reader: "Reader", words: tuple[str, ...], limit: int) -> "list[Related]":
    from readlist.library.related import related, related_to_text  # noqa: PLC0415  (start-up time)

    if words == ("-",):
        text = standard_input().decode("utf-8", "replace")
    else:
        text = typed(" ".join(words))
    if len(text) > _LONGEST:
        output.say(f"Only the first {_LONGEST:,} characters of the text are compared.")
        text = text[:_LONGEST]
    if words == ("-",) or len(text.split()) != 1:
        return related_to_text(reader, text, limit)
    try:
        return related(reader, reader.id_of(text), limit)
    except UnknownKey:
        found = related_to_text(reader, text, limit)
        if not found:
            raise
        output.say(f"“{text}” is no citation key; these papers are nearest to it as a word.")
        return found


def _to_terminal(found: "list[Related]") -> None:
    coloured = output.coloured()
    columns = Columns(
        [near.row for near in found],
        output.terminal_width() - 6,
        coloured=coloured,
        ascii_only=not output.shows("●…"),
    )
    dim, plain = ("\x1b[2m", "\x1b[0m") if coloured else ("", "")
    for near in found:
        output.write(f"{near.score:.2f}  {columns.line(near.row)}\n")
        output.write(f"         {dim}{_words(near)}{plain}\n")


def _why(near: "Related") -> dict[str, Any]:
    return {"score": round(near.score, 4), "words": near.words}


def _tab_separated(near: "Related") -> str:
    return f"{tab_separated(near.row)}\t{near.score:.2f}\t{_words(near)}"


def _words(near: "Related") -> str:
    return printable(", ".join(near.words))
