"""After a restore: which one central comes from, and which of what it knew is in doubt"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_progress", sa.Column("epoch", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("central_copy", sa.Column("ended_epoch", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("central_copy", "ended_epoch")
    op.drop_column("sync_progress", "epoch")
