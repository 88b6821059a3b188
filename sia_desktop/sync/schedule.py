"""When to try again; pure, so that a test can live through a week of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

REST: Final = timedelta(minutes=15)
LONGEST_REST: Final = timedelta(hours=2)
SPREAD: Final = 0.2
"""How far a rest after a failure is stretched or shortened, so that a county does not return at once."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The next round's time, and how many rounds have failed in a row."""

    due_at: datetime
    failures: int = 0

    def is_due(self, now: datetime) -> bool:
        """True when it is time; a clock set back makes nobody wait longer than the longest rest."""
        return now >= self.due_at or self.due_at - now > LONGEST_REST * (1 + SPREAD)

    def at_once(self, now: datetime) -> "Schedule":
        """Something was signed, or somebody asked: do not wait."""
        return replace(self, due_at=now)

    def after_success(self, now: datetime) -> "Schedule":
        """Rest a quarter of an hour."""
        return Schedule(now + REST)

    def after_failure(self, now: datetime, jitter: float) -> "Schedule":
        """Rest twice as long for each failure in a row; `jitter` is a random number from 0 to 1."""
        doubled = min(REST * 2 ** min(self.failures + 1, 10), LONGEST_REST)
        return Schedule(now + doubled * (1 - SPREAD + 2 * SPREAD * jitter), self.failures + 1)
