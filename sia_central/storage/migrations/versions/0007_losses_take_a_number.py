"""Losses take a number; counts are read from an index; payloads are packed faster

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SEEN_BY = ("urn", "kind", "is_deleted", "compartment")
"""What decides, with the council and the id, who sees a record and who counts it."""
_PASSED_BY = (
    "old.cursor = new.cursor AND ("
    + " OR ".join(f"old.{name} IS {{differs}} new.{name}" for name in ("council", "id", *_SEEN_BY))
    + ")"
)


def upgrade() -> None:
    """One step up."""
    op.drop_index("ix_records_council_urn", "records")
    op.create_index("ix_records_council_urn_seen", "records", ["council", *_SEEN_BY])
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
        _pack_faster()
    else:
        _guard_sqlite()


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION records_lost() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'TRUNCATE' THEN UPDATE councils SET cursor = cursor + 1; "
        "ELSE UPDATE councils SET cursor = cursor + 1 WHERE council = OLD.council; END IF; "
        "RETURN NULL; END $$"
    )
    passed_by = _PASSED_BY.format(differs="DISTINCT FROM")
    for when in (
        "AFTER DELETE ON records FOR EACH ROW",
        "AFTER TRUNCATE ON records FOR EACH STATEMENT",
        f"AFTER UPDATE ON records FOR EACH ROW WHEN ({passed_by})",
    ):
        deed = when.split()[1].lower()
        op.execute(f"CREATE TRIGGER records_{deed}_takes_a_number {when} EXECUTE FUNCTION records_lost()")


def _guard_sqlite() -> None:
    takes = "BEGIN UPDATE councils SET cursor = cursor + 1 WHERE council = old.council; END"
    passed_by = _PASSED_BY.format(differs="NOT")
    op.execute(f"CREATE TRIGGER records_delete_takes_a_number AFTER DELETE ON records {takes}")
    op.execute(
        f"CREATE TRIGGER records_update_takes_a_number AFTER UPDATE ON records WHEN {passed_by} {takes}"
    )


def _pack_faster() -> None:
    """By lz4 from now on, where this PostgreSQL was built with it; what is packed already stays readable."""
    named = "SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
    if op.get_bind().execute(sa.text(named)).scalar():
        op.execute("ALTER TABLE records ALTER COLUMN payload SET COMPRESSION lz4")


def downgrade() -> None:
    """The same step down; how payloads are packed may stay."""
    of = " ON records" if op.get_bind().dialect.name == "postgresql" else ""
    for deed in ("delete", "update", *(["truncate"] if of else [])):
        op.execute(f"DROP TRIGGER records_{deed}_takes_a_number{of}")
    if of:
        op.execute("DROP FUNCTION records_lost()")
    op.drop_index("ix_records_council_urn_seen", "records")
    op.create_index("ix_records_council_urn", "records", ["council", "urn"])
