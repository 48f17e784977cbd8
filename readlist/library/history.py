"""Steps are undone and redone, in this session or a later one.

Fingerprints are only ever added to, so what a paper said before still finds it.
"""

from readlist.errors import NothingToUndo
from readlist.library.library import Library
from readlist.storage import journal
from readlist.storage.reader import LogEntry
from readlist.storage.writing import writing


def undo(library: Library) -> str:
    """The last step is undone; returns its summary. Raises NothingToUndo."""
    return _swap(library, back=True)


def redo(library: Library) -> str:
    """The step undone last is done again; returns its summary. Raises NothingToUndo."""
    return _swap(library, back=False)


def undo_until(library: Library, step: LogEntry) -> int:
    """The step and all after it are undone, or none; returns how many those were.

    Raises NothingToUndo where the history has gone on and the step is not there any more.
    """
    return _swap_until(library, step, back=True)


def redo_until(library: Library, step: LogEntry) -> int:
    """The step and all undone before it are done again, or none; returns how many those were.

    Raises NothingToUndo where the history has gone on and the step is not there any more.
    """
    return _swap_until(library, step, back=False)


def _swap_until(library: Library, until: LogEntry, *, back: bool) -> int:
    swapped = 0
    with writing(library.path, "", library.now()) as writer:
        while True:
            step = (journal.undo if back else journal.redo)(writer.driver)
            swapped += 1
            if step[:3] == until[:3]:
                return swapped
            # A number is given again when what was undone is forgotten, so it proves nothing.
            if step.id <= until.id if back else step.id >= until.id:
                raise NothingToUndo(
                    "The history has gone on meanwhile; nothing was changed. Look at it again."
                )


def _swap(library: Library, *, back: bool) -> str:
    with writing(library.path, "", library.now()) as writer:
        return (journal.undo if back else journal.redo)(writer.driver).summary
