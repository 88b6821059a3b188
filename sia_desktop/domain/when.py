"""Instants and days: instants are aware and kept in UTC, days are days in England."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def in_england(at: datetime) -> datetime:
    """The instant as a clock in England shows it; at either end of the calendar as it was written."""
    try:
        return at.astimezone(LONDON)
    except OverflowError:
        return at


def day_in_england(at: datetime) -> date:
    """The calendar day in England at that instant, whatever the laptop's own zone."""
    return in_england(at).date()


def clock_in_england(at: datetime) -> str:
    """The time of day in England, as "15:24"."""
    return f"{in_england(at):%H:%M}"


def instant(words: str) -> datetime | None:
    """An instant as it is kept, or None while it is none."""
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        return None
    return at if at.tzinfo else None
