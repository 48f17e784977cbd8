"""Papers become a bibliography for LaTeX, and the keys that were handed out stay as they are."""

import contextlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from readlist.errors import LibraryUnwritable, OutputError
from readlist.formats import bibtex, jabref
from readlist.formats.spool import Spool
from readlist.library.ancestors import ancestors
from readlist.library.library import Library
from readlist.records import Block, Record
from readlist.storage import documents, pinning
from readlist.storage.binding import batches
from readlist.storage.reader import Reader

_AS_IT_CAME = bibtex.Wording()


@dataclass(frozen=True)
class Bibliography:
    """What goes into a `.bib` file."""

    pieces: Iterable[str]
    """The file, piece by piece; they can be gone through again."""
    count: int
    """Entries asked for; those that they refer to come along and are not counted."""
    warnings: list[tuple[str, str]]
    """Citation key, and what BibTeX will say of the entry, or what its wording lost."""

    @property
    def text(self) -> str:
        """The file, whole."""
        return "".join(self.pieces)


class _Manner(NamedTuple):
    """How entries are written that do not go out as they came."""

    abstracts: bool
    nouns: Collection[str]
    unicode: bool


def bibliography(
    library: Library,
    ids: Sequence[int] | None,
    *,
    abstracts: bool = False,
    wording: bibtex.Wording = _AS_IT_CAME,
    names: Mapping[int, Collection[str]] = MappingProxyType({}),
    by_style: bool = False,
    helpers: Collection[str] = (),
    personal: bool = False,
) -> Bibliography:
    """The papers as BibTeX, sorted by key; all of them where `ids` is None.

    An entry that came from a `.bib` file and says what it said then is the same bytes,
    unless `wording` asks for a dialect or for the house style.
    What the chosen entries refer to by crossref or xdata comes along. The keys are pinned.
    A paper of `names` goes out under these keys, for a manuscript that calls it so; with
    `by_style` also under those of its `ids`, which a style of BibTeX does not know.
    `helpers` are the keys of the `@set` entries that are wanted too, with their members.
    With `personal`, tags, status, rating and priority go along in JabRef's fields.
    """
    reader = library.reader()
    try:
        whole = ids is None
        chosen = list(reader.ids("", today="") if ids is None else ids)
        manner = _Manner(abstracts, library.proper_nouns, wording.keeps_letters)
        entries = _Gathered(_entries(reader, chosen, manner))
        asked = list(entries.ids)
        blocks = [Block(*row) for row in documents.blocks(reader.connection)]
        sets: list[bibtex.Entry] = []
        if not whole:
            sets = [bibtex.Entry(b.name, b.raw) for b in blocks if b.name in helpers]
            blocks = [b for b in blocks if b.name not in helpers]
            _bring_parents(reader, entries, sets, manner)
        stayed: list[tuple[str, str]] = []
        if personal:
            entries = _Gathered(_marked(reader, entries, stayed))
        aliases = _aliases(reader, entries) if wording.dialect == "biblatex" else {}
        done = bibtex.worded(entries, blocks, wording, aliases)
        complaints: list[tuple[str, str]] = []
        doubtful = _doubtful(reader, asked, wording)
        referred = {k for e in entries for k in bibtex.parents(e.text)} if doubtful else set()
        out = _heard(done, entries.ids, doubtful, referred, complaints)
        if names:
            by_id = dict(zip(entries.ids, out, strict=True))
            listed = not by_style and wording.dialect != "bibtex"
            out = _under_names(by_id, _without(names, by_id) if listed else names)
        pieces = bibtex.bibliography(chain(out, sets), done.blocks, only_used=not whole)
        warnings = [*stayed, *done.said, *complaints]
        # Where nothing can be written, no key can change either.
        with contextlib.suppress(LibraryUnwritable):
            pinning.pin(library.path, list(entries.ids))
    finally:
        reader.close()
    warnings.sort(key=lambda warning: (warning[0].lower(), warning[0]))
    return Bibliography(pieces, len(asked), warnings)


