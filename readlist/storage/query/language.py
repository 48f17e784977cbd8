"""The words that users type become a tree, and no pasted text is ever an error.

The grammar, as ISO 14977 writes it (`,` means "then", with white space where terms meet):

    query     = { every | "OR" } ;                  alternatives: one of them must hold
    every     = { [ "AND" ] , [ "NOT" ] , operand } ;   all must hold
    operand   = ( "-" | "^" ) , operand | "(" , query , [ ")" ] | term ;
    term      = phrase | field , ":" , values | word ;
    phrase    = '"' , text , [ '"' ] ;              whole words in a row; open: the last goes on
    values    = value , { "," , value } | "(" , query , [ ")" ] ;   bare words are of the field
    value     = [ sign ] , ( phrase | word ) | range | date | number | name ;
    word      = "*" , text , "*" | text ;           inside words | by prefix
    range     = [ bound ] , ".." , [ bound ] ;      bound = date | number | name
    sign      = "=" | "<" | "<=" | ">" | ">=" ;
    date      = year [ "-" month [ "-" day ] ] | "today" | "yesterday" | age ;
    age       = number , ( "d" | "w" | "m" | "y" ) ;
    field     = one of `fields.NAMES`, in any case ;
    sort      = "sort:" , [ "-" ] , name , [ "-asc" | "-desc" | "+" | "-" ] ;   anywhere

`NOT` binds more tightly than `AND`, `AND` more tightly than `OR`; terms side by side are
joined by `AND`. The operators are in capitals and stand alone.

What can be a typing slip in this language raises `QueryError`: a misspelt field, an unknown
status, a date that is none. Everything else has a meaning: stray brackets and operators are
dropped, an open quote or bracket closes at the end, and a colon in a title is a colon in a
title. Work is bounded by `MOST_CHARACTERS`, `MOST_TERMS` and `DEEPEST`.
"""

import re

from readlist.errors import QueryError
from readlist.storage.query import dates
from readlist.storage.query.fields import FIELDS, NAMES, NOT_YET, PRIORITIES, nearest
from readlist.storage.query.terms import between, free, named, numbers, words
from readlist.storage.query.tree import Either, Every, Is, Match, Node, Not, Query, Sort

MOST_TERMS = 64
"""Words of phrases count too: each is looked up."""
MOST_CHARACTERS = 4000
DEEPEST = 8
"""Brackets in brackets. SQLite's own parser (its stack holds 100) overflows at 11 or so."""


def parse(text: str, *, today: str) -> Query:
    """The query that `text` says when it is `today` (an ISO date).

    Raises QueryError for a slip in the query language, with its position in `text`, and
    when the query has more than `MOST_TERMS` terms.
    """
    if len(text) > MOST_CHARACTERS:
        raise QueryError(
            f"The query has {len(text):,} characters; at most {MOST_CHARACTERS:,} are searched. "
            "Use a few words of it."
        )
    text = _clean(text)
    reader = _Reader(text, today)
    root = reader.alternatives()
    typed = text.split()
    if root is None and not reader.sorts and typed and set(typed) <= set(_OPERATORS):
        root = Match("", typed[0], "prefix")
    return Query(root, tuple(reader.sorts))


def asks(text: str, *, today: str) -> bool:
    """Does the text ask for anything: some of the papers, or an order? A slip does."""
    try:
        return parse(text, today=today) != Query(None, ())
    except QueryError:
        return True


