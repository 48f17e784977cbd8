"""`readlist list`: the papers that match a query, one a line."""

from typing import TYPE_CHECKING

import click

from readlist.cli import output
from readlist.cli.base import DashCommand
from readlist.cli.columns import Columns, tab_separated
from readlist.cli.place import Place
from readlist.errors import QueryError
from readlist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from readlist.library.finding import Found
    from readlist.storage.reader import Reader

_CHUNK = 400
"""Papers read and printed at a time: `readlist list | head` ends early."""


_QUOTED = 60
"""Characters of a query that are quoted to the user."""


class _ListCommand(DashCommand):
    """Its help page explains the query language."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the fields of a query."""
        from readlist.storage.query import FIELDS  # noqa: PLC0415  (start-up time)

        super().format_options(ctx, formatter)
        with formatter.section("Fields of a query"):
            formatter.write_dl([(field.example, field.help) for field in FIELDS.values()])


@click.command(
    "list",
    cls=_ListCommand,
    examples="""
readlist list                                  all papers, the newest first
readlist list is:unread diffusion              both must hold
readlist list 'author:gu -tag:vision year:2020..2023'
readlist list '"state space" OR tag:ssm'       quotes for the shell around the whole query
readlist list sort:year-desc --limit 20
readlist list --explain mamba selective        why each paper stands where it does
readlist list --json has:note | jq -r '.[].title'
readlist list --style apa tag:thesis           as a bibliography in that style has them
readlist list | cut -f1                        citation keys only
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Print N papers at most.")
@click.option("--explain", is_flag=True, help="Say of each paper why it ranks where it does.")
@click.option("--exact", is_flag=True, help="Print nothing where nothing matches: no guesses.")
@click.option("--json", "as_json", is_flag=True, help="Print an array of whole papers.")
@click.option(
    "--style",
    metavar="STYLE",
    help="Print citations in a style: apa, chicago, ieee, mla, ... or a .csl file.",
)
@click.pass_obj
def command(
    place: Place,
    query: tuple[str, ...],
    limit: int | None,
    explain: bool,
    exact: bool,
    as_json: bool,
    style: str | None,
) -> None:
    """List the papers that match QUERY, or all.

    On a terminal the lines are fitted to its width. In a pipe every line is key, status,
    year, authors, title and tags, whole and separated by tabs.

    Words of a query are looked up in titles, authors, abstracts, notes, venues, tags and keys,
    whatever the case and accents. Terms side by side must all hold; OR, NOT, -, brackets and
    "quotes" work as usual; a comma inside a field means or.

    Words without a sort: come in order of relevance: those that stand in the title before those
    among the authors, tags, in the abstract and in notes; --explain gives the reasons.

    Where nothing matches, papers are offered that have the words inside others, spelt
    otherwise, or that a pasted reference names; stderr says so.
    """
    if as_json and style:
        raise click.UsageError("--style prints citations, --json whole papers: choose one.")
    if explain and style:
        raise click.UsageError("--explain goes with a list, not with --style.")
    if place.is_missing():
        if as_json:
            output.write("[]\n")
        return
    with place.reader() as reader:
        text = place.query(query)
        ids: Sequence[int] = ()
        try:
            ids = reader.ids(text, today=place.today, limit=limit)
        except QueryError:
            if exact:
                raise
        if not (ids or exact):
            # What guesses takes as long to import as a search takes, and most searches find.
            from readlist.library.finding import find  # noqa: PLC0415  (start-up time)

            found = find(reader, text, today=place.today, limit=limit)
            ids = found.ids
            if found.how:
                output.say(_instead(text, found))
                text = found.words
        why = reader.explain(text, ids, today=place.today) if explain else None
        if as_json:
            output.write_json_array(_as_json(reader, ids, why))
        elif not ids:
            if limit != 0:  # none were asked for
                output.say("No paper matches." if query else "The library is empty.")
        elif style:
            from readlist.formats.styles import citations  # noqa: PLC0415  (start-up time)
            from readlist.storage.documents import documents  # noqa: PLC0415

            cited = citations(documents(reader.connection, ids), style)
            output.write("".join(f"{output.safe(line)}\n" for line in cited))
        else:
            _print(reader, ids, why)


def _as_json(
    reader: "Reader", ids: "Sequence[int]", why: "Sequence[Sequence[str]] | None"
) -> "Iterator[dict[str, Any]]":
    from readlist.storage.documents import papers  # noqa: PLC0415  (start-up time)

    if why is None:
        yield from papers(reader.connection, ids)
        return
    for paper_id, reasons in zip(ids, why, strict=True):
        for paper in papers(reader.connection, [paper_id]):
            yield {**paper, "why": list(reasons)}


def _instead(text: str, found: "Found") -> str:
    """What is told of papers that do not match but were probably meant."""
    short = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}..."
    colon = "" if found.words else ":"
    return f"Nothing matches “{' '.join(short.split())}”; {found.said}{colon}"


def _print(reader: "Reader", ids: "Sequence[int]", why: "Sequence[Sequence[str]] | None") -> None:
    """One paper a line; the reasons stand below it, in a pipe behind it."""
    terminal = output.stdout().isatty()
    columns: Columns | None = None
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        rows = reader.rows(some)
        if terminal and columns is None:
            columns = Columns(
                rows,
                output.terminal_width(),
                coloured=output.coloured(),
                ascii_only=not output.shows("●…"),
            )
        line = columns.line if columns else tab_separated
        reasons = dict(zip(some, why[start : start + _CHUNK], strict=True)) if why else None
        behind = "\n    " if terminal else "\t"
        output.write(
            "".join(
                f"{line(row)}{behind}{output.safe('; '.join(reasons[row.id]))}\n"
                if reasons
                else f"{line(row)}\n"
                for row in rows
            )
        )
    if terminal:
        output.say(counted(len(ids), "paper"))
