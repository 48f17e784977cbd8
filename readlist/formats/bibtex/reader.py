"""A `.bib` text becomes records, blocks and words about the rest; no entry is lost silently.

bibtexparser splits. What it splits is taken only where it is what BibTeX itself would
read; everything else is read again by our own `grammar` at the same place.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtexparser.model import Block as SplitBlock
from bibtexparser.model import Entry
from bibtexparser.splitter import Splitter

from readlist.formats import jabref
from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.dates import MONTH_NAMES
from readlist.formats.bibtex.entries import Extractor
from readlist.formats.bibtex.fields import UNSEEN_TYPES
from readlist.formats.bibtex.inheriting import Parents, inherit, lacks
from readlist.formats.bibtex.outside import CONFLICT, Outside
from readlist.formats.bibtex.values import expand_macros, folded, macros_in, resolve
from readlist.formats.stream import Pieces, Stream, scan, sliced
from readlist.records import Block, Item, Items, Notice, Rejected

CHUNK = 1 << 16
"""Characters that are split at a time: more costs memory, fewer cost time."""
_STRING = re.compile(rf"@{grammar.WHITE}*+string{grammar.WHITE}*+[{{(]", re.IGNORECASE)
_INNER_ENTRY = re.compile(rf"@{grammar.WHITE}*+({grammar.NAME}){grammar.WHITE}*+\{{")
_ODD_KEY = re.compile(r"[#%\\~\"'=(){}]|[^\x21-\x7e]")
_LONGEST = 1 << 25
"""Characters in which an entry must end: a brace never closed must not fill the memory."""
_PATIENCE = 1 << 27
"""What searches for a missing brace may cost in all before they are cut short."""
_BRACE_COST = 20
"""A brace costs a search as much as so many other characters."""
_SHORT_SCAN = 1 << 13


def read_items(text: str | Stream, *, today: date, first_line: int = 1) -> Items:
    """The content of `text` in its order. Never raises, whatever the text is.

    Every Record carries its entry as it stands (`raw`, `verbatim`); an entry that BibTeX
    would stumble over is rewritten to what it plainly means, and a Notice says so.
    """
    del today  # The formats share one signature; an entry states its own year.
    return _Reader(sliced(text) if isinstance(text, str) else text.pieces, first_line).run()


class _Reader:
    """Reads through a window of the text; all indices are those of the window."""

    def __init__(self, pieces: Pieces, first_line: int) -> None:
        self.text = ""
        self.more = True
        """Does the text go on behind the window?"""
        self.pieces = pieces()
        self.line = first_line
        self.line_at = 0
        self.extractor = Extractor()
        self.macros: dict[str, str] = {}
        survey = _Survey(pieces)
        self.final = survey.macros
        self.newline = survey.newline
        self.suspicious = survey.suspicious
        self.parents = Parents(pieces, self.final)
        self.patience = _PATIENCE
        self.outside = Outside(self.newline)

    def run(self) -> Iterator[Item]:
        cursor = self._go_on(0)
        while cursor < len(self.text):
            # A file may be one long line: then it is cut at anything like an entry, or
            # anywhere. What that breaks is read again like all that bibtexparser fails on.
            text = self.text
            last = min(cursor + 2 * CHUNK, len(text))
            end = grammar.next_line_start(text, cursor + CHUNK, last)
            end = grammar.next_start(text, cursor + CHUNK, last) if end < 0 else end
            end = last if end < 0 else end
            seek = cursor
            for block in _split(text[cursor:end]):
                at = text.find(block.raw or "", seek, end)
                if at < 0:
                    continue
                seek = at + len(block.raw or "")
                if at < cursor or not isinstance(block, Entry):
                    continue
                for item in self._between(cursor, at):
                    if isinstance(item, int):
                        cursor = item
                    else:
                        yield item
                if cursor > at:
                    continue
                found = grammar.WELL_FORMED.fullmatch(text, at, seek)
                if found is None or self.suspicious or found["type"].lower() in _NOT_ENTRIES:
                    continue
                raw = block.raw or ""
                fields = [(field.key, field.value) for field in block.fields]
                if _MISREAD.search(raw) and not all(map(_is_field, fields)):
                    continue
                cursor = seek
                key = found["key"] or found["key2"]
                yield from self._entry(at, found["type"], key, fields, raw, [])
            for item in self._between(cursor, end):
                if isinstance(item, int):
                    cursor = item
                else:
                    yield item
            cursor = self._go_on(cursor)
        yield from self.outside.told()

    def _go_on(self, cursor: int) -> int:
        """The window holds what the next step needs; returns where `cursor` is in it now."""
        # Not at each step: after a long search there may be much that would be moved.
        if cursor > len(self.text) // 2:
            self._line(cursor)
            self.text = self.text[cursor:]
            self.line_at -= cursor
            cursor = 0
        self._fill(cursor + 4 * CHUNK)
        return cursor

    def _fill(self, length: int) -> None:
        """The window is at least so long, as far as the text goes."""
        pieces = [self.text]
        missing = length - len(self.text)
        while missing > 0 and self.more:
            piece = next(self.pieces, "")
            pieces.append(piece)
            missing -= len(piece)
            self.more = bool(piece)
        self.text = "".join(pieces)

    # ---- what bibtexparser did not take

    def _between(self, start: int, end: int) -> Iterator[Item | int]:
        """What stands between two entries; the last item is where to go on."""
        text, at = self.text, start
        while True:
            found = grammar.next_start(text, at, end)
            stray = text[at : end if found < 0 else found]
            if stray and not stray.isspace():
                yield from self.outside.add(stray, self._line(at))
            if found < 0:
                yield max(at, end)
                return
            for item in self._block(found):
                if isinstance(item, int):
                    at = item
                else:
                    yield item
            if at >= end:
                yield at
                return

    def _block(self, at: int) -> Iterator[Item | int]:
        """The block at `at`, read by BibTeX's grammar; the last item is where it ends."""
        try:
            block = self._parsed(at)
        except grammar.Malformed as error:
            yield from self._malformed(at, error)
            return
        text = self.text
        raw = text[at : block.end]
        if self.suspicious and ("\0" in raw or CONFLICT.search(raw)):
            yield from self._malformed(at, grammar.Malformed("", at))
            return
        if block.kind == "comment":
            yield from self._comment(block, raw)
        elif block.kind == "string":
            yield from self._string(block, raw)
        elif block.kind == "preamble":
            value = resolve(block.fields[0].expression, self.macros)
            yield Block("preamble", "", raw, value, self._line(at))
        else:
            yield from self._entry(at, block.type, block.key, block.fields, raw, block.repairs)
        yield block.end

    def _parsed(self, at: int) -> grammar.Parsed:
        """The block at `at`; the window grows with it. Raises Malformed."""
        room = _LONGEST if self.patience > 0 else _SHORT_SCAN
        while True:
            limit = min(len(self.text), at + room)
            grows = self.more and limit < at + room
            try:
                block = grammar.parse(self.text, at, limit)
                if not (block.kind == "comment" and block.repairs):
                    return block
                if not grows:
                    self._tire(at, limit)
                    return block
            except grammar.Malformed as error:
                cut = isinstance(error, grammar.CutOff)
                # What stands at the end of the window may go on behind it.
                if not grows or not (cut or error.at > limit - CHUNK):
                    self._tire(at, limit if cut else error.at)
                    raise
            self._fill(at + 2 * (limit - at))

    def _tire(self, start: int, end: int) -> None:
        braces = self.text.count("{", start, end) + self.text.count("}", start, end)
        self.patience -= end - start + _BRACE_COST * braces

    def _malformed(self, at: int, error: grammar.Malformed) -> Iterator[Item | int]:
        """Told and left behind: reading goes on at the next line that opens a block."""
        end = grammar.next_line_start(self.text, at + 1)
        while end < 0 and self.more and len(self.text) < at + _LONGEST:
            searched = max(at + 1, len(self.text) - CHUNK)
            self._fill(at + 2 * (len(self.text) - at))
            end = grammar.next_line_start(self.text, searched)
        text = self.text
        end = len(text) if end < 0 else end
        raw = text[at:end].rstrip()
        line = self._line(at)
        opening = re.match(r"@\s*([^\s{(]+)\s*[{(]\s*([^\s,{}()=]*)", raw)
        name = f"@{opening[1]}{{{opening[2]}" if opening else "The block"
        if self.suspicious and "\0" in raw:
            reason = f"{name} holds NUL characters: it is damaged."
        elif self.suspicious and CONFLICT.search(raw):
            reason = f"{name} holds merge-conflict markers: resolve them first."
        else:
            where = self.line + text.count(self.newline, self.line_at, min(error.at, len(text)))
            reason = f"{name} is not BibTeX: {error.reason} (line {where})."
        yield Rejected(line, reason, raw)
        yield end

    def _comment(self, block: grammar.Parsed, raw: str) -> Iterator[Item]:
        line = self._line(block.start)
        if block.repairs:
            yield Notice(line, "The brace of this @comment is never closed; it ends with its word.")
            return
        inner = _INNER_ENTRY.search(raw, 1)
        if inner:
            what = f"A @comment holds @{inner[1]}"
            yield Notice(line, f"{what}, which BibTeX reads all the same; it stays a comment.")
        yield Block("comment", "", raw, "", line)

    def _string(self, block: grammar.Parsed, raw: str) -> Iterator[Item]:
        line = self._line(block.start)
        unknown: set[str] = set()
        value = resolve(block.fields[0].expression, self.macros, unknown)
        name = block.key.lower()
        for macro in sorted(unknown):
            yield Notice(line, f"@string {block.key} uses the macro {macro}, which is not defined.")
        before = self.macros.get(name)
        if before is not None and before != value:
            yield Notice(line, f"The macro {block.key} is defined again with another text.")
        self.macros[name] = value
        if block.repairs:
            raw = f"@string{{{block.key} = {block.fields[0].expression}}}"
        yield Block("string", name, raw, value, line)

    # ---- entries

    def _entry(
        self, at: int, entry_type: str, key: str, fields: Sequence[tuple[str, str]], raw: str,
        repairs: list[str],
    ) -> Iterator[Item]:  # fmt: skip
        line = self._line(at)
        values: dict[str, str] = {}
        unknown: set[str] = set()
        repeated: list[str] = []
        used: list[str] = []
        for name, expression in fields:
            low = name.lower()
            if low in values:
                repeated.append(low)
                continue
            if expression[0] == "{" and "#" not in expression:
                values[low] = folded(expression[1:-1])
                continue
            if expression in MONTH_NAMES and expression not in self.macros:
                values[low] = MONTH_NAMES[expression]
                continue
            values[low] = resolve(expression, self.macros, unknown)
            used += macros_in(expression)
        if repairs:
            for repair in repairs:
                yield Notice(line, f"@{entry_type}{{{key}: {repair}; read all the same.")
            raw = _rewritten(entry_type, key, fields)
        for name in repeated:
            yield Notice(line, f"{key} has the field {name!r} more than once; the first counts.")
        if unknown:
            late = [name for name in sorted(unknown) if name.lower() in self.final]
            values.update(self._late(fields, late))
            for name in sorted(unknown.difference(late)):
                yield Notice(line, f"{key} uses the macro {name}, which is not defined.")
        if used:
            changed = {n for n in used if n in self.macros and self.macros[n] != self.final.get(n)}
            if changed:
                raw = expand_macros(raw, self.macros, changed)
                yield Notice(
                    line, f"{key} uses a macro that is redefined later; its text is written out."
                )
        low_type = entry_type.lower()
        if low_type in UNSEEN_TYPES:
            yield Block("entry", key, raw, "", line)
            return
        if _ODD_KEY.search(key):
            yield Notice(
                line, f"The citation key {key!r} holds characters that LaTeX may stumble over."
            )
        record = self.extractor.record(values)
        record.entry_type = low_type
        if ("crossref" in values or "xdata" in values) and lacks(record):
            inherit(record, values, self.parents.fields, self.extractor.shown)
        record.citation_key = key
        record.line = line
        record.raw = raw
        record.verbatim = True
        record.personal = jabref.personal(values)
        yield record

    def _late(self, fields: Sequence[tuple[str, str]], late: list[str]) -> dict[str, str]:
        """The values of fields whose macros are defined further down."""
        if not late:
            return {}
        both = {**self.final, **self.macros}
        names = {name.lower() for name in late}
        return {
            name.lower(): resolve(expression, both)
            for name, expression in reversed(fields)
            if names.intersection(macros_in(expression))
        }

    def _line(self, at: int) -> int:
        """The line of the index `at`; indices come in rising order."""
        if at > self.line_at:
            self.line += self.text.count(self.newline, self.line_at, at)
            self.line_at = at
        return self.line


