"""The PDFs of what was signed, kept beside it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sia_desktop.domain.attachment import SIGNED_PDF, Attachment, newest_first, signed_as
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.ids import Urn
from sia_desktop.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class SignedOf:
    """Whose PDF it is, and what the file is called, without naming anybody."""

    record_kind: str
    record_id: UUID
    urn: Urn
    file_name: str


def add_signed_pdf(
    uow: UnitOfWork,
    of: SignedOf,
    pdf: bytes,
    at: datetime,
    *,
    purpose: str = SIGNED_PDF,
    follows: UUID | None = None,
) -> Attachment:
    """Add the bytes within an open unit of work; they are kept and queued with its commit."""
    attachment = Attachment(
        id=uuid4(),
        record_kind=of.record_kind,
        record_id=str(of.record_id),
        urn=of.urn,
        purpose=purpose,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        media_type="application/pdf",
        file_name=of.file_name,
        made_at=at,
        made_by=uow.working_for().person_id,
        follows=follows,
    )
    uow.attachments.add(attachment, pdf)
    return attachment


def newest_pdf(
    uow: UnitOfWork, record_kind: str, record_id: UUID, sha256: str = ""
) -> tuple[Attachment, bytes] | None:
    """The newest PDF of a record, or of what was signed as `sha256`, that is here; None where there is none.

    One that has not arrived yet does not hide the one before it; where none has, `OutsideTrouble` says so.
    """
    files = uow.attachments.of_record(record_kind, record_id)
    missing: OutsideTrouble | None = None
    for file in newest_first(signed_as(files, sha256) if sha256 else files):
        try:
            return file, uow.attachments.content(file)
        except OutsideTrouble as trouble:
            missing = missing or trouble
    if missing is not None:
        raise missing
    return None
