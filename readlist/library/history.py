"""Steps are undone and redone, in this session or a later one.

Fingerprints are only ever added to, so what a paper said before still finds it.
"""

from collections.abc import Sequence

from readlist.errors import MissingLibrary, NothingToUndo
from readlist.library.library import Library
from readlist.storage import journal
from readlist.storage.reader import LogEntry
from readlist.storage.writing import writing


def latest(library: Library) -> LogEntry | None:
    """The last step as it stands in the journal, if there is any."""
    try:
        reader = library.reader(briefly=True)
    except MissingLibrary:
        return None
    try:
        return next(iter(reader.log(1)), None)
    finally:
        reader.close()


def undo(library: Library, only: LogEntry | None = None) -> str:
    """The last step is undone; returns its summary.

    Raises NothingToUndo, also where it is not the step that `only` says.
    """
    with writing(library.path, "", library.now()) as writer:
        step = journal.undo(writer.driver)
        if only is not None and step[:3] != only[:3]:
            raise NothingToUndo(
                f"Another program has gone on since: {step.summary}. Nothing was undone; "
                "in the list, u takes back one step after the other."
            )
        return step.summary


def redo(library: Library) -> str:
    """The step undone last is done again; returns its summary. Raises NothingToUndo."""
    with writing(library.path, "", library.now()) as writer:
        return journal.redo(writer.driver).summary


def undo_steps(library: Library, steps: Sequence[LogEntry]) -> None:
    """These steps, the last of the history, newest first, are undone, or none.

    Raises NothingToUndo where the history has gone on and they are not the last.
    """
    _swap(library, steps, back=True)


def redo_steps(library: Library, steps: Sequence[LogEntry]) -> None:
    """These steps, those undone last, oldest first, are done again, or none.

    Raises NothingToUndo where the history has gone on and they are not the next.
    """
    _swap(library, steps, back=False)


def _swap(library: Library, steps: Sequence[LogEntry], *, back: bool) -> None:
    swap = journal.undo if back else journal.redo
    with writing(library.path, "", library.now()) as writer:
        for step in steps:
            # A number is given again when what was undone is forgotten, so it proves nothing.
            if swap(writer.driver)[:3] != step[:3]:
                raise NothingToUndo(
                    "The history has gone on meanwhile; nothing was changed. Look at it again."
                )
