"""Letters inside words become the words of the library that hold them, so that the index serves.

`*former*` is `transformer OR former OR ...`: no text of any paper is looked through.
"""

from collections.abc import Callable

from readlist.errors import QueryError
from readlist.storage.query.patterns import unspaced
from readlist.storage.query.tree import Among, Either, Every, Match, Node, Not, Positive, Query
from readlist.text import fold

MOST = 500
"""Words that are looked up for one term: 500 cost 20 ms, and name nothing any more."""
_SHORTEST = 3
"""Letters that are looked for inside words: two are in every other word."""
_FIELDS = ("", "title", "author", "abstract", "venue", "keyword", "note", "takeaway")
"""Where all words are known."""

Containing = Callable[[str, int], list[str]]
"""Folded letters, a limit -> so many of the library's words that hold them."""


def resolve(query: Query, containing: Containing) -> Query:
    """The same query without letters inside words, as far as the words are known.

    Raises QueryError where the letters are too few or in more than `MOST` words.
    """
    root = None if query.root is None else _resolved(query.root, containing)
    return query._replace(root=root)


def _resolved(node: Node, containing: Containing) -> Node:
    if isinstance(node, Every | Either):
        return type(node)(tuple(_resolved(part, containing) for part in node.parts))
    if isinstance(node, Not):
        part = _resolved(node.part, containing)
        return part.part if isinstance(part, Not) else Not(part)
    if not isinstance(node, Match) or node.field not in _FIELDS:
        return node
    return _words(node, containing) if node.how == "inside" or unspaced(node.text) else node


def _words(node: Match, containing: Containing) -> Positive:
    spaced = not unspaced(node.text)
    pieces = [piece for piece in fold(node.text).split() if not spaced or len(piece) >= _SHORTEST]
    if spaced and not pieces:
        raise QueryError(
            f"*{node.text}* is too short: at least {_SHORTEST} letters are looked for inside words."
        )
    known = [words for piece in pieces if len(words := containing(piece, MOST + 1)) <= MOST]
    if spaced and not known:
        raise QueryError(
            f"*{node.text}* is inside more than {MOST} words of the library. Add some letters."
        )
    found = [Among(node.field, node.text, node.how, tuple(words)) for words in known]
    if len(found) == 1 and fold(node.text) in pieces:
        return found[0]
    # What is more than one word is compared letter by letter, in the papers that have the words.
    return Every((*found, node)) if found else node
