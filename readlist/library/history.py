"""Steps are undone and redone, in this session or a later one.

Fingerprints are only ever added to, so what a paper said before still finds it.
"""

from readlist.library.library import Library
from readlist.storage import journal
from readlist.storage.writing import writing


def undo(library: Library) -> str:
    """The last step is undone; returns its summary. Raises NothingToUndo."""
    return _swap(library, back=True)


def redo(library: Library) -> str:
    """The step undone last is done again; returns its summary. Raises NothingToUndo."""
    return _swap(library, back=False)


def _swap(library: Library, *, back: bool) -> str:
    library.reader().close()  # a missing library is told as such, not made
    with writing(library.path, "", library.now()) as writer:
        return (journal.undo if back else journal.redo)(writer.driver).summary
