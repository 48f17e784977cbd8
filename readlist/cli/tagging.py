"""`readlist tag`: papers get and lose tags."""

import click

from readlist.cli import output
from readlist.cli.base import DashCommand, typed
from readlist.cli.completing import keys_then_tags
from readlist.cli.place import Place


@click.command(
    "tag",
    cls=DashCommand,
    examples="""
readlist tag maini2024tofu +unlearning
readlist tag maini2024tofu gu2023mamba +ml/llm -todo
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
@click.pass_obj
def command(place: Place, words: tuple[str, ...]) -> None:
    """Add tags (+TAG) to papers and remove tags (-TAG).

    A / in a tag makes a hierarchy: tag:ml finds ml/vision too. A tag with spaces wants quotes:
    '+to read'.
    """
    keys = [word for word in words if word[:1] not in ("+", "-")]
    add = [typed(word[1:]) for word in words if word[:1] == "+"]
    remove = [typed(word[1:]) for word in words if word[:1] == "-"]
    if not keys:
        raise click.UsageError("Name a paper by its citation key, then +TAG or -TAG.")
    if not add and not remove:
        raise click.UsageError(f"Say which tag: readlist tag {' '.join(keys)} +TAG or -TAG.")
    ids = place.ids(keys)
    from readlist.library import organising  # noqa: PLC0415  (start-up time)

    changed = organising.change_tags(place.library, ids, add, remove)
    output.say(f"{output.plural(changed, 'paper')} changed.")
