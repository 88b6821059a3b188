"""A file that belongs to a record, named by its hash."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sia_desktop.domain.ids import Urn

SIGNED_PDF: Final = "signed_pdf"
"""The note as it was signed."""

SIGNED_PDF_LATER: Final = "signed_pdf_later"
"""The same file with the headteacher's later mark added to its end."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of a file; its bytes are kept apart, by `sha256`."""

    id: UUID
    record_kind: str
    record_id: str
    urn: Urn
    purpose: str
    sha256: str
    size: int
    media_type: str
    file_name: str
    made_at: datetime
    made_by: UUID
    follows: UUID | None = None
