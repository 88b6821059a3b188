"""Handed-over work may be about several schools, or the whole council, and about no one school"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("held_change") as held:
        held.alter_column("urn", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM held_change WHERE urn IS NULL")
    with op.batch_alter_table("held_change") as held:
        held.alter_column("urn", existing_type=sa.Integer(), nullable=False)
