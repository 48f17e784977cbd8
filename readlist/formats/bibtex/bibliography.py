"""A `.bib` file is the same bytes for the same papers, and in an order BibTeX can read."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import NamedTuple

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.values import macros_used, resolve
from readlist.formats.spool import Spool
from readlist.records import Block

_PARENT_FIELDS = ("crossref", "xdata")
_HELPER_FIELDS = (*_PARENT_FIELDS, "xref", "entryset", "related")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry on its way into a file."""

    key: str
    text: str
    """The whole entry, from its `@` to its closing brace."""
    place: tuple[int, ...] = ()
    """Where it stood in its source, such as (import, line); empty when it has none."""


def parents(text: str) -> tuple[str, ...]:
    """The keys, in lower case, from which the entry inherits (`crossref`, `xdata`)."""
    return _references(text, _PARENT_FIELDS)


def members(text: str) -> tuple[str, ...]:
    """The keys, in lower case, of all that an `@set` consists of or an entry refers to."""
    return _references(text, _HELPER_FIELDS)


def _references(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    # Nearly no entry has one, and a search in lower case is ten times as fast as a pattern.
    lowered = text.lower()
    if not any(name in lowered for name in names):
        return ()
    try:
        parsed = grammar.parse(text, text.index("@"))
    except (grammar.Malformed, ValueError):
        return ()
    return tuple(
        key.strip().lower()
        for field in parsed.fields
        if field.name.lower() in names
        for key in resolve(field.expression, {}).split(",")
    )


def bibliography(
    entries: Iterable[Entry],
    blocks: Iterable[Block] = (),
    *,
    by_key: bool = True,
    only_used: bool = False,
) -> Iterable[str]:
    """The pieces of the file, as often as wanted: macros, preambles, entries, then comments.

    Entries are sorted by key unless `by_key` is false. One that others inherit from stands
    after them, as BibTeX wants it, unless it stood before them in the same source: then
    it stays there, so that BibTeX makes of the export what it made of the source.

    With `only_used`, macros that no entry needs stay out (as do comments and the `@xdata`
    and `@set` that nobody refers to). No more than one entry's text is held at a time.
    """
    blocks = list(blocks)
    helpers = [
        Entry(block.name, block.raw, (block.line,) if block.line else ())
        for block in blocks
        if block.kind == "entry"
    ]
    preambles = [block.raw for block in blocks if block.kind == "preamble"]
    strings = [block for block in blocks if block.kind == "string"]
    texts = Spool()
    outlines: list[_Outline] = []
    used = {name for text in preambles for name in macros_used(text)} if only_used else set()
    referred: set[str] = set()
    for entry in entries:
        outlines.append(_outline(entry, texts))
        if only_used and strings:
            used |= macros_used(entry.text)
        if only_used and helpers:
            referred.update(members(entry.text))
    if only_used:
        helpers = _referred(referred, helpers)
        used.update(name for helper in helpers for name in macros_used(helper.text))
    outlines += [_outline(helper, texts) for helper in helpers]
    last = _last(strings)
    before = [*(_needed(last, used) if only_used else [b.raw for b in last.values()]), *preambles]
    comments = [] if only_used else [block.raw for block in blocks if block.kind == "comment"]
    numbers = [outline.text for outline in _ordered(outlines, texts, by_key=by_key)]
    return _Pieces(before, texts, numbers, comments)


class _Pieces:
    """The pieces of a file, each with the empty line before it."""

    def __init__(
        self, before: list[str], texts: Spool, numbers: list[int], after: list[str]
    ) -> None:
        self._before = before
        self._texts = texts
        self._numbers = numbers
        self._after = after

    def __iter__(self) -> Iterator[str]:
        entries = map(self._texts.__getitem__, self._numbers)
        between = ""
        for piece in chain(self._before, entries, self._after):
            yield f"{between}{piece}\n"
            between = "\n"


class _Outline(NamedTuple):
    """What the order of the entries depends on."""

    key: str
    place: tuple[int, ...]
    parents: tuple[str, ...]
    text: int
    """Its number in the spool."""


def _outline(entry: Entry, texts: Spool) -> _Outline:
    return _Outline(entry.key, entry.place, parents(entry.text), texts.append(entry.text))


def _last(strings: list[Block]) -> dict[str, Block]:
    """The macros, each once with its last text, in the order of their first definition.

    A macro may use an earlier one, so none may stand before what it uses.
    """
    last: dict[str, Block] = {}
    for block in strings:
        if block.name in last:
            del last[block.name]
        last[block.name] = block
    return last


def _needed(strings: dict[str, Block], used: set[str]) -> list[str]:
    """The macros that are used, directly or by one another."""
    used = set(used)
    for name in reversed(list(strings)):
        if name in used:
            used |= macros_used(strings[name].raw)
    return [block.raw for name, block in strings.items() if name in used]


def _referred(wanted: Iterable[str], helpers: list[Entry]) -> list[Entry]:
    """The helpers that are needed, directly or through one another."""
    by_key = {helper.key.lower(): helper for helper in helpers}
    waiting = list(wanted)
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in by_key and key not in found:
            found.add(key)
            waiting += members(by_key[key].text)
    return [helper for helper in helpers if helper.key.lower() in found]


def _ordered(entries: list[_Outline], texts: Spool, *, by_key: bool) -> list[_Outline]:
    """The entries by key (or as given), as far as children and parents allow."""
    if by_key:
        entries.sort(key=lambda entry: (entry.key.lower(), entry.key))
        entries = [
            entry
            for _, same in groupby(entries, key=lambda entry: entry.key)
            for entry in _by_text(list(same), texts)
        ]
    index = {entry.key.lower(): number for number, entry in reversed([*enumerate(entries)])}
    after: dict[int, list[int]] = {}
    waits = [0] * len(entries)
    for child, entry in enumerate(entries):
        for key in entry.parents:
            parent = index.get(key, child)
            if parent == child:
                continue
            first, second = child, parent
            if () != entries[parent].place < entry.place:
                first, second = parent, child
            after.setdefault(first, []).append(second)
            waits[second] += 1
    if not after:
        return entries
    return [entries[number] for number in _topological(after, waits)]


def _by_text(entries: list[_Outline], texts: Spool) -> list[_Outline]:
    return entries if len(entries) == 1 else sorted(entries, key=lambda entry: texts[entry.text])


def _topological(after: dict[int, list[int]], waits: list[int]) -> Iterator[int]:
    """The numbers in rising order, each once nothing is left that it waits for.

    A circle of crossrefs has no such order; it is cut at its lowest number.
    """
    ready = [number for number, count in enumerate(waits) if not count]
    done: set[int] = set()
    lowest = 0
    while len(done) < len(waits):
        while ready:
            number = heapq.heappop(ready)
            if number in done:
                continue
            done.add(number)
            yield number
            for later in after.get(number, ()):
                waits[later] -= 1
                if waits[later] == 0:
                    heapq.heappush(ready, later)
        while lowest in done:
            lowest += 1
        if lowest < len(waits):
            heapq.heappush(ready, lowest)
