"""Schools; the id is the URN."""

from pydantic import JsonValue
from sqlmodel import Field

from sia_desktop.storage.tables.row import RecordRow, json_column


class SchoolRow(RecordRow, table=True):
    """One school as central imported it."""

    __tablename__ = "school"

    urn: int = Field(index=True)
    name: str
    authority_code: str
    authority_name: str
    area: str = Field(default="", sa_column_kwargs={"server_default": ""})
    establishment_number: str
    phase: str
    type: str
    status: str
    opened_on: str | None
    closed_on: str | None
    low_age: int | None
    high_age: int | None
    sixth_form: str
    religious_character: str
    ukprn: str
    address: JsonValue = json_column()
    postcode: str
    website: str
    telephone: str
    heads: JsonValue = json_column()
    pupils: int | None
    as_at: str | None
