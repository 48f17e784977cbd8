"""Everything that can go wrong and that readlist explains in one sentence.

ReadlistError                exit status 1
|-- LibraryError             the library file cannot serve
|   |-- MissingLibrary       there is no file yet
|   |-- NotALibrary          the file is something else
|   |-- NewerLibrary         a newer readlist wrote it
|   |-- LibraryBusy          another program is writing
|   `-- LibraryUnwritable    read-only folder, full disk
|-- InputError               what was given cannot be read
|   `-- UnknownFormat        none of the known formats fits
|-- OutputError              the export could not be written
|-- QueryError               the query language was misspelt
|-- UnknownKey               no paper has this citation key
|-- NothingToUndo            the journal is at its end
`-- Cancelled                the user stopped a long task
"""


class ReadlistError(Exception):
    """A sentence for the user: what happened, where, and what to do next."""


class LibraryError(ReadlistError):
    """The library file cannot serve."""


class MissingLibrary(LibraryError):
    """There is no library file at that place yet."""


class NotALibrary(LibraryError):
    """The file exists and is not a readlist library."""


class NewerLibrary(LibraryError):
    """The library was written by a newer readlist; it is left untouched."""


class LibraryBusy(LibraryError):
    """Another program held the library longer than the busy timeout."""


class LibraryUnwritable(LibraryError):
    """The folder is read-only or the disk is full; nothing was changed."""


class InputError(ReadlistError):
    """What was given cannot be read."""


class UnknownFormat(InputError):
    """The text is in none of the formats that readlist knows."""


class OutputError(ReadlistError):
    """The output file could not be written; an older one is still there."""


class QueryError(ReadlistError):
    """The query is misspelt; `position` is the 0-based offset of the mistake."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class UnknownKey(ReadlistError):
    """No paper has this citation key."""


class NothingToUndo(ReadlistError):
    """There is no step left to undo, or none to redo."""


class Cancelled(ReadlistError):
    """The user stopped a long task; the library is as it was before."""
