"""A school of which less is seen leaves whole, and what is still seen comes again

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up; who comes along on visits may hold restricted records from before these were kept from them."""
    with op.batch_alter_table("withdrawals") as withdrawals:
        withdrawals.add_column(
            sa.Column("comes_again", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table("withdrawals") as withdrawals:
        withdrawals.alter_column("comes_again", existing_type=sa.Boolean(), server_default=None)
    op.execute("UPDATE access SET state = 'coming' WHERE way = 'paired' AND state = 'holding'")


def downgrade() -> None:
    """One step down."""
    with op.batch_alter_table("withdrawals") as withdrawals:
        withdrawals.drop_column("comes_again")
