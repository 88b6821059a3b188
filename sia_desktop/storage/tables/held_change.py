"""Handed-over work that waits for the line manager."""

from pydantic import JsonValue
from sqlmodel import Field

from sia_desktop.storage.tables.row import RecordRow, json_column


class HeldChangeRow(RecordRow, table=True):
    """One change of somebody who no longer has the school, as it was sent."""

    __tablename__ = "held_change"

    urn: int | None = Field(default=None, index=True)
    kind: str
    record_id: str
    base_revision: int
    content: JsonValue = json_column()
    because: str
    sent_by: str
    device_id: str
    received_at: str
    decision: JsonValue = json_column()
    result: JsonValue = json_column()
