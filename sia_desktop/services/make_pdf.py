"""A signed note whose PDF is still waiting gets it now."""

from dataclasses import dataclass, field
from uuid import UUID

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.pdf_of_note import keep_pdf
from sia_desktop.services.ports import Clock, KeyBox, NotePress, UnitOfWork


@dataclass(frozen=True, slots=True)
class MakePdf:
    """The PDF could not be made when the note was signed; try again."""

    note_id: UUID
    passphrase: str = field(repr=False)


def make_pdf(command: MakePdf, uow: UnitOfWork, keys: KeyBox, press: NotePress, now: Clock) -> Changed:
    """Draw and sign the PDF of a note that is signed already."""
    keys.check(command.passphrase)
    with uow:
        note = note_of_mine(uow, command.note_id)
        has_pdf = bool(uow.attachments.of_record("note_of_visit", note.id))
    if not note.is_signed:
        raise RuleBroken("This note is not signed yet. Sign it; the PDF is made then.")
    if has_pdf:
        return Changed()
    return keep_pdf(note, uow, press.signed_pdf(note, command.passphrase), now())
