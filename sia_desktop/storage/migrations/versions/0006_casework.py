"""Inspections, records of every form, agreed actions; decisions of level, stage and status"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_IN_FORCE = "category_decision_in_force"


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=nullable) for name in names]


def _nested(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON(none_as_null=True), nullable=True) for name in names]


def upgrade() -> None:
    op.create_table(
        "inspection",
        *_text("id"),
        sa.Column("urn", sa.Integer(), nullable=False),
        *_text("number", "scale", "kind", "recorded_by"),
        *_text("started_on", "ended_on", "feedback_on", "published_on", nullable=True),
        *_text("overall", "concern"),
        sa.Column("predecessor_urn", sa.Integer(), nullable=True),
        *_text("source"),
        *_text("continued_as", nullable=True),
        *_nested("call", "areas", "improvements"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("inspection_of_school", "inspection", ["urn", "started_on"])
    op.create_table(
        "case_record",
        *_text("id"),
        sa.Column("urn", sa.Integer(), nullable=True),
        *_text("form", "pack", "pack_version", "about_kind", "about_id", "opened_by", "opened_on", "state"),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        *_text("compartment"),
        *_nested("dates", "moves", "signing", "answers"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("case_record_of_school", "case_record", ["urn", "form", "opened_on"])
    op.create_index("case_record_about", "case_record", ["about_id", "form"])
    op.create_table(
        "action",
        *_text("id"),
        sa.Column("urn", sa.Integer(), nullable=False),
        *_text("about_kind", "about_id", "agreed_on", "agreed_by", "text", "owner"),
        *_text("due_on", nullable=True),
        sa.Column("at_next_meeting", sa.Boolean(), nullable=False),
        *_text("success_measure", "progress", "impact", "rag", "status"),
        *_text("closed_on", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("action_of_school", "action", ["urn", "due_on"])
    op.create_index("action_about", "action", ["about_id"])
    _grow_decisions()


def _grow_decisions() -> None:
    op.drop_index(_IN_FORCE, "category_decision")
    with op.batch_alter_table("category_decision") as table:
        table.alter_column("decided_on", existing_type=sa.String(), nullable=True)
        table.alter_column("decided_by", existing_type=sa.String(), nullable=True)
        table.add_column(sa.Column("track", sa.String(), nullable=False, server_default="category"))
        for column in _text("recommended_on", "recommended_by", "proposal_id", nullable=True):
            table.add_column(column)
        for name in ("disagreement", "pack", "pack_version"):
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        for name in ("criteria", "evidence"):
            table.add_column(sa.Column(name, sa.JSON(none_as_null=True), nullable=True, server_default="[]"))
    op.create_index(_IN_FORCE, "category_decision", ["urn", "track", "decided_on"])


def downgrade() -> None:
    """Decisions of other tracks and proposals have no place in the older shape: central has them."""
    op.execute("DELETE FROM category_decision WHERE track <> 'category' OR decided_on IS NULL")
    op.drop_index(_IN_FORCE, "category_decision")
    with op.batch_alter_table("category_decision") as table:
        for name in ("track", "recommended_on", "recommended_by", "proposal_id", "disagreement"):
            table.drop_column(name)
        for name in ("pack", "pack_version", "criteria", "evidence"):
            table.drop_column(name)
        table.alter_column("decided_on", existing_type=sa.String(), nullable=False)
        table.alter_column("decided_by", existing_type=sa.String(), nullable=False)
    op.create_index(_IN_FORCE, "category_decision", ["urn", "decided_on"])
    for name in ("action", "case_record", "inspection"):
        op.drop_table(name)
