"""CSL's types and variables beside BibTeX's (CSL 1.0.2, appendices III and IV)."""

READ_TYPES = {
    "article": "misc", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "bill": "legislation", "book": "book", "broadcast": "video",
    "chapter": "incollection", "classic": "book", "collection": "misc", "dataset": "dataset",
    "document": "misc", "entry": "incollection", "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference", "event": "misc", "figure": "image",
    "graphic": "artwork", "hearing": "misc", "interview": "misc", "legal_case": "jurisdiction",
    "legislation": "legislation", "manuscript": "unpublished", "map": "misc",
    "motion_picture": "movie", "musical_score": "misc", "pamphlet": "booklet",
    "paper-conference": "inproceedings", "patent": "patent", "performance": "performance",
    "periodical": "periodical", "personal_communication": "letter", "post": "online",
    "post-weblog": "online", "regulation": "legislation", "report": "techreport",
    "review": "review", "review-book": "review", "software": "software", "song": "music",
    "speech": "unpublished", "standard": "standard", "thesis": "phdthesis", "treaty": "legal",
    "webpage": "online",
}  # fmt: skip
"""CSL type -> entry type."""
WRITE_TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "book": "book",
    "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
    "mvproceedings": "book", "reference": "book", "mvreference": "book", "manual": "book",
    "booklet": "pamphlet", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "incollection": "chapter", "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report",
    "report": "report", "unpublished": "manuscript", "misc": "document", "online": "webpage",
    "electronic": "webpage", "www": "webpage", "patent": "patent", "dataset": "dataset",
    "software": "software", "periodical": "periodical", "artwork": "graphic", "image": "figure",
    "audio": "song", "music": "song", "video": "motion_picture", "movie": "motion_picture",
    "performance": "performance", "letter": "personal_communication", "review": "review",
    "jurisdiction": "legal_case", "legislation": "legislation", "legal": "treaty",
    "standard": "standard",
}  # fmt: skip
"""Entry type -> CSL type."""
TEXTS = {
    "volume": "volume", "collection-title": "series", "edition": "edition", "ISBN": "isbn",
    "ISSN": "issn", "publisher-place": "address", "note": "note", "language": "language",
    "keyword": "keywords", "chapter-number": "chapter", "title-short": "shorttitle",
    "container-title-short": "shortjournal", "event-title": "eventtitle",
    "event-place": "venue", "number-of-pages": "pagetotal", "number-of-volumes": "volumes",
    "version": "version", "medium": "howpublished", "annote": "annotation", "PMID": "pmid",
    "PMCID": "pmcid", "section": "csl-section",
}  # fmt: skip
"""CSL variable -> field, where both mean the same whatever the type."""
RICH = frozenset({"collection-title", "title-short"})
"""Those of them that may be styled."""
NAMES = {
    "translator": "translator", "container-author": "bookauthor",
    "collection-editor": "serieseditor", "original-author": "origauthor",
}  # fmt: skip
"""CSL name variable -> field."""
PUBLISHERS = {
    "phdthesis": "school", "mastersthesis": "school", "thesis": "institution",
    "techreport": "institution", "report": "institution", "manual": "organization",
}  # fmt: skip
"""Entry type -> the field that is its publisher; elsewhere `publisher`."""
MASTERS = "Master's thesis"
PHD = "PhD thesis"
"""What `genre` says of a thesis that is of no other kind."""
