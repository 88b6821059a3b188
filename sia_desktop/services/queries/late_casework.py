"""Casework that came after its last day, with the reason that was given for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_desktop.domain.act import RULE, Act
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.services.ports import Frameworks
from sia_desktop.services.queries.by_hand import DUE_ON
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import CaseRecordLine, Facts, KeptMeeting
from sia_desktop.services.queries.meetings import meeting_view


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
        *_of_records(facts.case_records(), frameworks),
    )
    return tuple(each for each in found if each.done_on >= since)


def _of_acts(acts: Iterable[Act], framework: Framework) -> Iterator[LateWork]:
    for act in acts:
        if not act.late_reason:
            continue
        rule = act.details[RULE]
        last = act.details.get(DUE_ON)
        due = Due(None, Standing.MET_LATE, "Done late.", agreed_on=date.fromisoformat(last) if last else None)
        yield LateWork(
            act.by, act.urn, act.record_id, rule, _label(framework, rule), due, act.on, act.late_reason
        )


def _of_meetings(
    meetings: Iterable[KeptMeeting], frameworks: Frameworks, dates: DueDates
) -> Iterator[LateWork]:
    for kept in meetings:
        for step in meeting_view(kept, frameworks, dates).steps:
            if step.act and step.act.late_reason:
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


def _of_records(records: Iterable[CaseRecordLine], frameworks: Frameworks) -> Iterator[LateWork]:
    for record in records:
        if record.urn is None:
            continue
        for move in record.moves:
            if move.late_reason:
                label = frameworks.pinned(record.pack, record.pack_version).form(record.form).label
                due = Due(None, Standing.MET_LATE, "Done late.")
                yield LateWork(
                    move.by, record.urn, f"{record.record_id}-{move.move}", "", label, due, move.on,
                    move.late_reason,
                )  # fmt: skip


def _label(framework: Framework, rule: str) -> str:
    """What the framework calls it; a rule of an older framework keeps its id."""
    try:
        return framework.timeframe(rule).label
    except RuleBroken:
        return rule
