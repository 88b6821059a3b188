"""When a note or anything else is due, and why: worked out when asked for, never kept."""

from dataclasses import dataclass
from datetime import date

from sia_desktop.domain.act import PROVIDED
from sia_desktop.domain.calendar import CalendarTooShort, WorkingCalendar
from sia_desktop.domain.deadlines import Deadline, Standing, work_out
from sia_desktop.domain.due_words import distance, due_sentence
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.time_limits import Timeframe
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

    @property
    def due_on(self) -> date | None:
        """The last day that keeps the rule."""
        return self.deadline.due_on if self.deadline else None


class DueDates:
    """Works out due dates for one question; the same rule and day is counted once."""

    def __init__(self, frameworks: Frameworks, today: date) -> None:
        """Remember the packs, the calendar and the day the question is asked on."""
        self._frameworks = frameworks
        self._calendar: WorkingCalendar = frameworks.calendar()
        self._today = today
        self._worked_out: dict[tuple[str, str, str, date], Deadline | CalendarTooShort | None] = {}
        self._of_rules: dict[tuple[int, str, date], Deadline | CalendarTooShort] = {}

    def of_note(
        self, pack: str, version: str, form: str, visited_on: date, provided_on: date | None = None
    ) -> Due:
        """When a note of this form is due after a visit on this day."""
        key = (pack, version, form, visited_on)
        if key not in self._worked_out:
            self._worked_out[key] = self._work_out(self._frameworks.pinned(pack, version), form, visited_on)
        return self._answer(self._worked_out[key], provided_on)

    def of_rule(
        self,
        timeframe: Timeframe,
        on: date,
        anchor: str = "",
        done_on: date | None = None,
        calendar: WorkingCalendar | None = None,
    ) -> Due:
        """When what this rule asks for is due, counted from this day; `calendar` where it is another one."""
        key = (id(timeframe), anchor, on)
        if key not in self._of_rules:
            try:
                found = work_out(timeframe, on, calendar or self._calendar, anchor=anchor or None)
                self._of_rules[key] = found
            except CalendarTooShort as short:
                self._of_rules[key] = short
        return self._answer(self._of_rules[key], done_on)

    def _answer(self, found: Deadline | CalendarTooShort | None, done_on: date | None) -> Due:
        if isinstance(found, Deadline):
            return Due(found, found.standing(self._today, done_on), due_sentence(found), self._far(found))
        standing = Standing.MET if done_on else Standing.OPEN
        return Due(None, standing, str(found) if found else "This council sets no time limit for this note.")

    def _far(self, found: Deadline) -> str:
        try:
            return distance(found, self._today, self._calendar)
        except CalendarTooShort:  # no page is kept shut for that: plain days need no bank holidays
            days = (self._today - found.due_on).days if found.due_on else 0
            return f"{days} days late" if days > 0 else f"In {-days} days"

    def _work_out(
        self, framework: Framework, form: str, visited_on: date
    ) -> Deadline | CalendarTooShort | None:
        limits = [limit for limit in framework.timeframes_for(form) if limit.stops_at == PROVIDED]
        if not limits:
            return None
        try:
            return work_out(limits[0], visited_on, self._calendar)
        except CalendarTooShort as short:
            return short
