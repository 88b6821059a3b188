"""The audit that cannot be changed, legal holds, and which restore a database comes from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REFUSES = "the audit is only ever added to"


def upgrade() -> None:
    """One step up."""
    op.add_column("councils", sa.Column("epoch", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "audit",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_audit_councils")),
        sa.PrimaryKeyConstraint("council", "number", name=op.f("pk_audit")),
    )
    op.create_table(
        "audit_heads",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_audit_heads_councils")),
        sa.PrimaryKeyConstraint("council", name=op.f("pk_audit_heads")),
    )
    op.execute(f"INSERT INTO audit_heads SELECT council, 0, '{'0' * 64}' FROM councils")  # noqa: S608
    _refuse_changes()
    op.create_table(
        "holds",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("hold_id", sa.Uuid(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_holds_councils")),
        sa.PrimaryKeyConstraint("council", "hold_id", name=op.f("pk_holds")),
    )


def _refuse_changes() -> None:
    """Both stores refuse to change or remove a line, whoever asks through them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSES}' USING ERRCODE = '42501'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_refuses_{deed.lower()} BEFORE {deed} ON audit "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSES}'); END"
        )


def downgrade() -> None:
    """The same step down."""
    op.drop_table("holds")
    op.drop_table("audit_heads")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_only_added_to()")
    op.execute("ALTER TABLE councils DROP COLUMN epoch")
