"""One index tells a list of notes, the latest of each visit, instead of two; that of a school is smaller"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_LISTED = ["urn", "visited_on", "author_id", "form", "pack", "pack_version", "is_signed"]


def upgrade() -> None:
    for name in ("note_version", "note_of_school", "note_listed"):
        op.drop_index(name, "note_of_visit")
    op.create_index("note_listed", "note_of_visit", ["visit_id", "version", "id", *_LISTED])
    op.create_index("note_of_school", "note_of_visit", ["urn", "visit_id"])


def downgrade() -> None:
    for name in ("note_of_school", "note_listed"):
        op.drop_index(name, "note_of_visit")
    op.create_index("note_listed", "note_of_visit", ["id", "visit_id", "version", *_LISTED])
    op.create_index("note_of_school", "note_of_visit", ["urn", "visit_id", "version", "id"])
    op.create_index("note_version", "note_of_visit", ["visit_id", "version", "id"])
