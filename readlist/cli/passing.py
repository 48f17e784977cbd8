"""`readlist pass`: how many of three readings of a paper are done."""

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.completing import keys
from readlist.cli.place import Place
from readlist.wording import counted


@click.command(
    "pass",
    cls=Command,
    examples="""
readlist pass maini2024tofu 1
readlist pass maini2024tofu 0          none after all
""",
)
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", shell_complete=keys)
@click.argument("passes", type=click.Choice(["0", "1", "2", "3"]), metavar="0-3")
@click.pass_obj
def command(place: Place, keys: tuple[str, ...], passes: str) -> None:
    """Say how many of three passes through papers are done.

    The first is a look over the whole, the second the content, the third the details. A paper
    of the inbox or the queue is being read from its first pass on.
    """
    ids = place.ids(keys)
    from readlist.library import reading  # noqa: PLC0415  (start-up time)

    changed = reading.set_passes(place.library, ids, int(passes))
    output.say(f"{counted(changed, 'paper')} changed.")
