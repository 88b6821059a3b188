"""A file that belongs to a record, named by its hash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sia_desktop.domain.ids import Urn

SIGNED_PDF: Final = "signed_pdf"
"""The note as it was signed."""

SIGNED_PDF_LATER: Final = "signed_pdf_later"
"""The same file with the headteacher's later mark added to its end."""

TIMESTAMPED_PDF: Final = "timestamped_pdf"
"""The file it follows, with the council's trusted time (`made_at`) added by central."""

EVIDENCE: Final = "evidence"
"""A photograph or document that somebody attached to a record."""

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of one file, at most."""


class Sensitivity(StrEnum):
    """Who is to be found in a file; said by whoever attaches it."""

    NOBODY = "nobody"
    """No pupil can be recognised, by name or by face."""
    PUPILS = "pupils"
    """Pupils can be recognised: shown to nobody outside the school and the council."""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file ready to be kept, known by its content."""

    name: str
    content: bytes
    media_type: str
    was_stripped: bool = False
    """True for a photograph, from which the place and the camera were taken out."""


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
    sensitivity: str = ""
    """One of `Sensitivity` for evidence; empty for the program's own PDFs."""
    fault: str = ""
    """Why central gave this signed file no trusted time; empty where it did, or has not looked yet."""


def signed_as(files: Iterable[Attachment], sha256: str) -> tuple[Attachment, ...]:
    """The file that was signed, by its hash, and what central made of it."""
    known = tuple(files)
    signed = {file.id for file in known if file.sha256 == sha256}
    return tuple(file for file in known if file.id in signed or file.follows in signed)


def newest_first(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """The signed PDFs of one record by how much they hold: a later mark first, then a trusted time, then age.

    Clocks alone do not decide: central's time may be later than a mark made meanwhile on the file before.
    """
    signed_pdfs = (SIGNED_PDF, SIGNED_PDF_LATER, TIMESTAMPED_PDF)
    by_id = {file.id: file for file in files if file.purpose in signed_pdfs}

    def rank(file: Attachment) -> tuple[bool, bool, datetime]:
        signed = by_id.get(file.follows) if file.purpose == TIMESTAMPED_PDF and file.follows else file
        has_mark = signed is not None and signed.purpose == SIGNED_PDF_LATER
        return has_mark, file.purpose == TIMESTAMPED_PDF, file.made_at

    return tuple(sorted(by_id.values(), key=rank, reverse=True))
