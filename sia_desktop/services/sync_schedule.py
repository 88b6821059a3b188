"""How long to rest between rounds; pure, so that a test can live through a day of failures."""

from datetime import timedelta
from typing import Final

REST: Final = timedelta(minutes=15)
LONGEST_REST: Final = timedelta(hours=2)
SPREAD: Final = 0.2
"""How far a rest after a failure is stretched or shortened, so that a county does not return all at once."""


def rest_after(failures: int, jitter: float) -> timedelta:
    """A quarter of an hour after a good round, twice as long for each failure in a row.

    `jitter` is a random number from 0 to 1.
    """
    if not failures:
        return REST
    doubled: timedelta = min(REST * 2 ** min(failures, 10), LONGEST_REST)
    return doubled * (1 - SPREAD + 2 * SPREAD * jitter)
