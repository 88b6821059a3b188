"""What a laptop holds, one Protocol for each kind of record; storage brings the real ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # Protocols are only read by the checker: what they speak of need not be imported for them
    from uuid import UUID

    from sia_desktop.domain.about import About
    from sia_desktop.domain.access import AccessGrant
    from sia_desktop.domain.act import Act
    from sia_desktop.domain.action import Action
    from sia_desktop.domain.attachment import Attachment
    from sia_desktop.domain.case_record import CaseRecord
    from sia_desktop.domain.category import CategoryDecision, CategoryProposal, Track
    from sia_desktop.domain.clash import Clash, Settlement
    from sia_desktop.domain.earlier_words import EarlierWords
    from sia_desktop.domain.framework_choice import FrameworkChoice
    from sia_desktop.domain.held_work import HeldWork
    from sia_desktop.domain.ids import Urn
    from sia_desktop.domain.inspection import Inspection
    from sia_desktop.domain.loaded_calendar import LoadedCalendar
    from sia_desktop.domain.meeting import Meeting
    from sia_desktop.domain.note_of_visit import Json, NoteOfVisit
    from sia_desktop.domain.people import CaseloadAssignment, Person
    from sia_desktop.domain.school import School
    from sia_desktop.domain.visit import Visit


class OwnWords(Protocol):
    """Words the writer added to the dictionary; they stay on this laptop."""

    def all(self) -> frozenset[str]:
        """Every one."""

    def add(self, word: str) -> None:
        """Keep it."""


class EarlierWordings(Protocol):
    """How sections stood before they were rewritten; they stay on this laptop."""

    def of_section(self, kind: str, record_id: str, section: str) -> tuple[EarlierWords, ...]:
        """The latest first."""

    def keep(self, kind: str, record_id: str, before: Mapping[str, Json], at: datetime) -> None:
        """Keep how these sections stood until now."""

    def forget(self, kind: str, record_id: str) -> None:
        """The record's words are fixed, or it leaves this laptop."""


class Schools(Protocol):
    """The schools this laptop holds; central owns them."""

    def find(self, urn: Urn) -> School | None:
        """The school, or None if it is not on this laptop."""

    def get(self, urn: Urn) -> School:
        """The school; raises `RuleBroken` if it is not on this laptop."""

    def take_in(self, school: School) -> None:
        """Show these facts here until central sends its own; nothing is queued."""


class People(Protocol):
    """Colleagues; central owns them."""

    def get(self, person_id: UUID) -> Person:
        """The person; raises `RuleBroken` if unknown here."""

    def all(self) -> tuple[Person, ...]:
        """Everybody of the council."""


class Assignments(Protocol):
    """Who answers for which school; central owns them."""

    def of_school(self, urn: Urn) -> tuple[CaseloadAssignment, ...]:
        """Every assignment of this school, oldest first."""


class CategoryDecisions(Protocol):
    """Where schools stand on each track, and what is proposed; never edited."""

    def latest(self, urn: Urn, on: date, track: Track = ...) -> CategoryDecision | None:
        """The decision in force on that day; of category, where no track is named."""

    def of_school(self, urn: Urn, track: Track = ...) -> tuple[CategoryDecision, ...]:
        """Every decision for this school on this track, the oldest first."""

    def proposals(self, urn: Urn, track: Track = ...) -> tuple[CategoryProposal, ...]:
        """Every proposal for this school on this track, answered or not, the oldest first."""

    def decide(self, decision: CategoryDecision) -> None:
        """Keep a decision, and queue it for sync, in this transaction."""

    def propose(self, proposal: CategoryProposal) -> None:
        """Keep a proposal, and queue it for sync, in this transaction."""


class Inspections(Protocol):
    """Inspections recorded here or received."""

    def find(self, inspection_id: UUID) -> Inspection | None:
        """The inspection, or None if it is not on this laptop."""

    def get(self, inspection_id: UUID) -> Inspection:
        """The inspection; raises `RuleBroken` if unknown here."""

    def of_school(self, urn: Urn) -> tuple[Inspection, ...]:
        """Every inspection of this school, the oldest first."""

    def save(self, inspection: Inspection) -> None:
        """Keep it, and queue it for sync, in this transaction."""


class CaseRecords(Protocol):
    """Records of the framework's forms."""

    def find(self, record_id: UUID) -> CaseRecord | None:
        """The record, or None if it is not on this laptop."""

    def get(self, record_id: UUID) -> CaseRecord:
        """The record; raises `RuleBroken` if unknown here."""

    def of_school(self, urn: Urn | None) -> tuple[CaseRecord, ...]:
        """Every record about this school, or with None about no one school, the oldest first."""

    def save(self, record: CaseRecord) -> None:
        """Keep it, and queue it for sync, in this transaction; saving what is already kept queues nothing."""


class Actions(Protocol):
    """Agreed actions."""

    def find(self, action_id: UUID) -> Action | None:
        """The action, or None if it is not on this laptop."""

    def get(self, action_id: UUID) -> Action:
        """The action; raises `RuleBroken` if unknown here."""

    def of_record(self, about: About) -> tuple[Action, ...]:
        """What was agreed in this record, in the order it was agreed."""

    def save(self, action: Action) -> None:
        """Keep it, and queue it for sync, in this transaction; saving what is already kept queues nothing."""


