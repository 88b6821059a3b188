"""Clashes keep both sides, and how they were settled"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("edited_at", sa.String(), nullable=True))
    for name in ("theirs_at", "mine_at"):
        op.add_column("conflict_copy", sa.Column(name, sa.String(), nullable=True))
    for name in ("sides", "to_see", "settlement"):
        op.add_column("conflict_copy", sa.Column(name, sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    for name in ("settlement", "to_see", "sides", "mine_at", "theirs_at"):
        op.drop_column("conflict_copy", name)
    op.drop_column("outbox", "edited_at")
