"""Instants as one says them: today 14:32, yesterday 17:05, Monday 8 June 09:15."""

from datetime import date, datetime, timedelta

from sia_desktop.domain.dates import day_and_month, long_date, weekday_and_day
from sia_desktop.domain.when import clock_in_england, day_in_england


def said(at: datetime, today: date) -> str:
    """The day as far from today as it needs saying, and the time in England."""
    return f"{day_said(day_in_england(at), today)} {clock_in_england(at)}"


def day_said(day: date, today: date) -> str:
    """Today, yesterday, or the date; its year where it is another one."""
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    return weekday_and_day(day) if day.year == today.year else long_date(day)


def row_date(day: date, today: date) -> str:
    """Wed 20 May, for rows and cells; 20 May 2025 in another year."""
    name, month = weekday_and_day(day).split()[0][:3], day_and_month(day).split()[1][:3]
    return f"{name} {day.day} {month}" if day.year == today.year else f"{day.day} {month} {day.year}"


def plural(count: int, thing: str, things: str = "") -> str:
    """1 visit, 2 visits."""
    return f"{count} {thing if count == 1 else things or thing + 's'}"
