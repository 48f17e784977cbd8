"""What reading leaves behind: a takeaway in one line, and how many of three passes are done."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("paper", sa.Column("takeaway", sa.String(), nullable=False, server_default=""))
    op.add_column("paper", sa.Column("passes", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("paper", "passes")
    op.drop_column("paper", "takeaway")
