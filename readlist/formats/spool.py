"""Texts wait for their turn in a temporary file, so that they take no memory."""

from array import array
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from readlist.errors import OutputError

_HELD = 8 << 20
"""Bytes that are kept in memory; what goes beyond makes a file."""


class Spool:
    """A list of texts that only grows. Raises OutputError where there is no room for it."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115  (lives as long as this)
        self._ends = array("q", [0])
        self._at_end = True

    def append(self, text: str) -> int:
        """The text is kept; returns its number."""
        try:
            if not self._at_end:
                self._file.seek(self._ends[-1])
                self._at_end = True
            self._file.write(text.encode("utf-8", "surrogatepass"))
            self._ends.append(self._file.tell())
        except OSError as error:
            raise OutputError(
                f"There is no room for temporary files: {error.strerror or error}. "
                "Make some, or name another folder in the variable TMPDIR."
            ) from error
        return len(self._ends) - 2

    def __getitem__(self, number: int) -> str:
        start, end = self._ends[number], self._ends[number + 1]
        self._at_end = False
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))
