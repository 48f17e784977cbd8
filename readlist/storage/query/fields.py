"""Every word before a colon: what the query language knows, with its help.

The command line's help, completion in the UI and the documentation are made from `FIELDS`.
"""

from typing import NamedTuple

STATUSES = ("inbox", "queued", "reading", "read", "skimmed", "dropped")
UNREAD = ("inbox", "queued", "reading")
PRIORITIES = {"low": -1, "normal": 0, "high": 1}

_PRESENT = (
    "note", "takeaway", "tag", "keyword", "doi", "arxiv", "abstract", "author", "editor", "title",
    "year", "date", "venue", "org", "url", "comment", "rating",
)  # fmt: skip


class Field(NamedTuple):
    """One field of the query language."""

    kind: str
    """How its values are read: text, tag, exact, number, priority, date, event, choice, sort."""
    help: str
    """Half a line for people."""
    example: str
    """A term that uses it."""
    values: tuple[str, ...] = ()
    """Every value it takes, where they can be listed."""
    aliases: tuple[str, ...] = ()


FIELDS: dict[str, Field] = {
    "title": Field("text", "words in the title", 'title:"state space"'),
    "author": Field("text", "words in the authors' names", "author:gu", aliases=("authors",)),
    "abstract": Field("text", "words in the abstract", "abstract:unlearning"),
    "note": Field("text", "words in your notes", "note:compare", aliases=("notes",)),
    "venue": Field("text", "words in the journal or book", "venue:neurips", aliases=("journal",)),
    "org": Field("text", "words in the organization", "org:mila", aliases=("organization",)),
    "tag": Field("tag", "the tag or a tag below it", "tag:ml,rl", aliases=("tags",)),
    "takeaway": Field("text", "words in what you took from it", "takeaway:forgetting"),
    "key": Field("exact", "start of the citation key, old keys too", "key:maini2024"),
    "keyword": Field(
        "text", "words in the entry's keywords", "keyword:privacy", aliases=("keywords",)
    ),
    "arxiv": Field("exact", "arXiv ID or subject class", "arxiv:2401.06121"),
    "doi": Field("exact", "start of the DOI", "doi:10.1145"),
    "type": Field("exact", "BibTeX entry type", "type:article"),
    "url": Field("exact", "part of the URL", "url:openreview.net"),
    "comment": Field("exact", "part of the authors' remark", 'comment:"17 pages"'),
    "year": Field("number", "year of publication", "year:2020..2023"),
    "rating": Field("number", "your rating, 1 to 5", "rating:>=4"),
    "priority": Field("priority", "low, normal or high", "priority:high", values=tuple(PRIORITIES)),
    "date": Field("date", "date of publication", "date:2024-02"),
    "added": Field("date", "when you added it", "added:7d"),
    "updated": Field("date", "when it last changed", "updated:>1y"),
    "started": Field("event", "when you began to read it", "started:2w", aliases=("reading",)),
    "read": Field("event", "when you had read it", "read:2026-09"),
    "status": Field("choice", "reading status", "status:queued,reading", values=STATUSES),
    "is": Field(
        "choice",
        "reading status, or a yes-no question",
        "is:unread",
        values=("unread", *STATUSES, "starred", "incomplete", "duplicate", "cited"),
    ),
    "has": Field("choice", "something is there", "has:note", values=_PRESENT),
    "no": Field("choice", "something is missing", "no:tag", values=_PRESENT),
    "sort": Field(
        "sort",
        "order, with -asc or -desc",
        "sort:added-desc",
        values=(
            "added", "updated", "year", "title", "author", "venue", "rating", "priority", "key",
            "status", "queue", "relevance",
        ),
    ),
}  # fmt: skip

NAMES: dict[str, str] = {
    name: field for field, entry in FIELDS.items() for name in (field, *entry.aliases)
}
"""Each name and alias -> the field."""

NOT_YET = {
    "has:pdf": "readlist does not keep PDF files yet",
    "no:pdf": "readlist does not keep PDF files yet",
}
"""Terms that are planned: they get a sentence of their own."""


def nearest(word: str, names: tuple[str, ...]) -> str:
    """The name that `word` probably misspells, or an empty string.

    One slip (a letter more, less, changed or swapped with its neighbour) is forgiven in a
    short word, two in a word of six letters or more.
    """
    slips, best = min(
        ((_distance(word, name), name) for name in names), default=(len(word) + 1, "")
    )
    return best if len(word) > 2 and slips <= (1 if len(word) < 6 else 2) else ""


def _distance(one: str, other: str) -> int:
    """The optimal string alignment distance (Damerau-Levenshtein without second edits)."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
