"""One meeting: who belongs to it, its papers, who came, what was decided and agreed, and what is next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_contract.flows import is_answered
from sia_contract.permissions import Action, may_any
from sia_desktop.domain.about import About
from sia_desktop.domain.answers import AgreedAction, actions, lines, rows, text
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.case_record import CaseRecord, case_record_id
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Form, FormSection, Framework, MeetingKind, Paper, SectionKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import Meeting, MeetingDay
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import relations_to
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.due import DueDates
from sia_desktop.services.queries.facts import Facts, KeptMeeting
from sia_desktop.services.queries.meetings import MeetingView, PaperStep, meeting_view

DECIDED = "decision"
"""The column, or section, of a meeting's record in which its decisions stand."""


@dataclass(frozen=True, slots=True)
class AskMeeting:
    """A meeting is opened."""

    meeting_id: UUID


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Someone who belongs to it, in the council's words."""

    label: str
    is_chair: bool = False
    presence: str = "required"
    has_vote: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper: who brings it, by when, and the record it is written in."""

    paper: Paper
    brought_by: str
    step: PaperStep | None
    """None where the framework gives it no day."""
    record_id: UUID | None
    """Where it is written; None where it has no form."""
    is_begun: bool
    is_written: bool

    @property
    def is_done(self) -> bool:
        """Whether it went out or came in; where it has no day, whether it is written."""
        return self.step.act is not None if self.step else self.is_written


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody who was expected, and whether they were there."""

    name: str
    state: str
    """`present`, `apologies`, `absent`; empty while it is not said."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One thing the meeting settled: about what, and what."""

    about: str
    words: str


@dataclass(frozen=True, slots=True)
class DaySet:
    """A day the meeting was fixed for, and who fixed it."""

    day: MeetingDay
    by_name: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything of one meeting, at one moment."""

    view: MeetingView
    framework: Framework
    schools: tuple[str, ...]
    """Those it takes in turn, in their order; none where it is about one school."""
    chairs: tuple[MemberLine, ...]
    """Any one of them takes the chair."""
    members: tuple[MemberLine, ...]
    papers: tuple[PaperLine, ...]
    """In the order in which they fall due."""
    attended: tuple[Attended, ...]
    decided: tuple[Decided, ...]
    agreed: tuple[AgreedAction, ...]
    days: tuple[DaySet, ...]
    """The first day first."""
    called_off_by: str
    before: Meeting | None
    """The last meeting of this kind here, before this one."""
    after: Meeting | None
    may_call: bool
    may_issue: bool
    may_write: bool
    day: date
    calendar: WorkingCalendar

    @property
    def is_held(self) -> bool:
        """Whether its day has come and it was not called off."""
        return self.view.meeting.called_off is None and self.view.meeting.meeting_on <= self.day


def ask_meeting(
    question: AskMeeting, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> MeetingPage:
    """Gather the meeting's page; opening it changes nothing."""
    day = day_in_england(now())
    with uow:
        me = uow.working_for()
        meeting = uow.meetings.get(question.meeting_id)
        kept = facts.meetings(meeting.urn)
        framework = frameworks.pinned(meeting.pack, meeting.pack_version)
        kind = framework.meeting(meeting.kind)
        records = _records(uow, framework, kind, meeting)
        people = {person.id: person.name for person in uow.people.all()}
        role = frameworks.current(me.council_code, day).role(me.role)
        relations = relations_to(uow, meeting.urn, day)
        names = tuple(_name_of(uow, urn) for urn in meeting.schools)
    view = meeting_view(_this(kept, meeting), frameworks, DueDates(frameworks, day))
    before, after = _beside(kept, meeting)
    off = meeting.called_off
    said = [(framework.form(record.form), record) for record in records.values()]
    return MeetingPage(
        view=view,
        framework=framework,
        schools=names,
        chairs=tuple(MemberLine(framework.role(code).label, is_chair=True) for code in kind.chairs),
        members=tuple(
            MemberLine(
                framework.role(each.role).label,
                presence=each.presence.value,
                has_vote=each.has_vote,
                note=each.note,
            )
            for each in kind.members
        ),
        papers=tuple(_papers(view, kind, framework, meeting, records)),
        attended=tuple(_attended(said)),
        decided=tuple(_decided(said)),
        agreed=tuple(_agreed(said)),
        days=tuple(DaySet(each, people.get(each.by, "A former colleague")) for each in meeting.days),
        called_off_by=people.get(off.by, "a former colleague") if off else "",
        before=before,
        after=after,
        may_call=may_any(role, Action.CALL_MEETING, relations),
        may_issue=may_any(role, Action.ISSUE_PAPERS, relations),
        may_write=may_any(role, Action.WRITE_CASE_RECORD, relations),
        day=day,
        calendar=frameworks.calendar(),
    )


