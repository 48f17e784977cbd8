"""BibTeX's own grammar (btxhak, bibtex.web): braces count even after a backslash.

A block is what BibTeX itself would take for one. What BibTeX would stumble over is read
all the same where the meaning is plain (a lost comma), and each such repair is told.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

WHITE = r"[ \t\r\n\f\v]"
NAME = r"[^\s\"#%'(),={}0-9@][^\s\"#%'(),={}@]*+"


def _nested(depth: int, quoted: bool = False) -> str:
    """A pattern for braces nested up to `depth` levels; it never backtracks."""
    pattern = r"\{[^{}]*+\}"
    for _ in range(depth):
        pattern = rf"\{{(?>[^{{}}]++|{pattern})*+\}}"
    return pattern


_BRACED = _nested(4)
_QUOTED = rf'"(?>[^"{{}}]++|{_BRACED})*+"'
_PART = rf"(?>{_BRACED}|{_QUOTED}|[0-9]++|{NAME})"
VALUE = rf"{_PART}(?>{WHITE}*+\#{WHITE}*+{_PART})*+"
_FIELD = rf"{WHITE}*+,{WHITE}*+{NAME}{WHITE}*+={WHITE}*+{VALUE}"
WELL_FORMED = re.compile(
    rf"@{WHITE}*+(?P<type>{NAME}){WHITE}*+"
    rf"(?:\{{{WHITE}*+(?P<key>[^\s,{{}}]++)(?>(?>{_FIELD})++{WHITE}*+,?|{WHITE}*+,){WHITE}*+\}}"
    rf"|\({WHITE}*+(?P<key2>[^\s,]++)(?>(?>{_FIELD})++{WHITE}*+,?|{WHITE}*+,){WHITE}*+\))"
)
"""A whole entry as BibTeX reads it without complaint."""
_FIELD_PARTS = re.compile(
    rf"{WHITE}*+,{WHITE}*+(?P<name>{NAME}){WHITE}*+={WHITE}*+(?P<expression>{VALUE})"
)
_START = re.compile(rf"@{WHITE}*+({NAME}){WHITE}*+([{{(])")
_AT_LINE_START = re.compile(rf"(?:(?<=[\r\n])|^)[ \t]*+@{WHITE}*+{NAME}{WHITE}*+[{{(]")
_SPACE = re.compile(rf"{WHITE}*+")
_NAME = re.compile(NAME)
NAME_ALONE = _NAME
"""A field name that BibTeX accepts."""
_NUMBER = re.compile(r"[0-9]++")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r"[{}\"]")
_KEY = re.compile(r"[^,{}=\"\r\n]*+")
_LINE_COMMENT = re.compile(r"%[^\r\n]*+")
_BARE_TEXT = re.compile(r"[^{}\"=,#@\r\n]++(?=[ \t\r\n]*[,}])")
_EQUALS = re.compile(rf"{WHITE}*+=")
_FAST_PART = re.compile(rf"{_BRACED}|{_QUOTED}")


_BEGINNING = re.compile(
    rf"@{WHITE}*+(?:(?i:comment|preamble|string){WHITE}*+[{{(]"
    rf"|{NAME}{WHITE}*+[{{(][^,{{}}=\"\r\n]*+,{WHITE}*+{NAME}{WHITE}*+=)"
)
"""What no prose has: a block's word, a key and the first field."""


class Field(NamedTuple):
    """One field of an entry as it is written."""

    name: str
    expression: str
    """`{text}`, `"text"`, `1999`, `jan` or a concatenation of them with `#`."""


@dataclass(slots=True)
class Parsed:
    """One `@` block and where it stands."""

    kind: str
    """`entry`, `string`, `preamble` or `comment`."""
    type: str
    """The word after the `@`, as written."""
    start: int
    end: int
    key: str = ""
    fields: list[Field] = field(default_factory=list)
    """For a `string` the one definition, for a `preamble` one field without a name."""
    repairs: list[str] = field(default_factory=list)
    """What was understood although BibTeX would complain."""


