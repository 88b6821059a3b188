"""The adviser's records kept in memory, behind the very ports that the services ask for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sia_contract.kinds import RECORD_KINDS
from sia_desktop.domain.about import About
from sia_desktop.domain.access import AccessGrant
from sia_desktop.domain.act import GIVEN_BACK, PAPER, PROVIDED, RETURNED, RULE, Act
from sia_desktop.domain.action import Action, ActionStatus
from sia_desktop.domain.answers import day, rows
from sia_desktop.domain.attachment import EVIDENCE, Attachment
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.category import CategoryDecision, CategoryProposal, Track
from sia_desktop.domain.clash import Clash, Settlement
from sia_desktop.domain.earlier_words import EarlierWords
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.framework_choice import FrameworkChoice
from sia_desktop.domain.held_work import HeldWork
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.loaded_calendar import LoadedCalendar
from sia_desktop.domain.meeting import Meeting
from sia_desktop.domain.note_of_visit import Json, NoteOfVisit
from sia_desktop.domain.people import CaseloadAssignment, Person, WorkingFor
from sia_desktop.domain.school import School
from sia_desktop.domain.visit import Visit
from sia_desktop.services.queries.facts import (
    ActionLine,
    CaseRecordLine,
    DecidedLine,
    KeptInspection,
    KeptMeeting,
    MeetingLine,
    NoteLine,
    QueuedRecord,
    RecordSync,
    SchoolLine,
    SendState,
    SyncFacts,
)


@dataclass
class MemorySchools:
    """Schools by URN."""

    kept: dict[Urn, School] = field(default_factory=dict)

    def find(self, urn: Urn) -> School | None:
        return self.kept.get(urn)

    def get(self, urn: Urn) -> School:
        if urn not in self.kept:
            raise RuleBroken(f"School {urn} is not on this laptop.")
        return self.kept[urn]

    def take_in(self, school: School) -> None:
        self.kept[school.urn] = school


@dataclass
class MemoryPeople:
    """Colleagues by id."""

    kept: dict[UUID, Person] = field(default_factory=dict)

    def get(self, person_id: UUID) -> Person:
        if person_id not in self.kept:
            raise RuleBroken("That colleague is not known on this laptop.")
        return self.kept[person_id]

    def all(self) -> tuple[Person, ...]:
        return tuple(self.kept.values())


@dataclass
class MemoryAssignments:
    """Who answers for which school."""

    kept: list[CaseloadAssignment] = field(default_factory=list)

    def of_school(self, urn: Urn) -> tuple[CaseloadAssignment, ...]:
        return tuple(sorted((each for each in self.kept if each.urn == urn), key=lambda each: each.on))


@dataclass
class MemoryCategories:
    """Decisions on every track, and what is proposed."""

    kept: list[CategoryDecision] = field(default_factory=list)
    proposed: list[CategoryProposal] = field(default_factory=list)

    def latest(self, urn: Urn, on: date, track: Track = Track.CATEGORY) -> CategoryDecision | None:
        found = [each for each in self.of_school(urn, track) if each.decided_on <= on]
        return found[-1] if found else None

    def of_school(self, urn: Urn, track: Track = Track.CATEGORY) -> tuple[CategoryDecision, ...]:
        found = (each for each in self.kept if each.urn == urn and each.track is track)
        return tuple(sorted(found, key=lambda each: each.decided_on))

    def proposals(self, urn: Urn, track: Track = Track.CATEGORY) -> tuple[CategoryProposal, ...]:
        found = (each for each in self.proposed if each.urn == urn and each.track is track)
        return tuple(sorted(found, key=lambda each: each.recommended_on))

    def decide(self, decision: CategoryDecision) -> None:
        if decision in self.kept:
            return
        if any(each.id == decision.id for each in self.kept):
            raise RuleBroken("A decision for this day stands already.")
        self.kept.append(decision)

    def propose(self, proposal: CategoryProposal) -> None:
        if proposal not in self.proposed:
            self.proposed.append(proposal)


@dataclass
class MemoryInspections:
    """Inspections by id."""

    kept: dict[UUID, Inspection] = field(default_factory=dict)

    def find(self, inspection_id: UUID) -> Inspection | None:
        return self.kept.get(inspection_id)

    def get(self, inspection_id: UUID) -> Inspection:
        if inspection_id not in self.kept:
            raise RuleBroken("That inspection is not on this laptop.")
        return self.kept[inspection_id]

    def of_school(self, urn: Urn) -> tuple[Inspection, ...]:
        return _in_order(each for each in self.kept.values() if each.urn == urn)

    def save(self, inspection: Inspection) -> None:
        self.kept[inspection.id] = inspection


def _in_order(inspections: Iterable[Inspection]) -> tuple[Inspection, ...]:
    return tuple(sorted(inspections, key=lambda each: (each.started_on or date.min, str(each.id))))


@dataclass
class MemoryCaseRecords:
    """Records of forms by id."""

    kept: dict[UUID, CaseRecord] = field(default_factory=dict)

    def find(self, record_id: UUID) -> CaseRecord | None:
        return self.kept.get(record_id)

    def get(self, record_id: UUID) -> CaseRecord:
        if record_id not in self.kept:
            raise RuleBroken("That record is not on this laptop.")
        return self.kept[record_id]

    def of_school(self, urn: Urn | None) -> tuple[CaseRecord, ...]:
        found = (each for each in self.kept.values() if each.urn == urn)
        return tuple(sorted(found, key=lambda each: (each.opened_on, str(each.id))))

    def save(self, record: CaseRecord) -> None:
        kept = self.kept.get(record.id)
        if kept is not None and kept.is_closed and kept != record:
            raise RuleBroken("This record is closed and can no longer change.")
        self.kept[record.id] = record


@dataclass
class MemoryActions:
    """Agreed actions by id."""

    kept: dict[UUID, Action] = field(default_factory=dict)

    def find(self, action_id: UUID) -> Action | None:
        return self.kept.get(action_id)

    def get(self, action_id: UUID) -> Action:
        if action_id not in self.kept:
            raise RuleBroken("That action is not on this laptop.")
        return self.kept[action_id]

    def of_record(self, about: About) -> tuple[Action, ...]:
        found = (each for each in self.kept.values() if each.about == about)
        return tuple(sorted(found, key=lambda each: (each.agreed_on, str(each.id))))

    def save(self, action: Action) -> None:
        self.kept[action.id] = action


@dataclass
class MemoryVisits:
    """Visits by id."""

    kept: dict[UUID, Visit] = field(default_factory=dict)

    def get(self, visit_id: UUID) -> Visit:
        if visit_id not in self.kept:
            raise RuleBroken("That visit is not on this laptop.")
        return self.kept[visit_id]

    def save(self, visit: Visit) -> None:
        self.kept[visit.id] = visit


@dataclass
class MemoryNotes:
    """Notes by id."""

    kept: dict[UUID, NoteOfVisit] = field(default_factory=dict)

    def get(self, note_id: UUID) -> NoteOfVisit:
        if note_id not in self.kept:
            raise RuleBroken("This note is not on this laptop.")
        return self.kept[note_id]

    def of_visit(self, visit_id: UUID) -> tuple[NoteOfVisit, ...]:
        found = (each for each in self.kept.values() if each.visit_id == visit_id)
        return tuple(sorted(found, key=lambda each: each.version))

    def of_school(self, urn: Urn) -> tuple[NoteOfVisit, ...]:
        found = (each for each in self.kept.values() if each.urn == urn)
        return tuple(sorted(found, key=lambda each: (each.visited_on, str(each.visit_id), each.version)))

    def save(self, note: NoteOfVisit) -> None:
        self.kept[note.id] = note


@dataclass
class MemoryMeetings:
    """Meetings by id."""

    kept: dict[UUID, Meeting] = field(default_factory=dict)

    def get(self, meeting_id: UUID) -> Meeting:
        if meeting_id not in self.kept:
            raise RuleBroken("That meeting is not on this laptop.")
        return self.kept[meeting_id]

    def save(self, meeting: Meeting) -> None:
        self.kept[meeting.id] = meeting


@dataclass
class MemoryAttachments:
    """Files and what is known of them."""

    kept: list[Attachment] = field(default_factory=list)
    contents: dict[UUID, bytes] = field(default_factory=dict)

    def of_record(self, record_kind: str, record_id: UUID) -> tuple[Attachment, ...]:
        found = (each for each in self.kept if each.record_id == str(record_id))
        return tuple(each for each in found if each.purpose != EVIDENCE)

    def evidence(self, urn: Urn | None = None) -> tuple[Attachment, ...]:
        found = (each for each in self.kept if each.purpose == EVIDENCE and urn in (None, each.urn))
        return tuple(sorted(found, key=lambda each: each.made_at, reverse=True))

    def get(self, attachment_id: UUID) -> Attachment:
        found = [each for each in self.kept if each.id == attachment_id]
        if not found:
            raise RuleBroken("That file is not on this laptop.")
        return found[0]

    def is_here(self, attachment: Attachment) -> bool:
        return attachment.id in self.contents

    def add(self, attachment: Attachment, content: bytes) -> None:
        self.kept.append(attachment)
        self.contents[attachment.id] = content

    def content(self, attachment: Attachment) -> bytes:
        if attachment.id not in self.contents:
            raise OutsideTrouble("This file has not arrived yet. Sync fetches it.")
        return self.contents[attachment.id]


@dataclass
class MemoryActs:
    """Acts, oldest first."""

    kept: list[Act] = field(default_factory=list)

    def of_record(self, record_kind: str, record_id: UUID) -> tuple[Act, ...]:
        found = (each for each in self.kept if each.record_id == str(record_id))
        return tuple(sorted(found, key=lambda each: (each.on, each.at)))

    def add(self, act: Act) -> None:
        if act not in self.kept:
            self.kept.append(act)


@dataclass
class MemoryAccess:
    """Access given to colleagues."""

    kept: dict[UUID, AccessGrant] = field(default_factory=dict)

    def get(self, grant_id: UUID) -> AccessGrant:
        if grant_id not in self.kept:
            raise RuleBroken("That access is not known on this laptop. Sync and try again.")
        return self.kept[grant_id]

    def of_school(self, urn: Urn) -> tuple[AccessGrant, ...]:
        found = (each for each in self.kept.values() if each.urn == urn)
        return tuple(sorted(found, key=lambda each: (each.from_on, str(each.id))))

    def holding(self, urn: Urn, day: date) -> tuple[AccessGrant, ...]:
        return tuple(each for each in self.of_school(urn) if each.holds_on(day))

    def save(self, grant: AccessGrant) -> None:
        self.kept[grant.id] = grant


@dataclass
class MemoryHeldWork:
    """Handed-over work."""

    kept: dict[UUID, HeldWork] = field(default_factory=dict)

    def get(self, held_id: UUID) -> HeldWork:
        if held_id not in self.kept:
            raise RuleBroken("That handed-over work is not on this laptop. Sync and try again.")
        return self.kept[held_id]

    def all(self) -> tuple[HeldWork, ...]:
        order = list(RECORD_KINDS)
        return tuple(sorted(self.kept.values(), key=lambda each: (each.received_at, order.index(each.kind))))

    def save(self, work: HeldWork) -> None:
        self.kept[work.id] = work


@dataclass
class MemoryChoices:
    """The council's choices, oldest first."""

    kept: list[FrameworkChoice] = field(default_factory=list)

    def all(self) -> tuple[FrameworkChoice, ...]:
        return tuple(sorted(self.kept, key=lambda each: (each.at, each.id.hex)))

    def add(self, choice: FrameworkChoice) -> None:
        self.kept.append(choice)


