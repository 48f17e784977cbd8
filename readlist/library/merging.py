"""Two descriptions of one paper become their union."""

from readlist.records import Record

EXPORTED = (
    "title", "authors", "editors", "more_authors", "organization", "venue", "year", "date",
    "arxiv_id", "primary_class", "doi", "url", "entry_type", "extra",
)  # fmt: skip
"""What of a record goes into its BibTeX entry."""
NOT_EXPORTED = frozenset({"abstract", "comment", "author_count"})
"""What may change without a change of the BibTeX entry."""
CHOICES: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "authors": ("authors", "more_authors", "author_count"),
    "editors": ("editors",),
    "date": ("year", "date"),
    "venue": ("venue",),
    "organization": ("organization",),
    "entry_type": ("entry_type",),
    "doi": ("doi",),
    "arxiv_id": ("arxiv_id", "primary_class"),
    "url": ("url",),
    "comment": ("comment",),
    "abstract": ("abstract",),
}
"""What a user may choose between when two papers become one -> the attributes it stands for."""
_GAPS = (
    "title", "abstract", "authors", "editors", "author_count", "organization", "venue", "arxiv_id",
    "primary_class", "doi", "url", "comment", "entry_type",
)  # fmt: skip
_WORDS = {
    "author_count": "number of authors",
    "arxiv_id": "arXiv ID",
    "primary_class": "arXiv class",
    "doi": "DOI",
    "url": "URL",
    "entry_type": "entry type",
    "more_authors": "",
    "extra": "other fields",
}


def absorb(paper: Record, news: Record, *, entry: bool = False, cited: bool = False) -> list[str]:
    """`paper` also says what `news` says; returns the names of the attributes that changed.

    Gaps are filled and nothing is overwritten, save that a date may become more precise, an
    abstract that was cut off whole, and a count of authors the length of their list. With
    `entry`, `news` is the BibTeX entry that the paper will be cited by: what it states then
    goes before what listing pages said. `cited` says that `paper` has such an entry already:
    the day on a listing is not the month in which a journal printed the paper.
    """
    before = {name: getattr(paper, name) for name in (*EXPORTED, "abstract", "comment")}
    before["author_count"] = paper.author_count
    before["extra"] = dict(paper.extra)
    for name in _GAPS:
        value = getattr(news, name)
        if value and (entry or not getattr(paper, name)):
            setattr(paper, name, value)
    if _continues(news.abstract, before["abstract"]):
        paper.abstract = news.abstract
    elif entry and before["abstract"]:
        paper.abstract = before["abstract"]
    refines = not cited and news.year == paper.year and news.date.startswith(paper.date)
    if news.year and (entry or not paper.year or refines):
        paper.year, paper.date = news.year, news.date
    if paper.authors is news.authors and news.authors:
        paper.more_authors = news.more_authors
    if paper.authors and not paper.more_authors:
        paper.author_count = len(paper.authors)
    paper.extra = {**paper.extra, **news.extra} if entry else {**news.extra, **paper.extra}
    return [name for name, value in before.items() if getattr(paper, name) != value]


def _continues(new: str, old: str) -> bool:
    """Is `old` the beginning of `new`, as when a page was cut off?"""
    return bool(old) and len(new) > len(old) and new.startswith(old.rstrip(" .…"))


def differs(paper: Record, entry: Record) -> bool:
    """Does the paper say something else than the BibTeX entry it is cited by?"""
    return paper.citation_key != entry.citation_key or any(
        getattr(paper, name) != getattr(entry, name) for name in EXPORTED
    )


def in_words(changed: list[str]) -> str:
    """The attributes as a user reads them: `abstract, arXiv ID`."""
    words = [_WORDS.get(name, name) for name in changed]
    return ", ".join(sorted({word for word in words if word}, key=words.index))
