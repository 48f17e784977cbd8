"""`readlist pick`: choose papers, and the words that cite them are on standard output."""

import gc
from typing import TYPE_CHECKING

import click

from readlist.cli import output
from readlist.cli.base import DashCommand
from readlist.cli.place import Place
from readlist.library.picking import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readlist.library.library import Library


@click.command(
    "pick",
    cls=DashCommand,
    examples="""
readlist pick                              prints \\cite{maini2024tofu}
readlist pick --format pandoc tag:thesis   picks among these, prints [@maini2024tofu]
readlist pick --first tofu unlearning      the likeliest, without asking
:r !readlist pick                          in vim; the README has more editors
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="latex",
    show_default=True,
    help="How the manuscript cites.",
)
@click.option("--first", is_flag=True, help="Take the likeliest paper without asking.")
@click.pass_obj
def command(place: Place, query: tuple[str, ...], form: str, first: bool) -> int:
    """Pick papers and print what cites them.

    Type to narrow the list, choose with Enter; Tab marks several. The list is drawn on the
    terminal and only the result goes to standard output, so an editor can read it. The picked
    keys never change again by themselves. The exit status is 1 where nothing was picked.
    """
    words = place.query(query)
    ids = _likeliest(place, words) if first else _picked(place, words)
    if not ids:
        return 1
    from readlist.library import citing  # noqa: PLC0415  (start-up time)

    with place.reader() as reader:
        keys = reader.keys(ids)
    citing.pin(place.library, ids)
    output.write_bytes(FORMATS[form]([keys[i] for i in ids if i in keys]) + "\n")
    return 0


def _likeliest(place: Place, words: str) -> "Sequence[int]":
    from readlist.library.picking import candidates  # noqa: PLC0415  (start-up time)

    with place.reader() as reader:
        found = candidates(reader, "", words, today=place.today)
    if not found:
        output.say("No paper is like that.")
    return [found[0].id] if found else []


def _picked(place: Place, words: str) -> "Sequence[int]":
    library: Library = place.library
    # A misspelt query is told before anything is drawn.
    with place.reader() as reader:
        reader.ids(words, today=place.today, limit=1)
    from readlist.tui.picker import pick  # noqa: PLC0415  (start-up time)

    gc.enable()
    return pick(library, words, theme=place.settings.theme)
