"""What is new at a school is found by its number; SQLite is told that a council is no small part

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_OF_ALL_SCHOOLS = sa.text("revision > 0")
"""True of every record: so that the index of all numbers is found only by a question that says it."""
_COUNTED_BY = ("kind", "is_deleted", "compartment")
"""What is counted for somebody is read from the index alone."""
_SIZES = {
    ("records", "sqlite_autoindex_records_1"): "100000 100000 8000 1",
    ("records", "ix_records_council_cursor"): "100000 100000 1",
    ("records", "ix_records_council_urn_cursor"): "100000 100000 300 1 1 1 1",
    ("records", "ix_records_council_file_sha256"): "100000 100000 20",
    ("receipts", "sqlite_autoindex_receipts_1"): "100000 100000 1",
    ("receipts", "ix_receipts_council_kind_id_revision"): "100000 100000 8000 4 1",
}
"""Rows in all, and of one council, one council's kind or school, and so on. Without them SQLite takes a
council for ten rows, and reads the whole of it where an index would lead to the few that are asked for."""


def upgrade() -> None:
    """One step up."""
    op.create_index("ix_records_council_urn_cursor", "records", ["council", "urn", "cursor", *_COUNTED_BY])
    op.drop_index("ix_records_council_urn_seen", "records")
    op.drop_index("ix_records_council_cursor", "records")
    op.create_index(
        "ix_records_council_cursor",
        "records",
        ["council", "cursor"],
        postgresql_where=_OF_ALL_SCHOOLS,
        sqlite_where=_OF_ALL_SCHOOLS,
    )
    if op.get_bind().dialect.name == "sqlite":
        _tell_sizes()


def _tell_sizes() -> None:
    """The same for every council, so that it is answered in the same way whenever it was looked at."""
    op.execute("ANALYZE")  # makes the table
    op.execute("DELETE FROM sqlite_stat1")
    told = sa.table("sqlite_stat1", *map(sa.column, ("tbl", "idx", "stat")))
    op.bulk_insert(told, [{"tbl": table, "idx": of, "stat": sizes} for (table, of), sizes in _SIZES.items()])
    op.execute("ANALYZE sqlite_schema")  # read what was told


def downgrade() -> None:
    """The same step down."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE sqlite_stat1")
        op.execute("ANALYZE sqlite_schema")
    op.drop_index("ix_records_council_cursor", "records")
    op.create_index("ix_records_council_cursor", "records", ["council", "cursor"])
    op.create_index("ix_records_council_urn_seen", "records", ["council", "urn", *_COUNTED_BY])
    op.drop_index("ix_records_council_urn_cursor", "records")
