"""`readlist topics`: what a query matches, in groups named by their own words, and to be tagged."""

from typing import TYPE_CHECKING, Any

import click

from readlist.cli import output
from readlist.cli.base import DashCommand, typed
from readlist.cli.columns import cells, fit, title
from readlist.cli.place import Place
from readlist.errors import InputError
from readlist.text import printable
from readlist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readlist.library.topics import Topic
    from readlist.storage.reader import Reader

_SHOWN = 3
"""Titles shown of each topic on a terminal."""
_REST = "(the rest)"


@click.command(
    "topics",
    cls=DashCommand,
    examples="""
readlist topics                          of the whole library
readlist topics is:inbox                 of what came in
readlist topics no:tag --tag 2 ml/rl     tag topic 2, in one step
readlist undo                            and take it back
readlist topics diffusion --json
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--most",
    type=click.IntRange(1, 40),
    default=20,
    show_default=True,
    metavar="N",
    help="Make N topics at most.",
)
@click.option(
    "--tag",
    "tagging",
    nargs=2,
    type=(int, str),
    metavar="N TAG",
    help="Give the papers of topic N a tag.",
)
@click.option("--json", "as_json", is_flag=True, help="Print an array of topics.")
@click.pass_obj
def command(
    place: Place,
    query: tuple[str, ...],
    most: int,
    tagging: tuple[int, str] | None,
    as_json: bool,
) -> None:
    """Group papers by what they are about.

    Those that match QUERY, or all.

    Each topic has a number, the words that tell its papers from the others, and how many
    papers it has. What fits no topic comes last. The same papers make the same topics.
    """
    if place.is_missing():
        if as_json:
            output.write("[]\n")
        return
    words = place.query(query)
    from readlist.library.topics import topics  # noqa: PLC0415  (start-up time)

    with place.reader() as reader:
        found = topics(reader, words, today=place.today, most=most)
        grouped = sum(len(topic.ids) for topic in found)
        matching = reader.count(words, today=place.today)
        if matching > grouped:
            output.say(f"Only the first {grouped:,} of {matching:,} papers are grouped.")
        if tagging is None:
            _show(reader, found, as_json)
    if tagging is not None:
        _tag(place, found, tagging[0], typed(tagging[1]))


def _show(reader: "Reader", found: "Sequence[Topic]", as_json: bool) -> None:
    if as_json:
        output.write_json_array(
            _as_json(reader, topic, number) for number, topic in enumerate(found, 1)
        )
    elif not found:
        output.say("No paper matches.")
    elif not output.stdout().isatty():
        for number, topic in enumerate(found, 1):
            output.write(f"{number}\t{len(topic.ids)}\t{topic.label}\t{', '.join(topic.words)}\n")
    else:
        for number, topic in enumerate(found, 1):
            _to_terminal(reader, topic, number)


def _to_terminal(reader: "Reader", topic: "Topic", number: int) -> None:
    width = output.terminal_width()
    bold, plain = ("\x1b[1m", "\x1b[0m") if output.coloured() else ("", "")
    count = counted(len(topic.ids), "paper")
    label = topic.label or _REST
    label = label if cells(label) <= width - 20 else fit(label, width - 20)
    output.write(_shown(f"{number:>3}  {bold}{label}{plain}  {count}"))
    for row in reader.rows(topic.ids[:_SHOWN]):
        output.write(_shown(f"     {fit(printable(title(row)), width - 5).rstrip()}"))


def _shown(line: str) -> str:
    return (line if output.shows("…") else line.replace("…", ".")) + "\n"


def _tag(place: Place, found: "Sequence[Topic]", number: int, tag: str) -> None:
    if not 1 <= number <= len(found):
        shown = "`readlist topics` with the same query shows them"
        raise InputError(f"There is no topic {number}; {shown}.")
    topic = found[number - 1]
    from readlist.library import organising  # noqa: PLC0415  (start-up time)

    changed = organising.change_tags(place.library, topic.ids, [tag])
    count = counted(changed, "paper")
    output.say(f"Tagged {count} of topic {number}, {topic.label or _REST}: +{tag}.")


def _as_json(reader: "Reader", topic: "Topic", number: int) -> dict[str, Any]:
    keys = reader.keys(topic.ids)
    return {
        "number": number,
        "label": topic.label or None,
        "words": list(topic.words),
        "count": len(topic.ids),
        "citation_keys": [keys[i] for i in topic.ids if i in keys],
    }
