"""A file that belongs to a record, named by its hash."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from sia_contract.messages import Message


class AttachmentPayload(Message):
    """The bytes travel apart from this; never edited."""

    record_kind: str
    record_id: str
    urn: int
    purpose: str
    """`signed_pdf`: the note as given; `signed_pdf_later`: with the head's deferred mark added;
    `evidence`: a photograph or document that somebody attached."""
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0)
    media_type: str
    file_name: str
    made_at: datetime
    made_by: UUID
    follows: UUID | None = None
    sensitivity: str = Field(default="", pattern="^(nobody|pupils)?$")
    """Of evidence: whether pupils can be recognised in it."""
