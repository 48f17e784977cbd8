"""The few papers that are starred are found without looking at the many others.

The index holds those papers only, so an import pays nothing for it.
"""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("CREATE INDEX ix_paper_starred ON paper (starred) WHERE starred = 1")


def downgrade() -> None:
    op.execute("DROP INDEX ix_paper_starred")
