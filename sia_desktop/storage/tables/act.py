"""Dated acts."""

from pydantic import JsonValue
from sqlalchemy import Index
from sqlmodel import Field

from sia_desktop.storage.tables.row import RecordRow, json_column


class ActRow(RecordRow, table=True):
    """One act, never edited."""

    __tablename__ = "act"
    __table_args__ = (Index("act_of_record", "record_id", "act", "on"),)

    act: str
    record_kind: str
    record_id: str
    urn: int = Field(index=True)
    on: str
    at: str
    by: str
    details: JsonValue = json_column()
