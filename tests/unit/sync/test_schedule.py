"""When the next round is due."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.sync.schedule import LONGEST_REST, Schedule

NINE = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_quarter_of_an_hour_after_a_good_round() -> None:
    schedule = Schedule(NINE).after_success(NINE)

    assert not schedule.is_due(NINE + 14 * MINUTE)
    assert schedule.is_due(NINE + 15 * MINUTE)


def test_at_once_after_signing_even_after_failures() -> None:
    tired = Schedule(NINE).after_failure(NINE, 0.5).after_failure(NINE, 0.5)

    assert tired.at_once(NINE).is_due(NINE)
    assert tired.at_once(NINE).failures == 2


def test_longer_after_each_failure_and_never_longer_than_two_hours() -> None:
    schedule, rests = Schedule(NINE), []
    for _ in range(6):
        schedule = schedule.after_failure(NINE, jitter=0.5)
        rests.append((schedule.due_at - NINE) / MINUTE)

    assert rests == [30, 60, 120, 120, 120, 120]
    assert schedule.after_success(NINE).failures == 0


@given(failures=st.integers(0, 10_000), jitter=st.floats(0, 1))
def test_jitter_spreads_a_rest_by_a_fifth(failures: int, jitter: float) -> None:
    rest = Schedule(NINE, failures).after_failure(NINE, jitter).due_at - NINE

    assert timedelta(minutes=24) <= rest <= LONGEST_REST * 1.2
    assert (
        Schedule(NINE, failures).after_failure(NINE, 0).due_at
        < Schedule(NINE, failures).after_failure(NINE, 1).due_at
    )


def test_a_clock_set_back_a_year_does_not_stop_sync_for_a_year() -> None:
    assert Schedule(NINE).after_success(NINE).is_due(NINE - timedelta(days=365))
