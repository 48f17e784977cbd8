"""How a bibliography is worded: as it came, in one dialect, in the house style."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from readlist.formats.bibtex.bibliography import Entry, parents
from readlist.formats.bibtex.dialects import Translated, to_biblatex, to_bibtex
from readlist.formats.bibtex.encoding import encoded_block
from readlist.formats.bibtex.values import expand_macros
from readlist.formats.bibtex.writer import reformatted
from readlist.records import Block

_NOBODY: Mapping[str, Iterable[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Wording:
    """What is asked for; nothing by default, so that every entry goes out as it came."""

    dialect: str = ""
    """`bibtex`, `biblatex`, or empty: entries stay in the one they came in."""
    house: bool = False
    """Is every entry formatted in the house style?"""
    unicode: bool = False
    """Do letters stay as they are, for a BibTeX that can read them?"""
    expand: bool = False
    """Do the texts of `@string` macros stand in the place of their names?"""

    @property
    def keeps_letters(self) -> bool:
        """Is a letter that LaTeX has a macro for written as itself?"""
        return self.unicode or self.dialect == "biblatex"


@dataclass
class Worded:
    """Entries and blocks on their way into a file, and what is to be told of them."""

    entries: Iterable[Entry]
    """To be taken once."""
    blocks: list[Block]
    said: list[tuple[str, str]] = field(default_factory=list)
    """Citation key and a sentence; complete when the last entry was taken."""


def worded(
    entries: Iterable[Entry],
    blocks: Iterable[Block],
    wording: Wording,
    aliases: Mapping[str, Iterable[str]] = _NOBODY,
) -> Worded:
    """All of it as `wording` asks. `aliases` has further keys by citation key, for biblatex.

    `entries` is gone through more than once.
    """
    blocks = list(blocks)
    if wording in (Wording(), Wording(unicode=True)):
        return Worded(entries, blocks)
    macros = {block.name: block.value for block in blocks if block.kind == "string"}
    said: list[tuple[str, str]] = []
    changed = _entries(entries, wording, macros, aliases, said)
    return Worded(changed, list(_blocks(blocks, wording, macros)), said)


def _entries(
    entries: Iterable[Entry],
    wording: Wording,
    macros: Mapping[str, str],
    aliases: Mapping[str, Iterable[str]],
    said: list[tuple[str, str]],
) -> Iterator[Entry]:
    needed: set[str] = set()
    if wording.dialect == "bibtex":
        needed = {key for entry in entries for key in parents(entry.text)}
    for entry in entries:
        text = expand_macros(entry.text, macros, macros) if wording.expand else entry.text
        if wording.dialect == "biblatex":
            found = to_biblatex(text, macros, ids=aliases.get(entry.key, ()))
        elif wording.dialect == "bibtex":
            is_parent = entry.key.lower() in needed
            found = to_bibtex(text, macros, unicode=wording.unicode, parent=is_parent)
        else:
            found = Translated(text)
        said += ((entry.key, sentence) for sentence in found.said)
        text = reformatted(found.text) if wording.house else found.text
        yield replace(entry, text=text)


def _blocks(
    blocks: Iterable[Block], wording: Wording, macros: Mapping[str, str]
) -> Iterator[Block]:
    ascii_wanted = wording.dialect == "bibtex" and not wording.unicode
    for block in blocks:
        raw = block.raw
        if wording.expand and block.kind == "string":
            continue
        if wording.expand and block.kind in ("preamble", "entry"):
            raw = expand_macros(raw, macros, macros)
        if ascii_wanted and block.kind in ("string", "preamble"):
            raw = encoded_block(raw)
        yield replace(block, raw=raw)
