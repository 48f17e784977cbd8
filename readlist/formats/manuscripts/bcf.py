"""What biblatex wants biber to look up: its control file.

The XML is read by expat with every document type refused, so no entity can be defined.
"""

from collections.abc import Iterator
from typing import Literal, NoReturn
from xml.parsers import expat

from readlist.errors import InputError
from readlist.formats.manuscripts.marks import Mark


def read(text: str) -> Iterator[Mark]:
    """The keys of all reference sections and the `.bib` files, in the order of the file.

    A file that breaks off is one that LaTeX is still writing. Raises InputError for XML that
    is no control file.
    """
    gathered = _Gathered()
    try:
        gathered.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        if error.lineno < text.count("\n"):
            what = expat.ErrorString(error.code)
            raise InputError(
                f"line {error.lineno}: this is no biber control file ({what})"
            ) from None
        gathered.marks.append(Mark("unfinished", "", error.lineno))
    made = gathered.sets
    yield from (mark for mark in gathered.marks if mark.kind != "cite" or mark.text not in made)


class _Gathered:
    """The marks, as the parser comes by them."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.parser = parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parser.StartDoctypeDeclHandler = self._refuse
        self.sets: set[str] = set()
        """Sets that the manuscript made itself (`\\defbibentryset`): no entries, but cited."""
        self._key: list[str] | None = None
        self._members = ""

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self.marks and self.parser.CurrentColumnNumber == 0 and local == "html":
            self._refuse()
        if local in ("citekey", "datasource"):
            self._key = []
            self._members = attributes.get("members", "")

    def _add(self, data: str) -> None:
        if self._key is not None:
            self._key.append(data)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if self._key is None or local not in ("citekey", "datasource"):
            return
        kind: Literal["cite", "bibliography"] = "cite" if local == "citekey" else "bibliography"
        text = "".join(self._key).strip()
        if self._members:
            self.sets.add(text)
        for key in self._members.split(",") if self._members else [text]:
            if key.strip():
                self.marks.append(Mark(kind, key.strip(), self.parser.CurrentLineNumber))
        self._key = None
        self._members = ""

    def _refuse(self, *_: object) -> NoReturn:
        line = self.parser.CurrentLineNumber
        raise InputError(f"line {line}: this is no biber control file (a document type)")
