"""The adviser takes deadlines along into a calendar program."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Final

from sia_desktop.domain.calendar_entry import CalendarEntry
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.ports import Clock, Paper, UnitOfWork
from sia_desktop.services.queries.deadlines import OwedDeadline
from sia_desktop.services.queries.facts import KeptMeeting

TITLES: Final = {"note_of_visit": "Note of visit due", "meeting": "Meeting paper due"}
"""Titles stand on lock screens and shared walls: they name what never says how a school is judged."""


@dataclass(frozen=True, slots=True)
class SaveCalendar:
    """Write these deadlines, and these meetings, into one calendar file."""

    target: Path
    deadlines: tuple[OwedDeadline, ...]
    meetings: tuple[KeptMeeting, ...] = ()


def save_calendar(command: SaveCalendar, uow: UnitOfWork, paper: Paper, now: Clock) -> Changed:
    """Write the file; no record changes by it."""
    with uow:
        council = uow.working_for().council_code
    entries = (*entries_of(command.deadlines, council), *meeting_entries(command.meetings, council))
    if not entries:
        raise RuleBroken("None of these has a date to put into a calendar. Show others, then save them.")
    paper.write_file(command.target, paper.calendar(entries, now()))
    return Changed()


def entries_of(deadlines: Iterable[OwedDeadline], council: str) -> Iterable[CalendarEntry]:
    """One entry for each dated deadline; its sequence counts how often the date has moved."""
    for owed in deadlines:
        if owed.due.due_on is None:
            continue
        yield CalendarEntry(
            uid=f"{owed.key}@{council}",
            sequence=max(len(owed.history) - 1, 0),
            on=owed.due.due_on,
            title=f"{TITLES.get(owed.record_kind, 'Deadline')}, {owed.school_name}",
            description=f"Rule {owed.rule}. Open SIA Desktop to see what is due and why on this day.",
        )


def meeting_entries(meetings: Iterable[KeptMeeting], council: str) -> Iterable[CalendarEntry]:
    """One entry for each meeting, at its time where one is agreed; its kind is not said.

    Moving it or calling it off raises its sequence: read in again, the calendar moves it or strikes it out.
    """
    for kept in meetings:
        meeting = kept.meeting
        yield CalendarEntry(
            uid=f"meeting-{meeting.id}@{council}",
            sequence=len(meeting.days) - 1 + (meeting.called_off is not None),
            on=meeting.meeting_on,
            title=f"Meeting, {kept.school_name}",
            description="Open SIA Desktop to see what it is about and which papers it waits for.",
            starts_at=time.fromisoformat(meeting.starts_at) if meeting.starts_at else None,
            is_off=meeting.called_off is not None,
        )
