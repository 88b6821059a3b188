"""The adviser logs a visit, and its note begins."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.domain.visit import Visit, check_visit_date
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class LogVisit:
    """The adviser was at a school on a day."""

    urn: Urn
    visited_on: date
    visit_type: str = ""
    visit_id: UUID = field(default_factory=uuid4)


def log_visit(command: LogVisit, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the visit and start its note under the framework in force, together or not at all."""
    check_visit_date(command.visited_on, day_in_england(now()))
    with uow:
        me = uow.working_for()
        uow.schools.get(command.urn)
        require(uow, frameworks, Action.LOG_VISIT, command.urn, day_in_england(now()))
        framework = frameworks.current(me.council_code, day_in_england(now()))
        visit = Visit(command.visit_id, command.urn, me.person_id, command.visited_on, command.visit_type)
        note = NoteOfVisit(
            visit_id=visit.id,
            version=1,
            urn=visit.urn,
            visited_on=visit.visited_on,
            author_id=me.person_id,
            form="note_of_visit",
            pack=framework.code,
            pack_version=framework.version,
            answers={"visit_type": command.visit_type} if command.visit_type else {},
        )
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.commit()
    return Changed.one("visit", visit.id) | Changed.one("note_of_visit", note.id)
