"""The entries from which others inherit by crossref or xdata."""

from collections.abc import Iterable

from readlist.formats import bibtex
from readlist.storage import documents
from readlist.storage.reader import Reader


def ancestors(reader: Reader, entries: Iterable[str]) -> list[str]:
    """What the texts of entries inherit from, and that in turn, as imported, the nearest first."""
    found: dict[int, str] = {}
    waiting = list(entries)
    while waiting:
        wanted = {key for text in waiting for key in bibtex.parents(text)}
        ids = [i for i in reader.ids_of(wanted) if i not in found]
        new = {paper.id: paper.raw for paper in documents.exportables(reader.connection, ids)}
        found.update(new)
        waiting = list(new.values())
    return [text for text in found.values() if text]
