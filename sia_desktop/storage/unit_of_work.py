"""One transaction over the encrypted database: rows and their outbox rows together, or nothing."""

from types import TracebackType
from typing import Self

from sqlmodel import Session

from sia_desktop.domain.people import WorkingFor
from sia_desktop.storage.access import StoredAccess, StoredHeldWork
from sia_desktop.storage.casework import (
    StoredActions,
    StoredCaseRecords,
    StoredCategoryDecisions,
    StoredInspections,
)
from sia_desktop.storage.clashes import StoredClashes
from sia_desktop.storage.engine import Store
from sia_desktop.storage.evidence import StoredActs, StoredAttachments
from sia_desktop.storage.kept_here import StoredEarlierWords, StoredOwnWords
from sia_desktop.storage.pool import FOR_READING
from sia_desktop.storage.records import (
    StoredAssignments,
    StoredMeetings,
    StoredNotes,
    StoredPeople,
    StoredSchools,
    StoredVisits,
)
from sia_desktop.storage.settled import StoredCalendars, StoredChoices
from sia_desktop.storage.shelf import Shelf


class StoredUnitOfWork:
    """Opened with `with`; may be opened again when closed, by one thread at a time.

    `reads_only` neither waits for writers nor keeps them waiting, and refuses to commit.
    """

    schools: StoredSchools
    people: StoredPeople
    assignments: StoredAssignments
    categories: StoredCategoryDecisions
    visits: StoredVisits
    notes: StoredNotes
    meetings: StoredMeetings
    inspections: StoredInspections
    case_records: StoredCaseRecords
    actions: StoredActions
    attachments: StoredAttachments
    acts: StoredActs
    access: StoredAccess
    held_work: StoredHeldWork
    choices: StoredChoices
    calendars: StoredCalendars
    clashes: StoredClashes
    own_words: StoredOwnWords
    earlier_words: StoredEarlierWords

    def __init__(self, store: Store, *, reads_only: bool = False) -> None:
        """Work on this store."""
        self._store = store
        self._reads_only = reads_only

    def working_for(self) -> WorkingFor:
        """Whose laptop this is; raises `RuleBroken` before enrolment."""
        return self._store.working_for()

    def __enter__(self) -> Self:
        """Take the write gate, unless only reading, and begin."""
        engine = self._store.engine
        if self._reads_only:
            engine = engine.execution_options(**FOR_READING)
        else:
            self._store.gate.enter()
        try:
            self._session = Session(engine, expire_on_commit=False)
            self._session.connection()
        except BaseException:
            self._leave()
            raise
        self._open_drawers(Shelf(self._session))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo everything not committed."""
        try:
            self._session.close()
        finally:
            self._leave()

    def commit(self) -> None:
        """Keep it all, on disk, before returning."""
        if self._reads_only:
            raise RuntimeError("this unit of work only reads")
        self._session.commit()

    def _leave(self) -> None:
        if not self._reads_only:
            self._store.gate.leave()

    def _open_drawers(self, shelf: Shelf) -> None:
        self.schools = StoredSchools(shelf)
        self.people = StoredPeople(shelf, self._session)
        self.assignments = StoredAssignments(self._session)
        self.categories = StoredCategoryDecisions(shelf, self._session)
        self.visits = StoredVisits(shelf)
        self.notes = StoredNotes(shelf, self._session)
        self.meetings = StoredMeetings(shelf)
        self.inspections = StoredInspections(shelf, self._session)
        self.case_records = StoredCaseRecords(shelf, self._session)
        self.actions = StoredActions(shelf, self._session)
        self.attachments = StoredAttachments(shelf, self._session)
        self.acts = StoredActs(shelf, self._session)
        self.access = StoredAccess(shelf, self._session)
        self.held_work = StoredHeldWork(shelf, self._session)
        self.choices = StoredChoices(shelf, self._session)
        self.calendars = StoredCalendars(shelf, self._session)
        self.clashes = StoredClashes(shelf, self._session)
        self.own_words = StoredOwnWords(self._session)
        self.earlier_words = StoredEarlierWords(self._session)
