"""What commands share: help with examples, and words that begin with a dash.

A query may say `-tag:vision` and a tag command `-b`. Such words are arguments, not
options; only the options that a command declares are taken for options.
"""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMPLETION_VARIABLE = "_READLIST_COMPLETE"
"""Set by a shell that completes a line, to what it wants to know."""
_MARK = "\x00"
"""No word of a command line can hold it, so it can stand before a word as a shield."""


class Command(click.Command):
    """A command whose help page ends with examples."""

    def __init__(self, *arguments: Any, examples: str = "", **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help page ends with examples."""
        super().format_epilog(ctx, formatter)
        examples_section(formatter, self.examples)


class DashCommand(Command):
    """A command whose arguments may begin with one dash."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """What may follow; also arguments where the word begins with one dash."""
        found = super().shell_complete(ctx, incomplete)
        if incomplete[:1] == "-" and incomplete[:2] != "--":
            for parameter in self.get_params(ctx):
                if isinstance(parameter, click.Argument):
                    found += parameter.shell_complete(ctx, incomplete)
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The parameters are set; words with an unknown single dash are among the arguments."""
        options = {
            name: parameter
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option)
            for name in parameter.opts
        }
        shielded: list[str] = []
        literal = value = False
        for word in args:
            if word == "--" and not literal and not value:
                literal = True
                continue
            option = options.get(word)
            dashed = word[:1] == "-" and word[1:2] not in ("", "-") and option is None
            shield = not value and (literal or dashed)
            shielded.append(_MARK + word if shield else word)
            value = not literal and not value and option is not None and not option.is_flag
        rest = super().parse_args(ctx, shielded)
        for name, value in ctx.params.items():
            ctx.params[name] = _bare(value)
        return rest


def _bare(value: Any) -> Any:
    if isinstance(value, str):
        return value.removeprefix(_MARK)
    if isinstance(value, tuple):
        return tuple(_bare(part) for part in value)
    return value


def examples_section(formatter: click.HelpFormatter, examples: str) -> None:
    """The help page has a section of examples, line for line as they are written."""
    if examples:
        formatter.write_paragraph()
        formatter.write("Examples:\n")
        for line in examples.strip().splitlines():
            formatter.write(f"  {line}\n")


def typed(text: str) -> str:
    """`text` from the command line as Unicode: bytes of another encoding become `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
