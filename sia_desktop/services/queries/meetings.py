"""Meetings with their papers: by when each is due, what was done, and who brings it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.act import PAPER, Act
from sia_desktop.domain.anchors import AnchorSet, Recalculation, recalculations
from sia_desktop.domain.calendar import CalendarTooShort
from sia_desktop.domain.framework import Framework, MeetingKind, Paper
from sia_desktop.domain.meeting import Meeting
from sia_desktop.domain.time_limits import Direction, Strength, Timeframe
from sia_desktop.services.ports import Frameworks
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, KeptMeeting, MeetingLine

MEETING_HELD: Final = "meeting_held"
"""The day of a meeting, where a rule runs from visits and from meetings alike."""


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One paper of a meeting: who brings it, by when it is due, and the act that brought it."""

    paper: Paper
    rule: Timeframe
    due: Due
    act: Act | None
    history: tuple[Recalculation, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.act is None

    @property
    def is_before(self) -> bool:
        """Whether it belongs before the meeting."""
        return self.rule.limit.direction is Direction.BEFORE


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting as pages show it, its papers in the order they fall due."""

    meeting: Meeting
    kind: MeetingKind
    school_name: str
    steps: tuple[PaperStep, ...]

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done for it."""
        return self.meeting.called_off is None and any(step.is_open for step in self.steps)


@dataclass(frozen=True, slots=True)
class OwedPaper:
    """One paper still to come, and the meeting it is for."""

    view: MeetingView
    step: PaperStep

    @property
    def key(self) -> str:
        """The paper and its meeting."""
        return f"{self.step.paper.code}-{self.view.meeting.id}"

    @property
    def is_from_others(self) -> bool:
        """Whether somebody outside is expected to bring it."""
        return self.step.rule.strength is Strength.EXPECTED


def owed_now(
    kept: Iterable[KeptMeeting], frameworks: Frameworks, dates: DueDates, day: date
) -> list[OwedPaper]:
    """Papers to think of today of meetings in hand: before one that comes, and what one left to be done."""
    found = [
        OwedPaper(view, step)
        for each in kept
        for view in (meeting_view(each, frameworks, dates),)
        for step in view.steps
        if step.is_open and _matters(step, each.meeting.meeting_on, day)
    ]
    return sorted(found, key=lambda each: (each.step.due.due_on or date.max, each.view.school_name))


def in_hand(
    lines: Iterable[MeetingLine], facts: Facts, frameworks: Frameworks, day: date
) -> tuple[KeptMeeting, ...]:
    """Meetings to come, and those that still want a paper; none called off. Most are long over."""
    wanted: dict[tuple[str, str, str], frozenset[str]] = {}

    def wants_a_paper(line: MeetingLine) -> bool:
        key = (line.pack, line.pack_version, line.kind)
        if key not in wanted:
            framework = frameworks.pinned(line.pack, line.pack_version)
            limits = papers_with_limits(framework, framework.meeting(line.kind))
            wanted[key] = frozenset(paper.code for paper, _ in limits)
        return not wanted[key] <= line.papers

    ids = [
        line.meeting_id
        for line in lines
        if not line.is_called_off and (line.meeting_on >= day or wants_a_paper(line))
    ]
    return facts.meetings_named(ids)


def _matters(step: PaperStep, meeting_on: date, day: date) -> bool:
    if not step.is_before:
        return meeting_on <= day
    return meeting_on >= day or step.rule.strength is not Strength.EXPECTED


def papers_with_limits(framework: Framework, kind: MeetingKind) -> Iterator[tuple[Paper, Timeframe]]:
    """What a meeting of this kind needs by a day, and the rule that says so."""
    for paper in kind.papers:
        if paper.rule is not None:
            yield paper, framework.timeframe(paper.rule)


def done_on(acts: tuple[Act, ...]) -> dict[str, date]:
    """The day each paper, by its code, was issued or received."""
    return {act.details[PAPER]: act.on for act in acts if PAPER in act.details}


def meeting_view(kept: KeptMeeting, frameworks: Frameworks, dates: DueDates) -> MeetingView:
    """The meeting under the pack it was fixed under."""
    meeting = kept.meeting
    framework = frameworks.pinned(meeting.pack, meeting.pack_version)
    kind = framework.meeting(meeting.kind)
    acts = {act.details.get(PAPER, ""): act for act in kept.acts}
    steps = [
        _step(paper, rule, meeting, acts.get(paper.code), frameworks, dates)
        for paper, rule in papers_with_limits(framework, kind)
    ]
    steps.sort(key=lambda step: step.due.due_on or date.max)
    return MeetingView(meeting, kind, kept.school_name, tuple(steps))


def _step(
    paper: Paper,
    rule: Timeframe,
    meeting: Meeting,
    act: Act | None,
    frameworks: Frameworks,
    dates: DueDates,
) -> PaperStep:
    anchor = MEETING_HELD if MEETING_HELD in rule.also_from else rule.limit.anchor
    due = dates.of_rule(rule, meeting.meeting_on, anchor, act.on if act else None)
    return PaperStep(paper, rule, due, act, _history(rule, meeting, frameworks))


def _history(rule: Timeframe, meeting: Meeting, frameworks: Frameworks) -> tuple[Recalculation, ...]:
    if len(meeting.days) < 2:
        return ()
    moves = [AnchorSet(rule.limit.anchor, day.on, day.at, day.by, day.why) for day in meeting.days]
    try:
        return recalculations(rule, moves, frameworks.calendar())
    except CalendarTooShort:  # the step's own date says which calendar is missing
        return ()
