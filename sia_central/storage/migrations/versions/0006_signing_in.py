"""Signing in: second factors, tickets, rules of access, device keys

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PERSON = (["council", "person_id"], ["accounts.council", "accounts.person_id"])


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "access_rules",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("lease_days", sa.Integer(), nullable=False),
        sa.Column("is_second_factor_required", sa.Boolean(), nullable=False),
        sa.Column("sso_issuer", sa.String(), nullable=False),
        sa.Column("sso_client_id", sa.String(), nullable=False),
        sa.Column("sso_sealed_secret", sa.String(), nullable=False),
        sa.Column("sso_claim", sa.String(), nullable=False),
        sa.Column("recovery_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_access_rules_councils")),
        sa.PrimaryKeyConstraint("council", name=op.f("pk_access_rules")),
    )
    op.create_table(
        "second_factors",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_secret", sa.String(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(*_PERSON, name=op.f("fk_second_factors_accounts")),
        sa.PrimaryKeyConstraint("council", "person_id", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(*_PERSON, name=op.f("fk_recovery_codes_accounts")),
        sa.PrimaryKeyConstraint("council", "person_id", "code_hash", name=op.f("pk_recovery_codes")),
    )
    op.create_table(
        "sign_in_tickets",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("ticket_sha256", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("sealed_word", sa.String(), nullable=False),
        sa.Column("redirect_uri", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_sign_in_tickets_councils")),
        sa.PrimaryKeyConstraint("council", "ticket_sha256", name=op.f("pk_sign_in_tickets")),
    )
    with op.batch_alter_table("devices") as devices:
        devices.drop_constraint("uq_devices_token_sha256", type_="unique")
        devices.drop_column("token_sha256")
        devices.add_column(sa.Column("device_key", sa.String(), server_default="", nullable=False))
        devices.add_column(sa.Column("token_family", sa.Integer(), server_default="0", nullable=False))
        devices.add_column(sa.Column("tokens_used", sa.Integer(), server_default="0", nullable=False))
        devices.add_column(sa.Column("tokens_used_at", sa.DateTime(timezone=True), nullable=True))
        devices.add_column(sa.Column("state_reason", sa.String(), server_default="", nullable=False))
        devices.add_column(sa.Column("holding", sa.JSON(), nullable=True))
        devices.add_column(sa.Column("wrapped_unlock", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("devices") as devices:
        for column in ("device_key", "token_family", "tokens_used", "state_reason", "wrapped_unlock"):
            devices.alter_column(column, server_default=None)


def downgrade() -> None:
    """The same step down; the laptops' tokens are gone, so each has to be enrolled again."""
    op.execute("DELETE FROM devices")
    with op.batch_alter_table("devices") as devices:
        for column in (
            "device_key",
            "token_family",
            "tokens_used",
            "tokens_used_at",
            "state_reason",
            "holding",
            "wrapped_unlock",
        ):
            devices.drop_column(column)
        devices.add_column(sa.Column("token_sha256", sa.String(), nullable=False))
        devices.create_unique_constraint("uq_devices_token_sha256", ["token_sha256"])
    for table in ("sign_in_tickets", "recovery_codes", "second_factors", "access_rules"):
        op.drop_table(table)
