"""`readlist add`: a file or a text becomes papers."""

import os
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from readlist.cli.base import Command, typed
from readlist.cli.intake import as_of_option, standard_input, take_in
from readlist.cli.place import Place
from readlist.errors import InputError
from readlist.identifiers import parse_arxiv, parse_doi

if TYPE_CHECKING:
    from readlist.library.intake import Source


@click.command(
    "add",
    cls=Command,
    examples="""
readlist add refs.bib
readlist add --text 'Attention Is All You Need'
readlist add --text '@misc{maini2024tofu, title = {TOFU}, year = 2024}'
xclip -o | readlist add -
""",
)
@click.argument("things", nargs=-1, metavar="[FILE...|-]", type=click.Path())
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="TEXT",
    help="Text to add: a title, a BibTeX entry or a copied listing. May be given again.",
)
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def command(
    place: Place,
    things: tuple[str, ...],
    texts: tuple[str, ...],
    as_of: date | None,
    as_json: bool,
) -> int:
    """Add papers from files, standard input (-) or a text.

    Looking up arXiv IDs, DOIs and web addresses needs the network, which readlist does not use
    yet: copy the page or its BibTeX entry instead.
    """
    if not things and not texts:
        raise click.UsageError("Name a file, or give the text itself with --text.")
    for thing in things:
        _refuse_what_needs_the_network(thing)
    return take_in(place, _sources(things, texts), as_of=as_of, as_json=as_json)


def _sources(things: tuple[str, ...], texts: tuple[str, ...]) -> "Iterator[Source]":
    from readlist.library.intake import Source, read_source  # noqa: PLC0415  (start-up time)

    for thing in things:
        yield Source("-", standard_input()) if thing == "-" else read_source(thing)
    for number, text in enumerate(texts, 1):
        name = "text" if len(texts) == 1 else f"text {number}"
        yield Source(name, typed(text).encode(), may_be_title=True)


def _refuse_what_needs_the_network(thing: str) -> None:
    if thing == "-" or os.path.exists(thing):
        return
    text = typed(thing)
    kind = (
        "a web address" if text.casefold().startswith(("http://", "https://")) else
        "an arXiv ID" if parse_arxiv(text) else
        "a DOI" if parse_doi(text) else
        ""
    )  # fmt: skip
    if kind:
        raise InputError(
            f"{text} is {kind}, and readlist does not use the network yet. Open the page, copy "
            "it or its BibTeX entry, and paste it into `readlist add -`."
        )
    if text.strip().startswith("@") or len(text.split()) > 2:
        raise InputError("That is no file. To add a text, say --text before it.")
