"""Whether anything is in doubt after a restore is asked of an index, which is empty nearly always"""

from alembic import op
from sqlalchemy import text

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("in_doubt", "central_copy", ["ended_epoch"], sqlite_where=text("ended_epoch IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("in_doubt", "central_copy")
