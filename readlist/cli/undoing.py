"""`readlist undo`: the last step is taken back."""

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.place import Place


@click.command(
    "undo",
    cls=Command,
    examples="""
readlist undo          take back the last step, in this session or an earlier one
readlist log           see what the steps were
readlist redo          think better of it
""",
)
@click.pass_obj
def command(place: Place) -> None:
    """Undo the last step.

    Every command that changes the library is one step. The last 1,000 steps are kept, fewer
    where steps over very many papers take much room.
    """
    from readlist.library import history  # noqa: PLC0415  (start-up time)

    output.say(f"Undone: {history.undo(place.library)}.")
