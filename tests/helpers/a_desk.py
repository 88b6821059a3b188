"""An unlocked laptop for tests of the screens: Reading's real schools, neutral notes, nothing on disk."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid5

from sia_contract.resources import resources
from sia_desktop.documents.evidence_file import EvidenceFiles
from sia_desktop.domain.access import AccessGrant, AccessWay
from sia_desktop.domain.act import PROVIDED, Act
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.held_work import HeldBecause, HeldWork
from sia_desktop.domain.ids import Urn, note_id, urn
from sia_desktop.domain.lease import Lease
from sia_desktop.domain.mark import Mark, MarkWay, Response
from sia_desktop.domain.note_of_visit import Json, NoteOfVisit, Signing
from sia_desktop.domain.people import AssignmentAction, CaseloadAssignment, Person, WorkingFor
from sia_desktop.domain.school import School
from sia_desktop.domain.visit import Visit
from sia_desktop.frameworks.calendars import CalendarFiles
from sia_desktop.frameworks.scales import OfstedFiles
from sia_desktop.frameworks.school_files import SchoolFiles
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.add_word import AddWord, add_word
from sia_desktop.services.agree_action import AgreeAction, agree_action
from sia_desktop.services.answer_section import AnswerSection, answer_section
from sia_desktop.services.attach_evidence import AttachEvidence, attach_evidence
from sia_desktop.services.choose_for_council import ChooseForCouncil, choose_for_council
from sia_desktop.services.confirm_passphrase import ConfirmPassphrase, confirm_passphrase
from sia_desktop.services.continue_inspection import ContinueInspection, continue_inspection
from sia_desktop.services.count_inspection import CountInspection, count_inspection
from sia_desktop.services.decide import Decide, Propose, decide, propose
from sia_desktop.services.decide_held_work import DecideHeldWork, decide_held_work
from sia_desktop.services.decided_frameworks import DecidedFrameworks
from sia_desktop.services.do import Ask, Do
from sia_desktop.services.door import Desk
from sia_desktop.services.fix_meeting import FixMeeting, fix_meeting
from sia_desktop.services.give_access import EndAccess, GiveAccess, end_access, give_access
from sia_desktop.services.import_inspections import (
    ImportInspections,
    UndoImport,
    import_inspections,
    undo_import,
)
from sia_desktop.services.import_schools import ImportSchools, UndoSchools, import_schools, undo_schools
from sia_desktop.services.issue_paper import IssuePaper, issue_paper
from sia_desktop.services.load_calendar import LoadCalendar, load_calendar
from sia_desktop.services.log_visit import LogVisit, log_visit
from sia_desktop.services.make_pdf import MakePdf, make_pdf
from sia_desktop.services.move_case_record import (
    ApproveMove,
    MoveCaseRecord,
    approve_move,
    move_case_record,
)
from sia_desktop.services.move_meeting import (
    CallOffMeeting,
    MoveMeeting,
    call_off_meeting,
    move_meeting,
)
from sia_desktop.services.move_to_pack import MoveToPack, move_to_pack
from sia_desktop.services.open_case_record import OpenCaseRecord, open_case_record
from sia_desktop.services.ports import Frameworks
from sia_desktop.services.provide_note import ProvideNote, provide_note
from sia_desktop.services.queries.actions_page import AskActions, ask_actions
from sia_desktop.services.queries.caseload import AskCaseload, ask_caseload
from sia_desktop.services.queries.clashes import AskClash, AskClashes, ask_clash, ask_clashes
from sia_desktop.services.queries.deadlines import AskDeadlines, ask_deadlines
from sia_desktop.services.queries.decision_page import AskDecision, ask_decision
from sia_desktop.services.queries.evidence import AskEvidence, AskFile, ask_evidence, ask_file
from sia_desktop.services.queries.facts import RecordSync, SendState, SyncFacts
from sia_desktop.services.queries.inspection_page import AskInspection, ask_inspection
from sia_desktop.services.queries.inspections_page import (
    AskInspections,
    AskOfstedFile,
    ask_inspections,
    ask_ofsted_file,
)
from sia_desktop.services.queries.meeting_page import AskMeeting, ask_meeting
from sia_desktop.services.queries.meeting_plan import AskMeetingPlan, ask_meeting_plan
from sia_desktop.services.queries.note_page import (
    AskNote,
    AskNotes,
    AskPdf,
    ask_note,
    ask_notes,
    ask_pdf,
)
from sia_desktop.services.queries.older_records import (
    AskOlderRecords,
    AskPackDifferences,
    ask_older_records,
    ask_pack_differences,
)
from sia_desktop.services.queries.own_words import AskOwnWords, ask_own_words
from sia_desktop.services.queries.packs_page import (
    AskCalendarFile,
    AskPacks,
    ask_calendar_file,
    ask_packs,
)
from sia_desktop.services.queries.pathway import AskPathway, ask_pathway
from sia_desktop.services.queries.record_page import AskRecord, ask_record
from sia_desktop.services.queries.school_file import AskSchoolFile, ask_school_file
from sia_desktop.services.queries.school_page import AskSchool, ask_school
from sia_desktop.services.queries.school_records import AskSchoolRecords, ask_school_records
from sia_desktop.services.queries.search import AskSearch, ask_search
from sia_desktop.services.queries.section_history import AskSectionHistory, ask_section_history
from sia_desktop.services.queries.sync_page import AskSync, ask_sync
from sia_desktop.services.queries.team import AskTeam, ask_team
from sia_desktop.services.queries.today import AskToday, ask_today
from sia_desktop.services.read_otherwise import ReadOtherwise, read_otherwise
from sia_desktop.services.record_done import RecordDone, record_done
from sia_desktop.services.record_head_mark import RecordHeadMark, record_head_mark
from sia_desktop.services.record_inspection import RecordInspection, record_inspection
from sia_desktop.services.record_later_mark import RecordLaterMark, record_later_mark
from sia_desktop.services.return_for_correction import (
    GiveBack,
    ReturnForCorrection,
    give_back,
    return_for_correction,
)
from sia_desktop.services.save_calendar import SaveCalendar, save_calendar
from sia_desktop.services.save_evidence_copy import SaveEvidenceCopy, save_evidence_copy
from sia_desktop.services.save_note_draft import SaveNoteDraft, save_note_draft
from sia_desktop.services.set_date import SetDate, set_date
from sia_desktop.services.settle_clash import SettleClash, settle_clash
from sia_desktop.services.sign_note import SignNote, sign_note
from sia_desktop.services.sign_step import SignStep, sign_step
from sia_desktop.services.supersede_note import SupersedeNote, supersede_note
from sia_desktop.services.update_action import UpdateAction, update_action
from sia_desktop.services.void_visit import VoidVisit, void_visit
from sia_desktop.spelling.dictionary import BritishEnglish
from tests.helpers.fixed_clock import FixedClock
from tests.helpers.memory_search import MemorySearch
from tests.helpers.memory_store import MemoryFacts, MemorySettled, MemoryStore
from tests.helpers.played import OnePassphrase, PlainPaper, PlainPress, PlayedSync
from tests.helpers.reading_framework import ReadingFrameworks

T = TypeVar("T")

TODAY = datetime(2026, 6, 10, 13, 32, tzinfo=UTC)
"""Wednesday 10 June 2026, 14:32 in England: a bank holiday and a half term lie behind it."""
ME = UUID("6d7c1f6e-0000-4000-8000-000000000001")
MANAGER = UUID("6d7c1f6e-0000-4000-8000-000000000002")
_IDS = UUID("6d7c1f6e-0000-4000-8000-00000000ffff")

SPELLING = BritishEnglish(resources() / "dictionaries")
"""One for every laptop of a test run: it takes a second to load."""

WORKING_FOR = WorkingFor(
    person_id=ME,
    person_name="Priya Nair",
    role="adviser",
    device_id=UUID("6d7c1f6e-0000-4000-8000-000000000003"),
    central_address="https://sia.reading.example",
    council_code="reading",
    council_name="Reading",
    council_full_name="Reading Borough Council",
    is_demonstration=True,
    root_pem="-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    certificate_pem="",
)

VISITED: tuple[tuple[str, int, int, str], ...] = (
    # name begins with, days before today, how far it came (0 draft, 1 signed, 2 provided, 3 voided), type
    ("Alfred Sutton", 8, 0, "keeping_in_touch"),
    ("Caversham Primary", 7, 1, "keeping_in_touch"),
    ("Micklands", 7, 0, "raising_achievement"),
    ("The Heights", 6, 0, "keeping_in_touch"),
    ("Thameside", 5, 0, "keeping_in_touch"),
    ("St Anne", 0, 0, "keeping_in_touch"),
    ("Kendrick", 0, 0, "other"),
    ("Alfred Sutton", 92, 2, "keeping_in_touch"),
    ("Caversham Primary", 120, 2, "keeping_in_touch"),
    ("Katesgrove", 60, 2, "keeping_in_touch"),
    ("Alfred Sutton", 43, 3, "other"),
)


def reading_schools() -> tuple[School, ...]:
    """Reading's schools as published, without the people."""
    with (resources() / "demo" / "gias_reading.csv").open(encoding="cp1252", newline="") as file:
        return tuple(_school(row) for row in csv.DictReader(file))


