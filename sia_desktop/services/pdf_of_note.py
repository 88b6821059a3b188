"""Keeping the PDF of a signed note beside it."""

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from sia_desktop.domain.attachment import SIGNED_PDF, Attachment, newest_first
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.ports import UnitOfWork


def keep_pdf(
    note: NoteOfVisit,
    uow: UnitOfWork,
    pdf: bytes,
    at: datetime,
    *,
    purpose: str = SIGNED_PDF,
    follows: UUID | None = None,
) -> Changed:
    """Keep the bytes and queue them for sync."""
    with uow:
        attachment = Attachment(
            id=uuid4(),
            record_kind="note_of_visit",
            record_id=str(note.id),
            urn=note.urn,
            purpose=purpose,
            sha256=hashlib.sha256(pdf).hexdigest(),
            size=len(pdf),
            media_type="application/pdf",
            file_name=pdf_name(note),
            made_at=at,
            made_by=uow.working_for().person_id,
            follows=follows,
        )
        uow.attachments.add(attachment, pdf)
        uow.commit()
    return Changed.one("attachment", attachment.id) | Changed.one("note_of_visit", note.id)


def newest_pdf(uow: UnitOfWork, record_kind: str, record_id: UUID) -> tuple[Attachment, bytes] | None:
    """The newest PDF of a record that is here; None where there is none at all.

    One that has not arrived yet does not hide the one before it; where none has, `OutsideTrouble` says so.
    """
    missing: OutsideTrouble | None = None
    for file in newest_first(uow.attachments.of_record(record_kind, record_id)):
        try:
            return file, uow.attachments.content(file)
        except OutsideTrouble as trouble:
            missing = missing or trouble
    if missing is not None:
        raise missing
    return None


def pdf_name(note: NoteOfVisit) -> str:
    """A file name that says what it is, without naming anybody."""
    version = "" if note.version == 1 else f"-version-{note.version}"
    return f"note-of-visit-{note.urn}-{note.visited_on.isoformat()}{version}.pdf"
