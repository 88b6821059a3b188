"""The working days of a calendar laid out in order, so that a due date is looked up rather than counted."""

from datetime import date, timedelta

from sia_desktop.domain.calendar import ONE_DAY, SATURDAY, DaySet, WorkingCalendar
from sia_desktop.domain.deadlines import work_out
from sia_desktop.domain.time_limits import Counting, Direction, Limit, Timeframe, Unit

LAID_OUT = frozenset({DaySet.WORKING_DAY, DaySet.COUNCIL_WORKING_DAY})
BY_DAYS = frozenset(
    {Direction.AFTER, Direction.BEFORE, Direction.MAXIMUM, Direction.THRESHOLD, Direction.WINDOW}
)


class DayTables:
    """Due dates of one calendar without their derivations; `work_out` gives the same dates, day by day."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Lay nothing out until it is asked for."""
        self._calendar = calendar
        self._tables: dict[DaySet, _Table] = {}

    def due_on(self, timeframe: Timeframe, anchor_on: date) -> date | None:
        """The day `work_out` finds; raises `CalendarTooShort` where it would."""
        limit = timeframe.limit
        if limit.unit is Unit.DAY and limit.direction in BY_DAYS and limit.day_set in LAID_OUT:
            found = self._table(limit.day_set).end_of(limit, anchor_on)
            if found is not None:
                return found
        return work_out(timeframe, anchor_on, self._calendar).due_on

    def _table(self, day_set: DaySet) -> "_Table":
        if day_set not in self._tables:
            self._tables[day_set] = _Table(self._calendar, day_set)
        return self._tables[day_set]


class _Table:
    def __init__(self, calendar: WorkingCalendar, day_set: DaySet) -> None:
        self._first = calendar.valid_from.toordinal()
        self._days: list[date] = []
        self._up_to: list[int] = [0]
        for n in range((calendar.valid_to - calendar.valid_from).days + 1):
            day = calendar.valid_from + timedelta(days=n)
            if day.weekday() < SATURDAY and calendar.why_not_counted(day, day_set) is None:
                self._days.append(day)
            self._up_to.append(len(self._days))

    def end_of(self, limit: Limit, start: date) -> date | None:
        """Where the count ends; None outside the table, whose edge somebody else has words for."""
        amount = limit.amount_to or limit.amount
        if limit.direction is Direction.BEFORE:
            start -= ONE_DAY
            amount = 1 - amount - (limit.counting is Counting.CLEAR_DAYS)
        elif limit.counting is Counting.BEGINNING_WITH:
            start -= ONE_DAY
        place = start.toordinal() - self._first + 1
        if not 0 <= place < len(self._up_to):
            return None
        index = self._up_to[place] + amount - 1
        return self._days[index] if 0 <= index < len(self._days) else None
