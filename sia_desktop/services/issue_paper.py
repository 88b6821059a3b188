"""A paper of a meeting is issued, received or circulated: the act that stops its clock."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.act import LATE_REASON, PAPER, Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import work_out
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Paper
from sia_desktop.domain.in_time import must_be_in_time
from sia_desktop.domain.meeting import Meeting
from sia_desktop.domain.time_limits import Direction, Timeframe
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.fix_meeting import override_of
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.meetings import done_on, papers_with_limits


@dataclass(frozen=True, slots=True)
class IssuePaper:
    """This paper went out or came in on this day; `late_reason` where its last day had passed."""

    meeting_id: UUID
    paper: str
    on: date
    late_reason: str = ""


def issue_paper(command: IssuePaper, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Record it; late, against a limit that binds, only with a reason."""
    at = now()
    today = day_in_england(at)
    with uow:
        meeting = uow.meetings.get(command.meeting_id)
        if meeting.urn is None:
            raise RuleBroken("A meeting of the council has no paper with a day. Write its record instead.")
        require(uow, frameworks, Action.ISSUE_PAPERS, meeting.urn, today)
        me = uow.working_for().person_id
        paper, rule = _paper(meeting, command.paper, frameworks)
        _check(command, meeting, paper, rule, today)
        before = done_on(uow.acts.of_record("meeting", meeting.id)).get(paper.code)
        if before:
            raise RuleBroken(f"“{paper.label}” is on record already, on {long_date(before)}.")
        deadline = work_out(rule, meeting.meeting_on, frameworks.calendar())
        late = must_be_in_time(deadline, command.on, override_of(me, command.late_reason))
        act = Act(
            id=uuid4(),
            act=rule.stops_at or "done",
            record_kind="meeting",
            record_id=str(meeting.id),
            urn=meeting.urn,
            on=command.on,
            at=at,
            by=me,
            details={PAPER: paper.code, **({LATE_REASON: late.why} if late else {})},
        )
        uow.acts.add(act)
        uow.commit()
    return Changed.one("act", act.id) | Changed.one("meeting", meeting.id)


def _paper(meeting: Meeting, code: str, frameworks: Frameworks) -> tuple[Paper, Timeframe]:
    framework = frameworks.pinned(meeting.pack, meeting.pack_version)
    kind = framework.meeting(meeting.kind)
    for paper, rule in papers_with_limits(framework, kind):
        if paper.code == code:
            return paper, rule
    raise RuleBroken(f"A {kind.label} has no paper “{code}” with a day by which it is due.")


def _check(command: IssuePaper, meeting: Meeting, paper: Paper, rule: Timeframe, today: date) -> None:
    if meeting.called_off:
        raise RuleBroken("This meeting was called off, so nothing more is recorded for it.")
    if command.on > today:
        raise RuleBroken(f"{long_date(command.on)} is still to come. Record it on the day or afterwards.")
    if rule.limit.direction is not Direction.BEFORE and command.on < meeting.meeting_on:
        raise RuleBroken(
            f"“{paper.label}” follows the meeting of {long_date(meeting.meeting_on)}, so it cannot be from "
            f"{long_date(command.on)}. Move the meeting, or give another day."
        )
