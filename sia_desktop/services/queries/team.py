"""The line manager's view: what is due, late and why, by adviser and rule; work handed over; access given."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sia_contract.permissions import Action, Relation, may
from sia_desktop.domain.access import AccessGrant
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.flow import Flow
from sia_desktop.domain.framework import Form, MeetingKind
from sia_desktop.domain.held_work import HeldWork
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import Meeting
from sia_desktop.domain.people import Person
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import owners, reports_to
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.deadlines import AskDeadlines, OwedDeadline, ask_deadlines
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, NoteLine
from sia_desktop.services.queries.late_casework import LateWork, late_casework
from sia_desktop.services.queries.meeting_plan import kinds_of_council
from sia_desktop.services.queries.returned import ReturnedWork, returned_works

NOBODY = "Nobody yet"
THE_COUNCIL: Final = "The whole council"
CAME_BACK: Final = timedelta(days=28)
"""So long what came back corrected still stands on the page."""


@dataclass(frozen=True, slots=True)
class AskTeam:
    """The Team page opens."""


@dataclass(frozen=True, slots=True)
class TeamDuty:
    """One thing that a colleague owes, or gave late: under which rule, for which school, and why."""

    adviser: str
    urn: Urn | None
    school_name: str
    rule: str
    label: str
    due: Due
    done_on: date | None = None
    why_late: str = ""
    note_id: UUID | None = None
    record_id: str = ""

    @property
    def key(self) -> str:
        """The same each time the page looks."""
        record = self.note_id or f"{self.record_id}/{self.school_name}"
        return f"{self.rule}/{record}/{self.adviser}/{self.due.due_on}/{self.done_on}"

    @property
    def is_late(self) -> bool:
        """Late and still owed, or given late."""
        return self.due.standing in (Standing.LATE, Standing.MET_LATE)


@dataclass(frozen=True, slots=True)
class WrittenIn:
    """The form of a record and the steps it goes through, by the framework that it was begun in."""

    form: Form
    flow: Flow | None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Work of one colleague about one school that hangs together and is decided on together."""

    sender: str
    urn: Urn | None
    school_name: str
    """“The whole council” where it is about no one school."""
    works: tuple[HeldWork, ...]
    forms: Mapping[UUID, WrittenIn]
    """What a work is written in, for those whose framework is on this computer."""

    @property
    def key(self) -> str:
        """The same each time the page looks."""
        return str(self.works[0].id)

    @property
    def is_decided(self) -> bool:
        """True once nothing of it waits."""
        return all(work.decision for work in self.works)


@dataclass(frozen=True, slots=True)
class GivenAccess:
    """One school given to one colleague for a stated time."""

    grant: AccessGrant
    colleague: str
    school_name: str

    @property
    def key(self) -> str:
        """The same each time the page looks."""
        return str(self.grant.id)


@dataclass(frozen=True, slots=True)
class CouncilMeeting:
    """One meeting that takes several schools in turn."""

    meeting: Meeting
    label: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything of one moment."""

    day: date
    advisers: tuple[str, ...]
    duties: tuple[TeamDuty, ...]
    """Late first, then soonest."""
    handed_over: tuple[HandedOver, ...]
    """What waits first."""
    access: tuple[GivenAccess, ...]
    """What holds or is to come."""
    returned: tuple[ReturnedWork, ...]
    """What was returned to colleagues of the line: what came back first, then what waits longest."""
    meetings: tuple[CouncilMeeting, ...]
    """Meetings of the council to come, and those of the last weeks; the latest first."""
    kinds: tuple[MeetingKind, ...]
    """The meetings of the council that this person may call."""
    schools: tuple[tuple[Urn, str], ...]
    calendar: WorkingCalendar
    given: int
    """Notes given since the academic year began, by colleagues of the line."""
    given_in_time: int


def ask_team(_: AskTeam, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> TeamPage:
    """Gather what those who report to this laptop's person owe, and what waits for this person to decide."""
    day = day_in_england(now())
    since = date(day.year if day.month >= 9 else day.year - 1, 9, 1)
    open_ = ask_deadlines(AskDeadlines(), facts, frameworks, now).owed
    dates = DueDates(frameworks, day)
    with uow:
        me = uow.working_for().person_id
        framework = frameworks.current(uow.working_for().council_code, day)
        late = late_casework(facts, frameworks, framework, dates, since)
        everybody = {person.id: person for person in uow.people.all()}
        line = {each for each in everybody if reports_to(each, me, everybody.values())}
        names = {school.urn: school.name for school in facts.schools(day)}
        holders = {urn: owners(uow.assignments.of_school(urn), day) for urn in names}
        notes = {note.note_id: note for note in facts.notes()}
        given = [
            _given(note, dates, uow)
            for note in notes.values()
            if note.author_id in line and note.provided_on and note.provided_on >= since
        ]
        duties = [
            *_owed(open_, notes, holders, line, everybody),
            *(each for each in given if each.is_late),
            *(_done_late(each, everybody, names) for each in late if each.by in line),
        ]
        role = next((each for each in framework.roles if each.code == uow.working_for().role), None)
        may_call = role is not None and may(role, Action.CALL_MEETING, Relation.LINE)
        works = uow.held_work.all()
        grants = [grant for urn in names for grant in uow.access.of_school(urn)]
    in_time = sum(each.due.standing is Standing.MET for each in given)
    handed_over = _together(works, everybody, names, frameworks)
    return TeamPage(
        day=day,
        advisers=tuple(sorted({each.adviser for each in duties})),
        duties=tuple(sorted(duties, key=_late_first)),
        handed_over=tuple(sorted(handed_over, key=lambda each: each.is_decided)),
        access=tuple(
            GivenAccess(grant, _name(grant.person_id, everybody), names[grant.urn])
            for grant in sorted(grants, key=lambda each: (each.to_on, str(each.id)))
            if grant.ended is None and grant.to_on >= day
        ),
        returned=_returned(returned_works(facts, frameworks, day - CAME_BACK), line, me),
        meetings=_council_meetings(facts, frameworks, day),
        kinds=kinds_of_council(framework) if may_call else (),
        schools=tuple(names.items()),
        calendar=frameworks.calendar(),
        given=len(given),
        given_in_time=in_time,
    )


