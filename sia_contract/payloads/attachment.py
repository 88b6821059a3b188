"""A file that belongs to a record, named by its hash."""

from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import Field

from sia_contract.messages import Message

SIGNED_PDF: Final = "signed_pdf"
SIGNED: Final = frozenset({SIGNED_PDF, "signed_pdf_later"})
"""Purposes of files that central verifies and gives its trusted time."""
TIMESTAMPED: Final = "timestamped_pdf"


class AttachmentPayload(Message):
    """The bytes travel apart from this; never edited."""

    record_kind: str
    record_id: str
    urn: int
    purpose: str
    """`signed_pdf`: as signed; `signed_pdf_later`: with the head's deferred mark added; `timestamped_pdf`:
    the one it follows with the council's trusted time added at `made_at`, made by central alone;
    `evidence`: a photograph or document that somebody attached."""
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0)
    media_type: str
    file_name: str
    made_at: datetime
    made_by: UUID
    """Who signed or attached it."""
    follows: UUID | None = None
    sensitivity: str = Field(default="", pattern="^(nobody|pupils)?$")
    """Of evidence: whether pupils can be recognised in it."""
    fault: str = ""
    """Why central gave a signed file no trusted time; central alone says so."""
