"""What a next version might do: a new table, and a new column with a value for old rows."""

import sqlalchemy as sa
from alembic import op

revision = "ahead"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column first, so that a failure at the table has something to undo."""
    with op.batch_alter_table("note_of_visit") as notes:
        notes.add_column(sa.Column("tone", sa.String(), nullable=False, server_default="plain"))
    op.create_table("in_the_way", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade() -> None:
    """Take both away again."""
    op.drop_table("in_the_way")
    with op.batch_alter_table("note_of_visit") as notes:
        notes.drop_column("tone")
