"""Outside text, made to fit: what comes out is printable and exactly as wide as asked for."""

from rich.cells import cell_len, set_cell_size

from readlist.storage.reader import Row
from readlist.text import printable
from readlist.wording import counted

ELLIPSIS = "…"


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells, filled with spaces or cut with an ellipsis."""
    if width <= 0:
        return ""
    # No character is longer than some thousand code points of combining marks.
    text = text[: width * 8]
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    cut = set_cell_size(text, width - 1).rstrip()
    return set_cell_size(cut + ELLIPSIS, width)


def fit_words(words: list[str], width: int) -> str:
    """As many whole words as fit in `width` cells, then `+2` for those that do not."""
    shown = " ".join(words)
    left = len(words)
    while left > 1 and cell_len(shown) > width:
        left -= 1
        shown = " ".join([*words[:left], f"+{len(words) - left}"])
    return fit(shown, width)


def title_of(row: Row) -> str:
    """The paper's title, or how its abstract begins where it has none."""
    return title_or_start(row.title, row.abstract_start, row.citation_key)


def title_or_start(title: str, abstract: str, key: str) -> str:
    """The title, or how the abstract begins where there is none, or else the citation key."""
    return printable(title) or f"untitled: {printable(abstract) or printable(key)}"


def people_of(row: Row) -> str:
    """Who wrote it, in the few words of a list: `Maini & Feng`, `Maini et al.`, `7 authors`."""
    for text, role in ((row.authors, ""), (row.editors, " (ed.)")):
        families = [printable(name.partition(", ")[0]) for name in text.split("; ") if name]
        if len(families) > 2 or (families and row.more_authors and not role):
            return f"{families[0]} et al.{role}"
        if families:
            return " & ".join(families) + role
    if row.author_count:
        return counted(row.author_count, "author")
    return printable(row.organization)


def tags_of(row: Row) -> list[str]:
    """The paper's tags, made printable."""
    return [printable(tag) for tag in row.tags.split(", ") if tag]
