"""A query tree becomes SQL whose only outside text is in its parameters.

`SELECT p.id FROM paper p WHERE {where} ORDER BY {order}` runs as it is on SQLite.
As much of the tree as possible becomes one full-text expression (SQLite FTS5, section 3):
words are looked up in the index at once, and only the rest is asked of each paper. The two
halves, `match` and `also`, serve those who rank the hits of the index.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readlist.storage.query import spelling
from readlist.storage.query.conditions import (
    COLUMNS,
    EVENTS,
    MOMENTS,
    PRESENT,
    QUESTIONS,
    SPANS,
    TEXTS,
)
from readlist.storage.query.orders import RELEVANCE, order
from readlist.storage.query.patterns import glob, like, phrase, turned, unspaced
from readlist.storage.query.tree import (
    Among,
    Between,
    Either,
    Every,
    Link,
    Match,
    Node,
    Not,
    Query,
)


class Compiled(NamedTuple):
    """A query for `paper p`."""

    where: str
    parameters: list[object]
    """One for each `?` of `where`, in order."""
    order: str
    """Terms of ORDER BY, without the words."""
    match: str
    """What every hit matches in `paper_fts`; empty when it is no words that hits share."""
    also: str
    """What every hit fulfils besides `match`; empty when that is all."""
    also_parameters: list[object]
    words: tuple[Match | Among, ...]
    """The words that may stand anywhere, by which hits are ranked."""
    free: str
    """The part of `match` that says those words, as far as all of them have to be there."""
    by_relevance: bool
    """Do the hits come in order of relevance? `order` is for those that are not ranked."""


class _Part(NamedTuple):
    """One condition: a full-text expression, the opposite of one, or SQL."""

    kind: str
    """`words` (full text), `no words` (none of them) or `sql`."""
    text: str
    parameters: tuple[object, ...] = ()


_LONGEST_NAME = 60
"""Characters of what may be a name, written in more than one way."""
_EVERYWHERE = ("title", "author", "abstract", "venue", "keyword", "note", "takeaway")
"""The fields of a free word that is looked for letter by letter."""
_UNSPACED_EVERYWHERE = ("title", "author", "abstract", "note", "venue")

WORDS = "p.id IN (SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?)"
"""The condition of a query that is words alone."""


def compile_query(query: Query) -> Compiled:
    """The SQL of `query`. With words that may stand anywhere, and no `sort:`, it is ranked."""
    words = tuple(_free_words(query.root))
    ranked = query.sorts[0].name == RELEVANCE if query.sorts else bool(words)
    root = query.root
    if root is None:
        return Compiled("1", [], order(query), "", "", [], (), "", False)
    index, others = _divided([_part(part) for part in _conjuncts(root)])
    where = _sql(_conditions([*index, *others], "AND"))
    match = index[0].text if index and index[0].kind == "words" else ""
    also = [*([] if match else index), *others]
    rest = _sql(_conditions(also, "AND")) if also else _Part("sql", "")
    return Compiled(
        where.text,
        list(where.parameters),
        order(query),
        match,
        rest.text,
        list(rest.parameters),
        words,
        _free(root),
        ranked and bool(words),
    )


def with_papers(query: Compiled, papers: Sequence[int]) -> Compiled:
    """The same query where it is known already which papers, a few hundred, have its words."""
    where = f"p.id IN ({','.join('?' * len(papers))})"
    return query._replace(
        where=f"{where} AND {query.also}" if query.also else where,
        parameters=[*papers, *query.also_parameters],
        match="",
        also="",
        also_parameters=[],
        free="",
    )


def _conjuncts(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Every) else (node,)


def _free(root: Node) -> str:
    parts = [_part(part) for part in _conjuncts(root) if any(_free_words(part))]
    words = [part.text for part in parts if part.kind == "words"]
    return _joined(words, "AND") if words else ""


def _free_words(node: Node | None) -> Iterator[Match | Among]:
    if isinstance(node, Every | Either):
        for part in node.parts:
            yield from _free_words(part)
    elif isinstance(node, Match | Among) and not node.field:
        yield node


def _part(node: Node) -> _Part:
    if isinstance(node, Every):
        return _every([_part(part) for part in node.parts])
    if isinstance(node, Either):
        return _either([_part(part) for part in node.parts])
    if isinstance(node, Not):
        part = _part(node.part)
        if part.kind == "words":
            return _Part("no words", part.text)
        if part.kind == "no words":
            return _Part("words", part.text)
        # A paper without a year is not of 2020: unknown counts as no.
        return _Part("sql", f"({part.text}) IS NOT TRUE", part.parameters)
    if isinstance(node, Match):
        return _text(node)
    if isinstance(node, Among):
        return _among(node)
    if isinstance(node, Between):
        return _between(node)
    if isinstance(node, Link):
        return _link(node)
    table = QUESTIONS if node.question == "is" else PRESENT
    condition = table[node.value]
    return _Part("sql", f"({condition}) IS NOT TRUE" if node.question == "no" else condition)


def _every(parts: list[_Part]) -> _Part:
    index, others = _divided(parts)
    return _conditions([*index, *others], "AND")


def _divided(parts: list[_Part]) -> tuple[list[_Part], list[_Part]]:
    """All that the index can answer, as one part or none, and the others."""
    words = [part.text for part in parts if part.kind == "words"]
    without = [part.text for part in parts if part.kind == "no words"]
    others = [part for part in parts if part.kind == "sql"]
    index: list[_Part] = []
    if words:
        text = _joined(words, "AND")
        if without:
            text = f"({text}) NOT ({_joined(without, 'OR')})"
        index = [_Part("words", text)]
    elif without:
        index = [_Part("no words", _joined(without, "OR"))]
    return index, others


def _either(parts: list[_Part]) -> _Part:
    words = [part.text for part in parts if part.kind == "words"]
    others = [part for part in parts if part.kind != "words"]
    index = [_Part("words", _joined(words, "OR"))] if words else []
    return _conditions([*index, *others], "OR")


def _joined(texts: list[str], operator: str) -> str:
    return texts[0] if len(texts) == 1 else f" {operator} ".join(f"({text})" for text in texts)


def _conditions(parts: list[_Part], operator: str) -> _Part:
    if len(parts) == 1:
        return parts[0]
    sql = [_sql(part) for part in parts]
    return _Part(
        "sql",
        "(" + f" {operator} ".join(part.text for part in sql) + ")",
        tuple(value for part in sql for value in part.parameters),
    )


def _sql(part: _Part) -> _Part:
    if part.kind == "sql":
        return part
    condition = WORDS.replace("IN", "NOT IN", 1) if part.kind == "no words" else WORDS
    return _Part("sql", condition, (part.text,))


def _text(node: Match) -> _Part:
    field, text, how = node
    if field == "tag":
        return _tag(text, how)
    if field == "key":
        return _key(text, how)
    if field == "arxiv":
        return _arxiv(text, how)
    if field in ("type", "doi", "url", "comment"):
        if field == "doi" and how != "inside":
            # Compiling its patterns costs a millisecond.
            from readlist.identifiers import parse_doi  # noqa: PLC0415

            text = parse_doi(text) or text
        if how == "prefix" and field != "doi":
            how = "whole" if field == "type" else "inside"
        return _like(TEXTS[field], text, how)
    if how == "inside":
        return _letters(text, (field,) if field else _EVERYWHERE)
    words = _Part("words", " OR ".join(_phrases(field, text, how)))
    if unspaced(text):
        return _either([words, _letters(text, (field,) if field else _UNSPACED_EVERYWHERE)])
    return words


def _phrases(field: str, text: str, how: str) -> list[str]:
    """The spellings of `text`, each as an FTS5 string."""
    column = COLUMNS[field] if field else ""
    prefix = how == "prefix"
    found = [phrase(spelling.plain(text), column, prefix=prefix)]
    if field not in ("title", "author"):
        found.append(phrase(text, column, prefix=prefix))
    if field in ("", "author") and len(text) <= _LONGEST_NAME:
        others = spelling.names(text)
        if how == "whole":
            others += tuple(turn for name in (text, *others) for turn in turned(name))
        found += [phrase(spelling.plain(name), "authors", prefix=prefix) for name in others]
    return list(dict.fromkeys(found))


def _among(node: Among) -> _Part:
    column = COLUMNS[node.field] if node.field else ""
    found = [phrase(word, column, prefix=False) for word in node.words]
    if node.how != "inside":
        found.append(phrase(node.text, column, prefix=node.how == "prefix"))
    return _Part("words", " OR ".join(found)) if found else _Part("sql", "0")


def _like(column: str, text: str, how: str) -> _Part:
    """The column holds `text`, in upper or lower case."""
    patterns = like(text, how)
    sql = " OR ".join([f"{column} LIKE ? ESCAPE '\\'"] * len(patterns))
    return _Part("sql", f"({sql})", patterns)


def _letters(text: str, fields: tuple[str, ...]) -> _Part:
    """The letters stand somewhere in one of the fields."""
    return _either([_like(TEXTS[field], text, "inside") for field in fields])


def _tag(text: str, how: str) -> _Part:
    name = glob(text)
    patterns = {
        "whole": (name,),
        "prefix": (name, name + "/*"),  # the tag and those below it
        "begins": (name + "*",),
        "inside": ("*" + name + "*",),
    }[how]
    condition = " OR ".join(["t.name GLOB ?"] * len(patterns))
    return _Part(
        "sql",
        "p.id IN (SELECT pt.paper_id FROM paper_tag pt JOIN tag t ON t.id = pt.tag_id"
        f" WHERE {condition})",
        patterns,
    )


def _key(text: str, how: str) -> _Part:
    alias = _like("a.key", text, how)
    former = _Part(
        "sql", f"p.id IN (SELECT a.paper_id FROM alias a WHERE {alias.text})", alias.parameters
    )
    return _either([_like(TEXTS["key"], text, how), former])


def _arxiv(text: str, how: str) -> _Part:
    # Compiling its patterns costs a millisecond.
    from readlist.identifiers import parse_arxiv  # noqa: PLC0415

    found = parse_arxiv(text)
    if found:
        return _Part("sql", "p.arxiv_id = ?", (found.id,))
    if how == "inside" or text[:1].isdigit() or "/" in text:
        return _like("p.arxiv_id", text, how)
    # A subject class, or an archive with all of its classes: `cs.LG`, `cs`.
    archive = _like("p.primary_class", text + ".", "prefix")
    return _either([_like("p.primary_class", text, "whole"), archive])


def _between(node: Between) -> _Part:
    event = EVENTS.get(node.field)
    column = "e.at" if event else SPANS[node.field]
    low, high = node.low, node.high
    if event or node.field in MOMENTS:
        # It imports datetime: a millisecond that most queries need not pay.
        from readlist.moments import beginning  # noqa: PLC0415

        low, high = (beginning(str(day)) if day is not None else None for day in (low, high))
    bounds = [(f"{column} >= ?", low), (f"{column} < ?", high)]
    sql = " AND ".join(text for text, value in bounds if value is not None)
    parameters = tuple(value for _, value in bounds if value is not None)
    if event:
        # Of a status that a paper came in with, nobody knows since when it has it.
        sql = (
            "p.id IN (SELECT e.paper_id FROM status_event e JOIN paper q ON q.id = e.paper_id"
            f" WHERE e.status = '{event}' AND e.at <> q.added_at AND {sql})"
        )
        return _Part("sql", sql, parameters)
    return _Part("sql", f"({sql})", parameters)


def _link(node: Link) -> _Part:
    parts: list[_Part] = []
    if node.arxiv_id:
        parts.append(_Part("sql", "p.arxiv_id = ?", (node.arxiv_id,)))
    doi = node.doi or (f"10.48550/arxiv.{node.arxiv_id}" if node.arxiv_id else "")
    if doi:
        parts.append(_Part("sql", "p.doi = ?", (doi,)))
    if node.url:
        parts.append(_like("p.url", node.url, "inside"))
    if any(map(str.isalnum, node.text)):
        # It may stand in a note.
        parts.append(_Part("words", phrase(node.text, prefix=True)))
    return _either(parts)
