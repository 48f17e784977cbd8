"""A manuscript, with the files that are part of it, says which keys it cites and where first."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from readlist.errors import InputError
from readlist.formats.decode import decode_bytes
from readlist.formats.manuscripts import EVERYTHING, READERS, Mark, reader_for

_LARGEST = 64 << 20
_MOST_FILES = 2000


class Citation(NamedTuple):
    """A key, and where the manuscript cites it first."""

    key: str
    file: str
    """As people call it: beside the name that the manuscript was given by."""
    line: int


@dataclass(frozen=True)
class Cited:
    """What one manuscript cites."""

    manuscript: Path
    """The file, absolute."""
    citations: tuple[Citation, ...]
    """Each key once, in the order of first citation."""
    everything: bool = False
    r"""Does it cite all that the bibliography has (`\nocite{*}`)?"""
    files: tuple[Path, ...] = ()
    """All files that were read; a change in one of them may change what is cited."""
    bibliographies: tuple[Path, ...] = ()
    """The `.bib` files in its folder that it names."""
    notices: tuple[str, ...] = ()
    """Sentences about parts that were not read."""
    by_style: bool = False
    """Does a style of BibTeX make its bibliography, which knows an entry by one key only?"""
    unfinished: bool = False
    """Does LaTeX seem to be still writing it?"""

    @property
    def names(self) -> list[str]:
        """The file, then the files that are another look at the same manuscript.

        What `main.tex` cites is what `main.aux` says after LaTeX ran.
        """
        path = self.manuscript
        kinds = (".tex", ".ltx", ".aux", ".bcf")
        if path.suffix.lower() not in kinds:
            return [str(path)]
        return [str(path), *(str(path.with_suffix(k)) for k in kinds if k != path.suffix)]


def read(path: Path) -> Cited:
    """What the manuscript at `path` cites. Raises InputError."""
    reader_for(path.name)  # a kind that is not known is told before a file that is not there
    walk = _Walk(path)
    marks = list(walk.marks(path, str(path)))
    unfinished = ("unfinished", str(path)) in {(mark.kind, shown) for mark, shown in marks}
    labels = {mark.text for mark, _ in marks if mark.kind == "label"}
    first: dict[str, Citation] = {}
    for mark, shown in marks:
        if mark.kind == "cite" and mark.text not in labels:
            first.setdefault(mark.text, Citation(mark.text, shown, mark.line))
    everything = first.pop(EVERYTHING, None) is not None
    return Cited(
        manuscript=path.resolve(),
        citations=tuple(first.values()),
        everything=everything,
        files=tuple(walk.files),
        bibliographies=tuple(dict.fromkeys(walk.bibliographies)),
        notices=tuple(walk.notices),
        by_style=any(mark.kind == "style" for mark, _ in marks),
        unfinished=unfinished,
    )


class _Walk:
    """From file to file, each once, and never out of the manuscript's folder."""

    def __init__(self, path: Path) -> None:
        self.folder = path.resolve().parent
        self.shown_folder = path.parent
        self.files: list[Path] = []
        self.bibliographies: list[Path] = []
        self.notices: list[str] = []

    def marks(self, path: Path, shown: str) -> Iterator[tuple[Mark, str]]:
        """The marks of the file and of those that it includes, in the order of the text."""
        self.files.append(path.resolve())
        reader = reader_for(path.name)
        open_texts = [(path.resolve(), shown, reader(_text(path, shown)))]
        while open_texts:
            current, shown, marks = open_texts[-1]
            mark = self._next(marks, shown)
            if mark is None:
                open_texts.pop()
            elif mark.kind == "include":
                part = self._part(current, mark, shown)
                if part is not None:
                    self.files.append(part)
                    name = str(self.shown_folder / part.relative_to(self.folder))
                    try:
                        text = _text(part, name)
                    except InputError as error:
                        self.notices.append(str(error))
                    else:
                        kind = part.name if part.suffix.lower() in READERS else path.name
                        open_texts.append((part, name, reader_for(kind)(text)))
            elif mark.kind == "bibliography":
                found = self._bibliography(current, mark.text)
                self.bibliographies += [found] if found else []
            else:
                yield mark, shown

    def _next(self, marks: Iterator[Mark], shown: str) -> Mark | None:
        try:
            return next(marks, None)
        except InputError as error:
            raise InputError(f"{shown}: {error}.") from error

    def _bibliography(self, current: Path, name: str) -> Path | None:
        for folder in (self.folder, current.parent):
            try:
                path = (folder / (name if name.endswith(".bib") else f"{name}.bib")).resolve()
                if path.is_relative_to(self.folder) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
        return None

    def _part(self, current: Path, mark: Mark, shown: str) -> Path | None:
        """The file that is meant, where it is there, in the folder and not read yet."""
        # TeX looks in the folder where it runs; Quarto and Typst beside the file.
        tex = current.suffix.lower() not in (".md", ".qmd", ".rmd", ".markdown", ".typ")
        folders = [self.folder, current.parent] if tex else [current.parent, self.folder]
        name = mark.text.lstrip("/") if current.suffix == ".typ" else mark.text
        outside = False
        for folder in folders:
            for candidate in (name + ".tex", name) if tex else (name,):
                try:
                    path = (folder / candidate).resolve()
                    if not path.is_file():
                        continue
                except (OSError, ValueError):
                    continue
                if path.is_relative_to(self.folder):
                    new = path not in self.files and len(self.files) < _MOST_FILES
                    return path if new else None
                outside = True
        if outside:
            self.notices.append(
                f"{shown}:{mark.line}: {mark.text} is outside the manuscript's folder; "
                "it was not read."
            )
        return None


def _text(path: Path, shown: str) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{shown} is too large for a manuscript; it was not read.")
        return decode_bytes(path.read_bytes())[0].replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise InputError(f"{shown} cannot be read: {error.strerror or error}.") from error
    except InputError as error:
        if shown in str(error):
            raise
        raise InputError(f"{shown} cannot be read: {error}") from error
