"""Takeaways and the keywords of entries are in the full-text index, each in a column of its own.

The keywords stand beside each paper, readable, so that row triggers go on to keep the index
true. It is made anew, which at 100,000 papers takes as long as indexing them at import.
"""

import sqlalchemy as sa
from alembic import op

from readlist.latex import readable
from readlist.text import fold_words

revision = "0008"
down_revision = "0007"

_PLAIN = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
}  # fmt: skip
_BUFFER = 4 * 2**20
_LONGEST = 64


def _plain(expression: str) -> str:
    folded = f"({expression})"
    for letter, plain in _PLAIN.items():
        folded = f"replace({folded}, '{letter}', '{plain}')"
    return (
        f"CASE WHEN length({expression}) = length(CAST({expression} AS BLOB)) "
        f"THEN {expression} ELSE {folded} END"
    )


_BEFORE = {
    "title": _plain("COALESCE({row}title_text, {row}title)"),
    "authors": _plain("{row}authors_text || ' ' || {row}editors_text"),
    "tags": "{row}tags_text",
    "abstract": "COALESCE({row}abstract_text, {row}abstract)",
    "notes": "{row}notes_text",
    "venue": "{row}venue",
    "citation_key": "{row}citation_key",
    "organization": "{row}organization",
}
_SOURCES = (
    "title, title_text, authors_text, editors_text, tags_text, abstract, abstract_text, "
    "notes_text, venue, citation_key, organization"
)
_NEW = {"takeaway": "{row}takeaway", "keywords": "{row}keywords_text"}


def upgrade() -> None:
    op.add_column(
        "paper", sa.Column("keywords_text", sa.String(), nullable=False, server_default="")
    )
    connection = op.get_bind()
    found = connection.exec_driver_sql(
        "SELECT paper_id, value FROM extra_field WHERE name = 'keywords'"
    ).fetchall()
    said = [(" ".join(readable(value).split()), paper_id) for paper_id, value in found]
    words = {word.decode() for text, _ in said for word in fold_words(text)}
    known = [(word,) for word in sorted(words) if len(word) <= _LONGEST]
    _drop()
    if known:
        connection.exec_driver_sql("UPDATE paper SET keywords_text = ? WHERE id = ?", said)
        connection.exec_driver_sql(
            "INSERT INTO word (text, papers) VALUES (?, 1) ON CONFLICT DO NOTHING", known
        )
    _index({**_BEFORE, **_NEW}, f"{_SOURCES}, takeaway, keywords_text")


def downgrade() -> None:
    _drop()
    op.drop_column("paper", "keywords_text")
    _index(_BEFORE, _SOURCES)


def _drop() -> None:
    for name in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER paper_fts_{name}")
    op.execute("DROP TABLE paper_fts")
    op.execute("DROP VIEW paper_search")


def _index(columns: dict[str, str], sources: str) -> None:
    """View, index and triggers are made of these columns."""
    names = ", ".join(columns)
    selected, old, new = (
        ", ".join(text.format(row=row) + alias.format(name) for name, text in columns.items())
        for row, alias in (("", " AS {}"), ("OLD.", ""), ("NEW.", ""))
    )
    op.execute(f"CREATE VIEW paper_search AS SELECT id, {selected} FROM paper")
    op.execute(
        f"CREATE VIRTUAL TABLE paper_fts USING fts5({names}, "
        "content='paper_search', content_rowid='id', "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2')"
    )
    op.execute(f"INSERT INTO paper_fts(paper_fts, rank) VALUES ('hashsize', {_BUFFER})")
    op.execute("INSERT INTO paper_fts(paper_fts) VALUES ('rebuild')")
    remove = f"INSERT INTO paper_fts(paper_fts, rowid, {names}) VALUES ('delete', OLD.id, {old});"
    add = f"INSERT INTO paper_fts(rowid, {names}) VALUES (NEW.id, {new});"
    op.execute(f"CREATE TRIGGER paper_fts_insert AFTER INSERT ON paper BEGIN {add} END")
    op.execute(f"CREATE TRIGGER paper_fts_delete AFTER DELETE ON paper BEGIN {remove} END")
    op.execute(
        f"CREATE TRIGGER paper_fts_update AFTER UPDATE OF {sources} ON paper "
        f"BEGIN {remove} {add} END"
    )
