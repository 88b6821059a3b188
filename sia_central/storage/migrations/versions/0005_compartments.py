"""Compartments

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    op.add_column(
        "records", sa.Column("compartment", sa.String(), server_default=sa.text("''"), nullable=False)
    )


def downgrade() -> None:
    """The same step down."""
    op.drop_column("records", "compartment")
