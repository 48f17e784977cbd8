"""What the fields and questions of a query are in SQL, of `paper p`."""

from readlist.storage.query.fields import STATUSES, UNREAD

COLUMNS = {
    "title": "title", "author": "authors", "abstract": "abstract", "note": "notes",
    "venue": "venue", "org": "organization", "keyword": "keywords", "takeaway": "takeaway",
}  # fmt: skip
"""Field -> column of `paper_fts`."""
TEXTS = {
    "title": "COALESCE(p.title_text, p.title)",
    "author": "p.authors_text",
    "abstract": "COALESCE(p.abstract_text, p.abstract)",
    "note": "p.notes_text",
    "venue": "p.venue",
    "org": "p.organization",
    "keyword": "p.keywords_text",
    "takeaway": "p.takeaway",
    "url": "p.url",
    "comment": "p.comment",
    "doi": "p.doi",
    "arxiv": "p.arxiv_id",
    "type": "p.entry_type",
    "key": "p.citation_key",
}
"""Field -> its readable text."""

SPANS = {
    "year": "p.year",
    "rating": "p.rating",
    "priority": "p.priority",
    "added": "p.added_at",
    "updated": "p.updated_at",
    # Where only the year is known, it is the date.
    "date": "CASE WHEN p.date <> '' THEN p.date ELSE CAST(p.year AS TEXT) END",
}
"""Field of ranges -> its value."""
MOMENTS = ("added", "updated")
"""Those of the spans that are moments: their days are days where the user is."""
EVENTS = {"read": "read", "started": "reading"}
"""Field -> the status whose beginning it asks for."""

PRESENT = {
    "note": "p.id IN (SELECT paper_id FROM note WHERE body <> '')",
    "takeaway": "p.takeaway <> ''",
    "keyword": "p.keywords_text <> ''",
    "tag": "p.id IN (SELECT paper_id FROM paper_tag)",
    "doi": "p.doi <> ''",
    "arxiv": "p.arxiv_id <> ''",
    "abstract": "p.abstract <> ''",
    "author": "p.authors_text <> ''",
    "editor": "p.editors_text <> ''",
    "title": "p.title <> ''",
    "year": "p.year IS NOT NULL",
    "date": "p.date <> ''",
    "venue": "p.venue <> ''",
    "org": "p.organization <> ''",
    "url": "p.url <> ''",
    "comment": "p.comment <> ''",
    "rating": "p.rating IS NOT NULL",
}
"""What `has:` and `no:` ask for -> its condition."""
QUESTIONS = {
    **{status: f"p.status = '{status}'" for status in STATUSES},
    "unread": "p.status IN ({})".format(", ".join(f"'{status}'" for status in UNREAD)),
    "starred": "p.starred = 1",
    "incomplete": (
        "(COALESCE(p.title, '') = '' OR p.year IS NULL"
        " OR (COALESCE(p.authors_text, '') = '' AND COALESCE(p.editors_text, '') = ''))"
    ),
    "duplicate": (
        "p.id IN (SELECT paper_id FROM review_pair WHERE state = 'open'"
        " UNION ALL SELECT other_id FROM review_pair WHERE state = 'open')"
    ),
    "cited": (
        "p.id IN (SELECT q.id FROM citation c JOIN paper q ON q.citation_key = c.key"
        " UNION ALL SELECT a.paper_id FROM citation c JOIN alias a ON a.key = c.key)"
    ),
}
"""What `is:` asks -> its condition."""