def _council_meetings(facts: Facts, frameworks: Frameworks, day: date) -> tuple[CouncilMeeting, ...]:
    wanted = [
        line.meeting_id
        for line in facts.meeting_lines()
        if line.urn is None and line.meeting_on > day - CAME_BACK * 3
    ]
    found = [kept.meeting for kept in facts.meetings_named(wanted)] if wanted else []
    return tuple(
        CouncilMeeting(each, frameworks.pinned(each.pack, each.pack_version).meeting(each.kind).label)
        for each in sorted(found, key=lambda each: each.meeting_on, reverse=True)
    )


def _returned(works: Iterable[ReturnedWork], line: set[UUID], me: UUID) -> tuple[ReturnedWork, ...]:
    """Those to colleagues of the line, and those that this person made."""
    found = [each for each in works if each.writer in line or each.asked.by == me]
    return tuple(sorted(found, key=lambda each: (each.answer is None, each.asked.at)))


def _owed(
    owed: Iterable[OwedDeadline],
    notes: dict[UUID, NoteLine],
    holders: dict[Urn, frozenset[UUID]],
    line: set[UUID],
    everybody: dict[UUID, Person],
) -> Iterator[TeamDuty]:
    """Open deadlines, each under the name of who answers for it."""
    for each in owed:
        if each.urn is None:
            continue
        note = notes.get(each.note_id) if each.note_id else None
        whose = {note.author_id} if note else holders.get(each.urn, frozenset())
        if whose and not whose & line:
            continue
        who = " and ".join(sorted(_name(person, everybody) for person in whose)) or NOBODY
        yield TeamDuty(
            who, each.urn, each.school_name, each.rule, each.label, each.due,
            note_id=each.note_id, record_id=each.record_id,
        )  # fmt: skip


def _given(note: NoteLine, dates: DueDates, uow: UnitOfWork) -> TeamDuty:
    due = dates.of_note(note.pack, note.pack_version, note.form, note.urn, note.visited_on, note.provided_on)
    timeframe = due.deadline.timeframe if due.deadline else None
    why = ""
    if due.standing is Standing.MET_LATE:
        acts = uow.acts.of_record("note_of_visit", note.note_id)
        why = next((act.late_reason for act in acts if act.late_reason), "")
    return TeamDuty(
        adviser=note.author_name,
        urn=note.urn,
        school_name=note.school_name,
        rule=timeframe.name if timeframe else "",
        label=timeframe.label if timeframe else "Note of visit",
        due=due,
        done_on=note.provided_on,
        why_late=why,
        note_id=note.note_id,
    )


def _done_late(work: LateWork, everybody: dict[UUID, Person], names: dict[Urn, str]) -> TeamDuty:
    return TeamDuty(
        adviser=_name(work.by, everybody),
        urn=work.urn,
        school_name=names.get(work.urn, f"School {work.urn}"),
        rule=work.rule,
        label=work.label,
        due=work.due,
        done_on=work.done_on,
        why_late=work.why,
        record_id=work.record_id,
    )


def _late_first(duty: TeamDuty) -> tuple[int, date, str]:
    order = {Standing.LATE: 0, Standing.TODAY: 1, Standing.OPEN: 2}
    return order.get(duty.due.standing, 3), duty.due.due_on or date.max, duty.school_name


def _together(
    works: Iterable[HeldWork],
    everybody: dict[UUID, Person],
    names: dict[Urn, str],
    frameworks: Frameworks,
) -> list[HandedOver]:
    groups: dict[tuple[UUID, Urn | None], list[HeldWork]] = {}
    for work in works:
        groups.setdefault((work.sent_by, work.urn), []).append(work)
    return [
        HandedOver(
            _name(sender, everybody),
            urn,
            names.get(urn, f"School {urn}") if urn is not None else THE_COUNCIL,
            tuple(group),
            {work.id: form for work in group if (form := _form_of(work, frameworks))},
        )
        for (sender, urn), group in groups.items()
    ]


def _form_of(work: HeldWork, frameworks: Frameworks) -> WrittenIn | None:
    """None for what is written in no form, or in one of a framework that has not come to this computer."""
    code = str(work.content.get("form"))
    try:
        pinned = frameworks.pinned(str(work.content.get("pack")), str(work.content.get("pack_version")))
        return WrittenIn(pinned.form(code), pinned.flow_of(code))
    except RuleBroken:
        return None


def _name(person_id: UUID, everybody: dict[UUID, Person]) -> str:
    person = everybody.get(person_id)
    return person.name if person else "A former colleague"
