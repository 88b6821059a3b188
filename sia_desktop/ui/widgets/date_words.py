"""Dates as an adviser types and reads them: `t`, `+5wd`, `next tue`, `11/6/26`. Pure."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from sia_desktop.domain.errors import RuleBroken

AddWorkingDays = Callable[[date, int], date]
"""The day so many working days after (or, if negative, before) another; the calendar is the caller's."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_STEP = re.compile(r"([+-])\s*(\d{1,3})\s*(wd|d|w|m)?")
_DAY = re.compile(r"(?:(next|last)\s+)?([a-z]{3,9})")
_FIGURES = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})(?:\s+(\d{2}|\d{4}))?")
_EXAMPLES = "Type a date such as 11/6/26, 11 June 2026, t for today, +5wd or next tue."


def full_date(day: date) -> str:
    """`Thursday 11 June 2026`."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`Thu 11 Jun`, for rows."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def read_date(typed: str, today: date, add_working_days: AddWorkingDays) -> date:
    """The day that was meant, or `RuleBroken` with a sentence to show beside the field."""
    words = " ".join(typed.lower().split())
    for reader in (_plain, _step, _weekday, _iso, _figures, _written):
        found = reader(words, today, add_working_days)
        if found is not None:
            return found
    raise RuleBroken(f"“{typed.strip()}” is not a date. {_EXAMPLES}" if words else _EXAMPLES)


def _plain(words: str, today: date, _: AddWorkingDays) -> date | None:
    near = {"t": 0, "today": 0, "tom": 1, "tomorrow": 1, "y": -1, "yesterday": -1}
    return today + timedelta(days=near[words]) if words in near else None


def _step(words: str, today: date, add_working_days: AddWorkingDays) -> date | None:
    match = _STEP.fullmatch(words)
    if not match:
        return None
    count = int(match[2]) * (1 if match[1] == "+" else -1)
    match match[3]:
        case "wd":
            return add_working_days(today, count)
        case "w":
            return today + timedelta(weeks=count)
        case "m":
            return _months_on(today, count)
        case _:
            return today + timedelta(days=count)


def _weekday(words: str, today: date, _: AddWorkingDays) -> date | None:
    """A bare weekday is the coming one; `next` is the same weekday of next week, as people say it."""
    match = _DAY.fullmatch(words)
    if not match or (number := _named(match[2], DAYS)) is None:
        return None
    monday = today - timedelta(days=today.weekday())
    match match[1]:
        case "next":
            return monday + timedelta(days=7 + number)
        case "last":
            return monday + timedelta(days=number - 7)
        case _:
            return today + timedelta(days=(number - today.weekday()) % 7 or 7)


def _iso(words: str, today: date, _: AddWorkingDays) -> date | None:
    match = _ISO.fullmatch(words)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _figures(words: str, today: date, _: AddWorkingDays) -> date | None:
    match = _FIGURES.fullmatch(words)
    return _day(_year(match[3], today), int(match[2]), int(match[1])) if match else None


def _written(words: str, today: date, _: AddWorkingDays) -> date | None:
    match = _WORDS.fullmatch(words)
    if not match or (number := _named(match[2], MONTHS)) is None:
        return None
    return _day(_year(match[3], today), number + 1, int(match[1]))


def _named(word: str, names: tuple[str, ...]) -> int | None:
    found = [n for n, name in enumerate(names) if len(word) >= 3 and name.lower().startswith(word)]
    if word == "sept":
        return 8 if names is MONTHS else None
    return found[0] if found else None


def _year(digits: str | None, today: date) -> int:
    if digits is None:
        return today.year
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        written = f"{day}/{month}/{year}"
        raise RuleBroken(f"There is no day {written}: day first, then month. {_EXAMPLES}") from None


def _months_on(today: date, count: int) -> date:
    years, month = divmod(today.month - 1 + count, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(today.year + years, month + 1, day)
        except ValueError:
            continue
    return date(today.year + years, month + 1, min(today.day, 28))


_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?")


def read_time(typed: str) -> str:
    """`9.30`, `0930`, `2pm` or `14:00` as `HH:MM`, or `RuleBroken` with a sentence."""
    match = _TIME.fullmatch(typed.strip().lower())
    hour = int(match[1]) if match else 99
    minute = int(match[2] or 0) if match else 99
    if match and match[3] and hour <= 12:
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        raise RuleBroken(f"“{typed.strip()}” is not a time. Type it as 9:30, 0930 or 2pm.")
    return f"{hour:02}:{minute:02}"
