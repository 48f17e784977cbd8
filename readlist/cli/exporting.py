"""`readlist export`: papers become a bibliography for LaTeX, or go out in another format."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readlist.cli import output
from readlist.cli.base import DashCommand
from readlist.cli.place import Place
from readlist.errors import OutputError
from readlist.formats.exporters import EXPORTERS, by_suffix
from readlist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readlist.formats.bibtex import Wording
    from readlist.formats.exporters import Exporter
    from readlist.library.citations import Resolved
    from readlist.library.citing import Bibliography


@click.command(
    "export",
    cls=DashCommand,
    examples="""
readlist export -o refs.bib                all papers
readlist export tag:thesis -o thesis.bib   only those that match
readlist export maini2024tofu              print its entry
readlist export --abstracts is:read > read.bib
readlist export --to biblatex -o refs.bib  in biblatex's types and fields
readlist export --to ris --personal -o all.ris
readlist export --to obsidian -o ~/vault/papers
readlist export --aux main.aux -o refs.bib           exactly what is cited
readlist export --aux main.tex -o refs.bib --watch   and whenever that changes
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
    help="The format.  [default: by the suffix of FILE, else a .bib file as it came]",
)
@click.option("--abstracts", is_flag=True, help="Put the abstracts into a .bib file.")
@click.option(
    "--house/--verbatim",
    help="Format every entry, or only those you edited.  [default: --verbatim]",
)
@click.option("--unicode", is_flag=True, help="Leave letters as they are, not as LaTeX.")
@click.option(
    "--macros",
    type=click.Choice(["keep", "expand"]),
    default="keep",
    help="Keep @string macros, or put their text in their place.  [default: keep]",
)
@click.option("--personal", is_flag=True, help="Put tags, notes, status and rating in.")
@click.option(
    "--aux",
    "manuscripts",
    metavar="FILE",
    type=click.Path(),
    multiple=True,
    help="Take what this manuscript cites (.aux, .bcf, .tex, .md, .typ ...).",
)
@click.option("--diff", is_flag=True, help="Show what would change in FILE; write nothing.")
@click.option("--watch", is_flag=True, help="With --aux: keep FILE fresh until Ctrl-C.")
@click.pass_obj
def command(
    place: Place,
    query: tuple[str, ...],
    target: str | None,
    form: str | None,
    abstracts: bool,
    house: bool,
    unicode: bool,
    macros: str,
    personal: bool,
    manuscripts: tuple[str, ...],
    diff: bool,
    watch: bool,
) -> int | None:
    """Write papers as a BibTeX file, or in another format.

    Those that match QUERY, or all.

    The same library gives the same file, byte for byte. An exported citation key never changes
    again by itself. What BibTeX will warn about, and what another format does not carry, is
    said on standard error.

    An entry that came from a .bib file and that you did not edit goes out as it came. With --to
    bibtex or --to biblatex, types and fields are translated; letters become LaTeX for BibTeX.

    With --aux, those that a manuscript cites, under the keys that it uses. Keys that the library
    does not have are named, with the nearest it has, and the exit status is 3. A file that
    would not change is not touched.
    """
    exporter = EXPORTERS[form] if form else by_suffix(target or "")
    to_file = target is not None and target != "-"
    _check(query, exporter, manuscripts, to_file=to_file, diff=diff, watch=watch)
    wording = _wording(exporter, form, house=house, unicode=unicode, macros=macros)
    if manuscripts:
        return _cited(
            place, manuscripts, exporter, target, abstracts, personal, diff, watch, wording
        )
    if not to_file and place.is_missing():
        return None
    with place.reader() as reader:
        ids = reader.ids(place.query(query), today=place.today)
    if not ids and to_file:
        # A slip in the query must not empty the bibliography of a manuscript.
        raise OutputError(f"No paper matches; {target} was left as it was.")
    if not ids:
        output.say("No paper matches.")
        return None
    if exporter.module:
        _to_neighbour(place, ids if query else None, exporter, target, personal)
        return None
    from readlist.cli.manuscripts import deliver  # noqa: PLC0415  (start-up time)
    from readlist.library import citing  # noqa: PLC0415

    made = citing.bibliography(
        place.library_as_settled(),
        ids if query else None,
        abstracts=abstracts,
        wording=wording,
        personal=personal,
    )
    deliver(made, target if to_file else None, diff=diff)
    return None


def _wording(
    exporter: "Exporter", form: str | None, *, house: bool, unicode: bool, macros: str
) -> "Wording":
    """How a bibliography is to be worded. Raises UsageError for another format."""
    from readlist.formats.bibtex import Wording  # noqa: PLC0415  (start-up time)

    if exporter.module and (house or unicode or macros != "keep"):
        raise click.UsageError("--house, --unicode and --macros are for .bib files.")
    dialect = exporter.name if form and not exporter.module else ""
    return Wording(dialect, house, unicode, expand=macros == "expand")


def _check(
    query: tuple[str, ...],
    exporter: "Exporter",
    manuscripts: tuple[str, ...],
    *,
    to_file: bool,
    diff: bool,
    watch: bool,
) -> None:
    """The options go together. Raises UsageError."""
    if manuscripts and query:
        raise click.UsageError("Either a QUERY or --aux says which papers, not both.")
    if watch and not (manuscripts and to_file):
        raise click.UsageError("--watch needs a manuscript (--aux) and a file (-o).")
    if diff and not to_file:
        raise click.UsageError("--diff compares with a file: name it with -o.")
    if (diff or watch) and exporter.module:
        raise click.UsageError("--diff and --watch are for .bib files.")
    if diff and watch:
        raise click.UsageError("--diff writes nothing, so there is nothing to --watch.")


def _cited(
    place: Place,
    manuscripts: tuple[str, ...],
    exporter: "Exporter",
    target: str | None,
    abstracts: bool,
    personal: bool,
    diff: bool,
    watch: bool,
    wording: "Wording",
) -> int:
    """What the manuscripts cite goes out; returns the exit status."""
    from readlist.cli import manuscripts as loop  # noqa: PLC0415  (start-up time)
    from readlist.library import citing  # noqa: PLC0415

    library = place.library_as_settled()
    if exporter.module:
        cited, resolved = loop.look(library, manuscripts)
        loop.tell(cited, resolved)
        ids = None if resolved.everything else resolved.ids
        _to_neighbour(place, ids, exporter, target, personal)
        return 3 if resolved.missing else 0

    def make(ids: "Sequence[int] | None", resolved: "Resolved") -> "Bibliography":
        return citing.bibliography(
            library,
            ids,
            abstracts=abstracts,
            wording=wording,
            names=resolved.names,
            by_style=resolved.by_style,
            helpers=resolved.sets,
            personal=personal,
        )

    order = loop.Order(manuscripts, None if target == "-" else target, make, diff)
    return loop.keep_fresh(place, order) if watch else loop.export(place, order)


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
    papers = counted(made.count, "paper")
    output.say(f"{papers} in {target}." if target not in (None, "-") else f"{papers}.")
