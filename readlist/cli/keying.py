"""`readlist key`: papers get other citation keys, and the old ones go on to work."""

from typing import TYPE_CHECKING

import click

from readlist.cli import output
from readlist.cli.base import DashCommand, typed
from readlist.cli.completing import keys
from readlist.cli.place import Place
from readlist.wording import counted

if TYPE_CHECKING:
    from readlist.library.keys import Change


@click.command(
    "key",
    cls=DashCommand,
    examples="""
readlist key maini2024tofu tofu                        one paper
readlist key --pattern '[auth][year]'                  what would change, for all papers
readlist key --pattern '[auth:lower]_[shortyear]_[shorttitle2]' tag:thesis
readlist key --pattern '[auth][year]' tag:thesis --apply
""",
)
@click.argument(
    "words",
    nargs=-1,
    metavar="KEY NEW | --pattern PATTERN [QUERY]",
    shell_complete=keys,
    type=click.UNPROCESSED,
)
@click.option("--pattern", metavar="PATTERN", help="Show what PATTERN makes of the keys.")
@click.option("--apply", "apply_it", is_flag=True, help="Change the keys as shown.")
@click.option("--pinned", is_flag=True, help="Change keys too that were imported or used.")
@click.option("--json", "as_json", is_flag=True, help="Print an array of changes.")
@click.pass_obj
def command(
    place: Place,
    words: tuple[str, ...],
    pattern: str | None,
    apply_it: bool,
    pinned: bool,
    as_json: bool,
) -> None:
    """Change citation keys; the old ones go on to work.

    A pattern has fields in brackets: auth authN authors authorsN authEtAl authorLast edtr
    editors year shortyear title camelN shorttitle shorttitleN veryshorttitle firstpage
    lastpage journal journalabbrev volume number arxiv entrytype. After a colon: lower upper
    capitalize abbr truncateN (default). Letters, digits and - _ : . + / between the brackets
    stay. What is not known of a paper contributes nothing.

    Keys that were imported, exported or copied are pinned: a manuscript may cite them. They
    change only with --pinned. New papers get their keys by key_pattern in config.toml.
    """
    if pattern is None:
        if len(words) != 2 or apply_it or pinned or as_json:
            raise click.UsageError("Say which key becomes which: readlist key KEY NEW.")
        _rename(place, *map(typed, words))
        return
    from readlist.key_patterns import KeyPattern  # noqa: PLC0415  (start-up time)

    made = KeyPattern(typed(pattern))
    with place.reader() as reader:
        ids = reader.ids(place.query(words), today=place.today)
    from readlist.library import keys as citation_keys  # noqa: PLC0415  (start-up time)

    changes = citation_keys.preview(place.library, ids, made, pinned=pinned)
    changed = citation_keys.apply(place.library, changes, pinned=pinned) if apply_it else 0
    if as_json:
        output.write_json_array(_as_json(c, applied=apply_it, pinned=pinned) for c in changes)
    else:
        for change in changes:
            kept = "   (pinned, stays)" if change.pinned and not pinned else ""
            output.write(f"{output.safe(change.old)} -> {change.new}{kept}\n")
    _tell(changes, changed, len(ids), apply_it=apply_it, pinned=pinned)


def _rename(place: Place, old: str, new: str) -> None:
    (paper_id,) = place.ids([old])
    from readlist.library import keys as citation_keys  # noqa: PLC0415  (start-up time)

    remark = citation_keys.check_key(new)
    was = citation_keys.rename(place.library, paper_id, new)
    if was == new:
        output.say(f"{new} is its key already.")
        return
    output.say(f"{was} is now {new}; the old key goes on to work.")
    if remark:
        output.say(remark)


def _tell(
    changes: "list[Change]", changed: int, asked: int, *, apply_it: bool, pinned: bool
) -> None:
    stay = 0 if pinned else sum(change.pinned for change in changes)
    if apply_it:
        output.say(f"{counted(changed, 'key')} changed; the old ones go on to work.")
    elif len(changes) > stay:
        would = counted(len(changes) - stay, "key")
        output.say(f"{would} would change; --apply does it.")
    elif not changes:
        output.say("No paper matches." if not asked else "Every key fits the pattern.")
    if stay:
        output.say(f"{counted(stay, 'pinned key')} stay; --pinned changes them too.")


def _as_json(change: "Change", *, applied: bool, pinned: bool) -> dict[str, object]:
    return {
        "old": change.old,
        "new": change.new,
        "pinned": change.pinned,
        "applied": applied and (pinned or not change.pinned),
    }
