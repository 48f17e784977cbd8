"""`readlist stats`: what was added and read, what waits, and when the queue will be read."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readlist.cli import output
from readlist.cli.base import DashCommand
from readlist.cli.place import Place
from readlist.wording import counted

if TYPE_CHECKING:
    from readlist.library.statistics import Statistics
    from readlist.tui.theme.charts import Line

_WIDEST = 120
"""Longer lines would draw the panels apart."""
_PICTURE = 120
"""Characters across in a picture."""
_CODES = {
    "heading": "1",
    "muted": "2",
    "added": "36",
    "read": "32",
    "other": "35",
    "day0": "2",
    "day1": "2;32",
    "day2": "32",
    "day3": "92",
    "day4": "1;92",
}
"""Role -> how a terminal shows it (ECMA-48, SGR), in the user's own sixteen colours."""


@click.command(
    "stats",
    cls=DashCommand,
    examples="""
readlist stats                      all papers
readlist stats tag:thesis           only those that match
readlist stats -o stats.svg         a picture; .png needs the extra `plots`
readlist stats --json | jq .queue
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a picture: FILE ends in .svg or .png.",
)
@click.pass_obj
def command(place: Place, query: tuple[str, ...], as_json: bool, path: Path | None) -> None:
    """Show what was added and read, and what waits.

    With a QUERY only the papers that match are counted. Weeks begin on Monday, and days are
    yours, not those of Greenwich. A paper counts as read on the day it was marked so; one
    that came in as read from elsewhere has no such day. The pace is that of the last eight
    weeks.
    """
    if as_json and path:
        raise click.UsageError("--json prints figures, -o writes a picture: choose one.")
    kind = path.suffix.lower() if path else ""
    if path and kind not in (".svg", ".png"):
        raise click.UsageError("A picture is an SVG or a PNG: name it FILE.svg or FILE.png.")
    from readlist.library.statistics import statistics  # noqa: PLC0415  (start-up time)

    with place.reader() as reader:
        words = place.query(query)
        figures = statistics(reader, words, today=place.library.today())
    if as_json:
        output.write_json(figures.as_json())
    elif path:
        _write_picture(figures, path, kind)
        output.say(f"Drew {counted(figures.papers, 'paper')} to {path}")
    elif not figures.papers:
        output.say("No paper matches." if words.strip() else "The library is empty.")
    else:
        from readlist.tui.panels import page  # noqa: PLC0415  (start-up time)

        # A line as wide as the terminal wraps in some.
        lines = page(figures, max(24, min(_WIDEST, output.terminal_width() - 1)))
        coloured, ascii_only = output.coloured(), not output.shows("⣿█▪…")
        for line in lines:
            output.write(_line(line, coloured=coloured, ascii_only=ascii_only) + "\n")


def _line(line: "Line", *, coloured: bool, ascii_only: bool) -> str:
    from readlist.tui.theme.charts import in_ascii, without_end  # noqa: PLC0415  (start-up time)

    drawn = ""
    for text, role in without_end(line):
        shown = in_ascii(text) if ascii_only else text
        code = _CODES.get(role) if coloured and text.strip() else None
        drawn += f"\x1b[{code}m{shown}\x1b[0m" if code else shown
    return drawn


def _write_picture(figures: "Statistics", path: Path, kind: str) -> None:
    from readlist.library import citing  # noqa: PLC0415  (start-up time)
    from readlist.tui.panels import page  # noqa: PLC0415
    from readlist.tui.theme import picture  # noqa: PLC0415

    document = picture.svg(page(figures, _PICTURE), f"readlist, {figures.today.isoformat()}")
    if kind == ".svg":
        citing.write(path, document)
        return
    # Bytes that are no text go through a text file unharmed (PEP 383).
    citing.write(path, picture.png(document).decode("utf-8", "surrogateescape"))
