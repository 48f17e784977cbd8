"""Text <-> records: what a text is in, and which module reads it. No database, no network.

A format is one module with `looks_like(text) -> bool` and
`read(text, *, today, first_line=1) -> Items`, and one line in `FORMATS`.
"""

import re
from typing import NamedTuple

from readlist.errors import UnknownFormat

_SAMPLED = 8_000_000
"""Texts of more characters are recognised by samples."""
_SAMPLE = 200_000
_HTML = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE
)


class Format(NamedTuple):
    """A kind of text that readlist reads."""

    name: str
    """A slug: `daily-papers`."""
    title: str
    """What people call it."""
    module: str
    """Dotted name of the module that reads it, imported on use."""


class Section(NamedTuple):
    """A part of a text that is in one format."""

    format: Format
    text: str
    first_line: int
    """1-based, in the whole text."""


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("daily-papers", "Hugging Face Daily Papers page", "readlist.formats.daily_papers"),
        Format("paper-search", "Hugging Face paper search", "readlist.formats.paper_search"),
        Format("arxiv-author", "arXiv author listing", "readlist.formats.arxiv_author"),
        Format("abstracts-only", "list of abstracts", "readlist.formats.abstracts_only"),
        Format("bibtex", "BibTeX", "readlist.formats.bibtex"),
        Format("ris", "RIS", "readlist.formats.ris"),
        Format("csl-json", "CSL-JSON", "readlist.formats.csl_json"),
        Format("csv", "CSV table of readlist's own", "readlist.formats.csv_table"),
    )
}

_PANDOC = re.compile(
    r"\ufeff?\s{0,99}---[ \t]*\n(?:(?!---|\.\.\.)[^\n]*\n){0,99}?references:[ \t]*\n"
)
"""Metadata of pandoc's Markdown that has references in it."""


def is_bibtex(head: str, name: str) -> bool:
    """Is a text BibTeX by its file's name? Then it can be read without being held whole.

    `head` is its beginning. Raises UnknownFormat where that is HTML, whatever the name says.
    """
    if _HTML.match(head[:2000]):
        raise UnknownFormat(_refusal("this looks like HTML, not like the text of a page"))
    return name.casefold().endswith(".bib")


def recognise(text: str, name: str = "") -> list[Section]:
    """The sections of `text`: one, or several where pages were pasted one after another.

    `name` is the file's name; `.bib` says that it is BibTeX, `.json` that JSON is CSL's.
    Raises UnknownFormat, which names the known formats, when the text is in none of them.
    """
    if is_bibtex(text[:2000], name):
        return [Section(FORMATS["bibtex"], text, 1)]
    if not text.strip("\ufeff \t\r\n"):
        raise UnknownFormat(_refusal("there is no text"))
    alone = name.casefold().endswith((".yaml", ".yml"))
    if alone or _PANDOC.match(text[:20_000]):
        source = f"/dev/null --metadata-file {name}" if alone else name or "FILE.md"
        raise UnknownFormat(
            "readlist reads no YAML; pandoc makes CSL-JSON of its references: "
            f"pandoc {source} --from markdown --to csljson --output refs.json"
        )
    whole = _whole(text, name.casefold())
    if whole:
        return [Section(FORMATS[whole], text, 1)]
    # Here and not above: who imports a `.bib` or asks for a name need not load the readers.
    from readlist.formats import sections  # noqa: PLC0415

    if len(text) > _SAMPLED:
        kinds = sections.kinds(_samples(text))
        if len(kinds) == 1:
            return [Section(FORMATS[kinds.pop()], text, 1)]
        if not kinds:
            raise UnknownFormat(_refusal("this text is no listing that readlist knows"))
    parts = sections.divide(text)
    if not parts:
        raise UnknownFormat(_refusal("this text is no listing that readlist knows"))
    return [
        Section(FORMATS[part.format], piece, part.start + 1)
        for part, piece in zip(parts, sections.cut(text, parts), strict=True)
    ]


def _whole(text: str, name: str) -> str:
    """The format of a text that is one document from its first sign to its last."""
    start = text[:200].lstrip("\ufeff \t\r\n")
    # Here and not above: most texts are no such document.
    if start[:1] in ("[", "{"):
        from readlist.formats import csl_json  # noqa: PLC0415

        named = name.endswith(".json") and csl_json.looks_like_json(text)
        return "csl-json" if named or csl_json.looks_like(text) else ""
    if start.startswith("key,type,"):
        from readlist.formats import csv_table  # noqa: PLC0415

        return "csv" if csv_table.looks_like(text) else ""
    return ""


def _samples(text: str) -> str:
    """The head, the tail and what lies evenly between them, each piece of whole lines."""
    starts = [(len(text) - _SAMPLE) * part // 8 for part in range(9)]
    pieces = [text[start : start + _SAMPLE] for start in starts]
    return "\n".join(
        piece if at == 0 else piece[piece.find("\n") + 1 :] for at, piece in enumerate(pieces)
    )


def _refusal(what: str) -> str:
    *titles, last = (format.title for format in FORMATS.values())
    return (
        f"{what[0].upper()}{what[1:]}; readlist reads a {', '.join(titles)} or {last}: "
        "copy the text of such a page whole, or give a .bib file."
    )
