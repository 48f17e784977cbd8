"""The words of notes and takeaways are known too, so that letters inside them are found.

As everywhere in that table, a word stays known whose paper or note is gone.
"""

from alembic import op

from readlist.text import fold_words

revision = "0009"
down_revision = "0008"

_LONGEST = 64


def upgrade() -> None:
    connection = op.get_bind()
    found = connection.exec_driver_sql(
        "SELECT notes_text, takeaway FROM paper WHERE notes_text <> '' OR takeaway <> ''"
    )
    words = {word.decode() for texts in found for text in texts for word in fold_words(text)}
    known = [(word,) for word in sorted(words) if len(word) <= _LONGEST]
    if known:
        connection.exec_driver_sql(
            "INSERT INTO word (text, papers) VALUES (?, 1) ON CONFLICT DO NOTHING", known
        )


def downgrade() -> None:
    pass
