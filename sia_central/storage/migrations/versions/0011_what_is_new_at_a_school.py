"""What is new at a school is found by its number

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_OF_MANY_SCHOOLS = sa.text("id >= ''")
"""True of every record: so that the index of all numbers is found only by a question that says it."""
_OF_A_FILE = sa.text("file_sha256 IS NOT NULL")
_COUNTED_BY = ("kind", "is_deleted", "compartment")
"""What is counted for somebody is read from the index alone."""


def upgrade() -> None:
    """One step up."""
    op.create_index("ix_records_council_urn_cursor", "records", ["council", "urn", "cursor", *_COUNTED_BY])
    op.drop_index("ix_records_council_urn_seen", "records")
    _index_again("cursor", _OF_MANY_SCHOOLS)
    _index_again("file_sha256", _OF_A_FILE)


def downgrade() -> None:
    """The same step down."""
    _index_again("cursor")
    _index_again("file_sha256")
    op.create_index("ix_records_council_urn_seen", "records", ["council", "urn", *_COUNTED_BY])
    op.drop_index("ix_records_council_urn_cursor", "records")


def _index_again(column: str, which: sa.TextClause | None = None) -> None:
    name = f"ix_records_council_{column}"
    op.drop_index(name, "records")
    op.create_index(name, "records", ["council", column], postgresql_where=which, sqlite_where=which)
