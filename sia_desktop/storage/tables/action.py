"""Agreed actions."""

from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow


class ActionRow(RecordRow, table=True):
    """One agreed action."""

    __tablename__ = "action"
    __table_args__ = (
        Index("action_of_school", "urn", "due_on"),
        Index("action_about", "about_id"),
    )

    urn: int
    about_kind: str
    about_id: str
    agreed_on: str
    agreed_by: str
    text: str
    owner: str
    due_on: str | None
    at_next_meeting: bool
    success_measure: str
    progress: str
    impact: str
    rag: str
    status: str
    closed_on: str | None