class Malformed(Exception):
    """The block cannot be read; `at` is where that became clear."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


class CutOff(Malformed):
    """The text, or what of it may be looked at, ends inside the block."""


def next_start(text: str, at: int, end: int) -> int:
    """Where the next block begins between `at` and `end`, or -1."""
    at = text.find("@", at, end)
    while at >= 0:
        # The delimiter may stand behind `end`.
        if _START.match(text, at):
            return at
        at = text.find("@", at + 1, end)
    return -1


def next_line_start(text: str, at: int, end: int | None = None) -> int:
    """Where the next line begins that opens a block, or -1."""
    found = _AT_LINE_START.search(text, at, len(text) if end is None else end)
    return text.index("@", found.start()) if found else -1


def looks_like(text: str) -> bool:
    """Does `text` hold a BibTeX block, be it a broken one?"""
    at = next_start(text, 0, len(text))
    while at >= 0:
        if WELL_FORMED.match(text, at) or _BEGINNING.match(text, at):
            return True
        at = next_start(text, at + 1, len(text))
    return False


def parse(text: str, at: int, limit: int | None = None) -> Parsed:
    """The block whose `@` stands at `at`. Raises Malformed; gives up at `limit`."""
    opening = _START.match(text, at)
    if opening is None:
        raise Malformed("no entry type and brace follow the @", at)
    return _Scanner(text, opening, len(text) if limit is None else min(limit, len(text))).run()


def parse_whole(text: str) -> Parsed:
    """The block that `text` begins with, faster than `parse` where nothing is wrong with it.

    For a text that is one entry: in a longer one the search for its end may cost too much.
    """
    found = WELL_FORMED.match(text)
    key = found["key"] if found else None
    if not found or not key or "=" in key or '"' in key or found["type"].lower() in _OTHERS:
        return parse(text, text.find("@"))
    fields, at = [], found.end("key")
    while part := _FIELD_PARTS.match(text, at):
        fields.append(Field(part["name"], part["expression"]))
        at = part.end()
    return Parsed("entry", found["type"], 0, found.end(), key, fields)


_OTHERS = frozenset({"string", "preamble", "comment"})


def expression_parts(expression: str) -> list[str]:
    """The operands of a concatenation, as written. A value that fits no rule is one part."""
    if not expression:
        return []
    try:
        return _Scanner(expression, None, len(expression)).operands()
    except Malformed:
        return [expression]


class _Scanner:
    def __init__(self, text: str, opening: re.Match[str] | None, limit: int) -> None:
        self.text = text
        self.limit = limit
        self.at = opening.end() if opening else 0
        self.start = opening.start() if opening else 0
        self.type = opening[1] if opening else ""
        self.closing = "}" if opening is None or opening[2] == "{" else ")"
        self.repairs: list[str] = []

    def run(self) -> Parsed:
        kind = self.type.lower()
        if kind == "comment":
            return self._comment()
        if kind == "preamble":
            return self._preamble()
        if kind == "string":
            return self._string()
        return self._entry()

    # ---- small steps

    def _skip(self) -> str:
        """The first character that is no white space, or nothing at the end."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        if self.at >= self.limit:
            raise CutOff(f"the file ends inside the @{self.type}", self.at)
        return self.text[self.at]

    def _matching_brace(self) -> int:
        """The index just past the brace that closes the one at `self.at`."""
        fast = _FAST_PART.match(self.text, self.at)
        if fast and fast.end() <= self.limit:
            return fast.end()
        depth = 0
        for brace in _BRACE.finditer(self.text, self.at, self.limit):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.end()
        raise CutOff("a brace is opened and never closed", self.at)

    def _closing_quote(self) -> int:
        depth = 0
        for mark in _BRACE_OR_QUOTE.finditer(self.text, self.at + 1, self.limit):
            if mark[0] == "{":
                depth += 1
            elif mark[0] == "}":
                depth -= 1
                if depth < 0:
                    raise Malformed(
                        "a brace is closed inside quotes and never opened", mark.start()
                    )
            elif depth == 0:
                return mark.end()
        raise CutOff("a quote is opened and never closed", self.at)

    def _operand(self) -> None:
        first = self._skip()
        if first == "{":
            self.at = self._matching_brace()
            return
        if first == '"':
            self.at = self._closing_quote()
            return
        found = _NUMBER.match(self.text, self.at) or _NAME.match(self.text, self.at)
        if not found:
            raise Malformed(f"a value is missing before {first!r}", self.at)
        self.at = found.end()

    def _value(self) -> str:
        """The expression at this place; `self.at` is just past it."""
        self._skip()
        start = self.at
        while True:
            self._operand()
            end = self.at
            if self._skip() != "#":
                self.at = end
                return self.text[start:end]
            self.at += 1

    def operands(self) -> list[str]:
        parts = []
        while True:
            found = _SPACE.match(self.text, self.at)
            start = found.end() if found else self.at
            self._operand()
            parts.append(self.text[start : self.at])
            found = _SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at >= self.limit:
                return parts
            if self.text[self.at] != "#":
                raise Malformed("text follows the value", self.at)
            self.at += 1

    # ---- blocks

    def _comment(self) -> Parsed:
        depth = 0
        for mark in re.compile(r"[{}()]").finditer(self.text, self.at, self.limit):
            if mark[0] == self.closing and depth == 0:
                return Parsed("comment", self.type, self.start, mark.end())
            if mark[0] == "{":
                depth += 1
            elif mark[0] == "}":
                depth -= 1
        # BibTeX reads no further than the word: what follows is text between entries.
        return Parsed("comment", self.type, self.start, self.at, repairs=["open"])

    def _end(self) -> None:
        found = self._skip()
        if found != self.closing:
            raise Malformed(f"{self.closing!r} is expected, not {found!r}", self.at)
        self.at += 1

    def _preamble(self) -> Parsed:
        value = self._value()
        self._end()
        return Parsed("preamble", self.type, self.start, self.at, fields=[Field("", value)])

    def _string(self) -> Parsed:
        self._skip()
        name = _NAME.match(self.text, self.at)
        if not name:
            raise Malformed("the @string has no name", self.at)
        self.at = name.end()
        if self._skip() != "=":
            raise Malformed("the @string has no equals sign", self.at)
        self.at += 1
        value = self._value()
        if self._skip() == ",":
            self.at += 1
            self.repairs.append("a comma stands at the end of the @string")
        self._end()
        definition = [Field(name[0], value)]
        return Parsed("string", self.type, self.start, self.at, name[0], definition, self.repairs)

    def _entry(self) -> Parsed:
        fields: list[Field] = []
        key = self._key()
        while True:
            mark = self._skip()
            if mark == self.closing:
                self.at += 1
                return Parsed("entry", self.type, self.start, self.at, key, fields, self.repairs)
            if mark == ",":
                self.at += 1
                continue
            if mark == "%":
                self._line_comment()
                continue
            fields += self._field()

    def _key(self) -> str:
        self._skip()
        found = _KEY.match(self.text, self.at)
        key = found[0].strip(" \t\r\n\f\v") if found else ""
        end = self.at + len(found[0]) if found else self.at
        following = self.text[end : end + 1]
        if following == "=":
            # No key at all: this is the first field.
            self.repairs.append("it has no citation key")
            return ""
        if self.closing == ")" and following != "," and key.endswith(")"):
            key, end = key[:-1].rstrip(), end - 1
        self.at = end
        if following not in (",", self.closing) and self._skip() not in (",", self.closing):
            self.repairs.append(f"no comma follows its key {key!r}")
        if not key:
            self.repairs.append("it has no citation key")
        elif re.search(WHITE, key):
            usable = re.sub(rf"{WHITE}+", "_", key)
            self.repairs.append(f"its key {key!r} holds a space and becomes {usable!r}")
            key = usable
        elif following == self.closing:
            # BibTeX takes this, biber does not.
            self.repairs.append("no comma follows its key")
        return key

    def _line_comment(self) -> None:
        found = _LINE_COMMENT.match(self.text, self.at)
        self.repairs.append("a % comment stands inside it")
        self.at = found.end() if found else self.at + 1

    def _field(self) -> list[Field]:
        start = self.at
        name = _NAME.match(self.text, start)
        if not name or name.end() > self.limit:
            raise Malformed(f"a field name is expected, not {self.text[start]!r}", start)
        self.at = name.end()
        mark = self._skip()
        if mark == "=":
            self.at += 1
        elif mark in '{"':
            self.repairs.append(f"the equals sign after {name[0]!r} is missing")
        else:
            raise Malformed(f"no equals sign follows {name[0]!r}", self.at)
        if self._skip() in (",", self.closing):
            self.repairs.append(f"the field {name[0]!r} has no value")
            return []
        value_at = self.at
        expression = self._value()
        following = self._skip()
        if following in (",", self.closing):
            return [Field(name[0], expression)]
        if expression[0] not in '{"':
            bare = _BARE_TEXT.match(self.text, value_at)
            if bare:
                self.at = bare.end()
                self.repairs.append(f"the value of {name[0]!r} has no braces")
                return [Field(name[0], "{" + bare[0].rstrip() + "}")]
        if following == "%":
            return [Field(name[0], expression)]
        next_name = _NAME.match(self.text, self.at)
        if next_name and _EQUALS.match(self.text, next_name.end()):
            self.repairs.append(f"a comma is missing after {name[0]!r}")
            return [Field(name[0], expression)]
        raise Malformed(f"a comma or {self.closing!r} is expected, not {following!r}", self.at)
