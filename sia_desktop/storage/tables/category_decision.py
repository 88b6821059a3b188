"""Decisions of category; the latest date rules."""

from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow


class CategoryDecisionRow(RecordRow, table=True):
    """One dated decision."""

    __tablename__ = "category_decision"
    __table_args__ = (Index("category_decision_in_force", "urn", "decided_on"),)

    urn: int
    category: str
    decided_on: str
    decided_by: str
    reason: str
