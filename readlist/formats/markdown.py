"""A reading list in Markdown: a paper a line, ticked off when read; no title becomes markup."""

import re
from collections.abc import Iterable, Iterator

from readlist.formats import exchange
from readlist.formats.losses import beyond
from readlist.records import Document, Name, Record

_ESCAPED = re.compile(r"[\\`*_\[\]<>|~$#^&]")
_URL_UNSAFE = re.compile(r"[\s()<>\[\]\\\"'`\x00-\x1f]")
_DONE = ("read", "skimmed", "dropped")
_CARRIED = frozenset(
    "title authors year venue doi arxiv_id url status citation_key entry_type".split()
)


def escaped(text: str) -> str:
    """`text` as Markdown shows it, whatever signs it holds."""
    return _ESCAPED.sub(r"\\\g<0>", exchange.line(text))


def link(words: str, url: str) -> str:
    """A link; empty where `url` is no web address."""
    if not re.match(r"https?://[^/]", url, re.IGNORECASE):
        return ""
    safe = _URL_UNSAFE.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), url)
    return f"[{words}]({safe})"


def links(record: Record) -> list[str]:
    """Where the paper is, each place once."""
    found = []
    if record.doi:
        found.append(link("doi", f"https://doi.org/{record.doi}"))
    if record.arxiv_id:
        found.append(link("arXiv", f"https://arxiv.org/abs/{record.arxiv_id}"))
    told = "doi.org/" in record.url or "arxiv.org/" in record.url
    if record.url and not (told and found):
        found.append(link("link", record.url))
    return [place for place in found if place]


def people(record: Record) -> str:
    """`Gu & Dao`, `Maini, Feng & Kolter`, `Vaswani et al.`: family names, readable."""
    names = [_family(name) for name in record.authors]
    if len(names) > 3 or (record.more_authors and names):
        return f"{names[0]} et al."
    return " & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _family(name: Name) -> str:
    return " ".join(part for part in (name.prefix, name.family) if part)


def citation(record: Record) -> str:
    """`Gu & Dao (2023). *Mamba*. Venue. [doi](...)`: what the record lacks is left out."""
    who, when = escaped(people(record)), f"({record.year})" if record.year else ""
    venue = escaped(record.venue)
    title = escaped(record.title)
    parts = [
        " ".join(part for part in (who, when) if part) if title or who else when,
        f"*{title}*" if title else "*untitled*",
        venue,
    ]
    return " ".join([*(f"{part.rstrip('.')}." for part in parts if part), *links(record)])


def write(documents: Iterable[Document], *, personal: bool = False) -> Iterator[str]:
    """The list, a line each. What is read, skimmed or dropped is ticked."""
    del personal
    for document in documents:
        done = "x" if document.personal.status in _DONE else " "
        yield f"- [{done}] {citation(document.record)}\n"


def lost(document: Document, *, personal: bool = False) -> list[str]:
    """What the line of the paper does not say."""
    del personal
    return beyond(document, _CARRIED)
