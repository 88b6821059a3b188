"""A meeting planned backwards: every limit that hangs on its day, and whether today still allows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sia_desktop.domain.calendar import ONE_DAY, DaySet, WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Deadline, work_out
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.in_time import Override
from sia_desktop.domain.time_limits import Direction, Timeframe

FURTHEST = 366
"""How many days ahead an earliest date is looked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One paper of the meeting: by when, and when it was done if it was."""

    paper: str
    label: str
    deadline: Deadline
    done_on: date | None = None

    def is_missed(self, today: date) -> bool:
        """Whether its last day has passed without it, or it came after."""
        due_on = self.deadline.due_on
        return due_on is not None and (self.done_on or today) > due_on


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """The whole chain of one proposed day, in the order things fall due."""

    meeting: str
    meeting_on: date
    today: date
    steps: tuple[Step, ...]
    earliest_on: date
    """The first day, from today on, whose lead times can all still be kept."""

    @property
    def missed(self) -> tuple[Step, ...]:
        """The steps before the meeting whose last day has already passed."""
        return tuple(step for step in _before(self.steps) if step.is_missed(self.today))

    @property
    def is_possible(self) -> bool:
        """Whether today still allows this day: no lead time that binds has passed."""
        return self.meeting_on >= self.today and not any(step.deadline.turns_red for step in self.missed)

    def must_be_possible(self, override: Override | None = None) -> Override | None:
        """Refuse a day inside its lead time, unless someone answers for it; gives back what to record."""
        if self.is_possible:
            return None
        if override is None:
            raise RuleBroken(self._why_not())
        return override

    def _why_not(self) -> str:
        if self.meeting_on < self.today:
            return f"{long_date(self.meeting_on)} has passed. Choose {long_date(self.earliest_on)} or later."
        step = next(each for each in self.missed if each.deadline.turns_red)
        assert step.deadline.due_on is not None  # or it could not have been missed
        return (
            f"A meeting on {long_date(self.meeting_on)} leaves no time: {step.label}, "
            f"“{step.deadline.timeframe.wording}” ({step.deadline.rule}), was due by "
            f"{long_date(step.deadline.due_on)}. Choose {long_date(self.earliest_on)} or later, "
            "or give the reason and who decided."
        )


def plan_meeting(
    framework: Framework,
    meeting: str,
    meeting_on: date,
    today: date,
    calendar: WorkingCalendar,
    done: Mapping[str, date] | None = None,
) -> MeetingPlan:
    """The chain for a proposed day: what its papers' rules ask, and the earliest day that keeps them all.

    `done` holds the day each paper, by its code, was issued or received, where it already was.
    """
    done_on = done or {}
    chain = tuple(_chain(framework, meeting))
    steps = tuple(_steps(chain, meeting_on, calendar, done_on))
    earliest = _earliest(chain, today, calendar, done_on)
    return MeetingPlan(meeting, meeting_on, today, steps, earliest)


Link = tuple[str, str, Timeframe]
"""A paper's code and label, and the rule it goes by."""


def _chain(framework: Framework, meeting: str) -> Iterable[Link]:
    for paper in framework.meeting(meeting).papers:
        if paper.rule is not None:
            yield paper.code, paper.label, framework.timeframe(paper.rule)


def _steps(
    chain: Iterable[Link], meeting_on: date, calendar: WorkingCalendar, done: Mapping[str, date]
) -> list[Step]:
    steps = [
        Step(paper, label, work_out(rule, meeting_on, calendar), done.get(paper))
        for paper, label, rule in chain
    ]
    return sorted(steps, key=lambda step: step.deadline.due_on or date.max)


def _before(steps: Iterable[Step]) -> Iterable[Step]:
    return (step for step in steps if step.deadline.kind is Direction.BEFORE)


def _earliest(
    chain: tuple[Link, ...], today: date, calendar: WorkingCalendar, done: Mapping[str, date]
) -> date:
    """The first working day, in no holiday of the school's, for which no step before it is too late."""
    lead = tuple(link for link in chain if link[2].limit.direction is Direction.BEFORE)
    for n in range(FURTHEST):
        day = today + n * ONE_DAY
        if calendar.why_not_counted(day, DaySet.WORKING_DAY) or calendar.school_holiday_on(day):
            continue
        if not any(step.is_missed(today) for step in _steps(lead, day, calendar, done)):
            return day
    raise RuleBroken("No day within a year keeps these lead times. See this meeting’s rules in the pack.")
