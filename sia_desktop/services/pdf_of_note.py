"""Keeping the PDF of a signed note beside it."""

from datetime import datetime
from uuid import UUID

from sia_desktop.domain.attachment import SIGNED_PDF
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.ports import UnitOfWork
from sia_desktop.services.signed_files import SignedOf, add_signed_pdf


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
        of = SignedOf("note_of_visit", note.id, note.urn, pdf_name(note))
        attachment = add_signed_pdf(uow, of, pdf, at, purpose=purpose, follows=follows)
        uow.commit()
    return Changed.one("attachment", attachment.id) | Changed.one("note_of_visit", note.id)


def pdf_name(note: NoteOfVisit) -> str:
    """A file name that says what it is, without naming anybody."""
    version = "" if note.version == 1 else f"-version-{note.version}"
    return f"note-of-visit-{note.urn}-{note.visited_on.isoformat()}{version}.pdf"
