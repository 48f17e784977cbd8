"""The columns of the list: what each shows of a paper, and how much room it gets."""

from collections.abc import Sequence
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
    """Cells that it needs."""
    broad: int
    """Cells that it takes where there is room."""
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
        Column("authors", "Authors", 16, 30, "author"),
        Column("year", "Year", 4, 4, "year"),
        Column("tags", "Tags", 14, 32),
        Column("venue", "Venue", 14, 36, "venue", "journal, conference or publisher"),
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
_TITLE = 60
"""Cells of a title before other columns get more than they need."""


def chosen(names: Sequence[str]) -> tuple[Column, ...]:
    """The columns of these names, each once, with the title; what there is none of is left out."""
    known = [COLUMNS[name] for name in dict.fromkeys(names) if name in COLUMNS]
    if not known:
        return tuple(COLUMNS[name] for name in USUAL)
    if COLUMNS["title"] not in known:
        known.insert(0, COLUMNS["title"])
    return tuple(known)


def placed(columns: Sequence[Column], width: int) -> list[tuple[Column, int]]:
    """The columns that fit into `width` cells, each with its own width.

    Where the room is short, the last columns give way first, of them the wide ones before the
    narrow ones. What is left over goes to the title, and half of it to the others.
    """
    title = COLUMNS["title"]
    others = [column for column in columns if column is not title]

    def left() -> int:
        return width - GUTTER - 1 - sum(column.width + len(GAP) for column in others)

    while others and left() < title.width:
        wide = [column for column in others if column.width > _NARROW]
        others.remove((wide or others)[-1])
    wishes = sum(column.broad - column.width for column in others)
    given = min(wishes, max(0, left() - _TITLE) // 2)
    widths = {
        column: column.width + (given * (column.broad - column.width) // wishes if wishes else 0)
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
