"""`readlist import`: listing pages and `.bib` files become papers."""

from datetime import date

import click

from readlist.cli.base import Command
from readlist.cli.intake import as_of_option, standard_input, take_in
from readlist.cli.place import Place


@click.command(
    "import",
    cls=Command,
    examples="""
readlist import daily-papers.txt           a copied listing page; its format is recognised
readlist import refs.bib old/*.bib         the same paper met twice becomes one
xclip -o | readlist import -               what you copied in the browser
readlist import --dry-run page.txt         see what would happen
readlist import --as-of 2024-02-21 page.txt    the page was copied on that day
""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-", type=click.Path())
@as_of_option
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def command(
    place: Place, files: tuple[str, ...], as_of: date | None, dry_run: bool, as_json: bool
) -> int:
    """Import listing pages and .bib files (- is standard input).

    Known formats: daily-papers pages, paper-search pages, arXiv author listings, bare abstracts
    and BibTeX. Everything that could not be taken in is named with its line and reason; the
    exit status is then 3. The whole import is one step of `readlist undo`.
    """
    from readlist.library.intake import Source, read_source  # noqa: PLC0415  (start-up time)

    sources = (
        Source("-", standard_input()) if name == "-" else read_source(name) for name in files
    )
    return take_in(place, sources, as_of=as_of, dry_run=dry_run, as_json=as_json)
