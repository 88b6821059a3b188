"""Casework that came after its last day, with the reason that was given for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_desktop.domain.act import RULE, Act
from sia_desktop.domain.case_record import RecordMove
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Deadline, Standing
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.time_limits import Timeframe
from sia_desktop.services.ports import Frameworks
from sia_desktop.services.queries.by_hand import DUE_ON
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import CaseRecordLine, Facts, KeptMeeting
from sia_desktop.services.queries.meetings import meeting_view
from sia_desktop.services.queries.steps_in_time import dates_with, limits_stopped_by


@dataclass(frozen=True, slots=True)
class LateWork:
    """One thing done late: by whom, under which rule, and why."""

    by: UUID
    urn: Urn
    record_id: str
    rule: str
    """Empty where a step of a record was late, and no rule was named."""
    label: str
    due: Due
    done_on: date
    why: str


def late_casework(
    facts: Facts, frameworks: Frameworks, framework: Framework, dates: DueDates, since: date
) -> tuple[LateWork, ...]:
    """What was done late from that day on: clocks stopped by hand, papers of meetings, steps of records."""
    found = (
        *_of_acts(facts.acts_of_rules(), framework),
        *_of_meetings(facts.meetings(), frameworks, dates),
        *_of_records(facts, frameworks, dates),
    )
    return tuple(each for each in found if each.done_on >= since)


def _of_acts(acts: Iterable[Act], framework: Framework) -> Iterator[LateWork]:
    for act in acts:
        if not act.late_reason:
            continue
        rule = act.details[RULE]
        last = act.details.get(DUE_ON)
        known = _rule(framework, rule)
        said = f"The last day of {rule}, kept when it was done on {long_date(act.on)}: {act.late_reason}"
        due = Due(
            None,
            Standing.MET_LATE,
            said,
            agreed_on=date.fromisoformat(last) if last else None,
            rule=known,
        )
        label = known.label if known else rule
        yield LateWork(act.by, act.urn, act.record_id, rule, label, due, act.on, act.late_reason)


def _of_meetings(
    meetings: Iterable[KeptMeeting], frameworks: Frameworks, dates: DueDates
) -> Iterator[LateWork]:
    for kept in meetings:
        for step in meeting_view(kept, frameworks, dates).steps:
            if kept.meeting.urn is not None and step.act and step.act.late_reason:
                yield LateWork(
                    step.act.by,
                    kept.meeting.urn,
                    f"{step.paper.code}-{kept.meeting.id}",
                    step.rule.name,
                    step.rule.label,
                    step.due,
                    step.act.on,
                    step.act.late_reason,
                )


def _of_records(facts: Facts, frameworks: Frameworks, dates: DueDates) -> Iterator[LateWork]:
    inspections = {str(kept.inspection.id): kept.inspection for kept in facts.inspections()}
    for record in facts.case_records():
        if record.urn is None:
            continue
        for move in record.moves:
            if move.late_reason:
                framework = frameworks.pinned(record.pack, record.pack_version)
                missed = _missed(record, move, framework, dates, inspections.get(record.about.id))
                due = (
                    dates.of_rule(
                        missed.timeframe,
                        missed.anchor_on,
                        missed.anchor,
                        move.on,
                        dates.calendar_of(framework.code, record.urn),
                    )
                    if missed
                    else Due(None, Standing.MET_LATE, "Done late.")
                )
                yield LateWork(
                    move.by,
                    record.urn,
                    f"{record.record_id}-{move.move}",
                    missed.timeframe.name if missed else "",
                    framework.form(record.form).label,
                    due,
                    move.on,
                    move.late_reason,
                )


def _missed(
    record: CaseRecordLine,
    move: RecordMove,
    framework: Framework,
    dates: DueDates,
    inspection: Inspection | None,
) -> Deadline | None:
    """The limit that this step came too late for, as the record tells it now."""
    assert record.urn is not None  # as its reader has seen to
    found = limits_stopped_by(
        move.does,
        framework.timeframes,
        dates_with(record.dates, record.moves, inspection),
        dates.calendar_of(framework.code, record.urn),
    )
    missed = [each for each in found if each.due_on is not None and each.due_on < move.on]
    return min(missed, key=lambda each: each.due_on or move.on, default=None)


def _rule(framework: Framework, rule: str) -> Timeframe | None:
    """The rule as the framework has it; None for one of an older framework."""
    try:
        return framework.timeframe(rule)
    except RuleBroken:
        return None
