"""Visits."""

from pydantic import JsonValue
from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow, json_column


class VisitRow(RecordRow, table=True):
    """One dated attendance at a school."""

    __tablename__ = "visit"
    __table_args__ = (Index("visit_of_school", "urn", "visited_on"),)

    urn: int
    adviser_id: str
    visited_on: str
    visit_type: str
    voided: JsonValue = json_column()
