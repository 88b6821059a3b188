"""What a calendar outside is told of a date: enough to remember it, nothing that gives a school away."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One date; the same `uid` with a higher `sequence` moves the one that is there."""

    uid: str
    sequence: int
    on: date
    title: str
    description: str = ""
    starts_at: time | None = None
    """England's; None for a whole day."""
    is_off: bool = False
    """It does not take place: a calendar that has it strikes it out."""
