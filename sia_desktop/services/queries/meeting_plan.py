"""What a proposed day asks for: its chain backwards, whether today still allows it, and the earliest."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework, MeetingKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.plan_backwards import MeetingPlan, plan_meeting
from sia_desktop.domain.time_limits import holds
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.meetings import done_on


@dataclass(frozen=True, slots=True)
class AskMeetingPlan:
    """A day is proposed for a meeting of this kind, new or already fixed."""

    urn: Urn | None
    kind: str
    on: date
    meeting_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """The chain of that day, and the sentence that says why it cannot be, where it cannot."""

    plan: MeetingPlan
    refusal: str


def ask_meeting_plan(
    question: AskMeetingPlan, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> ProposedDay:
    """Plan backwards; papers already brought to a meeting count as they were brought."""
    day = day_in_england(now())
    with uow:
        framework = frameworks.current(uow.working_for().council_code, day)
        done: dict[str, date] = {}
        if question.meeting_id is not None:
            meeting = uow.meetings.get(question.meeting_id)
            framework = frameworks.pinned(meeting.pack, meeting.pack_version)
            done = done_on(uow.acts.of_record("meeting", meeting.id))
    plan = plan_meeting(framework, question.kind, question.on, day, frameworks.calendar(), done)
    try:
        plan.must_be_possible()
    except RuleBroken as broken:
        return ProposedDay(plan, str(broken))
    return ProposedDay(plan, "")


def kinds_to_plan(framework: Framework, category: str | None) -> tuple[MeetingKind, ...]:
    """The meetings that a school of this category may have: its own kinds first, then those with limits."""
    facts = {**framework.setting_facts, "category": (category,) if category else ()}
    found = [
        kind
        for kind in framework.meetings
        if kind.about == "school"
        and (kind.papers or kind.members)
        and holds(tuple(each for each in kind.when if each.fact in facts), facts)
    ]
    return tuple(sorted(found, key=lambda kind: (not kind.when, not any(each.rule for each in kind.papers))))


def kinds_of_council(framework: Framework) -> tuple[MeetingKind, ...]:
    """The meetings that take several schools in turn: the council's own first."""
    found = [kind for kind in framework.meetings if kind.takes_several]
    return tuple(sorted(found, key=lambda kind: kind.about == "school"))