def a_demonstration_school(urn: int, name: str) -> School:
    """For whatever a picture or a test says that is not neutral; it shares no way to reach a real school."""
    pattern = next(each for each in reading_schools() if each.name.startswith("Alfred Sutton"))
    return replace(
        pattern,
        urn=Urn(urn),
        name=f"{name} (demonstration)",
        establishment_number="9900",
        ukprn="",
        address=("Demonstration Road",),
        postcode="",
        website="",
        telephone="",
        heads=(),
    )


def _school(row: dict[str, str]) -> School:
    def age(text: str) -> int | None:
        return int(text) if text else None

    street = ("Street", "Locality", "Address3", "Town", "County (name)")
    return School(
        urn=urn(row["URN"]),
        name=row["EstablishmentName"],
        authority_code=row["LA (code)"],
        authority_name=row["LA (name)"],
        establishment_number=row["EstablishmentNumber"],
        phase=row["PhaseOfEducation (name)"],
        type=row["TypeOfEstablishment (name)"],
        status=row["EstablishmentStatus (name)"],
        opened_on=None,
        closed_on=None,
        low_age=age(row["StatutoryLowAge"]),
        high_age=age(row["StatutoryHighAge"]),
        sixth_form=row["OfficialSixthForm (name)"],
        religious_character=row["ReligiousCharacter (name)"],
        ukprn=row["UKPRN"],
        address=tuple(row[part] for part in street if row[part]),
        postcode=row["Postcode"],
        website=row["SchoolWebsite"],
        telephone=row["TelephoneNum"],
        heads=(),
        pupils=None,
        as_at=date(2026, 6, 2),
    )


