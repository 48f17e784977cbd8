"""Single fields of an entry get other expressions, and every other byte stays as it was."""

from collections.abc import Mapping

from readlist.formats.bibtex import grammar


def expressions(entry: str) -> dict[str, str]:
    """Field name in lower case -> expression as written; nothing where BibTeX cannot read it.

    Of a repeated field the first one counts, as for BibTeX.
    """
    found: dict[str, str] = {}
    for field in _fields(entry):
        found.setdefault(field.name.lower(), field.expression)
    return found


def patched(entry: str, changes: Mapping[str, str]) -> str:
    """`entry` with the expressions of `changes` (field name in lower case) in their fields.

    An empty string where that cannot be done safely: the field is missing or repeated, or
    the entry does not read as it should afterwards.
    """
    fields = _fields(entry)
    names = [field.name.lower() for field in fields]
    if any(names.count(name) != 1 for name in changes):
        return ""
    pieces = []
    at, done = entry.find("@"), 0
    for name, field in zip(names, fields, strict=True):
        at = entry.find(field.expression, entry.find("=", at))
        if at < 0:
            return ""
        if name in changes:
            pieces += [entry[done:at], changes[name]]
            done = at + len(field.expression)
        at += len(field.expression)
    result = "".join([*pieces, entry[done:]])
    expected = [changes.get(n, f.expression) for n, f in zip(names, fields, strict=True)]
    same = [field.expression for field in _fields(result)] == expected
    return result if same else ""


def inside(expression: str) -> str | None:
    """The text of an expression that is one quoted or braced string; else None."""
    parts = grammar.expression_parts(expression)
    if len(parts) != 1:
        return None
    if expression[0] in '{"':
        return expression[1:-1]
    return expression if expression.isdigit() else None


def with_inside(expression: str, text: str) -> str:
    """`expression` with its delimiters around `text`; a bare number gets braces."""
    if expression[0] in '{"':
        return f"{expression[0]}{text}{expression[-1]}"
    return f"{{{text}}}"


def _fields(entry: str) -> list[grammar.Field]:
    try:
        return grammar.parse(entry, entry.index("@")).fields
    except (grammar.Malformed, ValueError):
        return []
