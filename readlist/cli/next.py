"""`readlist next`: what to read next, and why."""

from typing import TYPE_CHECKING, Any

import click

from readlist.cli import output
from readlist.cli.base import DashCommand
from readlist.cli.columns import Columns, cells, fit, tab_separated
from readlist.cli.place import Place
from readlist.text import printable
from readlist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readlist.library.recommending import Pick
    from readlist.storage.reader import Reader


@click.command(
    "next",
    cls=DashCommand,
    examples="""
readlist next                         ten papers of the inbox and the queue
readlist next is:queued --limit 1     the one of the queue
readlist next no:tag added:7d         of what came in this week and has no tag
readlist next --json | jq -r '.[] | [.citation_key, .reasons[0]] | @tsv'
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--limit",
    type=click.IntRange(1, 500),
    default=10,
    show_default=True,
    metavar="N",
    help="Print N papers at most.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print an array of whole papers, each with reasons."
)
@click.pass_obj
def command(place: Place, query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Say what to read next, and why.

    Of the papers that match QUERY, or of all.

    It learns from what you have read, rated, starred and dropped which words and tags you like,
    and takes in priority, the queue and how long a paper has waited. Only papers of the inbox
    and the queue are considered. Until you have decided on a few papers, it is the queue's order.
    """
    if place.is_missing():
        if as_json:
            output.write("[]\n")
        return
    from readlist.library.recommending import next_papers  # noqa: PLC0415  (start-up time)

    with place.reader() as reader:
        words = place.query(query)
        advice = next_papers(reader, words, limit, now=place.library.now())
        if as_json:
            output.write_json_array(_as_json(reader, advice.picks))
        elif output.stdout().isatty():
            _to_terminal(advice.picks)
        else:
            for pick in advice.picks:
                output.write(f"{tab_separated(pick.row)}\t{'; '.join(pick.reasons)}\n")
    if not advice.picks:
        output.say("No paper of the inbox or the queue matches." if words else "Nothing waits.")
    elif advice.learned_from:
        output.say(f"Learned from {counted(advice.learned_from, 'decision')} of yours.")
    else:
        output.say(
            "This is the queue's order, then the newest: there is too little to learn from yet. "
            "Read, rate, star or drop a few papers."
        )


def _to_terminal(picks: "Sequence[Pick]") -> None:
    width = output.terminal_width()
    ascii_only = not output.shows("●…")
    columns = Columns(
        [pick.row for pick in picks], width, coloured=output.coloured(), ascii_only=ascii_only
    )
    dim, plain = ("\x1b[2m", "\x1b[0m") if output.coloured() else ("", "")
    for pick in picks:
        why = printable("; ".join(pick.reasons))
        why = why if cells(why) <= width - 3 else fit(why, width - 3).rstrip()
        why = why.replace("…", ".") if ascii_only else why
        output.write(f"{columns.line(pick.row)}\n   {dim}{why}{plain}\n")


def _as_json(reader: "Reader", picks: "Sequence[Pick]") -> "Iterator[dict[str, Any]]":
    from readlist.storage.documents import papers  # noqa: PLC0415  (start-up time)

    whole = papers(reader.connection, [pick.row.id for pick in picks])
    for paper, pick in zip(whole, picks, strict=True):
        yield {**paper, "score": round(pick.score, 4), "reasons": list(pick.reasons)}
