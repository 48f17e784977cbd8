"""The standard entry types and fields (btxdoc, section 3; biblatex manual, section 2.2)."""

HOUSE_ORDER = (
    "title", "subtitle", "titleaddon", "author", "editor", "journal", "journaltitle", "booktitle",
    "maintitle", "year", "date", "month", "volume", "number", "issue", "series", "chapter",
    "pages", "edition", "type", "howpublished", "publisher", "school", "institution",
    "organization", "address", "location", "eprint", "eprinttype", "archiveprefix",
    "primaryclass", "eprintclass", "doi", "isbn", "issn", "url", "urldate", "note", "key",
    "abstract", "keywords", "crossref", "xdata",
)  # fmt: skip
ORDER = {name: place for place, name in enumerate(HOUSE_ORDER)}

NAME_FIELDS = frozenset({"author", "editor", "translator", "bookauthor", "holder", "annotator"})
TITLE_FIELDS = frozenset({"title", "booktitle", "maintitle", "subtitle"})
VERBATIM_FIELDS = frozenset(
    "doi url eprint file pdf ps isbn issn ids crossref xref xdata related entryset keywords "
    "groups date urldate eventdate origdate localfile verba verbb verbc uri options key label "
    "archiveprefix eprinttype primaryclass eprintclass langid".split()
)
"""Fields whose value is data, not text: nothing in them is escaped."""


def is_verbatim(name: str) -> bool:
    """Is the value data? `urls`, BibDesk's `bdsk-url-1` and their like are, too."""
    return name in VERBATIM_FIELDS or "url" in name


VENUE_FIELDS = ("journal", "journaltitle", "booktitle")
ORGANIZATION_FIELDS = ("organization", "school", "institution", "publisher")
UNSEEN_TYPES = frozenset({"xdata", "set"})
"""Entries that hold data for others and are no paper."""

LEFT_OUT = frozenset(
    {"abstract", "keywords", "file", "groups", "readstatus", "ranking", "priority",
     "annote", "annotation", "timestamp", "owner", "comment", "localfile"}
)  # fmt: skip
"""What an entry built by us leaves out unless asked for: private remarks and local paths."""

# Each inner tuple is an alternative: one of its fields has to be there.
REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "article": (("author",), ("title",), ("journal",), ("year",)),
    "book": (("author", "editor"), ("title",), ("publisher",), ("year",)),
    "booklet": (("title",),),
    "conference": (("author",), ("title",), ("booktitle",), ("year",)),
    "inbook": (("author", "editor"), ("title",), ("chapter", "pages"), ("publisher",), ("year",)),
    "incollection": (("author",), ("title",), ("booktitle",), ("publisher",), ("year",)),
    "inproceedings": (("author",), ("title",), ("booktitle",), ("year",)),
    "manual": (("title",),),
    "mastersthesis": (("author",), ("title",), ("school",), ("year",)),
    "misc": (),
    "phdthesis": (("author",), ("title",), ("school",), ("year",)),
    "proceedings": (("title",), ("year",)),
    "techreport": (("author",), ("title",), ("institution",), ("year",)),
    "unpublished": (("author",), ("title",), ("note",)),
}
"""What the standard styles of BibTeX ask for (btxbst.doc)."""
SORTED_BY = {
    "book": ("author", "editor", "key"),
    "inbook": ("author", "editor", "key"),
    "proceedings": ("editor", "organization", "key"),
    "manual": ("author", "organization", "key"),
}
"""What the sorting styles look at; all other types need an author or a key."""
