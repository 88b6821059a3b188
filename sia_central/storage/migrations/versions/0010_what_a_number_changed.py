"""A council knows how many of its numbers changed no right, and how many only what records say

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up; of the numbers until now it is not known what they changed."""
    for name in ("pushed", "edits"):
        op.add_column("councils", sa.Column(name, sa.BigInteger(), server_default="0", nullable=False))


def downgrade() -> None:
    """One step down."""
    for name in ("edits", "pushed"):
        op.drop_column("councils", name)
