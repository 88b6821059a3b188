"""Decisions of category, level, stage and status, and proposals of them; the latest date rules."""

from pydantic import JsonValue
from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow, json_column


class CategoryDecisionRow(RecordRow, table=True):
    """One dated decision, or a proposal of one."""

    __tablename__ = "category_decision"
    __table_args__ = (Index("category_decision_in_force", "urn", "track", "decided_on"),)

    urn: int
    track: str
    category: str
    decided_on: str | None
    decided_by: str | None
    reason: str
    recommended_on: str | None
    recommended_by: str | None
    proposal_id: str | None
    disagreement: str
    pack: str
    pack_version: str
    criteria: JsonValue = json_column()
    evidence: JsonValue = json_column()
