"""The words that a query looks for, so that they can be lit where they stand."""

from readlist.errors import QueryError
from readlist.storage.query.language import parse
from readlist.storage.query.tree import Either, Every, Link, Match, Node
from readlist.text import fold

_READ = ("", "title", "author", "abstract", "keyword", "takeaway")
"""The fields whose text a list and its details show."""


def sought(text: str, *, today: str) -> frozenset[str]:
    """The folded words that a hit has in what is shown of it; none of a misspelt query."""
    try:
        root = parse(text, today=today).root
    except QueryError:
        return frozenset()
    return frozenset(_words(root))


def _words(node: Node | None) -> list[str]:
    if isinstance(node, Every | Either):
        return [word for part in node.parts for word in _words(part)]
    if isinstance(node, Match) and node.field in _READ and node.how != "inside":
        return fold(node.text).split()
    if isinstance(node, Link):
        return fold(node.text).split()
    return []
