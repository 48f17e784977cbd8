"""`readlist queue`: what to read next, in its order."""

import click

from readlist.cli import listing, output
from readlist.cli.base import Command
from readlist.cli.completing import keys
from readlist.cli.place import Place
from readlist.wording import counted


@click.command(
    "queue",
    cls=Command,
    examples="""
readlist queue                               what to read next, in its order
readlist queue maini2024tofu gu2023mamba     put papers at its end
readlist queue maini2024tofu --first         put a paper before all others
readlist queue maini2024tofu --remove        back to the inbox
""",
)
@click.argument("words", nargs=-1, metavar="[KEY...]", shell_complete=keys)
@click.option("--first", is_flag=True, help="Put the papers before all others.")
@click.option("--remove", is_flag=True, help="Take the papers out of the queue.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Print N papers at most.")
@click.option("--json", "as_json", is_flag=True, help="Print an array of whole papers.")
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    first: bool,
    remove: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the queue, or put papers into it.

    Papers of high priority come first and those of low priority last; within each, the order
    is the one in which papers were put here. A queued paper that is named again moves.
    """
    place: Place = ctx.obj
    if not words:
        if first or remove:
            raise click.UsageError("Name the papers by their citation keys.")
        ctx.invoke(listing.command, query=("is:queued",), limit=limit, as_json=as_json)
        return
    if (first and remove) or as_json or limit is not None:
        raise click.UsageError("Choose one: put papers in, take them out, or list the queue.")
    ids = place.ids(words)
    from readlist.library import queueing  # noqa: PLC0415  (start-up time)

    if remove:
        gone = queueing.unqueue(place.library, ids)
        output.say(f"{counted(gone, 'paper')} back in the inbox.")
        return
    queueing.queue(place.library, ids, first=first)
    where = "at the front of" if first else "at the end of"
    output.say(f"{counted(len(ids), 'paper')} {where} the queue.")
