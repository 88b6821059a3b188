"""Inspections."""

from pydantic import JsonValue
from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow, json_column


class InspectionRow(RecordRow, table=True):
    """One inspection of one school."""

    __tablename__ = "inspection"
    __table_args__ = (Index("inspection_of_school", "urn", "started_on"),)

    urn: int
    number: str
    scale: str
    kind: str
    recorded_by: str
    started_on: str | None
    ended_on: str | None
    feedback_on: str | None
    published_on: str | None
    overall: str
    concern: str
    predecessor_urn: int | None
    source: str
    continued_as: str | None
    call: JsonValue = json_column()
    areas: JsonValue = json_column()
    improvements: JsonValue = json_column()
    treated_as: JsonValue = json_column()
