"""A pathway with one school: where its records stand, what is next, who may, what is late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sia_contract.permissions import Action, may_any
from sia_desktop.domain.about import About
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.framework import Category, Framework, MeetingKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.pathway import Pathway
from sia_desktop.domain.time_limits import holds
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import relations_to_school, require_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.deadlines import OwedDeadline, of_standing_work
from sia_desktop.services.queries.due import DueDates
from sia_desktop.services.queries.facts import Facts
from sia_desktop.services.queries.meetings import MeetingView, PaperStep, meeting_view
from sia_desktop.services.queries.pathway_record import PathwayRecord, pathway_record
from sia_desktop.services.queries.ratings import RatingGrid, ratings_of


@dataclass(frozen=True, slots=True)
class AskPathway:
    """A pathway with this school is opened."""

    urn: Urn
    code: str


@dataclass(frozen=True, slots=True)
class LatePaper:
    """A paper of a meeting whose last day has passed without it."""

    view: MeetingView
    step: PaperStep


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """Everything of one pathway with one school, at one moment."""

    urn: Urn
    school_name: str
    pathway: Pathway
    category: Category | None
    is_on: bool
    """Whether the school's category puts it on this pathway now."""
    leads_to: Category | None
    stages: tuple[PathwayRecord, ...]
    each_time: tuple[PathwayRecord, ...]
    beside: tuple[PathwayRecord, ...]
    meetings: tuple[MeetingView, ...]
    """The next one first, then those held, the latest first."""
    meeting_kinds: tuple[MeetingKind, ...]
    owed: tuple[OwedDeadline, ...]
    """What comes round and what runs, soonest first."""
    late_papers: tuple[LatePaper, ...]
    ratings: RatingGrid | None
    """The indicators as they were last judged, by whom."""
    may_begin: bool
    may_call: bool
    day: date
    calendar: WorkingCalendar

    @property
    def open_stages(self) -> tuple[PathwayRecord, ...]:
        """Those that are begun and not at their end."""
        return tuple(each for each in self.stages if each.record_id is not None and not each.is_done)

    @property
    def to_begin(self) -> PathwayRecord | None:
        """The stage to begin next: where nothing is open and the school is on the pathway."""
        if self.open_stages or not self.is_on:
            return None
        return next((each for each in self.stages if each.record_id is None), None)

    @property
    def now(self) -> PathwayRecord | None:
        """The stage that is worked on: the latest that is open, or else the one to begin."""
        return self.open_stages[-1] if self.open_stages else self.to_begin

    @property
    def waits_for_category(self) -> bool:
        """Whether the end is reached and the category that follows is still to be decided."""
        return self.is_on and self.stages[-1].is_done and self.category != self.leads_to


def ask_pathway(
    question: AskPathway, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> PathwayPage:
    """Gather the page; looking changes nothing."""
    day = day_in_england(now())
    dates = DueDates(frameworks, day)
    with uow:
        require_about(uow, frameworks, Action.READ_CASE_RECORD, question.urn, day)
        me = uow.working_for()
        framework = frameworks.current(me.council_code, day)
        pathway = framework.pathway(question.code)
        records = uow.case_records.of_school(question.urn)
        decision = uow.categories.latest(question.urn, day)
        bands = {band.code: band for band in framework.categories}

        def of_forms(codes: Sequence[str]) -> tuple[PathwayRecord, ...]:
            forms = (framework.form(code) for code in codes)
            return tuple(pathway_record(form, records, uow, frameworks, framework, day) for form in forms)

        stages, each_time, beside = (
            of_forms(codes) for codes in (pathway.stages, pathway.each_time, pathway.beside)
        )
        role, relations = framework.role(me.role), relations_to_school(uow, question.urn, day)
        school_name = uow.schools.get(question.urn).name
    views = [
        meeting_view(each, frameworks, dates)
        for each in facts.meetings(question.urn)
        if each.meeting.kind in pathway.meetings
    ]
    here = {question.urn: school_name}
    owed = of_standing_work(facts, frameworks, dates, day, here, facts.meeting_lines(question.urn))
    return PathwayPage(
        urn=question.urn,
        school_name=school_name,
        pathway=pathway,
        category=bands.get(decision.category) if decision else None,
        is_on=decision is not None and holds(pathway.when, {"category": (decision.category,)}),
        leads_to=bands.get(pathway.leads_to or ""),
        stages=stages,
        each_time=each_time,
        beside=beside,
        meetings=_in_order(views, day),
        meeting_kinds=tuple(framework.meeting(code) for code in pathway.meetings),
        owed=tuple(each for each in owed if each.urn == question.urn and _is_watched(each, pathway)),
        late_papers=tuple(_late_papers(views)),
        ratings=ratings_of(records, frameworks),
        may_begin=may_any(role, Action.WRITE_CASE_RECORD, relations),
        may_call=may_any(role, Action.CALL_MEETING, relations),
        day=day,
        calendar=frameworks.calendar(),
    )


def pathways_of(
    framework: Framework, category: str | None, records: Sequence[CaseRecord]
) -> tuple[Pathway, ...]:
    """Those a school of this category is on, and those it has records of."""
    facts = {**framework.setting_facts, "category": (category,) if category else ()}
    begun = {record.form for record in records}
    return tuple(
        pathway
        for pathway in framework.pathways
        if holds(pathway.when, facts) or begun & {*pathway.stages, *pathway.each_time}
    )


def _is_watched(owed: OwedDeadline, pathway: Pathway) -> bool:
    return any(rule in (owed.rule, owed.rule.partition("/")[0]) for rule in pathway.rules)


def _in_order(views: Sequence[MeetingView], today: date) -> tuple[MeetingView, ...]:
    to_come = [each for each in views if each.meeting.meeting_on >= today]
    return (*to_come, *reversed([each for each in views if each not in to_come]))


def _late_papers(views: Sequence[MeetingView]) -> Iterator[LatePaper]:
    for view in views:
        if view.meeting.called_off is None:
            yield from (
                LatePaper(view, step)
                for step in view.steps
                if step.is_open and step.due.standing is Standing.LATE
            )


def about_school(urn: Urn) -> About:
    """What a record is about that answers the school itself."""
    return About("school", str(urn))
