"""What commands about manuscripts share: reading them, telling, and keeping a file fresh."""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import sleep, strftime
from typing import TYPE_CHECKING

from readlist.cli import output
from readlist.cli.place import Place
from readlist.errors import InputError, LibraryError, OutputError, ReadlistError
from readlist.library import citations, citing, manuscript
from readlist.library.citations import Resolved
from readlist.library.manuscript import Cited
from readlist.library.watching import stamps, watch

if TYPE_CHECKING:
    from readlist.library.library import Library
    from readlist.storage.reader import Reader

POLL = 0.5
"""Seconds between two looks at the files."""
PATIENCE = 6
"""Looks without a change after which a half-written file is taken as it is."""

Make = Callable[[Sequence[int] | None, Resolved], citing.Bibliography]
"""Papers, and what the manuscripts call them -> the bibliography."""


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    manuscripts: Sequence[str]
    target: str | None
    """The file to write; None for standard output."""
    make: Make
    diff: bool = False


def look(
    library: "Library", names: Iterable[str], target: str | None = None
) -> tuple[list[Cited], Resolved]:
    """What the manuscripts cite and what it means, which the library now remembers.

    `target` is the file that is to be written, if any. Raises InputError and MissingLibrary.
    """
    cited = [manuscript.read(Path(name)) for name in names]
    resolved = citations.resolve(library, cited, Path(target) if target else None)
    citations.remember(library, cited, resolved)
    return cited, resolved


def tell(cited: Iterable[Cited], resolved: Resolved) -> None:
    """People are told what was not read, what was guessed and what is missing."""
    for one in cited:
        for notice in one.notices:
            output.say(notice)
    for line in (*resolved.notices, *map(str, resolved.missing)):
        output.say(line)


def export(place: Place, order: Order) -> int:
    """What the manuscripts cite is in the file; returns the exit status, 3 if keys are missing."""
    cited, resolved = look(place.library, order.manuscripts, order.target)
    tell(cited, resolved)
    _deliver(order, cited, resolved)
    return 3 if resolved.lacking else 0


def deliver(made: citing.Bibliography, target: str | None, *, diff: bool) -> None:
    """The bibliography is in the file, on standard output, or compared with the file."""
    if diff:
        _show_difference(target, made.text)
        return
    written = True
    if target is None:
        output.write_pieces(made.pieces)
    else:
        written = citing.write(Path(target), made.pieces)
    for key, sentence in made.warnings:
        output.say(f"{key}: {sentence}")
    entries = _entries(made)
    where = "" if target is None else f" in {target}"
    output.say(f"{entries}{where}." if written else f"{entries}{where}, as before.")


def _entries(made: citing.Bibliography) -> str:
    return "1 entry" if made.count == 1 else f"{made.count:,} entries"


def _deliver(order: Order, cited: Sequence[Cited], resolved: Resolved) -> None:
    ids = None if resolved.everything else resolved.ids
    if ids == [] and not resolved.sets and order.target and Path(order.target).exists():
        # A slip, or a half-written manuscript, must not empty the bibliography.
        names = " and ".join(order.manuscripts)
        what = "that is in the library" if resolved.missing else "at all"
        output.say(f"{names} cites nothing {what}; {order.target} was left as it was.")
        return
    deliver(order.make(ids, resolved), order.target, diff=order.diff)


def _show_difference(target: str | None, text: str) -> None:
    from readlist.library.differences import difference  # noqa: PLC0415  (start-up time)
    from readlist.text import printable  # noqa: PLC0415

    if target is None:
        raise OutputError("--diff compares with a file: name it with -o FILE.")
    before = citing.read_back(Path(target)) or ""
    lines = difference(before, text, target, f"{target} (new)")
    shown = [line[:1] + _safe(line[1:], printable) for line in lines]
    output.write("".join(f"{line}\n" for line in shown))
    if not shown:
        output.say(f"{target} would stay as it is.")


def _safe(line: str, printable: Callable[[str], str]) -> str:
    """`line` fit for a terminal, its indentation kept."""
    body = line.lstrip(" ")
    return line if body.isascii() and body.isprintable() else line[: -len(body)] + printable(body)


def keep_fresh(place: Place, order: Order) -> int:
    """The file is kept as the manuscripts and the library want it, until Ctrl-C; returns 0."""
    gc.enable()
    try:
        keeper = Keeper(place, order)
        # Looked at before it is read: a change in between is not lost.
        since = keeper.look()
        keeper.write()
        for changed in watch(keeper.look, since=since, rest=keeper.patience):
            if changed:
                keeper.write()
            sleep(POLL)
    except KeyboardInterrupt:
        pass
    return 0


class Keeper:
    """Writes the bibliography again and again, and says only what is new."""

    def __init__(self, place: Place, order: Order) -> None:
        self._place = place
        self._order = order
        self._files: tuple[Path, ...] = tuple(Path(name) for name in order.manuscripts)
        self._reader: Reader | None = None
        self._file = 0
        self._said: set[str] = set()

    def look(self) -> tuple[object, ...]:
        """What changes whenever a manuscript or the library does."""
        return (*stamps(self._files), self._version())

    def patience(self) -> int:
        """How many looks a change has to rest: more where LaTeX seems to be still writing."""
        try:
            unfinished = any(manuscript.read(Path(n)).unfinished for n in self._order.manuscripts)
        except InputError:
            unfinished = True
        return PATIENCE if unfinished else 1

    def write(self) -> None:
        """The file is fresh; each write is one line, each trouble is told once."""
        said: set[str] = set()
        try:
            cited, resolved = look(self._place.library, self._order.manuscripts, self._order.target)
            self._files = tuple(file for one in cited for file in one.files)
            said.update(notice for one in cited for notice in one.notices)
            said.update((*resolved.notices, *map(str, resolved.missing)))
            self._write(cited, resolved)
        except (ReadlistError, OSError) as error:
            # It may be mended while we wait: a folder that comes back, a file saved again.
            said.add(f"readlist: {error}")
        for sentence in sorted(said - self._said):
            output.say(sentence)
        self._said = said

    def _write(self, cited: Sequence[Cited], resolved: Resolved) -> None:
        target = Path(self._order.target or "")
        ids = None if resolved.everything else resolved.ids
        if ids == [] and not resolved.sets and target.exists():
            return
        made = self._order.make(ids, resolved)
        if citing.write(target, made.pieces):
            output.say(f"{strftime('%H:%M:%S')}  {target}: {_entries(made)}")

    def _version(self) -> tuple[int, int]:
        """Which file the library is, and a number that changes with each writing to it."""
        try:
            file = self._place.library.path.stat().st_ino
            if self._reader is None or file != self._file:
                self._reader = self._place.library.reader()
                self._file = file
            return file, self._reader.data_version()
        except (OSError, LibraryError):
            return 0, 0  # told by the next writing, if it lasts
