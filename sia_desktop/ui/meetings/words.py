"""Meetings of a school in words and rows; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.framework import MeetingKind
from sia_desktop.services.queries.meeting_plan import ProposedDay
from sia_desktop.services.queries.meetings import MeetingView, PaperStep
from sia_desktop.ui.note_words import due_icon, due_tone
from sia_desktop.ui.when_words import row_date
from sia_desktop.ui.widgets.due_rows import DueRow
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.row_list import Heading


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One paper of a proposed day: by when, and whether that is still to be kept."""

    icon: str
    colour: str
    words: str


def key_of(view: MeetingView, step: PaperStep | None = None) -> str:
    """The paper and its meeting; the meeting alone where no paper is meant."""
    return f"{step.paper.code}-{view.meeting.id}" if step else str(view.meeting.id)


def meeting_rows(views: Sequence[MeetingView], today: date) -> tuple[Heading | DueRow, ...]:
    """Each meeting with its papers below it."""
    rows: list[Heading | DueRow] = []
    for view in views:
        rows.append(Heading(_heading(view, today)))
        rows += [_called_off(view)] if view.meeting.called_off else _standing_meeting(view, today)
    return tuple(rows)


def _heading(view: MeetingView, today: date) -> str:
    at = f", {view.meeting.starts_at}" if view.meeting.starts_at else ""
    return f"{view.kind.label}, {row_date(view.meeting.meeting_on, today)}{at}"


def _called_off(view: MeetingView) -> DueRow:
    assert view.meeting.called_off is not None  # or there would be papers to show
    reason = view.meeting.called_off.reason
    return DueRow(key_of(view), "Called off", reason, icon="ban", has_why=False)


def _standing_meeting(view: MeetingView, today: date) -> list[DueRow]:
    override = view.meeting.days[-1].override
    passed = DueRow(key_of(view), "Fixed inside its lead time", override, icon="info", has_why=False)
    rows = [*([passed] if override else []), *(_row(view, step, today) for step in view.steps)]
    return rows or [_without_papers(view)]


def _without_papers(view: MeetingView) -> DueRow:
    """A row of its own, or the keyboard could not come to the meeting to open, move or call it off."""
    return DueRow(key_of(view), "Fixed", "No paper is asked for", icon="calendar-clock", has_why=False)


def _row(view: MeetingView, step: PaperStep, today: date) -> DueRow:
    return DueRow(
        key=key_of(view, step),
        title=step.paper.label,
        subtitle=_standing(step, today),
        tone=due_tone(step.due),
        icon=due_icon(step.due),
        has_why=step.due.due_on is not None,
    )


def _standing(step: PaperStep, today: date) -> str:
    due = step.due
    if step.act is not None:
        late = f", late: {step.act.late_reason}" if step.act.late_reason else ""
        verb = step.act.act.replace("_", " ").capitalize()
        return f"{verb} {row_date(step.act.on, today)}{late}"
    if due.due_on is None:
        return due.sentence
    return f"By {row_date(due.due_on, today)} · {due.distance[:1].lower()}{due.distance[1:]}"


def chain_lines(proposed: ProposedDay, today: date) -> tuple[ChainLine, ...]:
    """The whole chain of a proposed day, in the order things fall due."""
    found = []
    for step in proposed.plan.steps:
        due_on = step.deadline.due_on
        if due_on is None:
            found.append(ChainLine("calendar-clock", "text_2", f"{step.label}: date to be set by you"))
            continue
        words = f"{step.label} by {long_date(due_on)}"
        if step.done_on is not None:
            found.append(
                ChainLine("circle-check", "success", f"{words}, done {row_date(step.done_on, today)}")
            )
        elif step.is_missed(today):
            binds = step.deadline.turns_red
            said = "passed" if binds else "passed, expected of others"
            found.append(ChainLine("octagon-alert", "danger" if binds else "warning", f"{words}: {said}"))
        else:
            found.append(ChainLine("calendar-clock", "text_2", words))
    return tuple(found)


def verdict(proposed: ProposedDay) -> tuple[Tone, str]:
    """Whether today still allows the day, in a sentence."""
    if proposed.refusal:
        return Tone.WARNING, proposed.refusal
    if not proposed.plan.steps:
        return Tone.SUCCESS, "The framework sets no lead time for this meeting: any day may be chosen."
    return Tone.SUCCESS, f"Every lead time of {long_date(proposed.plan.meeting_on)} can still be kept."


def kind_choices(kinds: Sequence[MeetingKind]) -> tuple[tuple[str, str], ...]:
    """What may be planned, by code."""
    return tuple((kind.code, kind.label) for kind in kinds)


def open_papers(view: MeetingView) -> tuple[tuple[str, str], ...]:
    """What can still be recorded for it."""
    return tuple((step.paper.code, step.paper.label) for step in view.steps if step.is_open)
