"""`sort:` becomes terms of ORDER BY in which every two papers differ."""

from readlist.storage.query.fields import STATUSES
from readlist.storage.query.tree import Every, Is, Node, Query, Sort

NEWEST = "p.added_at DESC, p.id"
"""The order of a list nobody sorts."""
RELEVANCE = "relevance"
"""The name of the order that is not in SQL; it counts where it comes first."""
_QUEUE = "p.priority DESC, p.queue_position ASC NULLS LAST, p.added_at ASC, p.id ASC"
_BY = "COALESCE(NULLIF(p.authors_text, ''), NULLIF(p.editors_text, ''))"
_ORDERS: dict[str, tuple[bool, str, str]] = {
    "added": (True, "p.added_at ASC", "p.added_at DESC"),
    "updated": (True, "p.updated_at ASC", "p.updated_at DESC"),
    "year": (True, "p.year ASC NULLS LAST", "p.year DESC"),
    "rating": (True, "p.rating ASC NULLS LAST", "p.rating DESC"),
    "priority": (True, "p.priority ASC", "p.priority DESC"),
    "title": (
        False,
        "NULLIF(COALESCE(p.title_text, p.title), '') COLLATE NOCASE ASC NULLS LAST",
        "COALESCE(p.title_text, p.title) COLLATE NOCASE DESC",
    ),
    "author": (
        False,
        f"{_BY} COLLATE NOCASE ASC NULLS LAST",
        f"{_BY} COLLATE NOCASE DESC",
    ),
    "venue": (
        False,
        "NULLIF(p.venue, '') COLLATE NOCASE ASC NULLS LAST",
        "p.venue COLLATE NOCASE DESC",
    ),
    "key": (
        False,
        "p.citation_key COLLATE NOCASE ASC NULLS LAST",
        "p.citation_key COLLATE NOCASE DESC",
    ),
    "status": (False, "{} ASC", "{} DESC"),
    "queue": (
        False,
        "p.priority DESC, p.queue_position ASC NULLS LAST",
        "p.priority ASC, p.queue_position DESC",
    ),
}
"""Name -> is it usually descending?, ascending, descending. What is unknown comes last."""
_STATUS_RANK = "CASE p.status {} END".format(
    " ".join(f"WHEN '{status}' THEN {rank}" for rank, status in enumerate(STATUSES))
)


def order(query: Query) -> str:
    """The order of `query`, without the words ORDER BY.

    Without a `sort:` the newest papers come first, and papers that are asked for as queued
    come in the order of the queue: by priority, then as arranged, then as added.
    """
    if not query.sorts:
        return _QUEUE if _asks_for_queued(query.root) else NEWEST
    terms: dict[str, str] = {}
    for sort in query.sorts:
        if sort.name != RELEVANCE:
            terms.setdefault(sort.name, _sorted_by(sort))
    return ", ".join([*terms.values(), *([] if "added" in terms else ["p.added_at DESC"]), "p.id"])


def _sorted_by(sort: Sort) -> str:
    usual, ascending, descending = _ORDERS[sort.name]
    down = usual if sort.descending is None else sort.descending
    return (descending if down else ascending).format(_STATUS_RANK)


def _asks_for_queued(root: Node | None) -> bool:
    parts = root.parts if isinstance(root, Every) else (root,)
    return Is("is", "queued") in parts
