"""`readlist log`: the steps that can be undone, the latest first."""

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.place import Place
from readlist.text import printable


@click.command(
    "log",
    cls=Command,
    examples="""
readlist log
readlist log --limit 3
readlist log --json
""",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="Print the latest N steps.",
)
@click.option("--json", "as_json", is_flag=True, help="Print an array of steps.")
@click.pass_obj
def command(place: Place, limit: int, as_json: bool) -> None:
    """Print the steps done, the latest first."""
    if place.is_missing():
        if as_json:
            output.write("[]\n")
        return
    with place.reader() as reader:
        entries = reader.log(limit)
    if as_json:
        output.write_json_array(entry._asdict() for entry in entries)
        return
    for entry in entries:
        undone = "  (undone)" if entry.undone else ""
        output.write(f"{printable(entry.when)}  {printable(entry.summary)}{undone}\n")
