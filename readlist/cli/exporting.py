"""`readlist export`: papers become a bibliography for LaTeX."""

from pathlib import Path

import click

from readlist.cli import output
from readlist.cli.base import DashCommand, typed
from readlist.cli.place import Place
from readlist.errors import OutputError


@click.command(
    "export",
    cls=DashCommand,
    examples="""
readlist export -o refs.bib                all papers
readlist export tag:thesis -o thesis.bib   only those that match
readlist export maini2024tofu              print its entry
readlist export --abstracts is:read > read.bib
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(),
    help="Write FILE, wholly or not at all.  [default: standard output]",
)
@click.option("--abstracts", is_flag=True, help="Put the abstracts in.")
@click.pass_obj
def command(place: Place, query: tuple[str, ...], target: str | None, abstracts: bool) -> None:
    """Write papers as a BibTeX file.

    Those that match QUERY, or all.

    The same library gives the same file, byte for byte. An exported citation key never changes
    again by itself. What BibTeX will warn about is said on standard error.
    """
    to_file = target is not None and target != "-"
    if not to_file and place.is_missing():
        return
    with place.reader() as reader:
        ids = reader.ids(" ".join(map(typed, query)), today=place.today)
    if not ids and to_file:
        # A slip in the query must not empty the bibliography of a manuscript.
        raise OutputError(f"No paper matches; {target} was left as it was.")
    if not ids:
        output.say("No paper matches.")
        return
    from readlist.library import citing  # noqa: PLC0415  (start-up time)

    made = citing.bibliography(
        place.library_as_settled(),
        ids if query else None,
        abstracts=abstracts,
    )
    if target is not None and to_file:
        citing.write(Path(target), made.text)
    else:
        output.write_bytes(made.text)
    for key, sentence in made.warnings:
        output.say(f"{key}: {sentence}")
    entries = "1 entry" if made.count == 1 else f"{made.count:,} entries"
    output.say(f"{entries} in {target}." if to_file else f"{entries}.")
