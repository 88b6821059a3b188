"""Access for a stated time, and areas

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    op.add_column("accounts", sa.Column("area", sa.String(), server_default=sa.text("''"), nullable=False))
    op.create_table(
        "access",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council", "person_id"],
            ["accounts.council", "accounts.person_id"],
            name=op.f("fk_access_accounts"),
        ),
        sa.PrimaryKeyConstraint("council", "grant_id", name=op.f("pk_access")),
    )
    op.create_index("ix_access_council_person_id_state", "access", ["council", "person_id", "state"])
    op.create_table(
        "school_areas",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_school_areas_councils")),
        sa.PrimaryKeyConstraint("council", "urn", name=op.f("pk_school_areas")),
    )


def downgrade() -> None:
    """The same step down."""
    op.drop_table("school_areas")
    op.drop_index("ix_access_council_person_id_state", "access")
    op.drop_table("access")
    op.drop_column("accounts", "area")
