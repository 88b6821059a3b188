"""What is known of files, and the files themselves."""

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field

from sia_desktop.storage.tables.row import RecordRow, StoreTable


class AttachmentRow(RecordRow, table=True):
    """The description of one file."""

    __tablename__ = "attachment"
    __table_args__ = (Index("attachment_of_record", "record_id", "record_kind"),)

    record_kind: str
    record_id: str
    urn: int = Field(index=True)
    purpose: str
    sha256: str = Field(index=True)
    size: int
    media_type: str
    file_name: str
    made_at: str
    made_by: str
    follows: str | None
    sensitivity: str = ""
    fault: str = ""


class StoredFileRow(StoreTable, table=True):
    """A file whose bytes are here, and whether central has them too."""

    __tablename__ = "stored_file"

    sha256: str = Field(primary_key=True)
    size: int
    is_confirmed: bool


class FileContentRow(StoreTable, table=True):
    """The bytes, in a table of their own so that lists never page through them."""

    __tablename__ = "file_content"

    sha256: str = Field(primary_key=True, foreign_key="stored_file.sha256", ondelete="CASCADE")
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
