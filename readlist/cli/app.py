"""The command `readlist`: what it is asked for is found, run, and its failure put in words."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from readlist import __version__
from readlist.cli.base import COMPLETION_VARIABLE, examples_section
from readlist.cli.output import is_terminal, say
from readlist.cli.place import Place
from readlist.errors import Cancelled, MissingLibrary, ReadlistError

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = {
    "import": "importing",
    "add": "adding",
    "list": "listing",
    "next": "next",
    "topics": "topics",
    "view": "viewing",
    "show": "showing",
    "related": "related",
    "queue": "queueing",
    "status": "status",
    "pass": "passing",
    "tag": "tagging",
    "edit": "editing",
    "note": "noting",
    "rate": "rating",
    "key": "keying",
    "check": "checking",
    "export": "exporting",
    "cited": "cited",
    "pick": "picking",
    "stats": "stats",
    "duplicates": "duplicates",
    "web": "web",
    "undo": "undoing",
    "redo": "redoing",
    "log": "logging",
    "demo": "demo",
    "completion": "completion",
}
"""Command -> its module in this package, in the order of the help page."""

EXAMPLES = """
readlist demo                          look around in a sample library
readlist import page.txt refs.bib      take in a copied listing page and a .bib
readlist list is:unread diffusion      find
readlist status maini2024tofu read     keep track
readlist export -o refs.bib            cite
"""


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where there is no such command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(f"readlist.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names. Raises UsageError, which names the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_no_such_command(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help page ends with examples."""
        examples_section(formatter, EXAMPLES)


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"readlist {__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--library",
    metavar="PATH",
    help="The library file.  [default: READLIST_LIBRARY, or the platform's data folder]",
    type=click.Path(),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version and exit.",
)
@click.pass_context
def readlist(ctx: click.Context, library: str | None) -> None:
    """A reading list for research papers, from the pasted listing to the LaTeX bibliography.

    Without a command, the reading list opens on the screen.
    """
    ctx.obj = Place(library)
    if ctx.invoked_subcommand is None:
        _open_screen(ctx.obj)


def run(words: Sequence[str]) -> int:
    """The command was run, and its failure told on stderr; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets a question mark, not a crash.
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    instruction = os.environ.get(COMPLETION_VARIABLE)
    if instruction:
        from click.shell_completion import shell_complete  # noqa: PLC0415  (start-up time)

        return shell_complete(readlist, {}, "readlist", COMPLETION_VARIABLE, instruction)
    try:
        with readlist.make_context("readlist", list(words)) as ctx:
            status: Any = readlist.invoke(ctx)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "readlist"
        say(f"readlist: {error.format_message()}")
        if getattr(error, "option_name", "") == "--library":
            say("It stands before the command: readlist --library PATH list")
        else:
            say(f"See `{command} --help`.")
        return 2
    except click.ClickException as error:
        say(f"readlist: {error.format_message()}")
        return 1
    except Cancelled as error:
        say(f"readlist: {error}")
        return 130
    except ReadlistError as error:
        say(f"readlist: {error}")
        if isinstance(error, MissingLibrary):
            say("`readlist import FILE` makes one, `readlist demo` makes one to look around in.")
        return 1
    return status if isinstance(status, int) else 0


def _open_screen(place: Place) -> None:
    # A driver is named by who shows the app elsewhere, as `readlist web` does.
    on_terminal = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    if not (on_terminal or os.environ.get("TEXTUAL_DRIVER")):
        raise click.UsageError(
            "The reading list on screen needs a terminal. In a pipe or a script, use a command, "
            "such as `readlist list`."
        )
    from readlist.tui.opening import open_screen  # noqa: PLC0415  (start-up time)

    gc.enable()
    settings = place.settings
    keys = None
    if settings.keys:
        from readlist.tui.keymap import settle  # noqa: PLC0415  (start-up time)

        keys = settle(dict(settings.keys))
        for complaint in keys.complaints:
            say(f"readlist: {complaint}")
    open_screen(place.library_as_settled(), theme=settings.theme, keys=keys)


def _no_such_command(name: str) -> str:
    import difflib  # noqa: PLC0415  (only after a mistake)

    near = difflib.get_close_matches(name, COMMANDS, 1, cutoff=0.5)
    hint = f"Did you mean `readlist {near[0]}`?" if near else "`readlist --help` lists them."
    return f"There is no command “{name}”. {hint}"
