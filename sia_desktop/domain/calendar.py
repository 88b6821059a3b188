"""Which days count: weekends, bank holidays, council closures, and one school's terms and holidays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEK = 7
SCHOOL_WEEK = 5


class DaySet(StrEnum):
    """The days a rule counts."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    COUNCIL_WORKING_DAY = "council_working_day"
    INSPECTION_WORKING_DAY = "inspection_working_day"
    SCHOOL_DAY = "school_day"


NEEDS_SCHOOL = frozenset({DaySet.INSPECTION_WORKING_DAY, DaySet.SCHOOL_DAY})


class SpanKind(StrEnum):
    """What a stretch of named days is."""

    BANK_HOLIDAY = "bank_holiday"
    CLOSURE = "closure"
    TERM = "term"
    HALF_TERM_BREAK = "half_term_break"
    HOLIDAY = "holiday"
    INSET = "inset"


class CalendarTooShort(RuleBroken):
    """A date lies outside the calendar data on this computer; it is refused, never guessed."""


@dataclass(frozen=True, slots=True)
class Span:
    """A named stretch of days, both ends included."""

    kind: SpanKind
    first_day: date
    last_day: date
    name: str

    def holds(self, day: date) -> bool:
        """Whether the day is one of these."""
        return self.first_day <= day <= self.last_day

    @property
    def is_longer_than_a_week(self) -> bool:
        """Whether it takes more than five weekdays; the weekends at its ends add nothing."""
        days = (self.last_day - self.first_day).days + 1
        weekdays = sum((self.first_day.weekday() + n) % 7 < SATURDAY for n in range(days))
        return weekdays > SCHOOL_WEEK


@dataclass(frozen=True)
class SchoolCalendar:
    """One school's own terms, breaks, holidays and INSET days, between the dates they are known for."""

    valid_from: date
    valid_to: date
    spans: tuple[Span, ...]

    def span_on(self, day: date, *kinds: SpanKind) -> Span | None:
        """The first stretch of these kinds that holds the day."""
        return next((span for span in self.spans if span.kind in kinds and span.holds(day)), None)

    def holiday_on(self, day: date) -> Span | None:
        """The holiday, half-term break or gap between terms that holds the day."""
        return self.span_on(day, SpanKind.HOLIDAY, SpanKind.HALF_TERM_BREAK) or self._gap_on(day)

    @cached_property
    def terms(self) -> tuple[Span, ...]:
        """The terms in order."""
        terms = (span for span in self.spans if span.kind is SpanKind.TERM)
        return tuple(sorted(terms, key=lambda term: term.first_day))

    def _gap_on(self, day: date) -> Span | None:
        terms = self.terms
        before = [term for term in terms if term.last_day < day]
        after = [term for term in terms if term.first_day > day]
        if not before or not after or len(before) + len(after) < len(terms):
            return None
        return Span(
            SpanKind.HOLIDAY, before[-1].last_day + ONE_DAY, after[0].first_day - ONE_DAY, "school holiday"
        )


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The bank holidays and closures known between two dates, and perhaps one school's year."""

    valid_from: date
    valid_to: date
    bank_holidays: Mapping[date, str]
    closures: tuple[Span, ...] = ()
    school: SchoolCalendar | None = None
    computed_before: date | None = None
    """Bank holidays before this day were worked out, not published."""

    def for_school(self, school: SchoolCalendar | None) -> "WorkingCalendar":
        """The same calendar with this school’s terms and holidays laid over it."""
        return replace(self, school=school)

    def why_not_counted(self, day: date, day_set: DaySet) -> str | None:
        """Why this day does not count in the set, or None when it does."""
        self.must_reach(day, day_set)
        if day_set is DaySet.CALENDAR_DAY:
            return None
        if day.weekday() >= SATURDAY:
            return "weekend"
        if name := self.bank_holidays.get(day):
            return name
        match day_set:
            case DaySet.COUNCIL_WORKING_DAY:
                return next((span.name for span in self.closures if span.holds(day)), None)
            case DaySet.INSPECTION_WORKING_DAY:
                return self._long_holiday(day)
            case DaySet.SCHOOL_DAY:
                return self._no_school(day)
        return None

    def must_reach(self, day: date, day_set: DaySet = DaySet.CALENDAR_DAY) -> None:
        """Refuse, in words, a day outside the data that counting it would need."""
        if not self.valid_from <= day <= self.valid_to:
            raise CalendarTooShort(
                f"{long_date(day)} is outside the bank-holiday data on this computer, which runs from "
                f"{long_date(self.valid_from)} to {long_date(self.valid_to)}. "
                "Load a bank-holiday calendar that covers it."
            )
        if day_set not in NEEDS_SCHOOL:
            return
        if self.school is None:
            raise CalendarTooShort(
                "This rule counts the school’s own days, and no term dates are loaded for the school. "
                "Load its school calendar."
            )
        if not self.school.valid_from <= day <= self.school.valid_to:
            raise CalendarTooShort(
                f"{long_date(day)} is outside this school’s term dates, which run from "
                f"{long_date(self.school.valid_from)} to {long_date(self.school.valid_to)}. "
                "Load a school calendar that covers it."
            )

    def counted_days(self, after: date, to: date, day_set: DaySet) -> int:
        """How many days of the set follow `after`, up to and including `to`."""
        gap = (to - after).days
        if gap > WEEK and self.valid_from <= after and to <= self.valid_to:
            if day_set is DaySet.CALENDAR_DAY:
                return gap
            if day_set is DaySet.WORKING_DAY:
                return self._working_days(after, to)
        return sum(self.why_not_counted(after + n * ONE_DAY, day_set) is None for n in range(1, gap + 1))

    def _working_days(self, after: date, to: date) -> int:
        """By whole weeks, since what is long overdue would take thousands of single days."""
        weeks, rest = divmod((to - after).days, WEEK)
        odd = sum((to - n * ONE_DAY).weekday() < SATURDAY for n in range(rest))
        free = sum(after < day <= to and day.weekday() < SATURDAY for day in self.bank_holidays)
        return weeks * SATURDAY + odd - free

    def school_holiday_on(self, day: date) -> Span | None:
        """This school's holiday on the day, where its calendar is loaded and reaches so far."""
        return self.school.holiday_on(day) if self.school else None

    def _long_holiday(self, day: date) -> str | None:
        holiday = self.school_holiday_on(day)
        return holiday.name if holiday and holiday.is_longer_than_a_week else None

    def _no_school(self, day: date) -> str | None:
        assert self.school is not None  # must_reach has seen to it
        if span := self.school.span_on(day, SpanKind.HALF_TERM_BREAK, SpanKind.HOLIDAY, SpanKind.INSET):
            return span.name
        return None if self.school.span_on(day, SpanKind.TERM) else "school holiday"