# What bibtexparser may take for another thing than BibTeX does.
_MISREAD = re.compile(r"\\[{}\",=]|\"")


def _is_field(field: tuple[str, str]) -> bool:
    """Are name and expression what BibTeX would take for one field?"""
    name, value = field
    # What bibtexparser cuts wrongly holds the sign that misled it.
    odd = "\\" in value or '"' in value
    return bool(grammar.NAME_ALONE.fullmatch(name) and (not odd or _VALUE.fullmatch(value)))


_VALUE = re.compile(grammar.VALUE)
_NOT_ENTRIES = frozenset({"string", "preamble", "comment"})


def _split(chunk: str) -> list[SplitBlock]:
    """bibtexparser's blocks of `chunk`, without its warnings: what it fails on is read again."""
    logger = logging.getLogger("bibtexparser.splitter")
    before, logger.disabled = logger.disabled, True
    try:
        blocks: list[SplitBlock] = Splitter(chunk).split().blocks
    finally:
        logger.disabled = before
    return blocks


class _Survey:
    """What must be known of the whole text before its first entry is read."""

    def __init__(self, pieces: Pieces) -> None:
        self.newline = "\r"
        self.suspicious = False
        """Is there a sign of damage?"""
        self.macros: dict[str, str] = {}
        """What each macro stands for in the end."""
        for found in scan(_STRING, lambda: self._watched(pieces()), _SHORT_SCAN):
            text, at = found.string, found.start()
            try:
                block = grammar.parse(text, at, at + _SHORT_SCAN)
            except grammar.Malformed:
                continue
            if block.kind == "string":
                value = resolve(block.fields[0].expression, self.macros)
                self.macros[block.key.lower()] = value

    def _watched(self, pieces: Iterator[str]) -> Iterator[str]:
        before = ""
        for piece in pieces:
            seen = before + piece
            if "\n" in piece:
                self.newline = "\n"
            if "\0" in piece or "<<<<<<<" in seen or ">>>>>>>" in seen:
                self.suspicious = True
            before = piece[-6:]
            yield piece


def _rewritten(entry_type: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
    lines = [f"@{entry_type}{{{key},"]
    lines += [f"  {name} = {expression}," for name, expression in fields]
    return "\n".join([*lines, "}"])
