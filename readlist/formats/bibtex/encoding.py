"""What is written already goes over to plain ASCII for BibTeX: letters only, nothing else."""

from readlist.formats.bibtex.fields import NAME_FIELDS, is_verbatim
from readlist.formats.bibtex.grammar import Malformed, expression_parts, parse
from readlist.formats.bibtex.names import whole_letters
from readlist.latex import to_latex


def encoded(name: str, expression: str) -> str:
    """`expression` of the field `name`, its letters as braced LaTeX.

    ASCII and what is data (`url`, `file`) stay byte for byte, as do macros' names.
    """
    if expression.isascii() or is_verbatim(name):
        return expression
    encode = whole_letters if name in NAME_FIELDS else to_latex
    parts = [
        part[0] + encode(part[1:-1]) + part[-1] if part[0] in '{"' and not part.isascii() else part
        for part in expression_parts(expression)
    ]
    return " # ".join(parts)


def encoded_block(raw: str) -> str:
    """The `@string` or `@preamble` with the letters of its text as braced LaTeX."""
    if raw.isascii():
        return raw
    try:
        block = parse(raw, raw.index("@"))
    except (Malformed, ValueError):
        return raw
    for field in block.fields:
        at = raw.rfind(field.expression)
        raw = raw[:at] + encoded("", field.expression) + raw[at + len(field.expression) :]
    return raw
