"""`readlist rate`: papers get a rating."""

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.completing import keys
from readlist.cli.place import Place
from readlist.wording import counted


@click.command(
    "rate",
    cls=Command,
    examples="""
readlist rate maini2024tofu 4
readlist rate maini2024tofu none       take the rating away
readlist list 'rating:>=4'
""",
)
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", shell_complete=keys)
@click.argument("rating", type=click.Choice(["1", "2", "3", "4", "5", "none"]), metavar="1-5|none")
@click.pass_obj
def command(place: Place, keys: tuple[str, ...], rating: str) -> None:
    """Rate papers from 1 to 5."""
    ids = place.ids(keys)
    from readlist.library import reading  # noqa: PLC0415  (start-up time)

    changed = reading.rate(place.library, ids, None if rating == "none" else int(rating))
    output.say(f"{counted(changed, 'paper')} changed.")
