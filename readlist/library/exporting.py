"""Papers go out in a format other than a bibliography, and what stays behind is said."""

import contextlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from readlist.errors import InputError, LibraryUnwritable, OutputError
from readlist.formats import losses, obsidian, styles
from readlist.formats.exporters import EXPORTERS, Exporter
from readlist.library import citing
from readlist.library.library import Library
from readlist.records import Document
from readlist.storage import documents, pinning


@dataclass(frozen=True)
class Exported:
    """What goes into one file, or into a folder of notes."""

    text: str
    """Of the one file; empty for a folder."""
    count: int
    files: dict[str, str] = field(default_factory=dict)
    """File name -> text, for a format that writes a file a paper."""
    losses: list[tuple[str, str]] = field(default_factory=list)
    """Citation key, and what of the paper the format cannot carry."""
    left_out: dict[str, int] = field(default_factory=dict)
    """What of the reader's own was not asked for -> how many papers have it."""


def export_as(
    library: Library,
    ids: Sequence[int] | None,
    name: str,
    *,
    personal: bool = False,
) -> Exported:
    """The papers (all where `ids` is None) in the format `name` of EXPORTERS.

    The same library gives the same text. With `personal`, tags, notes and status go along
    where the format can carry them. The citation keys are pinned. Raises InputError for a
    format that there is not, and for the bibliographies, which `citing` makes.
    """
    exporter = EXPORTERS.get(name)
    if exporter is None or not exporter.module:
        known = ", ".join(EXPORTERS)
        raise InputError(f"{name} is no format that papers are exported to. There are: {known}.")
    reader = library.reader()
    try:
        chosen = list(reader.ids("", today="") if ids is None else ids)
        papers = list(documents.documents(reader.connection, chosen))
        if exporter.by_key:
            papers.sort(key=lambda paper: _by_key(paper.record.citation_key))
        made = _written(exporter, papers, personal=personal)
        # Where nothing can be written, no key can change either.
        with contextlib.suppress(LibraryUnwritable):
            pinning.pin(library.path, chosen)
    finally:
        reader.close()
    return made


def _by_key(key: str) -> tuple[str, str]:
    return key.lower(), key


def _written(exporter: Exporter, papers: Sequence[Document], *, personal: bool) -> Exported:
    module = import_module(exporter.module)
    personal = personal or exporter.private
    files: dict[str, str] = {}
    text = ""
    if hasattr(module, "files"):
        files = dict(module.files(papers, personal=personal))
    else:
        text = "".join(module.write(papers, personal=personal))
    lost = [
        (paper.record.citation_key, what)
        for paper in papers
        for what in module.lost(paper, personal=personal)
    ]
    kept = Counter(what for paper in papers for what in losses.private(paper))
    return Exported(text, len(papers), files, lost, {} if personal else dict(kept))


def write_folder(folder: Path, exported: Exported) -> list[str]:
    """The notes are in the folder; returns a sentence for each that was left as it was.

    Below its marker line a note keeps what the user wrote. A file that readlist did not
    write, or that leads out of the folder, is not touched. Raises OutputError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} is no folder to write to: {error.strerror or error}."
        ) from error
    inside = Path(os.path.realpath(folder))
    refused: list[str] = []
    for name, text in exported.files.items():
        target = folder / name
        if Path(os.path.realpath(target)).parent != inside:
            refused.append(f"{target} leads out of the folder; it was left as it was.")
            continue
        try:
            with open(target, encoding="utf-8", newline="", errors="surrogateescape") as file:
                existing = file.read()
        except FileNotFoundError:
            citing.write(target, text)
            continue
        except OSError as error:
            raise OutputError(f"{target} cannot be read: {error.strerror or error}.") from error
        merged = obsidian.with_own_text(text, existing)
        if merged is None:
            refused.append(f"{target} has no marker line of readlist; it was left as it was.")
        elif merged != existing:
            citing.write(target, merged)
    return refused


def in_sentences(title: str, lost: Sequence[tuple[str, str]], *, most: int = 3) -> list[str]:
    """One sentence for each kind of loss, with the papers that it concerns."""
    keys: dict[str, list[str]] = {}
    for key, what in lost:
        keys.setdefault(what, []).append(key)
    sentences = []
    for what, found in sorted(keys.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        named = ", ".join(found[:most])
        more = f" and {len(found) - most:,} more" if len(found) > most else ""
        sentences.append(f"{title} does not carry: {what} ({named}{more})")
    return sentences


def in_style(library: Library, ids: Sequence[int], style: str = "apa") -> list[str]:
    """The papers as the bibliography of a CSL style has them, a line each; their keys are free.

    Raises InputError for an unknown style, and where the extra is not installed.
    """
    reader = library.reader()
    try:
        return styles.citations(documents.documents(reader.connection, ids), style)
    finally:
        reader.close()
