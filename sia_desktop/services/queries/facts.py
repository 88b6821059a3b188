"""What the questions are answered from: plain rows out of the encrypted store."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.act import Act
from sia_desktop.domain.action import Action
from sia_desktop.domain.case_record import RecordMove
from sia_desktop.domain.category import CategoryProposal, Track
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.meeting import Meeting
from sia_desktop.domain.people import WorkingFor


class SendState(StrEnum):
    """Where a record stands on its way to central; never more than is known."""

    WAITING = "waiting"
    """Saved on this laptop; not sent yet."""
    SENT = "sent"
    """Sent; central has not answered yet."""
    ACCEPTED = "accepted"
    """Central has it and gave a receipt."""
    REFUSED = "refused"
    """Central refused it and said why; nothing typed is lost."""
    HELD = "held"
    """Central keeps it apart until the line manager decides: the school is somebody else's now."""


@dataclass(frozen=True, slots=True)
class RecordSync:
    """What is known of one record's way to central."""

    state: SendState
    receipt: str = ""
    answered_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """Counts and times for the foot of the rail and the Sync page."""

    waiting: int
    refused: int
    to_settle: int
    last_success_at: datetime | None
    last_trouble: str = ""
    clock_ahead_seconds: int = 0
    """By how much this laptop's clock was ahead of central's (behind: negative); 0 within five minutes."""


@dataclass(frozen=True, slots=True)
class QueuedRecord:
    """One record with something still to send, or refused, or to settle."""

    kind: str
    record_id: str
    school_name: str
    sync: RecordSync


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school of the caseload table."""

    urn: Urn
    name: str
    phase: str
    type: str
    category: str | None
    last_visit_on: date | None


class NoteLine(NamedTuple):
    """One note of visit in a list: the latest version of its visit. Thousands are read for one page."""

    note_id: UUID
    visit_id: UUID
    urn: Urn
    school_name: str
    visited_on: date
    visit_type: str
    version: int
    author_id: UUID
    author_name: str
    form: str
    pack: str
    pack_version: str
    is_signed: bool
    is_voided: bool
    provided_on: date | None
    sync: RecordSync


@dataclass(frozen=True, slots=True)
class KeptMeeting:
    """One meeting, its school, and what was issued or received for it, the oldest first."""

    meeting: Meeting
    school_name: str
    acts: tuple[Act, ...]


class MeetingLine(NamedTuple):
    """One meeting in brief: thousands are long over, and most questions only ask which are not."""

    meeting_id: str
    urn: Urn | None
    kind: str
    pack: str
    pack_version: str
    meeting_on: date
    is_called_off: bool
    papers: Set[str]
    """The codes of the papers that were issued or received."""
    schools: tuple[Urn, ...] = ()
    """Of a meeting of the council: those it takes in turn."""


class DecidedLine(NamedTuple):
    """One decision in brief: where it put the school, from which day."""

    decision_id: str
    urn: Urn
    track: Track
    category: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class KeptInspection:
    """One inspection and its school."""

    inspection: Inspection
    school_name: str


@dataclass(frozen=True, slots=True)
class CaseRecordLine:
    """One record of a form in a list: all but its words."""

    record_id: UUID
    urn: Urn | None
    school_name: str
    """Empty for what is about no one school."""
    form: str
    pack: str
    pack_version: str
    about: About
    opened_by: UUID
    opened_by_name: str
    opened_on: date
    state: str
    is_locked: bool
    is_closed: bool
    compartment: str
    dates: Mapping[str, date]
    moves: tuple[RecordMove, ...]
    sync: RecordSync


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One agreed action and its school."""

    action: Action
    school_name: str
    sync: RecordSync


class Facts(Protocol):
    """Fast reading of many records at once."""

    def working_for(self) -> WorkingFor:
        """Whose laptop this is; raises `RuleBroken` before enrolment."""

    def schools(self, on: date) -> tuple[SchoolLine, ...]:
        """Every school on this laptop, by name; the category is the one in force that day."""

    def open_notes(self) -> tuple[NoteLine, ...]:
        """Notes not yet given to their recipients, of visits not voided; the earliest visit first."""

    def notes(self, urn: Urn | None = None) -> tuple[NoteLine, ...]:
        """Every visit's latest note, voided ones too; the latest visit first."""

    def visit_days(self) -> Mapping[Urn, tuple[date, ...]]:
        """The days of every school's visits, voided ones left out; the earliest first."""

    def entry_days(self, form: str, section: str) -> Mapping[Urn, tuple[date, ...]]:
        """The days of what was added to this list of running records, school by school."""

    def meetings(self, urn: Urn | None = None) -> tuple[KeptMeeting, ...]:
        """Meetings of one school or of all, the earliest first; those called off too."""

    def meetings_named(self, ids: Collection[str]) -> tuple[KeptMeeting, ...]:
        """These meetings, the earliest first."""

    def meeting_lines(self, urn: Urn | None = None) -> tuple[MeetingLine, ...]:
        """Every meeting of one school or of all in brief, the earliest first."""

    def decided(self) -> tuple[DecidedLine, ...]:
        """Every decision on every track in brief, school by school, the oldest first."""

    def open_proposals(self) -> tuple[CategoryProposal, ...]:
        """What is proposed on any track and not decided, school by school, the oldest first."""

    def inspections(self, urn: Urn | None = None) -> tuple[KeptInspection, ...]:
        """Inspections of one school or of all, the earliest first."""

    def case_records(self, urn: Urn | None = None) -> tuple[CaseRecordLine, ...]:
        """Records of one school, or of all and of none, the earliest opened first."""

    def council_records(self) -> tuple[CaseRecordLine, ...]:
        """Records about the council and about no one school, the earliest opened first."""

    def actions(self, urn: Urn | None = None) -> tuple[ActionLine, ...]:
        """Agreed actions of one school or of all, by the day they are due."""

    def open_actions(self) -> tuple[ActionLine, ...]:
        """Agreed actions still to be done, by the day they are due."""

    def returns(self) -> tuple[tuple[Act, str], ...]:
        """Every return for correction and every answer to one, each with who made it, the earliest first."""

    def acts_of_rules(self) -> tuple[Act, ...]:
        """Every act that names the rule it is about, the earliest first."""

    def sync(self) -> SyncFacts:
        """How much is waiting, and when central was last heard."""

    def queued(self) -> tuple[QueuedRecord, ...]:
        """What is waiting, refused or to settle, record by record."""

    def record_sync(self, kind: str, record_id: str) -> RecordSync:
        """The state of one record."""
