"""Dates in the words people say, the same on every computer whatever its language settings."""

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """Friday 10 April 2026."""
    return f"{weekday_and_day(day)} {day.year}"


def weekday_and_day(day: date) -> str:
    """Friday 10 April."""
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day)}"


def day_and_month(day: date) -> str:
    """10 April."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def beside(day: date, other: date) -> str:
    """The long date, its year left out where `other`, said in the same breath, has already given it."""
    return weekday_and_day(day) if day.year == other.year else long_date(day)


def short_date(day: date) -> str:
    """Fri 10 Apr 2026."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def plain_date(day: date) -> str:
    """10 April 2026."""
    return f"{day_and_month(day)} {day.year}"
