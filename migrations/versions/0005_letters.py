"""Letters that SQLite's tokenizer does not fold are plain in the index of titles and names.

`Łukasz` and `Søren` are found by `lukasz` and `soren`. Abstracts, notes and tags stay as they
are: their text is long, and a query tries both spellings there.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

_PLAIN = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
}  # fmt: skip
_BEFORE = {
    "title": "COALESCE({row}title_text, {row}title)",
    "authors": "{row}authors_text || ' ' || {row}editors_text",
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


_BUFFER = 4 * 2**20
_BUFFER_BEFORE = 2**20
"""Bytes of new words that are held before they are written; the default of SQLite."""


def _plain(expression: str) -> str:
    folded = f"({expression})"
    for letter, plain in _PLAIN.items():
        folded = f"replace({folded}, '{letter}', '{plain}')"
    # Most text is ASCII, and to see that costs less than seventeen replacements.
    return (
        f"CASE WHEN length({expression}) = length(CAST({expression} AS BLOB)) "
        f"THEN {expression} ELSE {folded} END"
    )


def _index(columns: dict[str, str], buffer: int) -> None:
    """View, triggers and index are made of these columns."""
    for name in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER paper_fts_{name}")
    op.execute("DROP VIEW paper_search")
    selected = ", ".join(f"{text.format(row='')} AS {name}" for name, text in columns.items())
    op.execute(f"CREATE VIEW paper_search AS SELECT id, {selected} FROM paper")
    op.execute(f"INSERT INTO paper_fts(paper_fts, rank) VALUES ('hashsize', {buffer})")
    op.execute("INSERT INTO paper_fts(paper_fts) VALUES ('rebuild')")
    names = ", ".join(columns)
    old, new = (
        ", ".join(text.format(row=row) for text in columns.values()) for row in ("OLD.", "NEW.")
    )
    remove = f"INSERT INTO paper_fts(paper_fts, rowid, {names}) VALUES ('delete', OLD.id, {old});"
    add = f"INSERT INTO paper_fts(rowid, {names}) VALUES (NEW.id, {new});"
    op.execute(f"CREATE TRIGGER paper_fts_insert AFTER INSERT ON paper BEGIN {add} END")
    op.execute(f"CREATE TRIGGER paper_fts_delete AFTER DELETE ON paper BEGIN {remove} END")
    op.execute(
        f"CREATE TRIGGER paper_fts_update AFTER UPDATE OF {_SOURCES} ON paper "
        f"BEGIN {remove} {add} END"
    )


def upgrade() -> None:
    folded = {name: _plain(_BEFORE[name]) for name in ("title", "authors")}
    _index({**_BEFORE, **folded}, _BUFFER)


def downgrade() -> None:
    _index(_BEFORE, _BUFFER_BEFORE)
