"""A tag that no paper has probably means one that some have."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from readlist.errors import QueryError
from readlist.storage.query.fields import nearest
from readlist.storage.query.language import parse
from readlist.storage.query.tree import Either, Every, Match, Node, Not
from readlist.text import fold

TOKEN = re.compile(r'(?:"[^"]*"?|[^\s"])+')
"""A term with its quotes, brackets and commas."""
_TAGS = re.compile(r"(?P<field>\(*tags?:=?)(?P<names>[^()*]+)(?P<end>\)*)", re.IGNORECASE)
"""A term that asks for tags: not negated, and without letters inside."""


def nearest_tag(name: str, tags: Iterable[str]) -> str:
    """What `name` probably means of the tags, the likelier first; empty if it is near none.

    That is a tag spelt like it, or the beginning of its path or the end; else one that it begins.
    """
    wanted = fold(name)
    tags = list(tags)
    known = {fold(path): path for tag in tags for path in _paths(tag)}
    for tag in tags:
        known.setdefault(fold(tag.rpartition("/")[2]), tag)
    if found := known.get(wanted) or known.get(nearest(wanted, tuple(known))):
        return found
    return next((tag for tag in tags if wanted and fold(tag).startswith(wanted)), "")


def retagged(query: str, counted: Iterable[tuple[str, int]]) -> str:
    """The query with the tags that it probably means; empty where it asks for none unknown.

    `counted` are the tags with the number of their papers.
    """
    tags = [tag for tag, _ in sorted(counted, key=lambda row: -row[1])]
    paths = {fold(path) for tag in tags for path in _paths(tag)}
    parts: list[str] = []
    end = 0
    for start, field, names, closing in _terms(query):
        meant = []
        for name in names.split(","):
            bare = name.strip('" ')
            near = "" if not bare or fold(bare) in paths else nearest_tag(bare, tags)
            meant.append(f'"{near}"' if " " in near else near or name)
        if meant != names.split(","):
            parts += (query[end:start], field, ",".join(meant), closing)
            end = start + len(field) + len(names) + len(closing)
    return "".join((*parts, query[end:])) if parts else ""


def excludes_none(
    query: str, counted: Callable[[], Sequence[tuple[str, int]]], *, today: str
) -> str:
    """What is told of tags that the query excludes and no paper has; empty where there are none.

    Such a query finds as many papers as it would without them, which looks like an answer.
    """
    if "tag" not in query.lower():
        return ""
    try:
        excluded = dict.fromkeys(_excluded(parse(query, today=today).root))
    except QueryError:
        return ""  # told by whoever searches
    tags = [tag for tag, _ in sorted(counted(), key=lambda row: -row[1])] if excluded else []
    paths = {fold(path) for tag in tags for path in _paths(tag)}
    unknown = [name for name in excluded if fold(name) not in paths]
    near = [(name, nearest_tag(name, tags)) for name in unknown]
    return " ".join(
        f"No paper has the tag “{name}”" + (f"; did you mean “{meant}”?" if meant else ".")
        for name, meant in near
    )


def _excluded(node: Node | None, *, negated: bool = False) -> Iterator[str]:
    if isinstance(node, Not):
        yield from _excluded(node.part, negated=not negated)
    elif isinstance(node, Every | Either):
        for part in node.parts:
            yield from _excluded(part, negated=negated)
    elif isinstance(node, Match) and node.field == "tag" and negated and node.how != "inside":
        yield node.text


def _paths(tag: str) -> Iterator[str]:
    """The tag and those above it: `ml` and `ml/vision`."""
    levels = tag.split("/")
    return ("/".join(levels[:depth]) for depth in range(1, len(levels) + 1))


def _terms(query: str) -> Iterator[tuple[int, str, str, str]]:
    negated = False
    for found in TOKEN.finditer(query):
        term = None if negated else _TAGS.fullmatch(found[0])
        negated = found[0] == "NOT"
        if term is not None:
            yield found.start(), term["field"], term["names"], term["end"]
