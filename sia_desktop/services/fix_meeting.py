"""The adviser fixes a meeting: every paper that hangs on its day falls due."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import MeetingKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.in_time import Override
from sia_desktop.domain.meeting import Meeting, MeetingDay
from sia_desktop.domain.plan_backwards import plan_meeting
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class FixMeeting:
    """A meeting of this kind, on this day; `override` says why it may stand inside its lead time."""

    urn: Urn | None
    """None for a meeting of the council."""
    kind: str
    on: date
    override: str = ""
    starts_at: str = ""
    meeting_id: UUID = field(default_factory=uuid4)
    schools: tuple[Urn, ...] = ()
    """Of a meeting of the council: those it takes in turn, in their order."""


def fix_meeting(command: FixMeeting, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Fix it, unless its lead time has passed and nobody answers for that."""
    at = now()
    today = day_in_england(at)
    with uow:
        require_about(uow, frameworks, Action.CALL_MEETING, command.urn, today)
        me = uow.working_for()
        framework = frameworks.current(me.council_code, today)
        _must_take_schools(framework.meeting(command.kind), command)
        plan = plan_meeting(framework, command.kind, command.on, today, frameworks.calendar())
        passed = plan.must_be_possible(override_of(me.person_id, command.override))
        uow.meetings.save(
            Meeting(
                id=command.meeting_id,
                urn=command.urn,
                kind=command.kind,
                pack=framework.code,
                pack_version=framework.version,
                called_by=me.person_id,
                days=(MeetingDay(command.on, at, me.person_id, override=passed.why if passed else ""),),
                starts_at=command.starts_at,
                schools=tuple(dict.fromkeys(command.schools)),
            )
        )
        uow.commit()
    return Changed.one("meeting", command.meeting_id)


def _must_take_schools(kind: MeetingKind, command: FixMeeting) -> None:
    """Only a kind that takes several schools in turn is of the council, and it says which."""
    if command.urn is not None:
        if command.schools:
            raise RuleBroken("A meeting about one school takes no others in turn. Plan another one.")
    elif not kind.takes_several:
        raise RuleBroken(f"A {kind.label} is about one school. Plan it on the school’s page.")
    elif kind.about == "school" and not command.schools:
        raise RuleBroken(f"Choose the schools that the {kind.label} takes in turn.")


def override_of(person_id: UUID, why: str) -> Override | None:
    """Who answers for passing a limit, where a reason was written."""
    return Override(person_id, why.strip()) if why.strip() else None
