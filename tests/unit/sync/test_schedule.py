"""How long a laptop rests between rounds."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.services.sync_schedule import LONGEST_REST, rest_after


def test_a_quarter_of_an_hour_after_a_good_round() -> None:
    assert rest_after(0, jitter=0.9) == timedelta(minutes=15)


def test_longer_after_each_failure_and_never_longer_than_two_hours() -> None:
    rests = [rest_after(failures, jitter=0.5) / timedelta(minutes=1) for failures in range(1, 7)]

    assert rests == [30, 60, 120, 120, 120, 120]


@given(failures=st.integers(1, 10_000), jitter=st.floats(0, 1))
def test_jitter_spreads_a_rest_after_a_failure_by_a_fifth(failures: int, jitter: float) -> None:
    assert timedelta(minutes=24) <= rest_after(failures, jitter) <= LONGEST_REST * 1.2
    assert rest_after(failures, 0) < rest_after(failures, 1)
