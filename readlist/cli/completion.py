"""`readlist completion`: a script for the shell."""

import click

from readlist.cli import output
from readlist.cli.base import Command


@click.command(
    "completion",
    cls=Command,
    examples="""
readlist completion bash > ~/.local/share/bash-completion/completions/readlist
readlist completion zsh > ~/.zfunc/_readlist       with fpath+=~/.zfunc in ~/.zshrc
readlist completion fish > ~/.config/fish/completions/readlist.fish
""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    It completes commands, options, citation keys, tags and statuses.
    """
    from click.shell_completion import ShellComplete, get_completion_class  # noqa: PLC0415  (start-up time)

    kind = get_completion_class(shell)
    assert kind is not None, "click knows these three shells"
    complete = kind(ctx.find_root().command, {}, "readlist", "_READLIST_COMPLETE")
    # Not the shell's own `source`: that of bash runs bash, only to look at its version.
    output.write(ShellComplete.source(complete))
