"""A signed note is corrected by its next version, never altered."""

from dataclasses import dataclass
from uuid import UUID

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import note_id
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class SupersedeNote:
    """Start the next version of a signed note, with a reason."""

    note_id: UUID
    reason: str


def supersede_note(command: SupersedeNote, uow: UnitOfWork) -> Changed:
    """Start the next version from the same words; it needs its own signatures."""
    with uow:
        note = note_of_mine(uow, command.note_id)
        newest = uow.notes.of_visit(note.visit_id)[-1]
        if newest.version != note.version:
            raise RuleBroken(f"Version {newest.version} of this note is already there. Go on with that one.")
        following = note.next_version(command.reason, uow.working_for().person_id)
        uow.notes.save(following)
        uow.commit()
    assert following.id == note_id(note.visit_id, note.version + 1)
    return Changed.one("note_of_visit", following.id) | Changed.one("note_of_visit", note.id)
