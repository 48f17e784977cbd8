"""A `.bib` file is the same bytes for the same papers, and in an order BibTeX can read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.values import macros_used, resolve
from readlist.records import Block

_PARENT_FIELDS = re.compile(r"crossref|xdata|xref|entryset", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry on its way into a file."""

    key: str
    text: str
    """The whole entry, from its `@` to its closing brace."""


def parents(text: str) -> tuple[str, ...]:
    """The keys that the entry refers to and that must stand after it, in lower case."""
    if not _PARENT_FIELDS.search(text):
        return ()
    try:
        parsed = grammar.parse(text, text.index("@"))
    except (grammar.Malformed, ValueError):
        return ()
    return tuple(
        key.strip().lower()
        for field in parsed.fields
        if _PARENT_FIELDS.fullmatch(field.name)
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

    Entries are sorted by key unless `by_key` is false; one that others refer to stands
    after them. With `only_used`, macros that no entry needs stay out (as do comments and
    the `@xdata` and `@set` that nobody refers to).
    """
    blocks = list(blocks)
    wanted = list(entries)
    helpers = [Entry(block.name, block.raw) for block in blocks if block.kind == "entry"]
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
    waiting = [key for entry in wanted for key in parents(entry.text)]
    found: dict[str, Entry] = {}
    while waiting:
        key = waiting.pop()
        if key in by_key and key not in found:
            found[key] = by_key[key]
            waiting += parents(by_key[key].text)
    return [helper for helper in helpers if helper.key.lower() in found]


def _ordered(entries: list[Entry], *, by_key: bool) -> list[Entry]:
    """The entries by key, those that others refer to after them; a cycle stays where it is."""
    if by_key:
        entries = sorted(entries, key=lambda entry: (entry.key.lower(), entry.key, entry.text))
    links = {entry.key.lower(): found for entry in entries if (found := parents(entry.text))}
    if not links:
        return entries
    level: dict[str, int] = {}
    # A chain of n links needs n rounds; the bound ends a cycle.
    for _ in range(min(len(links), 50)):
        changed = False
        for child, found in links.items():
            for parent in found:
                if parent != child and level.get(parent, 0) <= level.get(child, 0) < 50:
                    level[parent] = level.get(child, 0) + 1
                    changed = True
        if not changed:
            break
    return sorted(entries, key=lambda entry: level.get(entry.key.lower(), 0))
