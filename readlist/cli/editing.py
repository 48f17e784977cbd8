"""`readlist edit`: a paper is changed by changing its BibTeX entry."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.completing import keys
from readlist.cli.intake import standard_input
from readlist.cli.place import Place


@click.command(
    "edit",
    cls=Command,
    examples="""
readlist edit maini2024tofu                 in $VISUAL or $EDITOR
readlist edit maini2024tofu < fixed.bib     the entry comes through a pipe
""",
)
@click.argument("key", shell_complete=keys)
@click.pass_obj
def command(place: Place, key: str) -> None:
    """Change a paper by changing its BibTeX entry.

    The entry opens in your editor ($VISUAL or $EDITOR) and is read again when that ends. It
    then goes out as you wrote it. Another citation key is a renaming: the old one goes on
    to work. Where the entry cannot be read, its line is told and the file with what you
    wrote stays.
    """
    [paper_id] = place.ids([key])
    from readlist.library import editing  # noqa: PLC0415  (start-up time)

    library = place.library_as_settled()
    opened = editing.open_entry(library, paper_id)
    with _written(f"{opened.text}\n") as text:
        remarks = editing.change(library, opened, text)
    if remarks is None:
        output.say("Nothing changed.")
        return
    for remark in remarks:
        output.say(remark)
    output.say("Changed; `readlist undo` takes it back.")


@contextmanager
def _written(text: str) -> Iterator[str]:
    """What the user made of `text`, in the editor or before."""
    if not output.is_terminal(sys.stdin):
        yield standard_input().decode("utf-8", "replace")
        return
    from readlist.library import editor  # noqa: PLC0415  (start-up time)

    with editor.edited(text, ".bib") as written:
        yield written
