"""A meeting moves to another day, or is called off; the days before stay on the record."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.meeting import MeetingDay
from sia_desktop.domain.plan_backwards import plan_meeting
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.fix_meeting import override_of
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.meetings import done_on


@dataclass(frozen=True, slots=True)
class MoveMeeting:
    """To this day, for this reason; `override` says why it may stand inside its lead time."""

    meeting_id: UUID
    on: date
    why: str
    override: str = ""


def move_meeting(command: MoveMeeting, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Move it: every date that hangs on it moves too, and says from when."""
    at = now()
    today = day_in_england(at)
    with uow:
        meeting = uow.meetings.get(command.meeting_id)
        require_about(uow, frameworks, Action.CALL_MEETING, meeting.urn, today)
        me = uow.working_for().person_id
        moved = meeting.move(MeetingDay(command.on, at, me, command.why.strip()))
        framework = frameworks.pinned(meeting.pack, meeting.pack_version)
        done = done_on(uow.acts.of_record("meeting", meeting.id))
        plan = plan_meeting(framework, meeting.kind, command.on, today, frameworks.calendar(), done)
        passed = plan.must_be_possible(override_of(me, command.override))
        if passed:
            moved = meeting.move(MeetingDay(command.on, at, me, command.why.strip(), passed.why))
        uow.meetings.save(moved)
        uow.commit()
    return Changed.one("meeting", meeting.id)


@dataclass(frozen=True, slots=True)
class CallOffMeeting:
    """It does not take place, for this reason."""

    meeting_id: UUID
    reason: str


def call_off_meeting(command: CallOffMeeting, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Strike it out; nothing is owed for it any more."""
    at = now()
    with uow:
        meeting = uow.meetings.get(command.meeting_id)
        require_about(uow, frameworks, Action.CALL_MEETING, meeting.urn, day_in_england(at))
        uow.meetings.save(meeting.call_off(command.reason, uow.working_for().person_id, at))
        uow.commit()
    return Changed.one("meeting", meeting.id)