def _name_of(uow: UnitOfWork, urn: Urn) -> str:
    """Its name; a school that is not on this laptop by its number alone."""
    school = uow.schools.find(urn)
    return school.name if school else f"URN {urn}"


def meeting_about(meeting: Meeting) -> About:
    """What the records of a meeting are about."""
    return About("meeting", str(meeting.id))


def _records(
    uow: UnitOfWork, framework: Framework, kind: MeetingKind, meeting: Meeting
) -> Mapping[str, CaseRecord]:
    """The records of this meeting's papers that are begun, by form."""
    forms = dict.fromkeys(paper.form for paper in kind.papers if paper.form)
    found = {form: uow.case_records.find(case_record_id(form, meeting_about(meeting))) for form in forms}
    return {form: record for form, record in found.items() if record is not None}


def _this(kept: Iterable[KeptMeeting], meeting: Meeting) -> KeptMeeting:
    for each in kept:
        if each.meeting.id == meeting.id:
            return each
    raise RuleBroken("That meeting is not on this laptop. Sync, or open it from its school.")


def _beside(kept: Iterable[KeptMeeting], meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
    """The meetings of the same kind before and after it, that were not called off."""
    alike = [
        each.meeting
        for each in kept
        if each.meeting.kind == meeting.kind
        and each.meeting.urn == meeting.urn
        and each.meeting.id != meeting.id
        and each.meeting.called_off is None
    ]
    before = [each for each in alike if each.meeting_on < meeting.meeting_on]
    after = [each for each in alike if each.meeting_on > meeting.meeting_on]
    return (
        max(before, key=lambda each: each.meeting_on, default=None),
        min(after, key=lambda each: each.meeting_on, default=None),
    )


def _papers(
    view: MeetingView,
    kind: MeetingKind,
    framework: Framework,
    meeting: Meeting,
    records: Mapping[str, CaseRecord],
) -> Iterator[PaperLine]:
    steps = {step.paper.code: step for step in view.steps}
    order = {step.paper.code: n for n, step in enumerate(view.steps)}
    places = {paper.code: n for n, paper in enumerate(kind.papers)}

    def in_order(paper: Paper) -> tuple[bool, int, int]:
        """By day; what has none stands with the meeting itself, before what follows it."""
        step = steps.get(paper.code)
        follows = step is not None and not step.is_before
        return follows, order.get(paper.code, len(order)), places[paper.code]

    for paper in sorted(kind.papers, key=in_order):
        record = records.get(paper.form or "")
        yield PaperLine(
            paper=paper,
            brought_by=framework.role(paper.brought_by).label if paper.brought_by else "",
            step=steps.get(paper.code),
            record_id=case_record_id(paper.form, meeting_about(meeting)) if paper.form else None,
            is_begun=record is not None,
            is_written=record is not None and is_answered(record.answers),
        )


Said = list[tuple[Form, CaseRecord]]


def _sections(said: Said, *kinds: SectionKind) -> Iterator[tuple[FormSection, Json]]:
    for form, record in said:
        for section in form.sections:
            if section.kind in kinds and not section.restricted:
                yield section, record.answers.get(section.code)


def _attended(said: Said) -> Iterator[Attended]:
    for _, answer in _sections(said, SectionKind.ATTENDANCE):
        for row in rows(answer):
            name = ", ".join(part for part in (text(row.get("name")), text(row.get("role"))) if part)
            if name:
                yield Attended(name, text(row.get("state")))


def _decided(said: Said) -> Iterator[Decided]:
    """What was chosen, and what stands in a column or list of decisions."""
    for section, answer in _sections(said, SectionKind.CHOICE, SectionKind.CHOICES):
        labels = {choice.code: choice.label for choice in section.choices}
        chosen = lines(answer) or ((text(answer),) if text(answer) else ())
        if chosen:
            yield Decided(section.label, ", ".join(labels.get(code, code) for code in chosen))
    for section, answer in _sections(said, SectionKind.TABLE, SectionKind.ENTRIES):
        if any(column.code == DECIDED for column in section.columns):
            first = section.columns[0].code
            found = ((text(row.get(first)), text(row.get(DECIDED))) for row in rows(answer))
            yield from (Decided(about, words) for about, words in found if words)
        elif section.code.startswith(DECIDED):
            yield from (Decided(section.label, line) for line in lines(answer))


def _agreed(said: Said) -> Iterator[AgreedAction]:
    """New agreements; what was only followed up here was agreed elsewhere."""
    for section, answer in _sections(said, SectionKind.ACTIONS):
        if section.carries is None:
            yield from actions(answer)
