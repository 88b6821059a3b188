"""A meeting may be about several schools, or the whole council, and about no one school"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


# Altering the table copies it, and the triggers that forget what was indexed go with the old one.
FORGET = """
    DELETE FROM search_words WHERE rowid IN (
        SELECT id FROM search_entry WHERE kind = 'meeting' AND record_id = OLD.id);
    DELETE FROM search_entry WHERE kind = 'meeting' AND record_id = OLD.id;
"""
LEFTOVER = "    INSERT OR IGNORE INTO search_leftover (id) VALUES (1);\n"
TRIGGERS = (
    "CREATE TRIGGER search_meeting_written AFTER UPDATE ON meeting BEGIN" + FORGET + "END",
    "CREATE TRIGGER search_meeting_gone AFTER DELETE ON meeting BEGIN" + FORGET + LEFTOVER + "END",
)


def upgrade() -> None:
    with op.batch_alter_table("meeting") as meeting:
        meeting.alter_column("urn", existing_type=sa.Integer(), nullable=True)
        meeting.add_column(sa.Column("schools", sa.JSON(none_as_null=True), nullable=True))
    _forget_again()


def downgrade() -> None:
    op.execute("DELETE FROM meeting WHERE urn IS NULL")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("schools")
        meeting.alter_column("urn", existing_type=sa.Integer(), nullable=False)
    _forget_again()


def _forget_again() -> None:
    for trigger in TRIGGERS:
        op.execute(trigger)
