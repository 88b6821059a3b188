"""A base copy holds the words of a record only once the record says something else"""

import json
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS: Final = (
    "access_grant",
    "act",
    "action",
    "attachment",
    "calendar",
    "case_record",
    "caseload_assignment",
    "category_decision",
    "framework_choice",
    "held_change",
    "inspection",
    "meeting",
    "note_of_visit",
    "person",
    "school",
    "visit",
)
BESIDE: Final = frozenset({"id", "is_signed"})
COLUMNS: Final = "kind, record_id, urn, revision, receipt, received_at, ended_epoch, payload"


def upgrade() -> None:
    op.rename_table("central_copy", "copy_before")
    # Found by its key alone, in rows so small that nothing beside it need be kept in order.
    op.execute(
        "CREATE TABLE central_copy (kind VARCHAR NOT NULL, record_id VARCHAR NOT NULL, urn INTEGER, "
        "revision INTEGER NOT NULL, receipt VARCHAR NOT NULL, received_at VARCHAR, ended_epoch INTEGER, "
        "payload JSON, PRIMARY KEY (kind, record_id)) WITHOUT ROWID"
    )
    on_their_way = _on_their_way()
    for kind in KINDS:
        needless = [
            {"kind": kind, "id": id_}
            for id_, said, base in _known(kind)
            if (kind, id_) not in on_their_way and _is_same(said, base)
        ]
        if needless:
            op.get_bind().execute(
                sa.text("UPDATE copy_before SET payload = NULL WHERE kind = :kind AND record_id = :id"),
                needless,
            )
    op.execute(f"INSERT INTO central_copy ({COLUMNS}) SELECT {COLUMNS} FROM copy_before")  # noqa: S608
    op.drop_table("copy_before")


def downgrade() -> None:
    op.rename_table("central_copy", "copy_before")
    op.create_table(
        "central_copy",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=True),
        sa.Column("ended_epoch", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "record_id"),
    )
    op.execute(f"INSERT INTO central_copy ({COLUMNS}) SELECT {COLUMNS} FROM copy_before")  # noqa: S608
    for kind in KINDS:
        bare = [
            {"kind": kind, "id": id_, "payload": json.dumps(said)}
            for id_, said, base in _known(kind)
            if base is None
        ]
        if bare:
            op.get_bind().execute(
                sa.text("UPDATE central_copy SET payload = :payload WHERE kind = :kind AND record_id = :id"),
                bare,
            )
    op.drop_table("copy_before")
    op.create_index("ix_central_copy_urn", "central_copy", ["urn"])
    op.create_index("receipt_listed", "central_copy", ["kind", "record_id", "receipt", "received_at"])


def _on_their_way() -> set[tuple[str, str]]:
    """What was edited here keeps its base copy: the edit may be of a column that came later."""
    rows = op.get_bind().execute(sa.text("SELECT kind, record_id FROM outbox"))
    return {(kind, record_id) for kind, record_id in rows}


def _known(kind: str) -> list[tuple[str, dict[str, Any], Any]]:
    """Of each record that central knows: its id, what it says, and its base copy where one is kept."""
    bind = op.get_bind()
    types = {row.name: row.type for row in bind.execute(sa.text(f"PRAGMA table_info({kind})"))}
    rows = bind.execute(
        sa.text(
            f"SELECT t.*, c.payload AS base FROM {kind} t JOIN copy_before c "  # noqa: S608 - our own names
            f"ON c.kind = '{kind}' AND c.record_id = t.id"
        )
    )
    return [
        (
            row["id"],
            {name: _value(types[name], row[name]) for name in types.keys() - BESIDE},
            None if row["base"] is None else json.loads(row["base"]),
        )
        for row in rows.mappings()
    ]


def _value(type_: str, kept: Any) -> Any:
    if kept is None:
        return None
    match type_:
        case "JSON":
            return json.loads(kept)
        case "BOOLEAN":
            return bool(kept)
        case _:
            return kept


def _is_same(said: Mapping[str, Any], base: Any) -> bool:
    """Whether the record, not edited here, says what central knew; a column that came later is no edit."""
    return isinstance(base, dict) and all(
        name in said and said[name] == value for name, value in base.items()
    )
