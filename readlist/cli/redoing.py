"""`readlist redo`: the step undone last is done again."""

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.place import Place


@click.command(
    "redo",
    cls=Command,
    examples="""
readlist undo
readlist redo          it is as it was before the undo
""",
)
@click.pass_obj
def command(place: Place) -> None:
    """Do again what was undone last."""
    from readlist.library import history  # noqa: PLC0415  (start-up time)

    output.say(f"Done again: {history.redo(place.library)}.")
