"""Calendars that were loaded."""

from pydantic import JsonValue

from sia_desktop.storage.tables.row import RecordRow, json_column


class CalendarRow(RecordRow, table=True):
    """One file as it was loaded, never edited."""

    __tablename__ = "calendar"

    school: int | None = None
    valid_from: str
    valid_to: str
    spans: JsonValue = json_column()
    source: str
    reason: str
    by: str
    at: str
