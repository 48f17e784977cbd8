"""Notes link papers: `[[citationkey]]` names another paper, which knows by whom it is named."""

import re
import sqlite3

from readlist.storage.query.patterns import phrase

LINK = re.compile(r"\[\[\s*([^\[\]\n]*[^\[\]\s])\s*\]\]")
"""A link in a note; the citation key is its first group."""


def linked_from(connection: sqlite3.Connection, paper_id: int) -> list[str]:
    """The citation keys of the other papers whose notes link to this one, in alphabetical order.

    A link may name the paper by an older key too. Case matters in no citation key.
    """
    ask = connection.execute
    sql = (
        "SELECT citation_key FROM paper WHERE id = :paper "
        "UNION SELECT key FROM alias WHERE paper_id = :paper"
    )
    names = [name for (name,) in ask(sql, {"paper": paper_id})]
    if not names:
        return []
    folded = {name.casefold() for name in names}
    mentioning = " OR ".join(phrase(name, "notes", prefix=False) for name in names)
    sql = (
        "SELECT citation_key, notes_text FROM paper WHERE id <> ? AND id IN "
        "(SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?) ORDER BY citation_key"
    )
    return [
        key
        for key, notes in ask(sql, [paper_id, mentioning])
        if any(link.casefold() in folded for link in LINK.findall(notes))
    ]
