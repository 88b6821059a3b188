"""The note somebody is about to change: theirs, of a visit that still counts."""

from uuid import UUID

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.ports import UnitOfWork


def note_of_mine(uow: UnitOfWork, note_id: UUID) -> NoteOfVisit:
    """The note, if this laptop's person wrote it and its visit is not voided; else `RuleBroken`."""
    note = uow.notes.get(note_id)
    if note.author_id != uow.working_for().person_id:
        author = uow.people.get(note.author_id).name
        raise RuleBroken(f"This note is {author}'s; you may read it. Ask {author} to change it.")
    if uow.visits.get(note.visit_id).voided:
        raise RuleBroken("This visit was voided, so its note no longer counts. Log the visit again instead.")
    return note
