"""Access to schools off somebody's caseload, for a stated time."""

from pydantic import JsonValue
from sqlmodel import Field

from sia_desktop.storage.tables.row import RecordRow, json_column


class AccessGrantRow(RecordRow, table=True):
    """One person's access to one school."""

    __tablename__ = "access_grant"

    urn: int = Field(index=True)
    person_id: str
    way: str
    from_on: str
    to_on: str
    reason: str
    by: str
    at: str
    ended: JsonValue = json_column()