@dataclass
class MemoryCalendars:
    """Loaded calendars, oldest first."""

    kept: list[LoadedCalendar] = field(default_factory=list)

    def all(self) -> tuple[LoadedCalendar, ...]:
        return tuple(sorted(self.kept, key=lambda each: (each.at, each.id.hex)))

    def add(self, calendar: LoadedCalendar) -> None:
        self.kept.append(calendar)


@dataclass
class MemoryClashes:
    """Versions set aside, over notes of visit alone."""

    notes: MemoryNotes
    kept: dict[UUID, Clash] = field(default_factory=dict)

    def get(self, clash_id: UUID) -> Clash:
        if clash_id not in self.kept:
            raise RuleBroken("That clash is not on this laptop.")
        return self.kept[clash_id]

    def all(self) -> tuple[Clash, ...]:
        return tuple(sorted(self.kept.values(), key=lambda each: (each.is_settled, each.kept_at)))

    def of_record(self, kind: str, record_id: str) -> tuple[Clash, ...]:
        return tuple(each for each in self.all() if (each.kind, each.record_id) == (kind, record_id))

    def record(self, kind: str, record_id: str) -> Mapping[str, Json] | None:
        note = self.notes.kept.get(UUID(record_id))
        if note is None:
            return None
        return {
            "form": note.form,
            "pack": note.pack,
            "pack_version": note.pack_version,
            "answers": dict(note.answers),
            "visited_on": note.visited_on.isoformat(),
        }

    def locked(self, kind: str, record_id: str) -> str | None:
        return "This note is signed." if self.notes.kept[UUID(record_id)].is_signed else None

    def is_at_central(self, kind: str, record_id: str) -> bool:
        return True

    def write(self, kind: str, record_id: str, values: Mapping[str, Json]) -> None:
        answers = {path.removeprefix("answers/"): value for path, value in values.items()}
        self.notes.save(self.notes.get(UUID(record_id)).write(answers))

    def settle(self, clash_id: UUID, settlement: Settlement) -> None:
        self.kept[clash_id] = replace(self.kept[clash_id], settlement=settlement)


