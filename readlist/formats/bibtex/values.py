"""Field expressions become text: macros resolved, concatenations joined, white space folded."""

import re
from collections.abc import Collection, Mapping

from readlist.formats.bibtex import grammar
from readlist.formats.bibtex.dates import MONTH_NAMES

_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_BARE_WORD = re.compile(rf"[=#][ \t\r\n\f\v]*+{grammar.NAME}")


def folded(text: str) -> str:
    """`text` as BibTeX stores it: every run of white space is one space."""
    # Substring tests are several times faster than a search on the text of an abstract.
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _WHITE.sub(" ", text)
    return text.strip(" \f\v")


def resolve(expression: str, macros: Mapping[str, str], unknown: set[str] | None = None) -> str:
    """The text of `expression`. A macro nobody defined stands for its own name.

    Such names are added to `unknown`. `macros` has its keys in lower case; the months are
    known without being in it.
    """
    first = expression[:1]
    if first == "{" and expression[-1] == "}" and "#" not in expression:
        return folded(expression[1:-1])
    return folded(
        "".join(_operand(part, macros, unknown) for part in grammar.expression_parts(expression))
    )


def _operand(part: str, macros: Mapping[str, str], unknown: set[str] | None) -> str:
    if part[0] in '{"':
        return part[1:-1]
    if part.isdigit():
        return part
    name = part.lower()
    value = macros.get(name)
    if value is None:
        value = MONTH_NAMES.get(name)
    if value is None:
        if unknown is not None:
            unknown.add(part)
        return part
    return value


def macros_in(expression: str) -> list[str]:
    """The macros that `expression` names, in lower case."""
    if expression[:1] in '{"' and "#" not in expression:
        return []
    parts = grammar.expression_parts(expression)
    return [part.lower() for part in parts if part[0] not in '{"' and not part.isdigit()]


def macros_used(raw: str) -> set[str]:
    """The macros, in lower case, that a block uses; predefined months included."""
    if not _BARE_WORD.search(raw):
        return set()
    try:
        block = grammar.parse(raw, raw.index("@"))
    except (grammar.Malformed, ValueError):
        return set()
    return {name for field in block.fields for name in macros_in(field.expression)}


def expand_macros(raw: str, macros: Mapping[str, str], names: Collection[str]) -> str:
    """`raw` with the macros in `names` (lower case) replaced by their braced text.

    Everything else keeps its bytes. `macros` says what the names stand for.
    """
    try:
        block = grammar.parse(raw, raw.index("@"))
    except (grammar.Malformed, ValueError):
        return raw
    at = block.start
    pieces = []
    done = 0
    for field in block.fields:
        place = raw.find(field.expression, at)
        if place < 0:
            continue
        used = set(macros_in(field.expression))
        if used.intersection(names):
            pieces += [raw[done:place], _expanded(field.expression, macros, names)]
            done = place + len(field.expression)
        at = place + len(field.expression)
    pieces.append(raw[done:])
    return "".join(pieces)


def _expanded(expression: str, macros: Mapping[str, str], names: Collection[str]) -> str:
    parts = []
    for part in grammar.expression_parts(expression):
        name = part.lower()
        if name in names and name in macros:
            parts.append("{" + macros[name] + "}")
        else:
            parts.append(part)
    if all(part[0] in '{"' for part in parts):
        return "{" + "".join(part[1:-1] for part in parts) + "}"
    return " # ".join(parts)