class Visits(Protocol):
    """Visits logged here or received."""

    def get(self, visit_id: UUID) -> Visit:
        """The visit; raises `RuleBroken` if unknown here."""

    def save(self, visit: Visit) -> None:
        """Keep it, and queue it for sync, in this transaction."""


class Notes(Protocol):
    """Notes of visit."""

    def get(self, note_id: UUID) -> NoteOfVisit:
        """The note; raises `RuleBroken` if unknown here."""

    def of_visit(self, visit_id: UUID) -> tuple[NoteOfVisit, ...]:
        """Its versions, first to last."""

    def of_school(self, urn: Urn) -> tuple[NoteOfVisit, ...]:
        """Every version of every note about this school, the earliest visit first."""

    def save(self, note: NoteOfVisit) -> None:
        """Keep it, and queue it for sync, in this transaction; saving what is already kept queues nothing."""


class Meetings(Protocol):
    """Meetings fixed here or received."""

    def get(self, meeting_id: UUID) -> Meeting:
        """The meeting; raises `RuleBroken` if unknown here."""

    def save(self, meeting: Meeting) -> None:
        """Keep it, and queue it for sync, in this transaction."""


class Attachments(Protocol):
    """What is known of files."""

    def of_record(self, record_kind: str, record_id: UUID) -> tuple[Attachment, ...]:
        """Its signed PDFs, oldest first."""

    def evidence(self, urn: Urn | None = None) -> tuple[Attachment, ...]:
        """What was attached at one school, or at all, the latest first."""

    def get(self, attachment_id: UUID) -> Attachment:
        """The file's description; raises `RuleBroken` if it is not on this laptop."""

    def is_here(self, attachment: Attachment) -> bool:
        """True once its bytes have arrived."""

    def add(self, attachment: Attachment, content: bytes) -> None:
        """Keep the file and its description, and queue both for sync, in this transaction."""

    def content(self, attachment: Attachment) -> bytes:
        """The bytes; raises `OutsideTrouble` if they have not arrived yet."""


class Acts(Protocol):
    """Dated acts, never edited."""

    def of_record(self, record_kind: str, record_id: UUID) -> tuple[Act, ...]:
        """What was done with it, oldest first."""

    def add(self, act: Act) -> None:
        """Keep it, and queue it for sync, in this transaction."""


class Access(Protocol):
    """Who may do what off their caseload, and until when."""

    def get(self, grant_id: UUID) -> AccessGrant:
        """The access; raises `RuleBroken` if unknown here."""

    def of_school(self, urn: Urn) -> tuple[AccessGrant, ...]:
        """Everything ever given for this school, the earliest first."""

    def holding(self, urn: Urn, day: date) -> tuple[AccessGrant, ...]:
        """What holds for this school that day."""

    def save(self, grant: AccessGrant) -> None:
        """Keep it, and queue it for sync, in this transaction."""


class HeldWorks(Protocol):
    """Handed-over work that this laptop's person may decide on."""

    def get(self, held_id: UUID) -> HeldWork:
        """The work; raises `RuleBroken` if unknown here."""

    def all(self) -> tuple[HeldWork, ...]:
        """Everything handed over, decided or not, in the order in which it arrived."""

    def save(self, work: HeldWork) -> None:
        """Keep it, and queue it for sync, in this transaction."""


class FrameworkChoices(Protocol):
    """What the council settled where its framework leaves a choice, never edited."""

    def all(self) -> tuple[FrameworkChoice, ...]:
        """Every choice, the earliest first."""

    def add(self, choice: FrameworkChoice) -> None:
        """Keep it, and queue it for sync, in this transaction."""


class LoadedCalendars(Protocol):
    """Calendars that were loaded, never edited."""

    def all(self) -> tuple[LoadedCalendar, ...]:
        """Every calendar, the earliest first."""

    def add(self, calendar: LoadedCalendar) -> None:
        """Keep it, and queue it for sync, in this transaction."""


class Clashes(Protocol):
    """Versions that gave way, and how they were settled; kept for ever."""

    def get(self, clash_id: UUID) -> Clash:
        """The clash; raises `RuleBroken` if it is not on this laptop."""

    def all(self) -> tuple[Clash, ...]:
        """Those to settle first, the oldest first; then those settled, the latest first."""

    def of_record(self, kind: str, record_id: str) -> tuple[Clash, ...]:
        """Those of one record, in the same order."""

    def record(self, kind: str, record_id: str) -> Mapping[str, Json] | None:
        """The record as it stands now, field by field, or None if it is gone."""

    def locked(self, kind: str, record_id: str) -> str | None:
        """The sentence why the record can no longer change, or None."""

    def is_at_central(self, kind: str, record_id: str) -> bool:
        """True if central has the record, so that acts about it can go there."""

    def write(self, kind: str, record_id: str, values: Mapping[str, Json]) -> None:
        """An ordinary edit of these fields and sections, queued for sync in this transaction."""

    def settle(self, clash_id: UUID, settlement: Settlement) -> None:
        """Keep how it was settled beside the words that gave way."""
