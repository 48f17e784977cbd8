"""What the shell offers when the user presses Tab: keys, tags and statuses, found cheaply."""

import click
from click.shell_completion import CompletionItem

from readlist.cli.place import Place
from readlist.errors import ReadlistError
from readlist.storage.query.fields import STATUSES
from readlist.text import printable


def keys(ctx: click.Context, _parameter: click.Parameter, start: str) -> list[CompletionItem]:
    """Citation keys that begin with `start`, each with its title."""
    try:
        place = _place(ctx)
        if not place.library.exists():
            return []
        with place.reader() as reader:
            found = reader.keys_starting(start)
    except ReadlistError:
        return []  # the shell is in the middle of a line: the command itself will complain
    # A key that would break the shell's protocol cannot be offered.
    return [CompletionItem(k, help=printable(t)[:60]) for k, t in found if printable(k) == k]


def keys_then_status(
    ctx: click.Context, parameter: click.Parameter, start: str
) -> list[CompletionItem]:
    """After a first key, statuses and further keys."""
    statuses = [CompletionItem(s) for s in STATUSES if s.startswith(start)]
    return (statuses if ctx.params.get("words") else []) + keys(ctx, parameter, start)


def keys_then_tags(
    ctx: click.Context, parameter: click.Parameter, start: str
) -> list[CompletionItem]:
    """Tags after `+` and `-`, else keys."""
    if start[:1] not in ("+", "-"):
        return keys(ctx, parameter, start)
    try:
        place = _place(ctx)
        if not place.library.exists():
            return []
        with place.reader() as reader:
            tags = reader.tags()
    except ReadlistError:
        return []
    wanted = start[1:].casefold()
    return [
        CompletionItem(start[0] + name)
        for name, _count in tags
        if name.casefold().startswith(wanted) and printable(name) == name
    ]


def views(ctx: click.Context, _parameter: click.Parameter, start: str) -> list[CompletionItem]:
    """Names of saved views that begin with `start`, each with its query."""
    if ctx.params.get("words"):
        return []
    from readlist.storage.views import views as saved  # noqa: PLC0415  (start-up time)

    try:
        place = _place(ctx)
        if not place.library.exists():
            return []
        with place.reader() as reader:
            found = saved(reader.connection)
    except ReadlistError:
        return []
    wanted = start.casefold()
    return [
        CompletionItem(view.name, help=printable(view.query)[:60])
        for view in found
        if view.name.casefold().startswith(wanted) and printable(view.name) == view.name
    ]


def _place(ctx: click.Context) -> Place:
    # While completing, the group's own function has not run: its parameters are all there is.
    return Place(ctx.find_root().params.get("library"))
