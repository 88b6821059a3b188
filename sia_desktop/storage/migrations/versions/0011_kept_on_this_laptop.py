"""What stays on this laptop: the writer's own words, and how sections stood before"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("own_word", sa.Column("word", sa.String(), nullable=False, primary_key=True))
    op.create_table(
        "earlier_words",
        sa.Column("position", sa.Integer(), nullable=False, primary_key=True),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=True),
    )
    op.create_index("earlier_words_of_record", "earlier_words", ["record_kind", "record_id", "section"])


def downgrade() -> None:
    op.drop_table("earlier_words")
    op.drop_table("own_word")
