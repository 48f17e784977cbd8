"""`readlist tag`: papers get and lose tags, and hear which may fit."""

import click

from readlist.cli import output
from readlist.cli.base import DashCommand, typed
from readlist.cli.completing import keys_then_tags
from readlist.cli.place import Place
from readlist.text import printable
from readlist.wording import counted


@click.command(
    "tag",
    cls=DashCommand,
    examples="""
readlist tag maini2024tofu +unlearning
readlist tag maini2024tofu gu2023mamba +ml/llm -todo
readlist tag maini2024tofu --suggest           which of your tags may fit
""",
)
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="KEY... +TAG... -TAG...",
    shell_complete=keys_then_tags,
    type=click.UNPROCESSED,
)
@click.option(
    "--suggest", is_flag=True, help="Print tags of the most similar papers; change nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print the suggestions as an array.")
@click.pass_obj
def command(place: Place, words: tuple[str, ...], suggest: bool, as_json: bool) -> None:
    """Add tags (+TAG) to papers and remove tags (-TAG).

    A / in a tag makes a hierarchy: tag:ml finds ml/vision too. A tag with spaces wants quotes:
    '+to read'.

    With --suggest a line is a tag, its score from 0 to 1, and the papers it comes from.
    """
    keys = [word for word in words if word[:1] not in ("+", "-")]
    add = [typed(word[1:]) for word in words if word[:1] == "+"]
    remove = [typed(word[1:]) for word in words if word[:1] == "-"]
    if not keys:
        raise click.UsageError("Name a paper by its citation key, then +TAG or -TAG.")
    if as_json and not suggest:
        raise click.UsageError("--json prints suggestions: give --suggest as well.")
    if suggest:
        if add or remove or len(keys) > 1:
            raise click.UsageError("--suggest takes one KEY and changes nothing.")
        _suggest(place, typed(keys[0]), as_json)
        return
    if not add and not remove:
        raise click.UsageError(f"Say which tag: readlist tag {' '.join(keys)} +TAG or -TAG.")
    ids = place.ids(keys)
    from readlist.library import organising  # noqa: PLC0415  (start-up time)

    changed = organising.change_tags(place.library, ids, add, remove)
    output.say(f"{counted(changed, 'paper')} changed.")


def _suggest(place: Place, key: str, as_json: bool) -> None:
    from readlist.library.suggesting import suggest_tags  # noqa: PLC0415  (start-up time)

    with place.reader() as reader:
        found = suggest_tags(reader, reader.id_of(key))
    if as_json:
        output.write_json_array(
            {"tag": tag, "score": round(score, 4), "from": keys} for tag, score, keys in found
        )
        return
    for tag, score, keys in found:
        output.write(f"{printable(tag)}\t{score:.2f}\t{printable(', '.join(keys))}\n")
    output.say(
        f"To take one: readlist tag {key} +TAG"
        if found
        else "No tag suggests itself: no paper that is like this one carries a further tag."
    )
