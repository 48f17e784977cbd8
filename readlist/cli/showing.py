"""`readlist show`: one paper with all that is known of it."""

from collections.abc import Iterator
from typing import Any

import click

from readlist.cli import output
from readlist.cli.base import Command, typed
from readlist.cli.completing import keys
from readlist.cli.place import Place
from readlist.latex import readable
from readlist.moments import local_day
from readlist.text import printable, printable_lines
from readlist.wording import counted

_WIDEST = 88
"""Longer lines of prose are hard to read."""
_LONGEST = 400
"""A BibTeX field that readlist has no place for is shown up to here; JSON has all of it."""


@click.command(
    "show",
    cls=Command,
    examples="""
readlist show maini2024tofu
readlist show maini2024tofu --json
""",
)
@click.argument("key", shell_complete=keys)
@click.option("--json", "as_json", is_flag=True, help="Print the paper as one JSON object.")
@click.pass_obj
def command(place: Place, key: str, as_json: bool) -> None:
    """Show all that is known of one paper.

    KEY is its citation key, or an older one that it had.
    """
    from readlist.storage.documents import papers  # noqa: PLC0415  (start-up time)
    from readlist.storage.linking import linked_from  # noqa: PLC0415

    with place.reader() as reader:
        paper_id = reader.id_of(typed(key))
        paper = next(papers(reader.connection, [paper_id]))
        named_by = linked_from(reader.connection, paper_id)
    if as_json:
        output.write_json(paper)
        return
    bold, plain = ("\x1b[1m", "\x1b[0m") if output.coloured() else ("", "")
    width = min(_WIDEST, output.terminal_width())
    head, *rest = list(_lines(paper, named_by, width))
    output.write(f"{bold}{head}{plain}\n" + "".join(f"{line}\n" for line in rest))


def _lines(paper: dict[str, Any], named_by: list[str], width: int) -> Iterator[str]:
    from textwrap import TextWrapper  # noqa: PLC0415  (start-up time)

    wrap = TextWrapper(width=width, break_long_words=False, break_on_hyphens=False)
    title = printable(readable(paper["title"] or "")) or "[no title]"
    yield wrap.fill(title)
    yield ""
    hanging = TextWrapper(
        width=width, subsequent_indent=" " * 12, break_long_words=False, break_on_hyphens=False
    )
    for name, value in _facts(paper):
        yield hanging.fill(f"{name + ':':<11} {printable(value)}")
    if paper["abstract"]:
        yield ""
        yield wrap.fill(printable(readable(paper["abstract"])))
    if named_by:
        yield ""
        yield wrap.fill(f"Named in the notes of {printable(', '.join(named_by))}")
    for note in paper["notes"]:
        yield ""
        yield f"Note of {local_day(note['created_at'])}:"
        yield from (f"  {line}".rstrip() for line in printable_lines(note["body"]).split("\n"))


def _facts(paper: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Key", ", also ".join([paper["citation_key"], *paper["aliases"]])
    yield "Status", _status(paper)
    if paper["takeaway"]:
        yield "Takeaway", paper["takeaway"]
    facts = (
        ("Tags", ", ".join(paper["tags"])),
        ("Authors", _people(paper["authors"], paper["author_count"], paper["more_authors"])),
        ("Editors", _people(paper["editors"], None, False)),
        ("From", paper["organization"]),
        ("Venue", paper["venue"]),
        ("Date", paper["date"] or str(paper["year"] or "")),
        ("arXiv", paper["arxiv_id"] and f"https://arxiv.org/abs/{paper['arxiv_id']}"),
        ("DOI", paper["doi"] and f"https://doi.org/{paper['doi']}"),
        ("URL", paper["url"]),
        ("Comment", paper["comment"]),
        ("Type", paper["entry_type"]),
    )
    yield from ((name, value) for name, value in facts if value)
    for name, value in paper["extra"].items():
        cut = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
        # A path or an address is no LaTeX: `C:\Users` has no command in it.
        is_place = name in ("file", "pdf", "ps", "localfile") or "url" in name
        yield printable(name).capitalize(), printable(cut) if is_place else readable(cut)
    for source in paper["sources"]:
        yield "Met", f"{local_day(source['met_at'])} in {source['source']} ({source['format']})"


def _status(paper: dict[str, Any]) -> str:
    words = [paper["status"]]
    if paper["passes"]:
        words.append(f"pass {paper['passes']} of 3")
    if paper["starred"]:
        words.append("starred")
    if paper["priority"] != "normal":
        words.append(f"{paper['priority']} priority")
    if paper["rating"]:
        words.append(f"rated {paper['rating']} of 5")
    if paper["incomplete"]:
        words.append("incomplete")
    return ", ".join(words)


def _people(names: list[dict[str, Any]], count: int | None, more: bool) -> str:
    shown = [
        " ".join(part for part in (n["given"], n["prefix"], n["family"], n["suffix"]) if part)
        for n in names
    ]
    if not shown:
        return "" if not count else counted(count, "author") + ", not named by the source"
    return ", ".join(shown) + (" and others" if more else "")
