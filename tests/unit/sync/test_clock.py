"""How far a laptop's clock may be out before it is shown."""

from datetime import UTC, datetime, timedelta

import pytest

from sia_desktop.services.queries.facts import SyncFacts
from sia_desktop.sync.clock import seconds_ahead
from sia_desktop.ui.sync_words import clock_words

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "took", "shown"),
    [
        (timedelta(minutes=5), 0.0, 0),
        (timedelta(minutes=5, seconds=2), 0.0, 302),
        (timedelta(minutes=-6), 0.0, -360),
        (timedelta(minutes=5, seconds=20), 30.0, 0),
        (timedelta(days=-2), 1.0, -172800),
    ],
)
def test_only_more_than_five_minutes_beside_the_way_of_the_answer_count(
    ahead: timedelta, took: float, shown: int
) -> None:
    assert seconds_ahead(NOON + ahead, NOON, took) == shown


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(302, "5 minutes ahead of"), (-3660, "1 hour and 1 minute behind"), (-172800, "2 days behind"), (0, "")],
)
def test_a_wrong_clock_is_said_in_words(seconds: int, says: str) -> None:
    facts = SyncFacts(0, 0, 0, NOON, clock_ahead_seconds=seconds)
    assert says in clock_words(facts)
    assert bool(says) == bool(clock_words(facts))
