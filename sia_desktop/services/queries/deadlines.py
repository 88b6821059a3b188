"""Every deadline of the caseload that the records on this laptop can anchor, soonest first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.anchors import Recalculation
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.time_limits import Direction, Timeframe
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.ports import Clock, Frameworks
from sia_desktop.services.queries.casework_deadlines import Casework
from sia_desktop.services.queries.category_clocks import category_clocks
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, KeptMeeting, MeetingLine
from sia_desktop.services.queries.meetings import in_hand, meeting_view

YEARS: Final = frozenset({"academic_year_started", "financial_year_started"})
"""Anchors that come round by themselves."""

EVERY_SCHOOL: Final = "Every school"


UUID_LENGTH = 36
"""A paper is named by its code and its meeting's id."""


@dataclass(frozen=True, slots=True)
class AskDeadlines:
    """The Deadlines page opens."""


@dataclass(frozen=True, slots=True)
class OwedDeadline:
    """One thing that is due: under which rule, for which school, and where to go about it."""

    record_kind: str
    record_id: str
    rule: str
    label: str
    urn: Urn | None
    """None where it is due for every school."""
    school_name: str
    due: Due
    timeframe: Timeframe | None = None
    history: tuple[Recalculation, ...] = ()
    """How its date moved, the first date among them; empty where it never did."""
    is_duty: bool = False
    """True for what comes round: doing it once starts it anew."""
    owner: str = ""
    """Who agreed to do it, where somebody did."""
    about: About | None = None
    """The record an action was agreed in."""

    @property
    def key(self) -> str:
        """The same on every laptop and every day: the rule and the record."""
        return f"{self.rule.replace('/', '-')}-{self.record_id}"

    @property
    def note_id(self) -> UUID | None:
        """The note it asks for, if it is one."""
        return UUID(self.record_id) if self.record_kind == "note_of_visit" else None

    @property
    def meeting_id(self) -> UUID | None:
        """The meeting whose paper this is, or None."""
        return UUID(self.record_id[-UUID_LENGTH:]) if self.record_kind == "meeting" else None

    @property
    def case_record_id(self) -> UUID | None:
        """The record of a form from which this runs, or None."""
        return UUID(self.record_id) if self.record_kind == "case_record" else None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Everything open, soonest first; what has no date stands last."""

    day: date
    owed: tuple[OwedDeadline, ...]
    schools: int
    calendar: WorkingCalendar
    """Counts working days in date fields: `-1wd`."""
    meetings: tuple[KeptMeeting, ...] = ()
    """Those still to come."""


def ask_deadlines(_: AskDeadlines, facts: Facts, frameworks: Frameworks, now: Clock) -> Deadlines:
    """Gather what notes, meetings, casework and the year itself ask for."""
    day = day_in_england(now())
    dates = DueDates(frameworks, day)
    schools = {school.urn: school.name for school in facts.schools(day)}
    lines = facts.meeting_lines()
    kept = in_hand(lines, facts, frameworks, day)
    owed = [
        *_of_notes(facts, dates),
        *_of_meetings(kept, frameworks, dates),
        *of_standing_work(facts, frameworks, dates, day, schools, lines),
    ]
    owed.sort(key=_soonest)
    to_come = tuple(each for each in kept if each.meeting.meeting_on >= day)
    return Deadlines(day, tuple(owed), len(schools), frameworks.calendar(), to_come)


def of_standing_work(
    facts: Facts,
    frameworks: Frameworks,
    dates: DueDates,
    day: date,
    schools: Mapping[Urn, str],
    meetings: Iterable[MeetingLine],
) -> tuple[OwedDeadline, ...]:
    """What categories, inspections, records, actions and the year make due, soonest first."""
    framework = frameworks.current(facts.working_for().council_code, day)
    casework = Casework(facts, frameworks, framework, dates, day)
    owed = (
        *_of_categories(casework, framework, dates, schools, day),
        *_of_casework(casework, schools, meetings),
        *_of_the_year(framework, dates, frameworks, day),
    )
    return tuple(sorted(owed, key=_soonest))


def _soonest(each: OwedDeadline) -> tuple[date, str, str]:
    return each.due.due_on or date.max, each.school_name, each.rule


def _of_notes(facts: Facts, dates: DueDates) -> Iterator[OwedDeadline]:
    for note in facts.open_notes():
        due = dates.of_note(note.pack, note.pack_version, note.form, note.urn, note.visited_on)
        timeframe = due.deadline.timeframe if due.deadline else None
        yield OwedDeadline(
            "note_of_visit",
            str(note.note_id),
            timeframe.name if timeframe else "",
            timeframe.label if timeframe else "Note of visit",
            note.urn,
            note.school_name,
            due,
            timeframe,
        )


def _of_meetings(
    meetings: Iterable[KeptMeeting], frameworks: Frameworks, dates: DueDates
) -> Iterator[OwedDeadline]:
    for kept in meetings:
        for step in meeting_view(kept, frameworks, dates).steps:
            if step.is_open:
                yield OwedDeadline(
                    "meeting",
                    f"{step.paper.code}-{kept.meeting.id}",
                    step.rule.name,
                    step.rule.label,
                    kept.meeting.urn,
                    kept.school_name,
                    step.due,
                    step.rule,
                    step.history,
                )


def _of_categories(
    casework: Casework, framework: Framework, dates: DueDates, schools: Mapping[Urn, str], day: date
) -> Iterator[OwedDeadline]:
    by_hand = casework.by_hand
    for urn, decisions in groupby(casework.categories, key=lambda each: each.urn):
        if urn not in schools:
            continue
        for clock in category_clocks(framework, tuple(decisions), day):
            decision_id = clock.decision.decision_id
            if by_hand.done(decision_id, clock.timeframe.name, clock.timeframe.stops_at):
                continue
            rule = by_hand.read(decision_id, clock.timeframe)
            due = dates.of_rule(rule, clock.decision.decided_on)
            yield OwedDeadline(
                "category_decision",
                decision_id,
                rule.name,
                rule.label,
                urn,
                schools[urn],
                due,
                rule,
            )


def _of_casework(
    casework: Casework, schools: Mapping[Urn, str], meetings: Iterable[MeetingLine]
) -> Iterator[OwedDeadline]:
    for each in casework.deadlines(schools, meetings):
        yield OwedDeadline(
            each.record_kind,
            each.record_id,
            each.rule.name if each.rule else "",
            each.label,
            each.urn,
            schools.get(each.urn, f"URN {each.urn}"),
            each.due,
            each.rule,
            each.history,
            each.is_duty,
            each.owner,
            each.about,
        )


def _of_the_year(
    framework: Framework, dates: DueDates, frameworks: Frameworks, day: date
) -> Iterator[OwedDeadline]:
    """What comes round on a named day, next; whether the last one was kept no record says yet."""
    for rule in framework.timeframes:
        if rule.limit.direction is not Direction.BY_DATE or rule.limit.anchor not in YEARS:
            continue
        if not rule.runs_on(day):
            continue
        calendar = frameworks.council_calendar(framework.code, day)
        due = dates.of_rule(rule, day, calendar=calendar)
        record = f"{framework.code}-{due.due_on.year}" if due.due_on else framework.code
        yield OwedDeadline("framework", record, rule.name, rule.label, None, EVERY_SCHOOL, due, rule)
