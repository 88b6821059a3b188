"""Records of the framework's forms."""

from pydantic import JsonValue
from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow, json_column


class CaseRecordRow(RecordRow, table=True):
    """One filled form."""

    __tablename__ = "case_record"
    __table_args__ = (
        Index("case_record_of_school", "urn", "form", "opened_on"),
        Index("case_record_about", "about_id", "form"),
    )

    urn: int | None
    form: str
    pack: str
    pack_version: str
    about_kind: str
    about_id: str
    opened_by: str
    opened_on: str
    state: str
    is_locked: bool
    is_closed: bool
    compartment: str
    dates: JsonValue = json_column()
    moves: JsonValue = json_column()
    signing: JsonValue = json_column()
    answers: JsonValue = json_column()
