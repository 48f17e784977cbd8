"""Cited keys meet the library: each means a paper, or is missing and told with its likes."""

import contextlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from readlist.errors import InputError, LibraryUnwritable, MissingLibrary
from readlist.formats.decode import decode_bytes
from readlist.library.library import Library
from readlist.library.manuscript import Citation, Cited
from readlist.storage import citations, documents
from readlist.storage.reader import Reader

_KEYED = re.compile(r"^[ \t]*@[ \t]*\w+\s*[{(]\s*([^\s,]+)\s*,", re.MULTILINE)
"""How an entry of a `.bib` file begins."""


class Found(NamedTuple):
    """A citation of a paper in the library."""

    citation: Citation
    paper_id: int
    key: str
    """The paper's citation key; `citation.key` may be an alias of it or differ in case."""


class Missing(NamedTuple):
    """A citation that means nothing in the library."""

    citation: Citation
    nearest: tuple[str, ...]
    """Up to three citation keys spelt like it."""
    elsewhere: str = ""
    """The name of another `.bib` file of the manuscript that has it."""

    def __str__(self) -> str:
        """`main.tex:12: maini2024 is not in the library; nearest: maini2024tofu`"""
        key, file, line = self.citation
        if self.elsewhere:
            return f"{file}:{line}: {key} is not in the library; {self.elsewhere} has it"
        hint = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f"{file}:{line}: {key} is not in the library{hint}"


@dataclass
class Resolved:
    """What the citations of one or more manuscripts mean."""

    found: list[Found] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    sets: list[str] = field(default_factory=list)
    """Cited keys of `@set` entries."""
    everything: bool = False
    by_style: bool = False
    """Does a style of BibTeX, which knows no `ids`, read what goes out?"""

    @property
    def lacking(self) -> list[Missing]:
        """Those that no other `.bib` file of the manuscript has."""
        return [missing for missing in self.missing if not missing.elsewhere]

    @property
    def ids(self) -> list[int]:
        """The cited papers, each once, in the order of first citation."""
        return list(dict.fromkeys(found.paper_id for found in self.found))

    @property
    def names(self) -> dict[int, list[str]]:
        """Paper -> the keys it is cited by, for papers that are cited by another than theirs.

        A key that differs from an earlier one in case only is left out: BibTeX takes the two
        for one.
        """
        keys: dict[int, dict[str, str]] = {}
        for found in sorted(self.found, key=lambda found: found.citation.key != found.key):
            keys.setdefault(found.paper_id, {}).setdefault(
                found.citation.key.lower(), found.citation.key
            )
        own = {found.paper_id: found.key for found in self.found}
        return {
            paper: list(names.values())
            for paper, names in keys.items()
            if list(names.values()) != [own[paper]]
        }

    @property
    def notices(self) -> list[str]:
        """Which keys were taken for another that differs in upper and lower case only."""
        return [
            f"{at.file}:{at.line}: {at.key} is {key} in the library, with other capitals"
            for at, _, key in self.found
            if at.key != key and at.key.lower() == key.lower()
        ]


def resolve(library: Library, cited: Sequence[Cited], target: Path | None = None) -> Resolved:
    """What the manuscripts cite, in the order of first citation. Raises MissingLibrary.

    For a key that the library does not have, their `.bib` files are looked into, but for
    `target`, which is to be written.
    """
    first: dict[str, Citation] = {}
    for manuscript in cited:
        for citation in manuscript.citations:
            first.setdefault(citation.key, citation)
    resolved = Resolved(
        everything=any(manuscript.everything for manuscript in cited),
        by_style=any(manuscript.by_style for manuscript in cited),
    )
    reader = library.reader()
    try:
        keyed = citations.find(reader.connection, first)
        sets = {b.name for b in documents.blocks(reader.connection) if b.kind == "entry"}
        for key, citation in first.items():
            if key in keyed:
                resolved.found.append(Found(citation, *keyed[key]))
            elif key in sets:
                resolved.sets.append(key)
            else:
                resolved.missing.append(Missing(citation, ()))
        resolved.missing = _with_nearest(reader, _elsewhere(resolved.missing, cited, target))
    finally:
        reader.close()
    return resolved


def remember(library: Library, cited: Iterable[Cited], resolved: Resolved) -> None:
    """The library knows what each manuscript cites now, for `is:cited`.

    A library that cannot be written, or is not there, remembers nothing.
    """
    keys = {found.citation.key: found.key for found in resolved.found}
    with contextlib.suppress(LibraryUnwritable, MissingLibrary):
        for manuscript in cited:
            wanted = [keys.get(c.key, c.key) for c in manuscript.citations]
            citations.replace(library.path, manuscript.names, wanted, library.now())


def _elsewhere(
    missing: list[Missing], cited: Iterable[Cited], target: Path | None
) -> list[Missing]:
    """The keys, with the `.bib` file that has them: REVTeX's notes, a part kept by hand."""
    wanted = {one.citation.key for one in missing}
    own = target.resolve() if target else None
    places: dict[str, str] = {}
    for path in dict.fromkeys(path for one in cited for path in one.bibliographies):
        if wanted and path != own:
            with contextlib.suppress(OSError, InputError):
                text = decode_bytes(path.read_bytes())[0]
                for found in _KEYED.finditer(text):
                    if found[1] in wanted:
                        places.setdefault(found[1], path.name)
    return [one._replace(elsewhere=places.get(one.citation.key, "")) for one in missing]


def _with_nearest(reader: Reader, missing: list[Missing]) -> list[Missing]:
    if not missing:
        return []
    from rapidfuzz import process  # noqa: PLC0415  (only after a mistake)
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

    # Keys share their beginnings: the family name, the year.
    keys = citations.every_key(reader.connection)
    folded = [key.lower() for key in keys]
    return [
        Missing(
            citation,
            ()
            if elsewhere
            else tuple(
                keys[number]
                for _, _, number in process.extract(
                    citation.key.lower(),
                    folded,
                    scorer=JaroWinkler.normalized_similarity,
                    score_cutoff=0.85,
                    limit=3,
                )
            ),
            elsewhere,
        )
        for citation, _, elsewhere in missing
    ]
