"""Notes of visit."""

from pydantic import JsonValue
from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow, json_column


class NoteOfVisitRow(RecordRow, table=True):
    """One version of the note of one visit.

    The long parts come last: a list that needs only the short ones reads no further into the row.
    """

    __tablename__ = "note_of_visit"
    __table_args__ = (
        Index("note_version", "visit_id", "version", "id"),
        Index("note_of_school", "urn", "visit_id", "version", "id"),
    )

    visit_id: str
    version: int
    urn: int
    visited_on: str
    author_id: str
    form: str
    pack: str
    pack_version: str
    supersedes: str | None
    correction_reason: str
    signing: JsonValue = json_column()
    head_mark: JsonValue = json_column()
    answers: JsonValue = json_column()
