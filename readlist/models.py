"""The tables of a library.

Dates are UTC text, `2026-11-20T16:02:45Z`, so that they sort and compare alike in every
database. No table has relationships: rows are joined by the queries that need them. Every
table whose rows a user can change has an integer `id`, which the undo journal relies on.
"""

from enum import StrEnum

from sqlalchemy import BigInteger, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class ReadingStatus(StrEnum):
    """Where a paper is on its way through the reader's hands."""

    INBOX = "inbox"
    QUEUED = "queued"
    READING = "reading"
    READ = "read"
    SKIMMED = "skimmed"
    DROPPED = "dropped"


class Table(SQLModel):
    """What all tables share: one metadata, one way to name constraints."""

    metadata = MetaData(naming_convention=_NAMES)


class Paper(Table, table=True):
    """One paper, whatever is known of it."""

    id: int | None = Field(default=None, primary_key=True)
    citation_key: str = Field(unique=True)
    key_pinned: bool = False
    """Has somebody used the key? Then it never changes by itself."""
    entry_type: str = ""
    title: str = ""
    """As the source has it, LaTeX and braces kept."""
    title_text: str | None = None
    """The readable title, where it differs."""
    abstract: str = ""
    abstract_text: str | None = None
    """The readable abstract, where it differs."""
    authors_text: str = ""
    """All authors, readable, family names first: `Erdős, Paul; Rényi, Alfréd`."""
    editors_text: str = ""
    author_count: int | None = None
    more_authors: bool = False
    """Did the source say that there are others it does not name?"""
    organization: str = ""
    venue: str = ""
    year: int | None = None
    date: str = ""
    """ISO 8601, as precise as the source."""
    arxiv_id: str = Field(default="", index=True)
    primary_class: str = ""
    doi: str = Field(default="", index=True)
    url: str = ""
    comment: str = ""
    edited: bool = False
    """Does the paper say something else than the BibTeX entry it was imported from?"""
    status: str = Field(default=ReadingStatus.INBOX.value, index=True)
    priority: int = 0
    """-1 low, 0 normal, 1 high."""
    rating: int | None = None
    """1 to 5."""
    starred: bool = False
    queue_position: float | None = None
    takeaway: str = ""
    """What the reader took from it, on one line."""
    passes: int = 0
    """How many of three readings are done, from a first look to the last detail: 0 to 3."""
    added_at: str
    updated_at: str
    tags_text: str = ""
    """The names of its tags, for search and lists; the database keeps it true."""
    keywords_text: str = ""
    """The keywords of its entry, readable, for search."""
    notes_text: str = ""
    """The bodies of its notes, for search; the database keeps it true."""


class Author(Table, table=True):
    """One name on a paper, in BibTeX's four parts."""

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", ondelete="CASCADE", index=True)
    role: str = "author"
    """`author` or `editor`."""
    position: int
    family: str
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    corporate: bool = False


class Tag(Table, table=True):
    """A tag; `/` in its name makes a hierarchy."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class PaperTag(Table, table=True):
    """A paper carries a tag."""

    __tablename__ = "paper_tag"
    __table_args__ = (UniqueConstraint("paper_id", "tag_id"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", ondelete="CASCADE")
    tag_id: int = Field(foreign_key="tag.id", ondelete="CASCADE", index=True)


class Note(Table, table=True):
    """A note on a paper, in Markdown."""

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", ondelete="CASCADE", index=True)
    body: str
    created_at: str
    updated_at: str


class StatusEvent(Table, table=True):
    """A paper got a reading status, and when."""

    __tablename__ = "status_event"
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", ondelete="CASCADE", index=True)
    status: str
    at: str


class Provenance(Table, table=True):
    """Where and when a paper was met, and what the source said."""

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", ondelete="CASCADE", index=True)
    source: str
    """The file's name, or how the text came in."""
    format: str
    line: int
    met_at: str
    listed_on: str = ""
    """ISO date of the listing page."""
    raw: str
    """The block as it stood in the source."""
    digest: int = Field(sa_type=BigInteger, index=True)
    """The block's fingerprint: a block met again is known by it."""
    verbatim: bool = False
    """Is `raw` the BibTeX entry that the paper is exported as?"""


class Alias(Table, table=True):
    """An older or second citation key of a paper."""

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", ondelete="CASCADE", index=True)
    key: str = Field(unique=True)


class ExtraField(Table, table=True):
    """A BibTeX field that has no column of its own."""

    __tablename__ = "extra_field"
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", ondelete="CASCADE", index=True)
    position: int
    name: str
    value: str


class BibliographyBlock(Table, table=True):
    """A part of an imported `.bib` file that is no paper: a macro, a preamble, a comment."""

    __tablename__ = "bibliography_block"
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """`string`, `preamble`, `comment`, or `entry` for `@xdata` and `@set`."""
    name: str = Field(default="", index=True)
    raw: str
    value: str = ""
    digest: int = Field(sa_type=BigInteger)


class SavedView(Table, table=True):
    """A query with a name."""

    __tablename__ = "saved_view"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    query: str
    slot: int | None = None
    """The digit key that opens it."""


class ReviewPair(Table, table=True):
    """Two papers that may be one, and what became of the question."""

    __tablename__ = "review_pair"
    __table_args__ = (UniqueConstraint("paper_id", "other_id"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", ondelete="CASCADE")
    other_id: int = Field(foreign_key="paper.id", ondelete="CASCADE", index=True)
    score: float
    reasons: str
    """One reason a line."""
    state: str = "open"
    """`open` or `apart`."""
    created_at: str


class Fingerprint(Table, table=True):
    """A key under which papers that may be the same find each other.

    Derived, never undone, only ever added to: one that no longer fits, or whose paper is
    gone, costs a comparison and decides nothing. So it needs no foreign key, whose index
    would cost a tenth of an import.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)
    key: int = Field(primary_key=True, sa_type=BigInteger)
    paper_id: int = Field(primary_key=True)


class Word(Table, table=True):
    """A folded word of titles, names, venues and abstracts; derived and only ever added to."""

    __table_args__ = ({"sqlite_with_rowid": False},)
    text: str = Field(primary_key=True)
    papers: int
    """About how many papers have it."""


class Citation(Table, table=True):
    """A manuscript cites a key, be there a paper of that key or not; never undone."""

    __table_args__ = (UniqueConstraint("manuscript", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    manuscript: str
    """The file's absolute path."""
    key: str = Field(index=True)
    cited_at: str
    """When the citation was first seen."""


class JournalStep(Table, table=True):
    """One thing the user did."""

    __tablename__ = "journal_step"
    id: int | None = Field(default=None, primary_key=True)
    at: str
    summary: str
    undone: bool = False


class JournalChange(Table, table=True):
    """Rows that a step changed, with what is needed to change them back."""

    __tablename__ = "journal_change"
    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="journal_step.id", ondelete="CASCADE", index=True)
    table_name: str
    first_id: int
    last_id: int
    image: str
    """JSON list of the rows to put back; empty where undoing means removing them."""
