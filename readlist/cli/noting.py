"""`readlist note`: a paper gets a note."""

import sys

import click

from readlist.cli import output
from readlist.cli.base import DashCommand, typed
from readlist.cli.completing import keys
from readlist.cli.intake import standard_input
from readlist.cli.place import Place
from readlist.errors import InputError


@click.command(
    "note",
    cls=DashCommand,
    examples="""
readlist note maini2024tofu "Compare with the appendix of *TOFU*."
readlist note maini2024tofu                write it in your $EDITOR
readlist note maini2024tofu < thoughts.md
""",
)
@click.argument("key", shell_complete=keys)
@click.argument("text", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def command(place: Place, key: str, text: tuple[str, ...]) -> None:
    """Add a note, in Markdown, to a paper.

    Without TEXT the note is what comes in through a pipe, or on a terminal what you write in
    your editor ($VISUAL or $EDITOR).
    """
    [paper_id] = place.ids([key])
    from readlist.library import editor, organising  # noqa: PLC0415  (start-up time)

    if text:
        organising.add_note(place.library, paper_id, typed(" ".join(text)))
    elif output.is_terminal(sys.stdin):
        with editor.edited("", ".md") as body:
            if not body.strip():
                raise InputError("Nothing was written in the editor; no note was added.")
            organising.add_note(place.library, paper_id, body)
    else:
        body = standard_input().decode("utf-8", "replace")
        organising.add_note(place.library, paper_id, body)
    output.say("Note added.")