class _Gathered:
    """Papers and their entries, whose texts wait outside the memory."""

    def __init__(self, entries: Iterable[tuple[int, bibtex.Entry]]) -> None:
        self.ids: dict[int, str] = {}
        """Paper -> citation key, in their order."""
        self._texts = Spool()
        self.add(entries)

    def add(self, entries: Iterable[tuple[int, bibtex.Entry]]) -> None:
        """These are there too."""
        for paper_id, entry in entries:
            self.ids[paper_id] = entry.key
            self._texts.append(entry.text)

    def __iter__(self) -> Iterator[bibtex.Entry]:
        for (paper_id, key), text in zip(self.ids.items(), self._texts, strict=True):
            yield bibtex.Entry(key, text, (paper_id,))


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


def write(path: Path, text: str | Iterable[str]) -> bool:
    """The file says `text`, whole; on any error it is as it was. Raises OutputError.

    One that says so already is not touched, and False comes back: a build that watches it
    need not run again. Else the text goes into a new file beside it, which then takes its
    place and its permissions. A symbolic link stays one.
    """
    pieces = [text] if isinstance(text, str) else text
    target = Path(os.path.realpath(path))
    if os.path.isfile(target) and _says(target, pieces):  # not of a path too long to be asked for
        return False
    try:
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with open(handle, "w", encoding="utf-8", newline="", errors="surrogateescape") as file:
            file.writelines(pieces)
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


def _says(path: Path, pieces: Iterable[str]) -> bool:
    """Does the file say just this? Raises OutputError."""
    try:
        with open(path, "rb") as file:
            for piece in pieces:
                data = piece.encode("utf-8", "surrogateescape")
                if file.read(len(data)) != data:
                    return False
            return not file.read(1)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} could not be written: {error.strerror or error}. What was there is still there."
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _entries(
    reader: Reader, ids: Sequence[int], manner: _Manner
) -> Iterator[tuple[int, bibtex.Entry]]:
    blocks = documents.blocks(reader.connection)
    macros = {row.name: row.value for row in blocks if row.kind == "string"}
    helpers = [row.raw for row in blocks if row.kind == "entry"]
    for batch in batches(ids):
        rewritten: list[documents.Exportable] = []
        for paper in documents.exportables(reader.connection, batch):
            if paper.raw and not paper.edited:
                yield paper.id, bibtex.Entry(paper.key, paper.raw, (paper.id,))
            else:
                rewritten.append(paper)
        inherited = [*ancestors(reader, [paper.raw for paper in rewritten]), *helpers]
        records = documents.records(reader.connection, [paper.id for paper in rewritten])
        for paper, (_, record) in zip(rewritten, records, strict=True):
            text = _written(paper.raw, record, manner, macros, inherited)
            yield paper.id, bibtex.Entry(paper.key, text, (paper.id,))


def _written(
    raw: str,
    record: Record,
    manner: _Manner,
    macros: Mapping[str, str],
    inherited: Sequence[str],
) -> str:
    """The entry of a paper that says something else than `raw`, or never was an entry."""
    if not raw:
        return bibtex.entry_from_record(
            record,
            with_abstract=manner.abstracts,
            proper_nouns=manner.nouns,
            unicode=manner.unicode,
        )
    return bibtex.updated_entry(
        raw,
        record,
        macros=macros,
        with_abstract=manner.abstracts,
        proper_nouns=manner.nouns,
        unicode=manner.unicode,
        parents=inherited if bibtex.parents(raw) else (),
    )


