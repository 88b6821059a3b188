"""One school: its facts and its history."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sia_contract.permissions import Action, may_any
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.framework import Choice, MeetingKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.pathway import Pathway
from sia_desktop.domain.people import Person, WorkingFor
from sia_desktop.domain.school import School
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import owners, relations_to_school
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, NoteLine
from sia_desktop.services.queries.meeting_plan import kinds_to_plan
from sia_desktop.services.queries.meetings import MeetingView, meeting_view
from sia_desktop.services.queries.pathway import pathways_of
from sia_desktop.services.queries.standings import TrackStanding, standings


@dataclass(frozen=True, slots=True)
class AskSchool:
    """A school is opened."""

    urn: Urn


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One visit in the school's history."""

    note: NoteLine
    due: Due
    late_reason: str = ""
    """Why it was given after its last day."""


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """What is known of a school, and what was done there, the latest first."""

    school: School
    standings: tuple[TrackStanding, ...]
    """Each track that its council has: category, level, stage, status."""
    advisers: tuple[Person, ...]
    history: tuple[HistoryLine, ...]
    meetings: tuple[MeetingView, ...]
    """Those with something still to do first, the next one foremost; then the others, the latest first."""
    pathways: tuple[Pathway, ...]
    """The courses of work that the school is on, or was."""
    meeting_kinds: tuple[MeetingKind, ...]
    """What may be planned here."""
    visit_types: tuple[Choice, ...]
    may_log_visit: bool
    may_call_meeting: bool
    may_issue_papers: bool
    may_give_access: bool
    may_decide: bool
    may_propose: bool
    colleagues: tuple[Person, ...]
    """Those who could be given this school for a time."""
    hides_heads: bool
    """True in a demonstration, where no real head's name is shown."""
    my_id: UUID
    """Whose laptop this is: only who logged a visit may void it."""
    day: date
    calendar: WorkingCalendar
    """Counts working days in the date field: `-1wd`."""


def school_to_show(school: School, working_for: WorkingFor) -> School:
    """The school as a page may show it: without its heads' names in a demonstration."""
    return replace(school, heads=()) if working_for.is_demonstration else school


def ask_school(
    question: AskSchool, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> SchoolPage:
    """Gather the school's page."""
    day = day_in_england(now())
    dates = DueDates(frameworks, day)
    with uow:
        me = uow.working_for()
        framework = frameworks.current(me.council_code, day)
        school = uow.schools.get(question.urn)
        category = uow.categories.latest(question.urn, day)
        stands = standings(question.urn, framework, facts, frameworks, uow, day)
        records = uow.case_records.of_school(question.urn)
        pathways = pathways_of(framework, category.category if category else None, records)
        answering = owners(uow.assignments.of_school(question.urn), day)
        advisers = tuple(sorted((uow.people.get(each) for each in answering), key=lambda each: each.name))
        history = tuple(_line(note, dates, uow) for note in facts.notes(question.urn))
        colleagues = tuple(
            each
            for each in uow.people.all()
            if each.is_active and each.id not in answering and each.id != me.person_id
        )
        role, relations = framework.role(me.role), relations_to_school(uow, question.urn, day)
    views = tuple(meeting_view(each, frameworks, dates) for each in facts.meetings(question.urn))
    return SchoolPage(
        school=school_to_show(school, me),
        standings=stands,
        advisers=advisers,
        history=history,
        meetings=_in_order(views),
        pathways=pathways,
        meeting_kinds=kinds_to_plan(framework, category.category if category else None),
        visit_types=framework.form("note_of_visit").section("visit_type").choices,
        may_log_visit=may_any(role, Action.LOG_VISIT, relations),
        may_call_meeting=may_any(role, Action.CALL_MEETING, relations),
        may_issue_papers=may_any(role, Action.ISSUE_PAPERS, relations),
        may_decide=may_any(role, Action.DECIDE_CATEGORY, relations),
        may_propose=may_any(role, Action.PROPOSE_CATEGORY, relations),
        may_give_access=may_any(role, Action.ASSIGN_CASELOAD, relations),
        colleagues=colleagues,
        hides_heads=me.is_demonstration,
        my_id=me.person_id,
        day=day,
        calendar=frameworks.calendar(),
    )


def _in_order(views: tuple[MeetingView, ...]) -> tuple[MeetingView, ...]:
    return (
        *(view for view in views if view.is_open),
        *(view for view in reversed(views) if not view.is_open),
    )


def _line(note: NoteLine, dates: DueDates, uow: UnitOfWork) -> HistoryLine:
    due = dates.of_note(note.pack, note.pack_version, note.form, note.urn, note.visited_on, note.provided_on)
    if due.standing is not Standing.MET_LATE:
        return HistoryLine(note, due)
    acts = uow.acts.of_record("note_of_visit", note.note_id)
    return HistoryLine(note, due, next((act.late_reason for act in acts if act.late_reason), ""))
