"""When a note or anything else is due, and why: worked out when asked for, never kept."""

from dataclasses import dataclass, replace
from datetime import date

from sia_desktop.domain.act import PROVIDED, Act
from sia_desktop.domain.calendar import CalendarTooShort, WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Deadline, Standing, standing_of, work_out
from sia_desktop.domain.due_words import distance, due_sentence
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.in_time import DateSet, with_date_set
from sia_desktop.domain.time_limits import Direction, Timeframe
from sia_desktop.services.ports import Frameworks


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline, or the sentence that says why none can be given."""

    deadline: Deadline | None
    standing: Standing
    sentence: str = ""
    """The whole of it in words, or why no date can be given."""
    distance: str = ""
    """How far off, in plain words: “Tomorrow”, “1 working day late”."""

    agreed_on: date | None = None
    """The day somebody agreed, where no rule of the framework stands behind it."""
    rule: Timeframe | None = None
    """The rule, where only the last day it gave was kept."""
    needs_calendar: bool = False
    """Whether a calendar that is not loaded keeps the date from being worked out."""

    @property
    def due_on(self) -> date | None:
        """The last day that keeps the rule, or what was agreed."""
        return self.deadline.due_on if self.deadline else self.agreed_on


def also_saying(due: Due, sentence: str) -> Due:
    """The same date, with one more thing to know about what it rests on."""
    if not sentence or due.deadline is None:
        return due
    warnings = (*due.deadline.warnings, sentence)
    return replace(due, deadline=replace(due.deadline, warnings=warnings))


class DueDates:
    """Works out due dates for one question; the same rule and day is counted once."""

    def __init__(self, frameworks: Frameworks, today: date) -> None:
        """Remember the packs, the calendar and the day the question is asked on."""
        self._frameworks = frameworks
        self._calendar: WorkingCalendar = frameworks.calendar()
        self._today = today
        self._worked_out: dict[tuple[object, ...], Deadline | CalendarTooShort | None] = {}
        self._calendars: dict[tuple[str, Urn], WorkingCalendar] = {}
        self._of_rules: dict[tuple[object, ...], Deadline | CalendarTooShort] = {}

    def of_note(
        self, pack: str, version: str, form: str, urn: Urn, visited_on: date, provided_on: date | None = None
    ) -> Due:
        """When a note of this form is due after a visit to this school on this day."""
        calendar = self.calendar_of(pack, urn)
        key = (pack, version, form, visited_on, id(calendar))
        if key not in self._worked_out:
            framework = self._frameworks.pinned(pack, version)
            self._worked_out[key] = _work_out(framework, form, visited_on, calendar)
        return self._answer(self._worked_out[key], provided_on)

    def calendar_of(self, code: str, urn: Urn) -> WorkingCalendar:
        """The days of this school, with its own terms where they are loaded; looked up once."""
        if (code, urn) not in self._calendars:
            self._calendars[code, urn] = self._frameworks.school_calendar(code, urn, self._today)
        return self._calendars[code, urn]

    def of_rule(
        self,
        timeframe: Timeframe,
        on: date,
        anchor: str = "",
        done_on: date | None = None,
        calendar: WorkingCalendar | None = None,
    ) -> Due:
        """When what this rule asks for is due, counted from this day; `calendar` where it is another one."""
        calendar = calendar or self._calendar
        key = (
            timeframe.pack,
            timeframe.pack_version,
            timeframe.name,
            timeframe.reading,
            anchor,
            on,
            id(calendar),
        )
        if key not in self._of_rules:
            try:
                found = work_out(timeframe, on, calendar, anchor=anchor or None)
                self._of_rules[key] = found
            except CalendarTooShort as short:
                self._of_rules[key] = short
        return self._answer(self._of_rules[key], done_on)

    def set_by_hand(self, due: Due, chosen: Act) -> Due:
        """The same with the date that an adviser set; a rule that states its own time keeps it."""
        found = due.deadline
        if found is None or found.timeframe.limit.direction is not Direction.UNDEFINED:
            return due
        day = date.fromisoformat(chosen.details["due_on"])
        return self._answer(with_date_set(found, DateSet(day, chosen.by, chosen.details["reason"])), None)

    def agreed(self, on: date) -> Due:
        """Something agreed for a day, under no rule of the framework."""
        return Due(
            None,
            standing_of(on, self._today),
            f"Agreed for {long_date(on)}",
            self._days_off(on),
            agreed_on=on,
        )

    def _days_off(self, on: date) -> str:
        days = (self._today - on).days
        if days == 0:
            return "Today"
        return f"{days} days late" if days > 0 else f"In {-days} days"

    def _answer(self, found: Deadline | CalendarTooShort | None, done_on: date | None) -> Due:
        if isinstance(found, Deadline):
            return Due(found, found.standing(self._today, done_on), due_sentence(found), self._far(found))
        standing = Standing.MET if done_on else Standing.OPEN
        if found is None:
            return Due(None, standing, "This council sets no time limit for this note.")
        return Due(None, standing, str(found), needs_calendar=True)

    def _far(self, found: Deadline) -> str:
        try:
            return distance(found, self._today, self._calendar)
        except CalendarTooShort:  # no page is kept shut for that: plain days need no bank holidays
            return self._days_off(found.due_on or self._today)


def _work_out(
    framework: Framework, form: str, visited_on: date, calendar: WorkingCalendar
) -> Deadline | CalendarTooShort | None:
    limits = [limit for limit in framework.timeframes_for(form) if limit.stops_at == PROVIDED]
    if not limits:
        return None
    try:
        return work_out(limits[0], visited_on, calendar)
    except CalendarTooShort as short:
        return short
