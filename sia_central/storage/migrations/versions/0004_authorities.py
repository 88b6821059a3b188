"""Every root a council had, its clock, and the files that wait for a trusted time"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "authorities",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("certificate_pem", sa.Text(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_authorities_councils")),
        sa.PrimaryKeyConstraint("council", "number", name=op.f("pk_authorities")),
    )
    op.execute(
        "INSERT INTO authorities (council, number, purpose, certificate_pem, url, made_at) "
        "SELECT council, 1, 'root', authority_certificate_pem, '', created_at FROM councils"
    )
    op.drop_column("councils", "authority_certificate_pem")
    op.create_table(
        "waiting_stamps",
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["council"], ["councils.council"], name=op.f("fk_waiting_stamps_councils")),
        sa.PrimaryKeyConstraint("council", "sha256", name=op.f("pk_waiting_stamps")),
    )
    op.execute("INSERT INTO waiting_stamps (council, sha256) SELECT council, sha256 FROM blobs")


def downgrade() -> None:
    """One step down; the root in use stays."""
    op.add_column(
        "councils", sa.Column("authority_certificate_pem", sa.Text(), nullable=False, server_default="")
    )
    op.execute(
        "UPDATE councils SET authority_certificate_pem = (SELECT certificate_pem FROM authorities "
        "WHERE authorities.council = councils.council AND purpose = 'root' ORDER BY number DESC LIMIT 1)"
    )
    op.drop_table("waiting_stamps")
    op.drop_table("authorities")
