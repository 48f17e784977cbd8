"""Full-text search: tags and notes beside each paper, and an index that the database keeps true.

The index (SQLite FTS5, external content) reads from a view over `paper`, so nothing is
stored twice. Every column it covers belongs to `paper`, therefore row triggers suffice to
keep it true whoever writes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COLUMNS = {
    "title": "COALESCE({row}title_text, {row}title)",
    "authors": "{row}authors_text || ' ' || {row}editors_text",
    "tags": "{row}tags_text",
    "abstract": "COALESCE({row}abstract_text, {row}abstract)",
    "notes": "{row}notes_text",
    "venue": "{row}venue",
    "citation_key": "{row}citation_key",
    "organization": "{row}organization",
}
SOURCES = (
    "title, title_text, authors_text, editors_text, tags_text, abstract, abstract_text, "
    "notes_text, venue, citation_key, organization"
)
KEYS = {"paper": "citation_key", "alias": "key"}
TAGS = (
    "UPDATE paper SET tags_text = COALESCE((SELECT group_concat(name, ', ') FROM ("
    "SELECT tag.name FROM paper_tag JOIN tag ON tag.id = paper_tag.tag_id "
    "WHERE paper_tag.paper_id = paper.id ORDER BY tag.name)), '')"
)
NOTES = (
    "UPDATE paper SET notes_text = COALESCE((SELECT group_concat(body, char(10)) FROM ("
    "SELECT body FROM note WHERE note.paper_id = paper.id ORDER BY id)), '')"
)


def values(row: str) -> str:
    return ", ".join(expression.format(row=row) for expression in COLUMNS.values())


def remove(row: str) -> str:
    return (
        f"INSERT INTO paper_fts(paper_fts, rowid, {', '.join(COLUMNS)}) "
        f"VALUES ('delete', {row}id, {values(row)});"
    )


def add(row: str) -> str:
    return f"INSERT INTO paper_fts(rowid, {', '.join(COLUMNS)}) VALUES ({row}id, {values(row)});"


def triggers() -> dict[str, str]:
    """Trigger name -> the event it follows and what it does."""
    tagged = TAGS + " WHERE id = {row}.paper_id;"
    noted = NOTES + " WHERE id = {row}.paper_id;"
    return {
        "paper_fts_insert": f"AFTER INSERT ON paper BEGIN {add('NEW.')} END",
        "paper_fts_delete": f"AFTER DELETE ON paper BEGIN {remove('OLD.')} END",
        "paper_fts_update": f"AFTER UPDATE OF {SOURCES} ON paper "
        f"BEGIN {remove('OLD.')} {add('NEW.')} END",
        "paper_tag_insert": f"AFTER INSERT ON paper_tag BEGIN {tagged.format(row='NEW')} END",
        "paper_tag_delete": f"AFTER DELETE ON paper_tag BEGIN {tagged.format(row='OLD')} END",
        "paper_tag_update": "AFTER UPDATE ON paper_tag "
        f"BEGIN {tagged.format(row='OLD')} {tagged.format(row='NEW')} END",
        "tag_rename": f"AFTER UPDATE OF name ON tag BEGIN {TAGS} WHERE id IN "
        "(SELECT paper_id FROM paper_tag WHERE tag_id = NEW.id); END",
        "note_insert": f"AFTER INSERT ON note BEGIN {noted.format(row='NEW')} END",
        "note_delete": f"AFTER DELETE ON note BEGIN {noted.format(row='OLD')} END",
        "note_update": "AFTER UPDATE ON note "
        f"BEGIN {noted.format(row='OLD')} {noted.format(row='NEW')} END",
    }


def upgrade() -> None:
    for column in ("tags_text", "notes_text"):
        op.add_column("paper", sa.Column(column, sa.String(), nullable=False, server_default=""))
    op.execute(TAGS)
    op.execute(NOTES)
    # Downwards, so that the papers of the latest import come first and in its order.
    op.execute("CREATE INDEX ix_paper_newest ON paper (added_at DESC)")
    # Generated keys must differ from every other in more than case.
    for table, column in KEYS.items():
        op.execute(f"CREATE INDEX ix_{table}_nocase ON {table} ({column} COLLATE NOCASE)")
    columns = ", ".join(f"{text.format(row='')} AS {name}" for name, text in COLUMNS.items())
    op.execute(f"CREATE VIEW paper_search AS SELECT id, {columns} FROM paper")
    op.execute(
        f"CREATE VIRTUAL TABLE paper_fts USING fts5({', '.join(COLUMNS)}, "
        "content='paper_search', content_rowid='id', "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2')"
    )
    op.execute("INSERT INTO paper_fts(paper_fts) VALUES ('rebuild')")
    for name, body in triggers().items():
        op.execute(f"CREATE TRIGGER {name} {body}")


def downgrade() -> None:
    for name in triggers():
        op.execute(f"DROP TRIGGER {name}")
    op.execute("DROP TABLE paper_fts")
    op.execute("DROP VIEW paper_search")
    op.execute("DROP INDEX ix_paper_newest")
    for table in KEYS:
        op.execute(f"DROP INDEX ix_{table}_nocase")
    for column in ("notes_text", "tags_text"):
        op.drop_column("paper", column)