_OPERATORS = ("AND", "OR", "NOT")
_ACCENT = re.compile(r"\{\\[A-Za-z]+ [^\s{}]{1,3}\}")
"""A letter under an accent that is named by letters: `{\\H o}`, `{\\v c}`."""
_QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u00ab\u00bb", '""""""')
# Control characters, lone surrogates, and what is invisible: soft hyphen, zero-width, bidi, BOM.
_INVISIBLE = (
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff]"
)


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_INVISIBLE, "", text).translate(_QUOTES)
    if not text.isascii():
        import unicodedata  # only for queries beyond ASCII  # noqa: PLC0415

        text = unicodedata.normalize("NFC", text)
    return text


class _Reader:
    """Reads `text` once, from left to right; `at` never moves back past a finished term."""

    def __init__(self, text: str, today: str) -> None:
        self.text = text
        self.today = today
        self.at = 0
        self.terms = 0
        self.depth = 0
        self.field = ""
        """The field of the brackets around: `tag:(rl OR llm)`."""
        self.sorts: list[Sort] = []

    def alternatives(self) -> Node | None:
        """What stands between here and the bracket that closes, or the end."""
        found: list[Node] = []
        current: list[Node] = []
        negated = False
        while self._skip_space():
            if self.text[self.at] == ")":
                if self.depth:
                    break
                self.at += 1
                continue
            if operator := self._operator():
                self.at += len(operator)
                if operator == "NOT":
                    negated = not negated
                elif operator == "OR" and current:
                    found.append(_every(current))
                    current, negated = [], False
                continue
            node = self._operand()
            if node is not None:
                current.append(_opposite(node) if negated else node)
            negated = False
        if current:
            found.append(_every(current))
        return _either(found)

    def _operand(self) -> Node | None:
        sign = self.text[self.at]
        after = self.text[self.at + 1 : self.at + 2]
        if sign in "-^" and after and not after.isspace() and after not in "-^)":
            self.at += 1
            if after != "(" and self.text.startswith("sort:", self.at):
                before = len(self.sorts)
                self._term()
                self.sorts[before:] = [Sort(s.name, True) for s in self.sorts[before:]]
                return None
            node = self._operand()
            return None if node is None else _opposite(node)
        return self._group(self.field) if sign == "(" else self._term()

    def _group(self, field: str) -> Node | None:
        """What stands in brackets; its bare words belong to `field`."""
        if self.depth == DEEPEST:
            raise QueryError(f"Brackets go at most {DEEPEST} deep.", self.at)
        around, self.field = self.field, field
        self.depth += 1
        self.at += 1
        node = self.alternatives()
        self.at += 1
        self.depth -= 1
        self.field = around
        return node

    def _term(self) -> Node | None:
        start = self.at
        if self.text[start] == '"' and not self.field:
            return self._count(words("", *self._quoted()))
        if word := self._before_colon():
            name = NAMES.get(word.lower())
            behind = start + len(word) + 1
            after = self.text[behind : behind + 1]
            if name and not after:
                self.at = behind
                return None
            if name and not after.isspace():
                try:
                    return self._values(name, behind)
                except QueryError:
                    # `Rating:Systems` in a pasted title; people type fields in lower case.
                    if word.islower() or self.terms > MOST_TERMS:
                        raise
                    self.at = start
            elif after and not after.isspace() and word.islower():
                self._suspect(word)
        return self._values(self.field, start) if self.field else self._free_word()

    def _free_word(self) -> Node | None:
        return self._count(free(self._bare(commas=True)))

    def _operator(self) -> str:
        for operator in _OPERATORS:
            if self.text.startswith(operator, self.at):
                after = self.text[self.at + len(operator) :][:1]
                if not after or after.isspace() or after in "()":
                    return operator
        return ""

    def _before_colon(self) -> str:
        """The word here that may be a field, or an empty string; `https://` is none."""
        word, colon, after = self.text[self.at : self.at + 24].partition(":")
        plain = word.isascii() and word.isalpha() and len(word) > 1
        return word if colon and plain and not after.startswith("//") else ""

    def _suspect(self, word: str) -> None:
        if name := nearest(word, tuple(NAMES)):
            term = self._bare(commas=True)
            raise QueryError(
                f'There is no field "{word}". Did you mean {name}:? '
                f'To search for the words, put them in quotes: "{term}".',
                self.at - len(term),
            )

    def _values(self, field: str, start: int) -> Node | None:
        """The values of a field, of which one must hold."""
        self.at = start
        if self.text.startswith("(", start):
            return self._group(field)
        found: list[Node] = []
        while True:
            begin = self.at
            sign = ""
            while self.at < len(self.text) and self.text[self.at] in "<>=" and len(sign) < 2:
                sign += self.text[self.at]
                self.at += 1
            quoted = self.text.startswith('"', self.at)
            value, closed = self._quoted() if quoted else (self._bare(commas=False), False)
            if value:
                node = self._count(self._value(field, sign, value, quoted and closed, begin))
                if node is not None:
                    found.append(node)
            if not self.text.startswith(",", self.at):
                return _either(found)
            self.at += 1

    def _value(self, field: str, sign: str, value: str, quoted: bool, begin: int) -> Node | None:
        kind = FIELDS[field].kind
        if kind == "text":
            return words(field, value, quoted or sign == "=")
        if kind in ("tag", "exact"):
            whole = sign == "=" or (quoted and field == "key")
            return named(field, value, whole)
        if kind == "choice":
            return self._choice(field, value.lower(), begin)
        if kind == "sort":
            self._sort(value.lower(), begin)
            return None
        if kind in ("number", "priority"):
            bounds = numbers(sign + value.lower(), PRIORITIES if kind == "priority" else {})
            if bounds:
                return between(field, *bounds)
            if kind == "priority":
                raise self._unknown(field, value.lower(), begin)
            raise QueryError(
                f'"{value}" does not fit {field}:, which takes a number: {field}:4, {field}:>=4.',
                begin,
            )
        span = dates.span(sign + value, self.today)
        if span:
            return between(field, span.start or None, span.end or None)
        near = nearest(value.lower(), dates.DAYS)
        hint = (
            f"Did you mean {near}?"
            if near
            else f"Try {field}:7d, {field}:2026-09 or {field}:2025..2026."
        )
        raise QueryError(f'"{value}" is no date. {hint}', begin)

    def _choice(self, field: str, value: str, begin: int) -> Node:
        question = "is" if field == "status" else field
        if value in FIELDS[field].values:
            return Is(question, value)
        if reason := NOT_YET.get(f"{field}:{value}"):
            raise QueryError(f"{field}:{value} is not possible: {reason}.", begin)
        raise self._unknown(field, value, begin)

    def _sort(self, value: str, begin: int) -> None:
        name = value
        descending: bool | None = None
        for ending, down in (("-desc", True), ("-asc", False), ("-", True), ("+", False)):
            if value.endswith(ending):
                name, descending = value.removesuffix(ending), down
                break
        if name.startswith("-"):
            name, descending = name[1:], True
        if name not in FIELDS["sort"].values:
            raise self._unknown("sort", name, begin)
        self.sorts.append(Sort(name, descending))

    def _unknown(self, field: str, value: str, begin: int) -> QueryError:
        values = FIELDS[field].values
        if near := nearest(value, values):
            return QueryError(f'{field}: does not know "{value}". Did you mean {near}?', begin)
        return QueryError(f'{field}: does not know "{value}". It takes {", ".join(values)}.', begin)

    def _quoted(self) -> tuple[str, bool]:
        """The text up to the closing quote, and whether there was one; `\\"` is an umlaut."""
        end = self.text.find('"', self.at + 1)
        while end > 0 and self.text[end - 1] == "\\":
            end = self.text.find('"', end + 1)
        closed = end >= 0
        value = self.text[self.at + 1 : end if closed else len(self.text)]
        self.at = end + 1 if closed else len(self.text)
        return value, closed

    def _bare(self, *, commas: bool) -> str:
        """The text up to white space, a bracket that closes an earlier one, or (unless `commas`
        belong to it) a comma.

        Brackets that open inside the word belong to it: `NEAR(a)`, `10.1016/S0140(20)30183`. So
        does an accent of LaTeX with its space: `Erd{\\H o}s`.
        """
        start, opened = self.at, 0
        while self.at < len(self.text):
            c = self.text[self.at]
            if c == "{" and (accent := _ACCENT.match(self.text, self.at)):
                self.at = accent.end()
                continue
            if c == "(":
                opened += 1
            elif c == ")":
                if not opened:
                    break
                opened -= 1
            elif c.isspace() or (c == "," and not commas):
                break
            self.at += 1
        return self.text[start : self.at]

    def _skip_space(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _count(self, node: Node | None) -> Node | None:
        if node is not None:
            self.terms += len(re.findall(r"\w+", node.text)) if isinstance(node, Match) else 1
        if self.terms > MOST_TERMS:
            raise QueryError(f"A query has at most {MOST_TERMS} terms. Use fewer words.", self.at)
        return node


def _opposite(node: Node) -> Node:
    return node.part if isinstance(node, Not) else Not(node)


def _every(parts: list[Node]) -> Node:
    parts = _different(parts)
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _different(parts: list[Node]) -> list[Node]:
    """Each part once. As tuples, `Every` and `Either` of the same parts would be equal."""
    return list({repr(part): part for part in parts}.values())


def _either(parts: list[Node]) -> Node | None:
    if not parts:
        return None
    parts = _different(parts)
    return parts[0] if len(parts) == 1 else Either(tuple(parts))
