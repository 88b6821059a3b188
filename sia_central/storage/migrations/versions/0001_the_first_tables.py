"""The first tables: councils, people, laptops, records, receipts, files."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "councils",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("pack_version", sa.String(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("authority_certificate_pem", sa.Text(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("council", name=op.f("pk_councils")),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("email_sha256", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("email_sha256", name=op.f("pk_sign_in_tries")),
    )
    op.create_table(
        "accounts",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("reports_to", sa.Uuid(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_accounts_councils")),
        sa.PrimaryKeyConstraint("council", "person_id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("council", "email", name=op.f("uq_accounts_council_email")),
    )
    op.create_index("ix_accounts_email", "accounts", ["email"], unique=False)

    op.create_table(
        "blobs",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_blobs_councils")),
        sa.PrimaryKeyConstraint("council", "sha256", name=op.f("pk_blobs")),
    )
    op.create_table(
        "receipts",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("change_sha256", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_receipts_councils")),
        sa.PrimaryKeyConstraint("council", "change_id", name=op.f("pk_receipts")),
    )
    op.create_index(
        "ix_receipts_council_kind_id_revision",
        "receipts",
        ["council", "kind", "id", "revision"],
        unique=False,
    )

    op.create_table(
        "records",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=True),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_records_councils")),
        sa.PrimaryKeyConstraint("council", "kind", "id", name=op.f("pk_records")),
    )
    op.create_index("ix_records_council_cursor", "records", ["council", "cursor"], unique=False)
    op.create_index("ix_records_council_urn", "records", ["council", "urn"], unique=False)
    op.create_index("ix_records_council_file_sha256", "records", ["council", "file_sha256"], unique=False)

    op.create_table(
        "caseload",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council", "person_id"],
            ["accounts.council", "accounts.person_id"],
            name=op.f("fk_caseload_accounts"),
        ),
        sa.PrimaryKeyConstraint("council", "person_id", "urn", name=op.f("pk_caseload")),
    )
    op.create_index("ix_caseload_council_urn", "caseload", ["council", "urn"], unique=False)

    op.create_table(
        "devices",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("certificate_pem", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_contact_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["council", "person_id"],
            ["accounts.council", "accounts.person_id"],
            name=op.f("fk_devices_accounts"),
        ),
        sa.PrimaryKeyConstraint("council", "device_id", name=op.f("pk_devices")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_devices_token_sha256")),
    )
    op.create_table(
        "withdrawals",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.Column("is_announced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council", "person_id"],
            ["accounts.council", "accounts.person_id"],
            name=op.f("fk_withdrawals_accounts"),
        ),
        sa.PrimaryKeyConstraint("council", "person_id", "cursor", name=op.f("pk_withdrawals")),
    )


def downgrade() -> None:
    """The same step down."""
    op.drop_table("withdrawals")
    op.drop_table("devices")
    op.drop_index("ix_caseload_council_urn", "caseload")

    op.drop_table("caseload")
    op.drop_index("ix_records_council_file_sha256", "records")
    op.drop_index("ix_records_council_urn", "records")
    op.drop_index("ix_records_council_cursor", "records")

    op.drop_table("records")
    op.drop_index("ix_receipts_council_kind_id_revision", "receipts")

    op.drop_table("receipts")
    op.drop_table("blobs")
    op.drop_index("ix_accounts_email", "accounts")

    op.drop_table("accounts")
    op.drop_table("sign_in_tries")
    op.drop_table("councils")
