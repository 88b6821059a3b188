"""Meetings."""

from pydantic import JsonValue
from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow, json_column


class MeetingRow(RecordRow, table=True):
    """One meeting about one school, or of the council."""

    __tablename__ = "meeting"
    __table_args__ = (Index("meeting_of_school", "urn", "meeting_on"),)

    urn: int | None
    meeting: str
    pack: str
    pack_version: str
    called_by: str
    meeting_on: str
    starts_at: str
    days: JsonValue = json_column()
    schools: JsonValue = json_column()
    called_off: JsonValue = json_column()
