"""`readlist export`: papers become a bibliography for LaTeX, or go out in another format."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readlist.cli import output
from readlist.cli.base import DashCommand, typed
from readlist.cli.place import Place
from readlist.errors import OutputError
from readlist.formats.exporters import EXPORTERS, by_suffix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readlist.formats.exporters import Exporter


@click.command(
    "export",
    cls=DashCommand,
    examples="""
readlist export -o refs.bib                all papers
readlist export tag:thesis -o thesis.bib   only those that match
readlist export maini2024tofu              print its entry
readlist export --abstracts is:read > read.bib
readlist export --to ris --personal -o all.ris
readlist export --to obsidian -o ~/vault/papers
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
@click.option(
    "--to",
    "form",
    type=click.Choice(list(EXPORTERS)),
    help="The format.  [default: by the suffix of FILE, else bibtex]",
)
@click.option("--abstracts", is_flag=True, help="Put the abstracts into a .bib file.")
@click.option("--personal", is_flag=True, help="Put tags, notes, status and rating in.")
@click.pass_obj
def command(
    place: Place,
    query: tuple[str, ...],
    target: str | None,
    form: str | None,
    abstracts: bool,
    personal: bool,
) -> None:
    """Write papers as a BibTeX file, or in another format.

    Those that match QUERY, or all.

    The same library gives the same file, byte for byte. An exported citation key never changes
    again by itself. What BibTeX will warn about, and what another format does not carry, is
    said on standard error.
    """
    exporter = EXPORTERS[form] if form else by_suffix(target or "")
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
    if exporter.module:
        _to_neighbour(place, ids if query else None, exporter, target, personal)
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


def _to_neighbour(
    place: Place,
    ids: "Sequence[int] | None",
    exporter: "Exporter",
    target: str | None,
    personal: bool,
) -> None:
    """The papers are in the other format; what it does not carry is told."""
    from readlist.library import citing, exporting  # noqa: PLC0415  (start-up time)

    made = exporting.export_as(place.library, ids, exporter.name, personal=personal)
    refused: list[str] = []
    if made.files and (target is None or target == "-"):
        raise OutputError(f"{exporter.title} notes go into a folder: name it with -o FOLDER.")
    if target is not None and made.files:
        refused = exporting.write_folder(Path(target), made)
    elif target is not None and target != "-":
        citing.write(Path(target), made.text)
    else:
        output.write_bytes(made.text)
    for sentence in (*refused, *exporting.in_sentences(exporter.title, made.losses)):
        output.say(sentence)
    if made.left_out:
        kinds = ", ".join(f"{what} ({count:,})" for what, count in made.left_out.items())
        output.say(f"Left out, unless you ask with --personal: {kinds}")
    papers = output.plural(made.count, "paper")
    output.say(f"{papers} in {target}." if target not in (None, "-") else f"{papers}.")
