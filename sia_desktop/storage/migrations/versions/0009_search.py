"""A full-text index of what was written: triggers take away the entry of whatever is written or removed"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INDEXED = ("note_of_visit", "case_record", "meeting", "action")
FORGET = """
    DELETE FROM search_words WHERE rowid IN (
        SELECT id FROM search_entry WHERE kind = '{kind}' AND record_id = OLD.id);
    DELETE FROM search_entry WHERE kind = '{kind}' AND record_id = OLD.id;
"""
ON_UPDATE = "CREATE TRIGGER search_{kind}_written AFTER UPDATE ON {kind} BEGIN" + FORGET + "END"
# What was taken off the index stays in its pages until they are merged; the leftover asks for that.
LEFTOVER = "    INSERT OR IGNORE INTO search_leftover (id) VALUES (1);\n"
ON_DELETE = "CREATE TRIGGER search_{kind}_gone AFTER DELETE ON {kind} BEGIN" + FORGET + LEFTOVER + "END"


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.String(), nullable=False),
        sa.UniqueConstraint("kind", "record_id", name="one_search_entry"),
    )
    op.create_table("search_leftover", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', contentless_delete=1, "
        'tokenize="unicode61 remove_diacritics 2")'
    )
    for kind in INDEXED:
        op.execute(ON_UPDATE.format(kind=kind))
        op.execute(ON_DELETE.format(kind=kind))


def downgrade() -> None:
    for kind in INDEXED:
        op.execute(f"DROP TRIGGER search_{kind}_written")
        op.execute(f"DROP TRIGGER search_{kind}_gone")
    op.execute("DROP TABLE search_words")
    op.drop_table("search_leftover")
    op.drop_table("search_entry")
