"""Recovery codes are kept, encrypted like all else, until their owner says that they have them"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # An older laptop was not told what it could not read: it reads from the beginning, once.
    op.execute("UPDATE sync_progress SET cursor = 0")
    op.add_column("signed_in", sa.Column("recovery_codes", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("signed_in", "recovery_codes")
