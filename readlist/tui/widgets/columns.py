"""The columns of the list: what each shows of a paper, and how much room it gets."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from readlist.moments import local_day
from readlist.storage.reader import Row
from readlist.text import printable
from readlist.tui.theme.cells import fit_words, people_of, tags_of, title_of
from readlist.tui.theme.marks import PASSED, PRIORITY_NAMES, TO_PASS


class Column(NamedTuple):
    """One column."""

    name: str
    label: str
    width: int
    """Cells that it needs where its papers have so much to say."""
    broad: int
    """Cells that it takes at most."""
    order: str = ""
    """The name of the order that it stands for."""
    hint: str = ""


class Cell(NamedTuple):
    """What a column shows of one paper."""

    text: str
    part: str = ""
    """The style's name; empty for that of the line."""


COLUMNS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("title", "Title", 20, 20, "title", "takes the room that is left"),
        Column("authors", "Authors", 14, 30, "author"),
        Column("year", "Year", 4, 4, "year"),
        Column("tags", "Tags", 10, 32),
        Column("venue", "Venue", 12, 36, "venue", "journal, conference or publisher"),
        Column("added", "Added", 10, 10, "added", "the day"),
        Column("status", "Status", 7, 7, "status", "in a word, beside its mark"),
        Column("priority", "Priority", 8, 8, "priority", "in a word"),
        Column("rating", "Rating", 6, 6, "rating", "1 to 5"),
        Column("passes", "Passes", 6, 6, hint="how many of three are done"),
        Column("key", "Citation key", 20, 30, "key"),
        Column("arxiv", "arXiv", 11, 16, hint="its ID"),
        Column("doi", "DOI", 18, 36),
    )
}
"""Every column by its name."""
USUAL = ("title", "authors", "year", "tags")
"""The columns of who has chosen none."""
GUTTER = 5
"""Cells before the columns: selection, status and star."""
GAP = "  "
_NARROW = 6
"""Columns as narrow as this one stay longest."""
_TITLE = 44
"""Cells of a title before other columns get more than they need."""
_READABLE = 32
"""Cells of a title for which columns that nobody has chosen give way."""
_LEGIBLE = 24
"""Cells of a title for which columns that were chosen give way."""


def chosen(names: Sequence[str]) -> tuple[Column, ...]:
    """The columns of these names, each once, with the title; what there is none of is left out."""
    known = [COLUMNS[name] for name in dict.fromkeys(names) if name in COLUMNS]
    if not known:
        return tuple(COLUMNS[name] for name in USUAL)
    if COLUMNS["title"] not in known:
        known.insert(0, COLUMNS["title"])
    return tuple(known)


def placed(
    columns: Sequence[Column], width: int, said: Mapping[str, int], *, usual: bool
) -> list[tuple[Column, int]]:
    """The columns that fit into `width` cells, each with its own width.

    `said` has the cells of the longest text that a column has to show: it gets no more, and
    those it does not name as many as they like. Titles are what is read: where the room is short
    the others get what they need, then the last of them give way, the wide ones before the
    narrow ones, and the `usual` ones before those that somebody chose. What is left over goes to
    the title, and half of it to the others.
    """
    title = COLUMNS["title"]
    others = [column for column in columns if column is not title]
    most = {
        column: min(column.broad, max(said.get(column.name, column.broad), len(column.label)))
        for column in others
    }
    needed = {column: min(column.width, most[column]) for column in others}

    def left() -> int:
        return width - GUTTER - 1 - sum(needed[column] + len(GAP) for column in others)

    def give_way(wide: Sequence[Column], least: int) -> None:
        while wide and left() < least:
            others.remove(wide[-1])
            wide = wide[:-1]

    give_way([c for c in others if c.width > _NARROW], _READABLE if usual else _LEGIBLE)
    give_way(list(others), title.width)
    wishes = sum(most[column] - needed[column] for column in others)
    given = min(wishes, max(0, left() - _TITLE) // 2)
    widths = {
        column: needed[column] + (given * (most[column] - needed[column]) // max(1, wishes))
        for column in others
    }
    room = width - GUTTER - 1 - sum(widths.values()) - len(GAP) * len(others)
    widths[title] = max(room, min(8, width))
    return [(column, widths[column]) for column in columns if column in widths]


def cell(column: Column, row: Row, width: int) -> Cell:
    """What the column shows of the paper, yet to be fitted into `width` cells."""
    match column.name:
        case "title":
            dropped = "muted" if row.status == "dropped" else ""
            return Cell(title_of(row), dropped if row.title else "stub")
        case "authors":
            who = people_of(row)
            return Cell(who or "–", "" if who and row.authors else "muted")
        case "year":
            return Cell(str(row.year)[:4].rjust(4)) if row.year else Cell("   –", "muted")
        case "tags":
            return Cell(fit_words(tags_of(row), width), "tag")
        case "status":
            return Cell(text(column, row), row.status)
    return Cell(text(column, row), "muted")


def facts(columns: Sequence[Column], row: Row) -> list[Cell]:
    """What stands below a title: what the columns know of the paper."""
    found: list[Cell] = []
    for column in columns:
        if column.name == "tags":
            found += [Cell(f"#{tag}", "tag") for tag in tags_of(row)]
        elif column.name != "title":
            part = row.status if column.name == "status" else "muted"
            found.append(Cell(text(column, row), part))
    return [cell for cell in found if cell.text]


def text(column: Column, row: Row) -> str:
    """What the paper has for the column, or an empty string."""
    match column.name:
        case "title":
            return title_of(row)
        case "tags":
            return " ".join(tags_of(row))
        case "status":
            return printable(row.status)
        case "authors":
            return people_of(row)
        case "year":
            return str(row.year or "")
        case "venue":
            return printable(row.venue)
        case "added":
            return printable(local_day(row.added))
        case "priority":
            return PRIORITY_NAMES.get(row.priority, "") if row.priority else ""
        case "rating":
            return f"{row.rating} of 5" if row.rating else ""
        case "passes":
            return PASSED * row.passes + TO_PASS * (3 - row.passes) if row.passes else ""
        case "key":
            return printable(row.citation_key)
        case "arxiv":
            return printable(row.arxiv_id)
        case "doi":
            return printable(row.doi)
    return ""
