"""`readlist demo`: a sample library to look around in."""

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.intake import finish, tell
from readlist.cli.place import Place


@click.command(
    "demo",
    cls=Command,
    examples="""
readlist demo                                  add the sample to your library
readlist --library /tmp/demo.sqlite3 demo      keep it apart
readlist undo                                  and it is gone
""",
)
@click.pass_obj
def command(place: Place) -> int:
    """Add a sample of about 60 papers to look around in.

    They come from a listing and a .bib that readlist brings along.
    """
    from readlist.library import demo  # noqa: PLC0415  (start-up time)

    status = tell(finish(demo.load(place.library)))
    output.say("`readlist` opens the reading list; `readlist undo` takes the sample out again.")
    return status
