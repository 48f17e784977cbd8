"""`readlist cited`: what a manuscript cites and nobody has read yet."""

from typing import TYPE_CHECKING

import click

from readlist.cli import output
from readlist.cli.base import Command
from readlist.cli.columns import MARKS, fit, title
from readlist.cli.place import Place
from readlist.text import printable
from readlist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readlist.library.citations import Resolved
    from readlist.storage.reader import Row

_UNREAD = ("inbox", "queued", "reading")
_STATUS_WIDTH = 8


@click.command(
    "cited",
    cls=Command,
    examples="""
readlist cited main.tex            cited, but not read yet
readlist cited main.tex --queue    and now in the queue
readlist cited --all thesis.typ    all that is cited, in the order of the text
readlist list is:cited -is:read    the same over all manuscripts so far
""",
)
@click.argument("manuscripts", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option("--all", "every", is_flag=True, help="List also what is read, skimmed or dropped.")
@click.option("--queue", is_flag=True, help="Put into the queue what is still in the inbox.")
@click.option("--json", "as_json", is_flag=True, help="Print an array of whole papers.")
@click.pass_obj
def command(
    place: Place, manuscripts: tuple[str, ...], every: bool, queue: bool, as_json: bool
) -> int:
    """List what a manuscript cites and you have not read.

    Status, key and title, in the order of first citation. FILE is LaTeX (.tex, or .aux or .bcf
    after a run), Markdown (.md, .qmd, .Rmd) or Typst (.typ); files that it includes are read
    too. Keys that the library does not have are named on standard error, and the exit status
    is 3. What is cited is remembered, for `is:cited` in queries.
    """
    from readlist.cli.manuscripts import look, tell  # noqa: PLC0415  (start-up time)

    cited, resolved = look(place.library, manuscripts)
    with place.reader() as reader:
        rows = reader.rows(resolved.ids)
    waiting = [row.id for row in rows if row.status == "inbox"]
    if queue and waiting:
        from readlist.library import reading  # noqa: PLC0415  (start-up time)

        reading.set_status(place.library, waiting, "queued")
        with place.reader() as reader:
            rows = reader.rows(resolved.ids)
    wanted = [row for row in rows if every or row.status in _UNREAD]
    if as_json:
        _print_json(place, [row.id for row in wanted], resolved)
    else:
        _print_lines(wanted)
    tell(cited, resolved)
    unread = sum(row.status in _UNREAD for row in rows)
    output.say(f"{counted(len(rows), 'cited paper')}, {unread:,} of them not read.")
    if queue:
        output.say(f"Queued {counted(len(waiting), 'paper')}.")
    return 3 if resolved.missing else 0


def _print_lines(rows: "Sequence[Row]") -> None:
    """A line a paper: fitted to a terminal, else whole and separated by tabs."""
    if not output.stdout().isatty():
        lines = ("\t".join(map(printable, (r.status, r.citation_key, title(r)))) for r in rows)
        output.write("".join(f"{line}\n" for line in lines))
        return
    ascii_only = not output.shows("●…")
    keys = max((len(printable(row.citation_key)) for row in rows), default=0)
    room = max(20, output.terminal_width() - keys - _STATUS_WIDTH - 6)
    for row in rows:
        mark = MARKS.get(row.status, ("?", "?"))[ascii_only]
        key = fit(printable(row.citation_key), keys)
        line = f"{mark} {row.status:{_STATUS_WIDTH}}  {key}  {fit(printable(title(row)), room)}"
        output.write(f"{(line.replace('…', '.') if ascii_only else line).rstrip()}\n")


def _print_json(place: Place, ids: "Sequence[int]", resolved: "Resolved") -> None:
    """Whole papers, each with the places where a key of it is cited first."""
    from readlist.storage.documents import papers  # noqa: PLC0415  (start-up time)

    places: dict[int, list[dict[str, object]]] = {}
    for found in resolved.found:
        places.setdefault(found.paper_id, []).append(found.citation._asdict())
    with place.reader() as reader:
        listed = papers(reader.connection, ids)
        output.write_json_array(
            {**paper, "cited": places[i]} for i, paper in zip(ids, listed, strict=True)
        )