def _marked(
    reader: Reader, entries: _Gathered, stayed: list[tuple[str, str]]
) -> Iterator[tuple[int, bibtex.Entry]]:
    """The entries say what the reader says of them; `stayed` is what they have no field for."""
    ids = list(entries.ids)
    papers = documents.documents(reader.connection, ids)
    for paper_id, entry, paper in zip(ids, entries, papers, strict=True):
        said = paper.personal
        stayed += ((entry.key, f"there is no field for its {what}") for what in jabref.lost(said))
        yield paper_id, replace(entry, text=jabref.marked(entry.text, said))


def _bring_parents(
    reader: Reader, entries: _Gathered, sets: Sequence[bibtex.Entry], manner: _Manner
) -> None:
    """The entries that the chosen ones refer to are chosen too, and theirs in turn."""
    wanted = {key for entry in sets for key in bibtex.members(entry.text)}
    wanted.update(key for entry in entries for key in bibtex.members(entry.text))
    while wanted:
        ids = [i for i in reader.ids_of(wanted) if i not in entries.ids]
        found = list(_entries(reader, ids, manner))
        entries.add(found)
        wanted = {key for _, entry in found for key in bibtex.members(entry.text)}


def _doubtful(reader: Reader, asked: Sequence[int], wording: bibtex.Wording) -> set[int]:
    """The papers whose entries may lack something. Only those are parsed.

    biblatex asks for other fields, and says nothing where they are missing.
    """
    if wording.dialect == "biblatex":
        return set()
    return set(documents.doubtful(reader.connection, asked))


def _heard(
    done: bibtex.Worded,
    ids: Iterable[int],
    doubtful: Collection[int],
    referred: Collection[str],
    complaints: list[tuple[str, str]],
) -> Iterator[bibtex.Entry]:
    """The entries; `complaints` is what BibTeX will say of them."""
    macros = {block.name for block in done.blocks if block.kind == "string"}
    children: list[bibtex.Entry] = []
    parents: dict[str, str] = {}
    for paper_id, entry in zip(ids, done.entries, strict=True):
        if entry.key.lower() in referred:
            parents[entry.key.lower()] = entry.text
        if paper_id in doubtful and bibtex.parents(entry.text):
            children.append(entry)
        elif paper_id in doubtful:
            found = bibtex.warnings(entry.text, macros=macros)
            complaints += ((entry.key, sentence) for sentence in found)
        yield entry
    for entry in children:
        found = bibtex.warnings(entry.text, parents=parents, macros=macros)
        complaints += ((entry.key, sentence) for sentence in found)


def _aliases(reader: Reader, entries: _Gathered) -> dict[str, tuple[str, ...]]:
    """Older and second keys of the papers, by their key; none that is another paper's key."""
    keys = set(entries.ids.values())
    found = documents.aliases(reader.connection, list(entries.ids))
    return {
        entries.ids[paper_id]: tuple(name for name in names if name not in keys)
        for paper_id, names in found.items()
    }


def _without(
    names: Mapping[int, Collection[str]],
    entries: Mapping[int, bibtex.Entry],
) -> dict[int, Collection[str]]:
    """The names that no entry lists in its `ids` field: biblatex finds it by those."""
    found: dict[int, Collection[str]] = {}
    for paper_id in names.keys() & entries.keys():
        entry = entries[paper_id]
        listed = bibtex.own_ids(entry.text)
        wanted = [name for name in names[paper_id] if name not in listed]
        found[paper_id] = wanted or [entry.key]
    return found


def _under_names(
    entries: Mapping[int, bibtex.Entry],
    names: Mapping[int, Collection[str]],
) -> Iterator[bibtex.Entry]:
    """Every entry, those of `names` under these keys, and where others refer to it, its own."""
    referred = {key for entry in entries.values() for key in bibtex.parents(entry.text)}
    for paper_id, entry in entries.items():
        wanted = set(names.get(paper_id, [entry.key]))
        if entry.key.lower() in referred:
            wanted.add(entry.key)
        for key in sorted(wanted):
            text = entry.text if key == entry.key else bibtex.renamed(entry.text, key)
            yield replace(entry, key=key, text=text)
