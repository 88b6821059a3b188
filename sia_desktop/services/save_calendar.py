"""The adviser takes deadlines along into a calendar program."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sia_desktop.domain.calendar_entry import CalendarEntry
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.ports import Clock, Paper, UnitOfWork
from sia_desktop.services.queries.deadlines import OwedDeadline

TITLES: Final = {"note_of_visit": "Note of visit due", "meeting": "Meeting paper due"}
"""Titles stand on lock screens and shared walls: they name what never says how a school is judged."""


@dataclass(frozen=True, slots=True)
class SaveCalendar:
    """Write these deadlines into one calendar file."""

    target: Path
    deadlines: tuple[OwedDeadline, ...]


def save_calendar(command: SaveCalendar, uow: UnitOfWork, paper: Paper, now: Clock) -> Changed:
    """Write the file; no record changes by it."""
    with uow:
        council = uow.working_for().council_code
    entries = tuple(entries_of(command.deadlines, council))
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
