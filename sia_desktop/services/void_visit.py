"""A visit logged to the wrong school or day is struck out, with a reason, until its note is signed."""

from dataclasses import dataclass
from uuid import UUID

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.ports import Clock, UnitOfWork


@dataclass(frozen=True, slots=True)
class VoidVisit:
    """This visit was logged by mistake."""

    visit_id: UUID
    reason: str


def void_visit(command: VoidVisit, uow: UnitOfWork, now: Clock) -> Changed:
    """Strike the visit out; it stays on the record with its reason."""
    with uow:
        visit = uow.visits.get(command.visit_id)
        me = uow.working_for().person_id
        if visit.adviser_id != me:
            raise RuleBroken(
                f"{uow.people.get(visit.adviser_id).name} logged this visit; only they may void it."
            )
        notes = uow.notes.of_visit(visit.id)
        if any(note.is_signed for note in notes):
            raise RuleBroken(
                "The note of this visit is signed, so the visit stands. Correct the note instead."
            )
        uow.visits.save(visit.void(command.reason, me, now()))
        uow.commit()
    touched = Changed.one("visit", visit.id)
    for note in notes:
        touched |= Changed.one("note_of_visit", note.id)
    return touched
