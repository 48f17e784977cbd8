"""A `.bib` file is the same bytes for the same papers, and in an order BibTeX can read."""

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.values import macros_used, resolve
from readlist.records import Block

_HELPER_FIELDS = re.compile(r"crossref|xdata|xref|entryset", re.IGNORECASE)
_PARENT_FIELDS = re.compile(r"crossref|xdata", re.IGNORECASE)


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


def _references(text: str, names: re.Pattern[str]) -> tuple[str, ...]:
    if not names.search(text):
        return ()
    try:
        parsed = grammar.parse(text, text.index("@"))
    except (grammar.Malformed, ValueError):
        return ()
    return tuple(
        key.strip().lower()
        for field in parsed.fields
        if names.fullmatch(field.name)
        for key in resolve(field.expression, {}).split(",")
    )


def bibliography(
    entries: Iterable[Entry],
    blocks: Iterable[Block] = (),
    *,
    by_key: bool = True,
    only_used: bool = False,
) -> Iterator[str]:
    """The pieces of the file: macros, preambles, entries, then comments.

    Entries are sorted by key unless `by_key` is false. One that others inherit from stands
    after them, as BibTeX wants it, unless it stood before them in the same source: then
    it stays there, so that BibTeX makes of the export what it made of the source.

    With `only_used`, macros that no entry needs stay out (as do comments and the `@xdata`
    and `@set` that nobody refers to).
    """
    blocks = list(blocks)
    wanted = list(entries)
    helpers = [
        Entry(block.name, block.raw, (block.line,) if block.line else ())
        for block in blocks
        if block.kind == "entry"
    ]
    if only_used:
        helpers = _referred(wanted, helpers)
    ordered = _ordered([*wanted, *helpers], by_key=by_key)
    preambles = [block.raw for block in blocks if block.kind == "preamble"]
    strings = [block for block in blocks if block.kind == "string"]
    pieces = [*_strings(strings, ordered, preambles, only_used=only_used), *preambles]
    comments = [] if only_used else [block.raw for block in blocks if block.kind == "comment"]
    between = ""
    for piece in (*pieces, *(entry.text for entry in ordered), *comments):
        yield f"{between}{piece}\n"
        between = "\n"


def _strings(
    strings: list[Block], ordered: list[Entry], preambles: list[str], *, only_used: bool
) -> list[str]:
    """The macros, each once with its last text, in the order of their first definition.

    A macro may use an earlier one, so none may stand before what it uses.
    """
    last: dict[str, Block] = {}
    for block in strings:
        if block.name in last:
            del last[block.name]
        last[block.name] = block
    if only_used:
        used = {name for entry in ordered for name in macros_used(entry.text)}
        used.update(name for text in preambles for name in macros_used(text))
        for name in reversed(list(last)):
            if name in used:
                used |= macros_used(last[name].raw)
        last = {name: block for name, block in last.items() if name in used}
    return [block.raw for block in last.values()]


def _referred(wanted: list[Entry], helpers: list[Entry]) -> list[Entry]:
    """The helpers that are needed, directly or through one another."""
    by_key = {helper.key.lower(): helper for helper in helpers}
    waiting = [key for entry in wanted for key in _references(entry.text, _HELPER_FIELDS)]
    found: dict[str, Entry] = {}
    while waiting:
        key = waiting.pop()
        if key in by_key and key not in found:
            found[key] = by_key[key]
            waiting += _references(by_key[key].text, _HELPER_FIELDS)
    return [helper for helper in helpers if helper.key.lower() in found]


def _ordered(entries: list[Entry], *, by_key: bool) -> list[Entry]:
    """The entries by key (or as given), as far as children and parents allow."""
    if by_key:
        entries = sorted(entries, key=lambda entry: (entry.key.lower(), entry.key, entry.text))
    index = {entry.key.lower(): number for number, entry in reversed([*enumerate(entries)])}
    after: dict[int, list[int]] = {}
    waits = [0] * len(entries)
    for child, entry in enumerate(entries):
        for key in parents(entry.text):
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
