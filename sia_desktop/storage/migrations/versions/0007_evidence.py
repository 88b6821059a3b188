"""Evidence says whether pupils can be recognised in it"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attachment", sa.Column("sensitivity", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("attachment", "sensitivity")
