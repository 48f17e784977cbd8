"""`readlist completion`: a script for the shell."""

import click

from readlist.cli import output
from readlist.cli.base import COMPLETION_VARIABLE, Command

# Bash breaks words at colons, and many citation keys hold one (DBLP:conf/...). So the words
# are taken from the line itself, and what bash will not replace is cut from the answers.
_BASH = """\
_readlist_completion() {
    local line="${COMP_LINE:0:COMP_POINT}" kept= answers kind value
    local -a words
    IFS=$' \\t' read -ra words <<< "$line"
    [[ $line == *[[:blank:]] ]] && words+=("")
    local word="${words[-1]}"
    [[ $COMP_WORDBREAKS == *:* && $word == *:* ]] && kept="${word%"${word##*:}"}"
    answers=$(_READLIST_COMPLETE=bash_complete \\
        COMP_WORDS="$line" COMP_CWORD=$((${#words[@]} - 1)) "$1")
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                value="${value#"$kept"}"
                [[ $word == [\\'\\"]* ]] || printf -v value %q "$value"
                COMPREPLY+=("$value") ;;
        esac
    done <<< "$answers"
}
complete -o nosort -F _readlist_completion readlist
"""


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
    if shell == "bash":
        output.write(_BASH)
        return
    from click.shell_completion import get_completion_class  # noqa: PLC0415  (start-up time)

    kind = get_completion_class(shell)
    assert kind is not None, "click knows these shells"
    output.write(kind(ctx.find_root().command, {}, "readlist", COMPLETION_VARIABLE).source())
