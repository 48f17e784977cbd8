"""`readlist status`: papers get a reading status."""

import click

from readlist.cli import output
from readlist.cli.base import Command, typed
from readlist.cli.completing import keys_then_status
from readlist.cli.place import Place
from readlist.storage.query.fields import STATUSES, nearest
from readlist.wording import counted


@click.command(
    "status",
    cls=Command,
    examples="""
readlist status maini2024tofu queued
readlist status maini2024tofu gu2023mamba read
readlist status maini2024tofu read --takeaway "Forgetting can be measured."
""",
)
@click.argument(
    "words", nargs=-1, required=True, metavar="KEY... STATUS", shell_complete=keys_then_status
)
@click.option("--takeaway", metavar="TEXT", help="What you took from the paper, in one line.")
@click.pass_obj
def command(place: Place, words: tuple[str, ...], takeaway: str | None) -> None:
    """Set the reading status of papers.

    A status is one of inbox, queued, reading, read, skimmed, dropped. Each change is dated.
    A takeaway is shown wherever the paper is; an empty one takes it away again.
    """
    *keys, status = words
    status = typed(status).casefold()
    if status not in STATUSES:
        raise click.UsageError(_no_such_status(status, keys))
    if not keys:
        raise click.UsageError("Name the papers first, then the status.")
    if takeaway is not None and len(keys) > 1:
        raise click.UsageError("A takeaway is about one paper; name one key.")
    ids = place.ids(keys)
    from readlist.library import reading  # noqa: PLC0415  (start-up time)

    changed = reading.set_status(
        place.library, ids, status, takeaway=None if takeaway is None else typed(takeaway)
    )
    if changed < len(ids):
        output.say(f"{counted(len(ids) - changed, 'paper')} already {status}.")
    if changed:
        output.say(f"{counted(changed, 'paper')} marked as {status}.")


def _no_such_status(word: str, keys: list[str]) -> str:
    if keys and keys[0] in STATUSES:
        return f"The status comes last: readlist status {' '.join([*keys[1:], word])} {keys[0]}"
    near = nearest(word, STATUSES)
    hint = f"Did you mean {near}?" if near else f"There are: {', '.join(STATUSES)}."
    return f"“{word}” is no reading status. {hint}"