@dataclass
class Laptop:
    """A desk and what stands behind it, for tests to look at and to play with."""

    store: MemoryStore
    clock: FixedClock
    sync: PlayedSync
    is_closed: bool = False
    sent: list[object] = field(default_factory=list)
    """Every command that was carried out, oldest first."""
    has_vault: bool = True
    frameworks: Frameworks = field(default_factory=ReadingFrameworks)
    leads: bool = False
    lease: Lease | None = None

    @property
    def desk(self) -> Desk:
        """The desk that pages work at."""
        return Desk(
            do=self._do(),
            ask=self._ask(),
            sync=self.sync,
            working_for=self.store.me,
            role_label="School Partnership Adviser",
            has_vault=self.has_vault,
            fill_index=MemorySearch(self.store).fill,
            spelling=SPELLING,
            close=self._close,
            leads=self.leads,
            lease=lambda: self.lease,
        )

    def urn_of(self, begins: str) -> Urn:
        """The school whose name begins so."""
        return next(each.urn for each in self.store.schools.kept.values() if each.name.startswith(begins))

    def _close(self) -> None:
        self.is_closed = True

    def _do(self) -> Do:
        uow, now, frameworks = self.store, self.clock, self.frameworks
        keys, press, paper = OnePassphrase(), PlainPress(), PlainPaper()
        return Do(
            {
                LogVisit: self._kept(partial(log_visit, uow=uow, frameworks=frameworks, now=now)),
                VoidVisit: self._kept(partial(void_visit, uow=uow, now=now)),
                AddWord: self._kept(partial(add_word, uow=uow)),
                SaveNoteDraft: self._kept(partial(save_note_draft, uow=uow, now=now)),
                OpenCaseRecord: self._kept(
                    partial(open_case_record, uow=uow, frameworks=frameworks, now=now)
                ),
                AnswerSection: self._kept(partial(answer_section, uow=uow, frameworks=frameworks, now=now)),
                MoveCaseRecord: self._kept(
                    partial(move_case_record, uow=uow, frameworks=frameworks, now=now)
                ),
                ApproveMove: self._kept(partial(approve_move, uow=uow, frameworks=frameworks, now=now)),
                RecordHeadMark: self._kept(partial(record_head_mark, uow=uow, now=now)),
                SignNote: self._kept(
                    partial(sign_note, uow=uow, frameworks=frameworks, keys=keys, press=press, now=now)
                ),
                SignStep: self._kept(
                    partial(sign_step, uow=uow, frameworks=frameworks, keys=keys, press=press, now=now)
                ),
                MakePdf: self._kept(partial(make_pdf, uow=uow, keys=keys, press=press, now=now)),
                RecordLaterMark: self._kept(
                    partial(record_later_mark, uow=uow, keys=keys, press=press, now=now)
                ),
                ConfirmPassphrase: self._kept(partial(confirm_passphrase, keys=keys)),
                ProvideNote: self._kept(
                    partial(provide_note, uow=uow, paper=paper, frameworks=frameworks, now=now)
                ),
                FixMeeting: self._kept(partial(fix_meeting, uow=uow, frameworks=frameworks, now=now)),
                MoveMeeting: self._kept(partial(move_meeting, uow=uow, frameworks=frameworks, now=now)),
                CallOffMeeting: self._kept(
                    partial(call_off_meeting, uow=uow, frameworks=frameworks, now=now)
                ),
                IssuePaper: self._kept(partial(issue_paper, uow=uow, frameworks=frameworks, now=now)),
                GiveAccess: self._kept(partial(give_access, uow=uow, frameworks=frameworks, now=now)),
                EndAccess: self._kept(partial(end_access, uow=uow, frameworks=frameworks, now=now)),
                DecideHeldWork: self._kept(
                    partial(decide_held_work, uow=uow, frameworks=frameworks, now=now)
                ),
                SaveCalendar: self._kept(partial(save_calendar, uow=uow, paper=paper, now=now)),
                ChooseForCouncil: self._kept(
                    partial(choose_for_council, uow=uow, frameworks=frameworks, now=now)
                ),
                LoadCalendar: self._kept(
                    partial(load_calendar, uow=uow, frameworks=frameworks, files=CalendarFiles(), now=now)
                ),
                AttachEvidence: self._kept(partial(attach_evidence, uow=uow, files=EvidenceFiles(), now=now)),
                SaveEvidenceCopy: self._kept(partial(save_evidence_copy, uow=uow, paper=paper)),
                AgreeAction: self._kept(partial(agree_action, uow=uow, frameworks=frameworks, now=now)),
                UpdateAction: self._kept(partial(update_action, uow=uow, frameworks=frameworks, now=now)),
                SettleClash: self._kept(partial(settle_clash, uow=uow, now=now)),
                ImportSchools: self._kept(partial(import_schools, uow=uow, frameworks=frameworks, now=now)),
                UndoSchools: self._kept(partial(undo_schools, uow=uow, now=now)),
                ImportInspections: self._kept(
                    partial(import_inspections, uow=uow, frameworks=frameworks, now=now)
                ),
                UndoImport: self._kept(partial(undo_import, uow=uow, now=now)),
                ContinueInspection: self._kept(
                    partial(continue_inspection, uow=uow, frameworks=frameworks, now=now)
                ),
                CountInspection: self._kept(
                    partial(count_inspection, uow=uow, frameworks=frameworks, now=now)
                ),
                RecordInspection: self._kept(
                    partial(record_inspection, uow=uow, frameworks=frameworks, now=now)
                ),
                SetDate: self._kept(partial(set_date, uow=uow, frameworks=frameworks, now=now)),
                RecordDone: self._kept(partial(record_done, uow=uow, frameworks=frameworks, now=now)),
                ReadOtherwise: self._kept(partial(read_otherwise, uow=uow, frameworks=frameworks, now=now)),
                ReturnForCorrection: self._kept(
                    partial(return_for_correction, uow=uow, frameworks=frameworks, now=now)
                ),
                GiveBack: self._kept(partial(give_back, uow=uow, frameworks=frameworks, now=now)),
                Decide: self._kept(partial(decide, uow=uow, frameworks=frameworks, now=now)),
                Propose: self._kept(partial(propose, uow=uow, frameworks=frameworks, now=now)),
                MoveToPack: self._kept(partial(move_to_pack, uow=uow, frameworks=frameworks, now=now)),
                SupersedeNote: self._kept(partial(supersede_note, uow=uow)),
            }
        )

    def _kept(self, function: Callable[[Any], T]) -> Callable[[Any], T]:
        def carry_out(command: object) -> T:
            done = function(command)
            self.sent.append(command)
            return done

        return carry_out

    def _ask(self) -> Ask:
        uow, now, frameworks = self.store, self.clock, self.frameworks
        facts = MemoryFacts(uow)
        return Ask(
            {
                AskToday: partial(ask_today, facts=facts, frameworks=frameworks, now=now),
                AskActions: partial(ask_actions, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskCaseload: partial(ask_caseload, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskDecision: partial(ask_decision, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskDeadlines: partial(ask_deadlines, facts=facts, frameworks=frameworks, now=now),
                AskSchool: partial(ask_school, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskNotes: partial(ask_notes, facts=facts, frameworks=frameworks, now=now),
                AskPathway: partial(ask_pathway, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskMeeting: partial(ask_meeting, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskMeetingPlan: partial(ask_meeting_plan, uow=uow, frameworks=frameworks, now=now),
                AskNote: partial(ask_note, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskPdf: partial(ask_pdf, uow=uow),
                AskInspections: partial(
                    ask_inspections, facts=facts, uow=uow, frameworks=frameworks, files=OfstedFiles(), now=now
                ),
                AskSchoolFile: partial(ask_school_file, facts=facts, uow=uow, files=SchoolFiles(), now=now),
                AskOfstedFile: partial(ask_ofsted_file, facts=facts, uow=uow, files=OfstedFiles(), now=now),
                AskOlderRecords: partial(ask_older_records, facts=facts, frameworks=frameworks, now=now),
                AskPackDifferences: partial(ask_pack_differences, frameworks=frameworks),
                AskPacks: partial(ask_packs, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskCalendarFile: partial(
                    ask_calendar_file, uow=uow, frameworks=frameworks, files=CalendarFiles(), now=now
                ),
                AskOwnWords: partial(ask_own_words, uow=uow),
                AskSectionHistory: partial(ask_section_history, uow=uow, frameworks=frameworks, now=now),
                AskEvidence: partial(ask_evidence, facts=facts, uow=uow),
                AskFile: partial(ask_file, uow=uow),
                AskClashes: partial(ask_clashes, uow=uow, frameworks=frameworks),
                AskClash: partial(ask_clash, uow=uow, frameworks=frameworks),
                AskInspection: partial(ask_inspection, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskRecord: partial(ask_record, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskSchoolRecords: partial(
                    ask_school_records, facts=facts, uow=uow, frameworks=frameworks, now=now
                ),
                AskTeam: partial(ask_team, facts=facts, uow=uow, frameworks=frameworks, now=now),
                AskSearch: partial(
                    ask_search,
                    search=MemorySearch(uow),
                    facts=facts,
                    uow=uow,
                    frameworks=frameworks,
                    now=now,
                ),
                AskSync: partial(ask_sync, facts=facts),
            }
        )


def with_real_packs(laptop: Laptop, role: str = "adviser") -> Laptop:
    """The same laptop with the shipped packs and calendars, in the hands of this role."""
    laptop.store.me = replace(laptop.store.me, role=role)
    laptop.frameworks = DecidedFrameworks(Shelf(resources()), MemorySettled(laptop.store))
    return laptop


def a_laptop(*, with_visits: bool = True, schools: tuple[School, ...] | None = None) -> Laptop:
    """Priya Nair's laptop at Reading, with its visits or fresh from enrolment."""
    store = MemoryStore(WORKING_FOR)
    store.people.kept = {
        ME: Person(ME, WORKING_FOR.person_name, "adviser", MANAGER, is_active=True),
        MANAGER: Person(MANAGER, "Helen Okafor", "line_manager", None, is_active=True),
    }
    for school in reading_schools() if schools is None else schools:
        store.schools.kept[school.urn] = school
        store.assignments.kept.append(
            CaseloadAssignment(
                uuid5(_IDS, str(school.urn)), ME, school.urn, AssignmentAction.BEGINS, date(2024, 9, 2)
            )
        )
    laptop = Laptop(store, FixedClock(TODAY), PlayedSync())
    if with_visits:
        _decide_categories(laptop)
        for number, (begins, days, came, visit_type) in enumerate(VISITED):
            _visit(laptop, number, laptop.urn_of(begins), TODAY.date() - timedelta(days), came, visit_type)
        store.sync_facts = SyncFacts(3, 0, 0, TODAY - timedelta(hours=21, minutes=27))
    return laptop


def a_managers_laptop() -> Laptop:
    """Helen Okafor's laptop: Priya Nair's visits, work that Tom Bell handed over, and one school covered."""
    laptop = a_laptop()
    store = laptop.store
    store.me = replace(WORKING_FOR, person_id=MANAGER, person_name="Helen Okafor", role="line_manager")
    tom = UUID("6d7c1f6e-0000-4000-8000-000000000004")
    store.people.kept[tom] = Person(tom, "Tom Bell", "adviser", MANAGER, is_active=True)
    school = laptop.urn_of("Blagdon")
    received_at = TODAY - timedelta(hours=3)
    visit = uuid5(_IDS, "handed over")
    contents: tuple[tuple[str, str, dict[str, Json]], ...] = (
        ("visit", str(visit), {"urn": school, "visited_on": "2026-06-08", "visit_type": "keeping_in_touch"}),
        (
            "note_of_visit",
            str(note_id(visit, 1)),
            {"urn": school, "answers": {"focus": "How reading is taught in the nursery", "other": ""}},
        ),
    )
    for kind, record_id, content in contents:
        work = HeldWork(
            uuid5(visit, kind),
            school,
            kind,
            record_id,
            0,
            content,
            HeldBecause.REASSIGNED,
            tom,
            tom,
            received_at,
        )
        store.held_work.save(work)
    store.access.save(
        AccessGrant(
            uuid5(_IDS, "cover"),
            laptop.urn_of("Katesgrove"),
            tom,
            AccessWay.COVER,
            TODAY.date() - timedelta(2),
            TODAY.date() + timedelta(12),
            "Cover during leave",
            MANAGER,
            TODAY,
        )
    )
    laptop.leads = True
    return laptop


def _decide_categories(laptop: Laptop) -> None:
    for begins, letter in (("Alfred Sutton", "S"), ("Katesgrove", "G"), ("St Anne", "G")):
        laptop.store.categories.kept.append(
            CategoryDecision(
                uuid5(_IDS, begins),
                laptop.urn_of(begins),
                letter,
                date(2026, 1, 12),
                MANAGER,
                "Annual review",
            )
        )


def _visit(laptop: Laptop, number: int, at: Urn, on: date, came: int, visit_type: str) -> None:
    store = laptop.store
    visit = Visit(uuid5(_IDS, f"visit {number}"), at, ME, on, visit_type)
    note = NoteOfVisit(visit.id, 1, at, on, ME, "note_of_visit", "reading", "test")
    instant = datetime(on.year, on.month, on.day, 15, 0, tzinfo=UTC)
    store.visits.save(visit.void("Logged to the wrong day", ME, instant) if came == 3 else visit)
    store.notes.save(note)
    if came in (1, 2):
        mark = Mark(
            MarkWay.TYPED,
            "Priya Nair",
            "School Partnership Adviser",
            instant,
            note.digest,
            typed="Priya Nair",
        )
        head = replace(mark, way=MarkWay.DEFERRED, response=Response.ACCURATE)
        store.notes.save(replace(note, head_mark=head, signing=Signing(mark, {})))
    if came or on < TODAY.date() - timedelta(5):
        store.syncs[str(note.id)] = RecordSync(SendState.ACCEPTED, f"RD-{1000 + number}", instant)
    if came == 2:
        _provide(laptop, note, on + timedelta(2))


def _provide(laptop: Laptop, note: NoteOfVisit, on: date) -> None:
    laptop.store.acts.add(
        Act(
            id=uuid5(note.id, "provided"),
            act=PROVIDED,
            record_kind="note_of_visit",
            record_id=str(note.id),
            urn=note.urn,
            on=on,
            at=datetime(on.year, on.month, on.day, 9, 0, tzinfo=UTC),
            by=ME,
        )
    )
