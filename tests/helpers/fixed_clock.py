"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

import pytest

WEDNESDAY_NOON = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


class FixedClock:
    """Says the same instant each time it is asked; fits wherever a Clock is wanted."""

    def __init__(self, now: datetime = WEDNESDAY_NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The instant this clock stands at."""
        return self.now

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


@pytest.fixture
def fixed_clock() -> FixedClock:
    """Wednesday 1 April 2026, noon in UTC."""
    return FixedClock()
