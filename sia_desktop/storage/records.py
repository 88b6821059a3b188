"""The drawers a service opens: records of one kind, as the domain sees them."""

from uuid import UUID

from sqlmodel import Session, col, select

from sia_contract.payloads.caseload_assignment import CaseloadAssignmentPayload
from sia_contract.payloads.meeting import MeetingPayload
from sia_contract.payloads.note_of_visit import NoteOfVisitPayload
from sia_contract.payloads.person import PersonPayload
from sia_contract.payloads.school import SchoolPayload
from sia_contract.payloads.visit import VisitPayload
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import Meeting
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.domain.people import CaseloadAssignment, Person
from sia_desktop.domain.school import School
from sia_desktop.domain.visit import Visit
from sia_desktop.storage.mapping.caseload_assignment import assignment_of
from sia_desktop.storage.mapping.meeting import meeting_of, meeting_payload
from sia_desktop.storage.mapping.note_of_visit import note_of, note_payload
from sia_desktop.storage.mapping.person import person_of
from sia_desktop.storage.mapping.school import school_of, school_payload
from sia_desktop.storage.mapping.visit import visit_of, visit_payload
from sia_desktop.storage.shelf import Shelf
from sia_desktop.storage.tables.caseload_assignment import CaseloadAssignmentRow
from sia_desktop.storage.tables.note_of_visit import NoteOfVisitRow
from sia_desktop.storage.tables.person import PersonRow


class StoredSchools:
    """The schools this laptop holds."""

    def __init__(self, shelf: Shelf) -> None:
        """Look on this shelf."""
        self._shelf = shelf

    def find(self, urn: Urn) -> School | None:
        """The school, or None if it is not on this laptop."""
        found = self._shelf.find_as(SchoolPayload, "school", str(urn))
        return school_of(found) if found else None

    def get(self, urn: Urn) -> School:
        """The school; raises `RuleBroken` if it is not on this laptop."""
        school = self.find(urn)
        if school is None:
            raise RuleBroken(
                f"No school with URN {urn} is on this laptop. Sync, or ask for it on your caseload."
            )
        return school

    def take_in(self, school: School) -> None:
        """Show these facts here until central sends its own; nothing is queued."""
        self._shelf.put("school", str(school.urn), school_payload(school).model_dump(mode="json"))


class StoredPeople:
    """Colleagues."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def get(self, person_id: UUID) -> Person:
        """The person; raises `RuleBroken` if unknown here."""
        found = self._shelf.find_as(PersonPayload, "person", str(person_id))
        if found is None:
            raise RuleBroken("That colleague is not known on this laptop. Sync and try again.")
        return person_of(str(person_id), found)

    def all(self) -> tuple[Person, ...]:
        """Everybody of the council, by name."""
        rows = self._session.exec(select(PersonRow).order_by(col(PersonRow.name), col(PersonRow.id)))
        return tuple(person_of(row.id, PersonPayload.model_validate(row.payload())) for row in rows)


class StoredAssignments:
    """Who answers for which school."""

    def __init__(self, session: Session) -> None:
        """Look in this transaction."""
        self._session = session

    def of_school(self, urn: Urn) -> tuple[CaseloadAssignment, ...]:
        """Every assignment of this school, oldest first."""
        table = CaseloadAssignmentRow
        rows = self._session.exec(
            select(table).where(table.urn == urn).order_by(col(table.on), col(table.id))
        )
        return tuple(
            assignment_of(row.id, CaseloadAssignmentPayload.model_validate(row.payload())) for row in rows
        )


class StoredVisits:
    """Visits logged here or received."""

    def __init__(self, shelf: Shelf) -> None:
        """Look on this shelf."""
        self._shelf = shelf

    def get(self, visit_id: UUID) -> Visit:
        """The visit; raises `RuleBroken` if unknown here."""
        found = self._shelf.find_as(VisitPayload, "visit", str(visit_id))
        if found is None:
            raise RuleBroken("That visit is not on this laptop. Sync, or open it from the school's history.")
        return visit_of(str(visit_id), found)

    def save(self, visit: Visit) -> None:
        """Keep it, and queue it for sync, in this transaction."""
        self._shelf.save("visit", str(visit.id), visit_payload(visit))


class StoredMeetings:
    """Meetings fixed here or received."""

    def __init__(self, shelf: Shelf) -> None:
        """Look on this shelf."""
        self._shelf = shelf

    def get(self, meeting_id: UUID) -> Meeting:
        """The meeting; raises `RuleBroken` if unknown here."""
        found = self._shelf.find_as(MeetingPayload, "meeting", str(meeting_id))
        if found is None:
            raise RuleBroken("That meeting is not on this laptop. Sync, or open it from its school.")
        return meeting_of(str(meeting_id), found)

    def save(self, meeting: Meeting) -> None:
        """Keep it, and queue it for sync, in this transaction."""
        self._shelf.save("meeting", str(meeting.id), meeting_payload(meeting))


class StoredNotes:
    """Notes of visit."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def get(self, note_id: UUID) -> NoteOfVisit:
        """The note; raises `RuleBroken` if unknown here."""
        found = self._shelf.find_as(NoteOfVisitPayload, "note_of_visit", str(note_id))
        if found is None:
            raise RuleBroken("That note is not on this laptop. Sync, or open it from the school's history.")
        return note_of(found)

    def of_visit(self, visit_id: UUID) -> tuple[NoteOfVisit, ...]:
        """Its versions, first to last."""
        table = NoteOfVisitRow
        rows = self._session.exec(
            select(table).where(table.visit_id == str(visit_id)).order_by(col(table.version))
        )
        return tuple(note_of(NoteOfVisitPayload.model_validate(row.payload())) for row in rows)

    def of_school(self, urn: Urn) -> tuple[NoteOfVisit, ...]:
        """Every version of every note about this school, the earliest visit first."""
        table = NoteOfVisitRow
        chosen = select(table).where(table.urn == urn)
        rows = self._session.exec(
            chosen.order_by(col(table.visited_on), col(table.visit_id), col(table.version))
        )
        return tuple(note_of(NoteOfVisitPayload.model_validate(row.payload())) for row in rows)

    def save(self, note: NoteOfVisit) -> None:
        """Keep it, and queue it for sync, in this transaction; saving what is already kept queues nothing."""
        self._shelf.save("note_of_visit", str(note.id), note_payload(note))