@dataclass
class MemoryOwnWords:
    """Words the writer added."""

    kept: set[str] = field(default_factory=set)

    def all(self) -> frozenset[str]:
        return frozenset(self.kept)

    def add(self, word: str) -> None:
        self.kept.add(word)


@dataclass
class MemoryEarlierWords:
    """How sections stood before, each rewriting for itself."""

    kept: dict[tuple[str, str, str], tuple[EarlierWords, ...]] = field(default_factory=dict)

    def of_section(self, kind: str, record_id: str, section: str) -> tuple[EarlierWords, ...]:
        return self.kept.get((kind, record_id, section), ())

    def keep(self, kind: str, record_id: str, before: Mapping[str, Json], at: datetime) -> None:
        for section, answer in before.items():
            key = (kind, record_id, section)
            self.kept[key] = (EarlierWords(at, answer), *self.kept.get(key, ()))

    def forget(self, kind: str, record_id: str) -> None:
        self.kept = {key: words for key, words in self.kept.items() if key[:2] != (kind, record_id)}


@dataclass
class MemoryStore:
    """A unit of work and the facts over it; `tests/contract` holds it to what the encrypted store does."""

    me: WorkingFor
    schools: MemorySchools = field(default_factory=MemorySchools)
    people: MemoryPeople = field(default_factory=MemoryPeople)
    assignments: MemoryAssignments = field(default_factory=MemoryAssignments)
    categories: MemoryCategories = field(default_factory=MemoryCategories)
    visits: MemoryVisits = field(default_factory=MemoryVisits)
    notes: MemoryNotes = field(default_factory=MemoryNotes)
    meetings: MemoryMeetings = field(default_factory=MemoryMeetings)
    inspections: MemoryInspections = field(default_factory=MemoryInspections)
    case_records: MemoryCaseRecords = field(default_factory=MemoryCaseRecords)
    actions: MemoryActions = field(default_factory=MemoryActions)
    attachments: MemoryAttachments = field(default_factory=MemoryAttachments)
    acts: MemoryActs = field(default_factory=MemoryActs)
    access: MemoryAccess = field(default_factory=MemoryAccess)
    held_work: MemoryHeldWork = field(default_factory=MemoryHeldWork)
    choices: MemoryChoices = field(default_factory=MemoryChoices)
    calendars: MemoryCalendars = field(default_factory=MemoryCalendars)
    clashes: MemoryClashes = field(init=False)
    own_words: MemoryOwnWords = field(default_factory=MemoryOwnWords)
    earlier_words: MemoryEarlierWords = field(default_factory=MemoryEarlierWords)
    syncs: dict[str, RecordSync] = field(default_factory=dict)
    """What is known of single records; all others wait."""
    sync_facts: SyncFacts = field(default_factory=lambda: SyncFacts(0, 0, 0, None))

    def __post_init__(self) -> None:
        self.clashes = MemoryClashes(self.notes)

    def working_for(self) -> WorkingFor:
        """Whose laptop this is."""
        return self.me

    def __enter__(self) -> Self:
        self._before = self._snapshot()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo everything not committed."""
        for drawer, kept in self._before:
            drawer.kept = kept
        self.attachments.contents = {
            each.id: self.attachments.contents[each.id]
            for each in self.attachments.kept
            if each.id in self.attachments.contents
        }

    def commit(self) -> None:
        """Keep it all."""
        self._before = self._snapshot()

    def _snapshot(self) -> list[tuple[Any, Any]]:
        drawers = (self.schools, self.people, self.assignments, self.categories, self.visits, self.notes)
        more = (self.meetings, self.inspections, self.case_records, self.actions, self.attachments, self.acts)
        most = (self.access, self.held_work, self.choices, self.calendars, self.clashes)
        here = (self.own_words, self.earlier_words)
        return [(drawer, drawer.kept.copy()) for drawer in (*drawers, *more, *most, *here)]


@dataclass
class MemoryFacts:
    """Answers `Facts` from the memory store."""

    store: MemoryStore

    def working_for(self) -> WorkingFor:
        return self.store.me

    def schools(self, on: date) -> tuple[SchoolLine, ...]:
        return tuple(
            self._line(each, on) for each in sorted(self.store.schools.kept.values(), key=lambda s: s.name)
        )

    def open_notes(self) -> tuple[NoteLine, ...]:
        found = (each for each in self.notes() if not each.is_voided and each.provided_on is None)
        return tuple(sorted(found, key=lambda each: each.visited_on))

    def notes(self, urn: Urn | None = None) -> tuple[NoteLine, ...]:
        lines = [
            self._note(self.store.notes.of_visit(visit.id)[-1], visit)
            for visit in self.store.visits.kept.values()
            if urn in (None, visit.urn)
        ]
        return tuple(sorted(lines, key=lambda each: each.visited_on, reverse=True))

    def visit_days(self) -> Mapping[Urn, tuple[date, ...]]:
        found: dict[Urn, tuple[date, ...]] = {}
        for visit in sorted(self.store.visits.kept.values(), key=lambda each: each.visited_on):
            if not visit.voided:
                found[visit.urn] = (*found.get(visit.urn, ()), visit.visited_on)
        return found

    def entry_days(self, form: str, section: str) -> Mapping[Urn, tuple[date, ...]]:
        found: dict[Urn, list[date]] = {}
        for record in self.store.case_records.kept.values():
            if record.form == form and record.urn is not None:
                for row in rows(record.answers.get(section)):
                    if (on := day(row.get("on"))) and row.get("at"):
                        found.setdefault(record.urn, []).append(on)
        return {urn: tuple(sorted(days)) for urn, days in found.items()}

    def meetings(self, urn: Urn | None = None) -> tuple[KeptMeeting, ...]:
        store = self.store
        found = [
            KeptMeeting(
                each,
                store.schools.get(each.urn).name if each.urn else "Council meeting",
                store.acts.of_record("meeting", each.id),
            )
            for each in store.meetings.kept.values()
            if urn in (None, each.urn)
        ]
        return tuple(sorted(found, key=lambda each: (each.meeting.meeting_on, str(each.meeting.id))))

    def meetings_named(self, ids: Collection[str]) -> tuple[KeptMeeting, ...]:
        return tuple(each for each in self.meetings() if str(each.meeting.id) in ids)

    def meeting_lines(self, urn: Urn | None = None) -> tuple[MeetingLine, ...]:
        return tuple(
            MeetingLine(
                str(each.id),
                each.urn,
                each.kind,
                each.pack,
                each.pack_version,
                each.meeting_on,
                each.called_off is not None,
                frozenset(act.details[PAPER] for act in kept.acts if PAPER in act.details),
                each.schools,
            )
            for kept in self.meetings(urn)
            for each in (kept.meeting,)
        )

    def decided(self) -> tuple[DecidedLine, ...]:
        kept = sorted(self.store.categories.kept, key=lambda each: (each.urn, each.decided_on, str(each.id)))
        return tuple(
            DecidedLine(str(each.id), each.urn, each.track, each.category, each.decided_on) for each in kept
        )

    def open_proposals(self) -> tuple[CategoryProposal, ...]:
        answered = {each.proposal_id for each in self.store.categories.kept}
        found = (each for each in self.store.categories.proposed if each.id not in answered)
        return tuple(sorted(found, key=lambda each: (each.urn, each.recommended_on, str(each.id))))

    def inspections(self, urn: Urn | None = None) -> tuple[KeptInspection, ...]:
        found = _in_order(each for each in self.store.inspections.kept.values() if urn in (None, each.urn))
        return tuple(KeptInspection(each, self._name(each.urn)) for each in found)

    def case_records(self, urn: Urn | None = None) -> tuple[CaseRecordLine, ...]:
        found = (each for each in self.store.case_records.kept.values() if urn in (None, each.urn))
        return tuple(self._record(each) for each in sorted(found, key=lambda e: (e.opened_on, str(e.id))))

    def council_records(self) -> tuple[CaseRecordLine, ...]:
        return tuple(each for each in self.case_records() if each.urn is None)

    def actions(self, urn: Urn | None = None) -> tuple[ActionLine, ...]:
        found = [each for each in self.store.actions.kept.values() if urn in (None, each.urn)]
        found.sort(key=lambda each: (each.due_on or date.max, each.agreed_on, str(each.id)))
        return tuple(
            ActionLine(each, self._name(each.urn), self.record_sync("action", str(each.id))) for each in found
        )

    def open_actions(self) -> tuple[ActionLine, ...]:
        return tuple(each for each in self.actions() if each.action.status is ActionStatus.OPEN)

    def returns(self) -> tuple[tuple[Act, str], ...]:
        found = [each for each in self.store.acts.kept if each.act in (RETURNED, GIVEN_BACK)]
        found.sort(key=lambda each: (each.at, str(each.id)))
        return tuple((each, self.store.people.get(each.by).name) for each in found)

    def acts_of_rules(self) -> tuple[Act, ...]:
        found = [each for each in self.store.acts.kept if each.details.get(RULE)]
        return tuple(sorted(found, key=lambda each: (each.at, str(each.id))))

    def sync(self) -> SyncFacts:
        return self.store.sync_facts

    def queued(self) -> tuple[QueuedRecord, ...]:
        def name(note: NoteOfVisit) -> str:
            return self.store.schools.get(note.urn).name

        records: Iterable[NoteOfVisit] = self.store.notes.kept.values()
        return tuple(
            QueuedRecord("note_of_visit", str(each.id), name(each), self.record_sync("", str(each.id)))
            for each in records
            if self.record_sync("", str(each.id)).state is not SendState.ACCEPTED
        )

    def record_sync(self, kind: str, record_id: str) -> RecordSync:
        return self.store.syncs.get(record_id, RecordSync(SendState.WAITING))

    def _name(self, urn: Urn) -> str:
        school = self.store.schools.find(urn)
        return school.name if school else f"URN {urn}"

    def _record(self, record: CaseRecord) -> CaseRecordLine:
        opener = self.store.people.kept.get(record.opened_by)
        return CaseRecordLine(
            record_id=record.id,
            urn=record.urn,
            school_name=self._name(record.urn) if record.urn else "",
            form=record.form,
            pack=record.pack,
            pack_version=record.pack_version,
            about=record.about,
            opened_by=record.opened_by,
            opened_by_name=opener.name if opener else "",
            opened_on=record.opened_on,
            state=record.state,
            is_locked=record.is_locked,
            is_closed=record.is_closed,
            compartment=record.compartment,
            dates=record.dates,
            moves=record.moves,
            sync=self.record_sync("case_record", str(record.id)),
        )

    def _line(self, school: School, on: date) -> SchoolLine:
        decision = self.store.categories.latest(school.urn, on)
        visited = [
            each.visited_on
            for each in self.store.visits.kept.values()
            if each.urn == school.urn and not each.voided
        ]
        return SchoolLine(
            urn=school.urn,
            name=school.name,
            phase=school.phase,
            type=school.type,
            category=decision.category if decision else None,
            last_visit_on=max(visited, default=None),
        )

    def _note(self, note: NoteOfVisit, visit: Visit) -> NoteLine:
        provided = [act.on for act in self.store.acts.of_record("", note.id) if act.act == PROVIDED]
        return NoteLine(
            note_id=note.id,
            visit_id=visit.id,
            urn=note.urn,
            school_name=self.store.schools.get(note.urn).name,
            visited_on=note.visited_on,
            visit_type=visit.visit_type,
            version=note.version,
            author_id=note.author_id,
            author_name=self.store.people.get(note.author_id).name,
            form=note.form,
            pack=note.pack,
            pack_version=note.pack_version,
            is_signed=note.is_signed,
            is_voided=visit.voided is not None,
            provided_on=provided[0] if provided else None,
            sync=self.record_sync("", str(note.id)),
        )


class MemorySettled:
    """What the council settled, from the memory store: the same tuple while nothing was added."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._choices: tuple[FrameworkChoice, ...] = ()
        self._calendars: tuple[LoadedCalendar, ...] = ()

    def choices(self) -> tuple[FrameworkChoice, ...]:
        if len(self._choices) != len(self._store.choices.kept):
            self._choices = self._store.choices.all()
        return self._choices

    def calendars(self) -> tuple[LoadedCalendar, ...]:
        if len(self._calendars) != len(self._store.calendars.kept):
            self._calendars = self._store.calendars.all()
        return self._calendars
