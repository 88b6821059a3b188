"""Term dates, closures or bank holidays are loaded from a file: for the council, or for one school."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

from sia_contract.permissions import Action, Relation, may
from sia_desktop.domain.calendar import SchoolCalendar, SpanKind, WorkingCalendar
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.loaded_calendar import OF_SCHOOLS, LoadedCalendar, must_join
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


class CalendarFiles(Protocol):
    """Reads calendar files."""

    def read(self, path: Path) -> tuple[SchoolCalendar | None, tuple[str, ...]]:
        """What a file says, and each of its faults; raises `OutsideTrouble` where it cannot be read."""


@dataclass(frozen=True, slots=True)
class LoadCalendar:
    """This file, for one school or, without one, for the whole council."""

    path: Path
    school: Urn | None = None
    reason: str = ""
    calendar_id: UUID = field(default_factory=uuid4)


def load_calendar(
    command: LoadCalendar, uow: UnitOfWork, frameworks: Frameworks, files: CalendarFiles, now: Clock
) -> Changed:
    """Keep the file's days; they stand over what was known for the days the file knows."""
    at = now()
    today = day_in_england(at)
    read, faults = files.read(command.path)
    if faults or read is None:
        raise RuleBroken(" ".join(faults))
    with uow:
        me = uow.working_for()
        if command.school is None:
            role = frameworks.current(me.council_code, today).role(me.role)
            if not may(role, Action.CHANGE_SETTING, Relation.COUNCIL):
                raise RuleBroken(
                    f"As {role.label} you may not load a calendar for the whole council. "
                    "Load it for a school of yours, or ask whoever may change the council's settings."
                )
            known = frameworks.council_calendar(me.council_code, today)
        else:
            require(uow, frameworks, Action.LOG_VISIT, command.school, today)
            known = frameworks.school_calendar(me.council_code, command.school, today)
        check_fits(read, known, for_school=command.school is not None)
        loaded = LoadedCalendar(
            command.calendar_id,
            command.school,
            read.valid_from,
            read.valid_to,
            read.spans,
            command.path.name,
            command.reason.strip(),
            me.person_id,
            at,
        )
        uow.calendars.add(loaded)
        uow.commit()
    return Changed.one("calendar", loaded.id)


def check_fits(read: SchoolCalendar, known: WorkingCalendar, *, for_school: bool) -> None:
    """Refuse a file that says nothing, leaves a gap, or sets council days for one school."""
    kinds = {span.kind for span in read.spans}
    if not kinds:
        raise RuleBroken("This file names no days. Add a line for each term, holiday or closure.")
    if for_school and kinds - OF_SCHOOLS:
        raise RuleBroken(
            "Bank holidays and closures of the council are not one school's. Load this file for the council."
        )
    if kinds & OF_SCHOOLS and known.school:
        must_join(
            known.school.valid_from, known.school.valid_to, read.valid_from, read.valid_to, "term dates"
        )
    if SpanKind.BANK_HOLIDAY in kinds:
        _must_be_whole(read, known)
        must_join(known.valid_from, known.valid_to, read.valid_from, read.valid_to, "bank holidays")


def _must_be_whole(read: SchoolCalendar, known: WorkingCalendar) -> None:
    """Bank holidays stand instead of the known ones: one may move, but a file that drops more lacks some."""
    lost = [
        day
        for day in sorted(known.bank_holidays)
        if read.valid_from <= day <= read.valid_to and read.span_on(day, SpanKind.BANK_HOLIDAY) is None
    ]
    if len(lost) > 1:
        raise RuleBroken(
            f"This file says that it knows every bank holiday from {long_date(read.valid_from)} to "
            f"{long_date(read.valid_to)}, and lacks {len(lost)} that are known, the first on "
            f"{long_date(lost[0])} ({known.bank_holidays[lost[0]]}). List them too; or let valid_from and "
            "valid_to enclose your own days alone."
        )
