"""Papers become a bibliography for LaTeX, and the keys that were handed out stay as they are."""

import contextlib
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from readlist.errors import LibraryUnwritable, OutputError
from readlist.formats import bibtex
from readlist.library.library import Library
from readlist.records import Block
from readlist.storage import documents, pinning
from readlist.storage.reader import Reader


@dataclass(frozen=True)
class Bibliography:
    """What goes into a `.bib` file."""

    text: str
    count: int
    """Entries asked for; those that they refer to come along and are not counted."""
    warnings: list[tuple[str, str]]
    """Citation key, and what BibTeX will say of the entry."""


def bibliography(
    library: Library,
    ids: Sequence[int] | None,
    *,
    abstracts: bool = False,
    names: Mapping[int, Collection[str]] = MappingProxyType({}),
    helpers: Collection[str] = (),
) -> Bibliography:
    """The papers as BibTeX, sorted by key; all of them where `ids` is None.

    An entry that came from a `.bib` file and says what it said then is the same bytes.
    What the chosen entries refer to by crossref or xdata comes along. The keys are pinned.
    A paper of `names` goes out under these keys, for a manuscript that calls it so.
    `helpers` are the keys of the `@set` entries that are wanted too, with their members.
    """
    reader = library.reader()
    try:
        whole = ids is None
        chosen = list(reader.ids("", today="") if ids is None else ids)
        nouns = library.proper_nouns
        entries = dict(_entries(reader, chosen, abstracts, nouns))
        asked = list(entries)
        blocks = [Block(*row) for row in documents.blocks(reader.connection)]
        sets: list[bibtex.Entry] = []
        if not whole:
            sets = [bibtex.Entry(b.name, b.raw) for b in blocks if b.name in helpers]
            blocks = [b for b in blocks if b.name not in helpers]
            _bring_parents(reader, entries, sets, abstracts, nouns)
        out = [*_under_names(entries, names), *sets]
        text = "".join(bibtex.bibliography(out, blocks, only_used=not whole))
        warnings = _warnings(reader, entries, asked, blocks)
        # Where nothing can be written, no key can change either.
        with contextlib.suppress(LibraryUnwritable):
            pinning.pin(library.path, list(entries))
    finally:
        reader.close()
    return Bibliography(text, len(asked), warnings)


def pin(library: Library, ids: Sequence[int]) -> None:
    """The citation keys of these papers were used somewhere: they never change by themselves."""
    pinning.pin(library.path, ids)


def read_back(path: Path) -> str | None:
    """What the file says, byte for byte; None where there is no file. Raises OutputError."""
    try:
        with open(path, encoding="utf-8", newline="", errors="surrogateescape") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unwritable(path, error) from error


def write(path: Path, text: str) -> bool:
    """The file says `text`, whole; on any error it is as it was. Raises OutputError.

    One that says so already is not touched, and False comes back: a build that watches it
    need not run again. Else the text goes into a new file beside it, which then takes its
    place and its permissions. A symbolic link stays one.
    """
    target = Path(os.path.realpath(path))
    if target.is_file() and read_back(target) == text:
        return False
    try:
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with open(handle, "w", encoding="utf-8", newline="", errors="surrogateescape") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(name)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise
    return True


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} could not be written: {error.strerror or error}. What was there is still there."
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _entries(
    reader: Reader, ids: Sequence[int], abstracts: bool, nouns: Collection[str]
) -> Iterator[tuple[int, bibtex.Entry]]:
    rewritten: list[documents.Exportable] = []
    for paper in documents.exportables(reader.connection, ids):
        if paper.raw and not paper.edited:
            yield paper.id, bibtex.Entry(paper.key, paper.raw, (paper.id,))
        else:
            rewritten.append(paper)
    if not rewritten:
        return
    macros = {row.name: row.value for row in documents.blocks(reader.connection) if row.name}
    records = documents.records(reader.connection, [paper.id for paper in rewritten])
    for paper, (_, record) in zip(rewritten, records, strict=True):
        if paper.raw:
            text = bibtex.updated_entry(
                paper.raw, record, macros=macros, with_abstract=abstracts, proper_nouns=nouns
            )
        else:
            text = bibtex.entry_from_record(record, with_abstract=abstracts, proper_nouns=nouns)
        yield paper.id, bibtex.Entry(paper.key, text, (paper.id,))


def _bring_parents(
    reader: Reader,
    entries: dict[int, bibtex.Entry],
    sets: Sequence[bibtex.Entry],
    abstracts: bool,
    nouns: Collection[str],
) -> None:
    """The entries that the chosen ones refer to are chosen too, and theirs in turn."""
    waiting = list(entries.values())
    wanted = {key for entry in sets for key in bibtex.members(entry.text)}
    while waiting or wanted:
        wanted |= {key for entry in waiting for key in bibtex.parents(entry.text)}
        ids = [i for i in reader.ids_of(wanted) if i not in entries]
        found = dict(_entries(reader, ids, abstracts, nouns))
        entries.update(found)
        waiting = list(found.values())
        wanted = set()


def _warnings(
    reader: Reader,
    entries: dict[int, bibtex.Entry],
    asked: Sequence[int],
    blocks: Sequence[Block],
) -> list[tuple[str, str]]:
    """What BibTeX will say, sorted by key. Only entries that may lack something are parsed."""
    macros = {block.name for block in blocks if block.kind == "string"}
    found: list[tuple[str, str]] = []
    for paper_id in documents.doubtful(reader.connection, asked):
        entry = entries[paper_id]
        found += ((entry.key, said) for said in bibtex.warnings(entry.text, macros=macros))
    return sorted(found, key=lambda warning: (warning[0].lower(), warning[0]))


def _under_names(
    entries: Mapping[int, bibtex.Entry],
    names: Mapping[int, Collection[str]],
) -> list[bibtex.Entry]:
    """Every entry, those of `names` under these keys, and where others refer to it, its own."""
    if not names:
        return list(entries.values())
    referred = {key for entry in entries.values() for key in bibtex.parents(entry.text)}
    out: list[bibtex.Entry] = []
    for paper_id, entry in entries.items():
        wanted = set(names.get(paper_id, [entry.key]))
        if entry.key.lower() in referred:
            wanted.add(entry.key)
        out += (
            entry
            if key == entry.key
            else replace(entry, key=key, text=bibtex.renamed(entry.text, key))
            for key in sorted(wanted)
        )
    return out
