"""Colleagues."""

from sqlmodel import Field

from sia_desktop.storage.tables.row import RecordRow


class PersonRow(RecordRow, table=True):
    """One person of the council."""

    __tablename__ = "person"

    name: str
    role: str
    reports_to: str | None
    is_active: bool
    area: str = Field(default="", sa_column_kwargs={"server_default": ""})
