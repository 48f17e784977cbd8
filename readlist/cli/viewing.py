"""`readlist view`: queries that were given a name."""

import click

from readlist.cli import listing, output
from readlist.cli.base import DashCommand, typed
from readlist.cli.completing import views as complete_views
from readlist.cli.place import Place
from readlist.text import printable


@click.command(
    "view",
    cls=DashCommand,
    examples="""
readlist view                                         the saved views
readlist view thesis --save 'tag:thesis is:unread'    save a query under a name
readlist view thesis --slot 3                         and put it on the key 3
readlist view thesis                                  list what matches it now
readlist view thesis --rename dissertation
readlist view dissertation --remove
""",
)
@click.argument(
    "words", nargs=-1, metavar="[NAME]", shell_complete=complete_views, type=click.UNPROCESSED
)
@click.option("--save", "query", metavar="QUERY", help="Save QUERY under the name.")
@click.option(
    "--slot", type=click.IntRange(0, 9), metavar="N", help="Open it at the key N (0 to 9)."
)
@click.option("--rename", "new", metavar="NEW", help="Give the view another name.")
@click.option("--remove", is_flag=True, help="Remove the view; its papers stay.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Print N papers at most.")
@click.option("--json", "as_json", is_flag=True, help="Print an array of papers, or of views.")
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    query: str | None,
    slot: int | None,
    new: str | None,
    remove: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the papers of a saved view, or the views.

    A view is a query with a name; it shows what matches now, not what matched when it was
    saved. Its papers are printed as `readlist list` prints them.
    """
    place: Place = ctx.obj
    name = typed(" ".join(words))
    changes = [query is not None or slot is not None, new is not None, remove]
    if sum(changes) > 1 or (any(changes) and (as_json or limit is not None)):
        raise click.UsageError("Choose one: save, rename, remove or list a view.")
    if any(changes) and not name:
        raise click.UsageError("Name the view: readlist view NAME --save QUERY.")
    if any(changes):
        place.library.reader().close()  # a missing library is told as such, not made
    elif place.is_missing():
        if as_json:
            output.write("[]\n")
        return
    from readlist.library import views  # noqa: PLC0415  (start-up time)

    if not name:
        _list(place, as_json=as_json)
    elif remove:
        views.remove(place.library, name)
        output.say("View removed; its papers are where they were.")
    elif new is not None:
        views.rename(place.library, name, typed(new))
        output.say("View renamed.")
    elif any(changes):
        if query is None:
            with place.reader() as reader:
                query = views.find(reader, name).query
        saved = views.save(place.library, name, typed(query), slot)
        key = "" if saved.slot is None else f", at the key {saved.slot}"
        output.say(f"Saved: {saved.name}{key}.")
    else:
        with place.reader() as reader:
            view = views.find(reader, name)
        ctx.invoke(listing.command, query=(view.query,), limit=limit, as_json=as_json)


def _list(place: Place, *, as_json: bool) -> None:
    from readlist.library import views  # noqa: PLC0415  (start-up time)

    with place.reader() as reader:
        found = views.views(reader)
    if as_json:
        output.write_json_array(view._asdict() for view in found)
        return
    if not found:
        output.say("No view is saved yet: readlist view NAME --save QUERY.")
    for view in found:
        slot = "" if view.slot is None else str(view.slot)
        output.write(f"{slot}\t{printable(view.name)}\t{printable(view.query)}\n")
