"""A note as Markdown; its links ask the screen, and `[[key]]` is a link to a paper."""

from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from textual.widgets import Markdown

from readlist.storage.linking import LINK

PAPER = "paper:"
"""How the address of a link to a paper begins; its citation key follows."""


class NoteView(Markdown):
    """A note's text, rendered; a click on a link asks the screen to open it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, classes="note", open_links=False, parser_factory=_parser)


def linked_keys(text: str) -> list[str]:
    """The citation keys that the note links to, each once, in order."""
    blocks = _parser().parse(text)
    children = [child for block in blocks for child in block.children or ()]
    addresses = [str(child.attrs.get("href", "")) for child in children]
    keys = [unquote(a.removeprefix(PAPER)) for a in addresses if a.startswith(PAPER)]
    return list(dict.fromkeys(keys))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("gfm-like")
    parser.inline.ruler.before("link", "paper", _paper_link)
    return parser


def _paper_link(state: StateInline, silent: bool) -> bool:
    """`[[key]]` is a link; in code it stays as it is, since code is looked for first."""
    link = LINK.match(state.src, state.pos, state.posMax)
    if link is None:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": PAPER + quote(link[1], safe="")}
        state.push("text", "", 0).content = link[1]
        state.push("link_close", "a", -1)
    state.pos = link.end()
    return True
