"""Trusted time: why a file has none, and how this laptop's clock stands to central's"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attachment", sa.Column("fault", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "sync_progress", sa.Column("clock_ahead_seconds", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    op.drop_column("sync_progress", "clock_ahead_seconds")
    op.drop_column("attachment", "fault")
