"""The vocabulary: each folded word of the papers, and about how many papers have it.

Derived from the papers and only ever added to, so a word of a paper that is gone may stay.
"""

from collections import Counter

import sqlalchemy as sa
from alembic import op

from readlist.text import fold_words

revision = "0004"
down_revision = "0003"

_TEXTS = (
    "SELECT COALESCE(title_text, title), authors_text, editors_text, venue, "
    "COALESCE(abstract_text, abstract) FROM paper"
)
_LONGEST = 64
_MOST = 200_000
"""Words counted before they are written, so that memory stays bounded."""
_ADD = (
    "INSERT INTO word (text, papers) VALUES (?, ?) "
    "ON CONFLICT (text) DO UPDATE SET papers = papers + excluded.papers"
)


def upgrade() -> None:
    op.create_table(
        "word",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("text", name="pk_word"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    counts: Counter[bytes] = Counter()
    for texts in connection.exec_driver_sql(_TEXTS):
        counts.update({word for text in texts for word in fold_words(text)})
        if len(counts) > _MOST:
            _write(connection, counts)
            counts.clear()
    _write(connection, counts)


def _write(connection: sa.Connection, counts: "Counter[bytes]") -> None:
    words = ((word.decode(), papers) for word, papers in sorted(counts.items()))
    rows = [(word, papers) for word, papers in words if len(word) <= _LONGEST]
    if rows:
        connection.exec_driver_sql(_ADD, rows)


def downgrade() -> None:
    op.drop_table("word")
