"""Papers become a bibliography for LaTeX, and the keys that were handed out stay as they are."""

import contextlib
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from readlist.errors import LibraryUnwritable, OutputError
from readlist.formats import bibtex, jabref
from readlist.library.library import Library
from readlist.records import Block
from readlist.storage import documents, pinning
from readlist.storage.reader import Reader

_AS_IT_CAME = bibtex.Wording()


@dataclass(frozen=True)
class Bibliography:
    """What goes into a `.bib` file."""

    text: str
    count: int
    """Entries asked for; those that they refer to come along and are not counted."""
    warnings: list[tuple[str, str]]
    """Citation key, and what BibTeX will say of the entry, or what its wording lost."""


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
    helpers: Collection[str] = (),
    personal: bool = False,
) -> Bibliography:
    """The papers as BibTeX, sorted by key; all of them where `ids` is None.

    An entry that came from a `.bib` file and says what it said then is the same bytes,
    unless `wording` asks for a dialect or for the house style.
    What the chosen entries refer to by crossref or xdata comes along. The keys are pinned.
    A paper of `names` goes out under these keys, for a manuscript that calls it so.
    `helpers` are the keys of the `@set` entries that are wanted too, with their members.
    With `personal`, tags, status, rating and priority go along in JabRef's fields.
    """
    reader = library.reader()
    try:
        whole = ids is None
        chosen = list(reader.ids("", today="") if ids is None else ids)
        manner = _Manner(abstracts, library.proper_nouns, wording.keeps_letters)
        entries = dict(_entries(reader, chosen, manner))
        asked = list(entries)
        blocks = [Block(*row) for row in documents.blocks(reader.connection)]
        sets: list[bibtex.Entry] = []
        if not whole:
            sets = [bibtex.Entry(b.name, b.raw) for b in blocks if b.name in helpers]
            blocks = [b for b in blocks if b.name not in helpers]
            _bring_parents(reader, entries, sets, manner)
        stayed = _mark(reader, entries) if personal else []
        aliases = _aliases(reader, entries) if wording.dialect == "biblatex" else {}
        done = bibtex.worded(entries.values(), blocks, wording, aliases)
        entries, blocks = dict(zip(entries, done.entries, strict=True)), done.blocks
        out = [*_under_names(entries, _without(names, entries, aliases)), *sets]
        text = "".join(bibtex.bibliography(out, blocks, only_used=not whole))
        warnings = [*stayed, *done.said, *_warnings(reader, entries, asked, blocks, wording)]
        # Where nothing can be written, no key can change either.
        with contextlib.suppress(LibraryUnwritable):
            pinning.pin(library.path, list(entries))
    finally:
        reader.close()
    warnings.sort(key=lambda warning: (warning[0].lower(), warning[0]))
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
    reader: Reader, ids: Sequence[int], manner: _Manner
) -> Iterator[tuple[int, bibtex.Entry]]:
    rewritten: list[documents.Exportable] = []
    for paper in documents.exportables(reader.connection, ids):
        if paper.raw and not paper.edited:
            yield paper.id, bibtex.Entry(paper.key, paper.raw, (paper.id,))
        else:
            rewritten.append(paper)
    if not rewritten:
        return
    blocks = documents.blocks(reader.connection)
    macros = {row.name: row.value for row in blocks if row.kind == "string"}
    helpers = [row.raw for row in blocks if row.kind == "entry"]
    ancestors = [*_ancestors(reader, [paper.raw for paper in rewritten]), *helpers]
    records = documents.records(reader.connection, [paper.id for paper in rewritten])
    for paper, (_, record) in zip(rewritten, records, strict=True):
        if paper.raw:
            text = bibtex.updated_entry(
                paper.raw,
                record,
                macros=macros,
                with_abstract=manner.abstracts,
                proper_nouns=manner.nouns,
                unicode=manner.unicode,
                parents=ancestors if bibtex.parents(paper.raw) else (),
            )
        else:
            text = bibtex.entry_from_record(
                record,
                with_abstract=manner.abstracts,
                proper_nouns=manner.nouns,
                unicode=manner.unicode,
            )
        yield paper.id, bibtex.Entry(paper.key, text, (paper.id,))


def _ancestors(reader: Reader, texts: Sequence[str]) -> list[str]:
    """The entries from which these inherit, and theirs in turn, as they were imported."""
    found: dict[int, str] = {}
    waiting = list(texts)
    while waiting:
        wanted = {key for text in waiting for key in bibtex.parents(text)}
        ids = [i for i in reader.ids_of(wanted) if i not in found]
        new = {paper.id: paper.raw for paper in documents.exportables(reader.connection, ids)}
        found.update(new)
        waiting = list(new.values())
    return [text for text in found.values() if text]


def _mark(reader: Reader, entries: dict[int, bibtex.Entry]) -> list[tuple[str, str]]:
    """The entries say what the reader says of them; returns what they have no field for."""
    stayed: list[tuple[str, str]] = []
    ids = list(entries)
    for paper_id, paper in zip(ids, documents.documents(reader.connection, ids), strict=True):
        entry, said = entries[paper_id], paper.personal
        entries[paper_id] = replace(entry, text=jabref.marked(entry.text, said))
        stayed += ((entry.key, f"there is no field for its {what}") for what in jabref.lost(said))
    return stayed


def _bring_parents(
    reader: Reader,
    entries: dict[int, bibtex.Entry],
    sets: Sequence[bibtex.Entry],
    manner: _Manner,
) -> None:
    """The entries that the chosen ones refer to are chosen too, and theirs in turn."""
    waiting = list(entries.values())
    wanted = {key for entry in sets for key in bibtex.members(entry.text)}
    while waiting or wanted:
        wanted |= {key for entry in waiting for key in bibtex.parents(entry.text)}
        ids = [i for i in reader.ids_of(wanted) if i not in entries]
        found = dict(_entries(reader, ids, manner))
        entries.update(found)
        waiting = list(found.values())
        wanted = set()


def _warnings(
    reader: Reader,
    entries: dict[int, bibtex.Entry],
    asked: Sequence[int],
    blocks: Sequence[Block],
    wording: bibtex.Wording,
) -> list[tuple[str, str]]:
    """What BibTeX will say. Only entries that may lack something are parsed.

    biblatex asks for other fields, and says nothing where they are missing.
    """
    if wording.dialect == "biblatex":
        return []
    macros = {block.name for block in blocks if block.kind == "string"}
    return [
        (entries[paper_id].key, said)
        for paper_id in documents.doubtful(reader.connection, asked)
        for said in bibtex.warnings(entries[paper_id].text, macros=macros)
    ]


def _aliases(reader: Reader, entries: Mapping[int, bibtex.Entry]) -> dict[str, tuple[str, ...]]:
    """Older and second keys of the papers, by their key; none that is another paper's key."""
    keys = {entry.key for entry in entries.values()}
    found = documents.aliases(reader.connection, list(entries))
    return {
        entries[paper_id].key: tuple(name for name in names if name not in keys)
        for paper_id, names in found.items()
    }


def _without(
    names: Mapping[int, Collection[str]],
    entries: Mapping[int, bibtex.Entry],
    aliases: Mapping[str, Collection[str]],
) -> dict[int, Collection[str]]:
    """The names that no entry lists in its `ids` field: biblatex finds it by those."""
    own = {i: entries[i].key for i in names if i in entries}
    return {
        i: [name for name in names[i] if name not in aliases.get(key, ())] or [key]
        for i, key in own.items()
    }


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
