"""Every instant that can be kept can be said, those at either end of the calendar too."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sia_desktop.domain.when import clock_in_england, day_in_england


@pytest.mark.parametrize(
    ("at", "day", "clock"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1), "00:30"),
        (datetime.min.replace(tzinfo=UTC), date.min, "00:00"),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))), date.max, "23:59"),
    ],
)
def test_an_instant_is_said_as_a_clock_in_england_shows_it(at: datetime, day: date, clock: str) -> None:
    assert (day_in_england(at), clock_in_england(at)) == (day, clock)
