"""Working days as date fields count them: `+5wd`."""

from datetime import date

from sia_desktop.domain.calendar import ONE_DAY, DaySet, WorkingCalendar
from sia_desktop.ui.widgets.date_words import AddWorkingDays


def working_days_of(calendar: WorkingCalendar) -> AddWorkingDays:
    """Steps over weekends and bank holidays; a day beyond the data is refused in words."""

    def add(day: date, count: int) -> date:
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            if calendar.why_not_counted(day, DaySet.WORKING_DAY) is None:
                left -= 1
        return day

    return add
