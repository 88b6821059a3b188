"""Staying signed in, and the offline lease"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signed_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("refresh_token", sa.String(), nullable=False),
        sa.Column("access_token", sa.String(), nullable=False),
        sa.Column("access_until", sa.String(), nullable=False),
        sa.Column("hands_over", sa.Boolean(), nullable=False),
        sa.Column("lease_days", sa.Integer(), nullable=False),
        sa.Column("contact_at", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("recovery_key", sa.String(), nullable=False),
        sa.Column("wrapped_unlock", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("signed_in")
