"""A step that stops a clock comes in time, or late with a reason that the line manager reads."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from sia_desktop.domain.act import RULE
from sia_desktop.domain.anchors import starts_of
from sia_desktop.domain.calendar import CalendarTooShort, WorkingCalendar
from sia_desktop.domain.case_record import CaseRecord, RecordMove
from sia_desktop.domain.deadlines import Deadline, work_out
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.in_time import must_be_in_time
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.judgement import judged
from sia_desktop.domain.time_limits import Timeframe, holds
from sia_desktop.services.ports import Frameworks, UnitOfWork
from sia_desktop.services.queries.by_hand import ByHand
from sia_desktop.services.queries.casework_clocks import VISITED, dates_of
from sia_desktop.services.queries.form_help import known_of

INSPECTION = "inspection"


def binding_limit_missed(
    uow: UnitOfWork, frameworks: Frameworks, record: CaseRecord, does: str, on: date
) -> Deadline | None:
    """The first limit that binds and that this act, done on this day, comes too late for; None in time."""
    if not does or record.urn is None:
        return None
    framework = frameworks.pinned(record.pack, record.pack_version)
    inspection = uow.inspections.find(UUID(record.about.id)) if record.about.kind == INSPECTION else None
    known = {**known_of(uow, frameworks, framework, record.urn, on), **_judged(framework, inspection)}
    acts = (
        *uow.acts.of_record("case_record", record.id),
        *(uow.acts.of_record(INSPECTION, inspection.id) if inspection else ()),
    )
    by_hand = ByHand(act for act in acts if RULE in act.details)
    holder = str(inspection.id) if inspection else str(record.id)
    rules = [
        by_hand.read(holder, rule)
        for rule in framework.timeframes
        if holds(rule.when, known) and not by_hand.done(holder, rule.name, rule.stops_at)
    ]
    calendar = frameworks.school_calendar(framework.code, record.urn, on)
    found = limits_stopped_by(does, rules, dates_with(record.dates, record.moves, inspection), calendar)
    missed = [each for each in found if each.turns_red and each.due_on is not None and each.due_on < on]
    if does == VISITED and missed:
        missed = [each for each in missed if not _was_visited(uow, record, each)]
    return min(missed, key=lambda each: each.due_on or on, default=None)


def must_step_in_time(missed: Deadline | None, on: date, late_reason: str) -> None:
    """Raise `RuleBroken`, saying which limit was missed, unless a reason is given."""
    if missed is not None and not late_reason.strip():
        must_be_in_time(missed, on)


def dates_with(
    dates: Mapping[str, date], moves: Iterable[RecordMove], inspection: Inspection | None
) -> dict[str, date]:
    """A record's dated facts, with those of the inspection it is about and those that its steps made."""
    of_inspection = dates_of(inspection) if inspection else {}
    return {**of_inspection, **{move.sets: move.on for move in moves if move.sets}, **dates}


def limits_stopped_by(
    does: str, rules: Iterable[Timeframe], dates: Mapping[str, date], calendar: WorkingCalendar
) -> Iterator[Deadline]:
    """Every limit that this act stops, counted from these facts; none where a calendar is missing."""
    for rule in rules:
        if rule.stops_at != does:
            continue
        for anchor, began in starts_of(rule, dates):
            try:
                if rule.runs_on(began):
                    yield work_out(rule, began, calendar, anchor=anchor)
            except CalendarTooShort:  # what cannot be worked out holds nobody up
                continue


def _judged(framework: Framework, inspection: Inspection | None) -> dict[str, tuple[str, ...]]:
    if inspection is None:
        return {}
    found = {"overall": judged(framework, inspection).judgement, "concern": inspection.concern}
    return {fact: (value,) for fact, value in found.items() if value}


def _was_visited(uow: UnitOfWork, record: CaseRecord, limit: Deadline) -> bool:
    """Whether the visit itself was in time, and only its writing down comes now."""
    assert record.urn is not None  # as its reader has seen to
    assert limit.due_on is not None
    return any(
        limit.anchor_on < note.visited_on <= limit.due_on and uow.visits.get(note.visit_id).voided is None
        for note in uow.notes.of_school(record.urn)
    )
