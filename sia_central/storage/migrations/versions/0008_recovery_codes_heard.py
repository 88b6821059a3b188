"""Whether recovery codes reached a laptop

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up; of those from before nobody knows otherwise."""
    with op.batch_alter_table("second_factors") as factors:
        factors.add_column(sa.Column("is_heard", sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table("second_factors") as factors:
        factors.alter_column("is_heard", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    """One step down."""
    with op.batch_alter_table("second_factors") as factors:
        factors.drop_column("is_heard")
