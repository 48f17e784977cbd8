"""What manuscripts cite: each citation key under the manuscript that has it.

By key, not by paper: a manuscript says keys. So a paper that is deleted and brought back,
merged or given another key is still cited, through its key or an alias of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("manuscript", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("cited_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_citation"),
        sa.UniqueConstraint("manuscript", "key", name="uq_citation_manuscript_key"),
    )
    op.create_index("ix_citation_key", "citation", ["key"])


def downgrade() -> None:
    op.drop_index("ix_citation_key", table_name="citation")
    op.drop_table("citation")
