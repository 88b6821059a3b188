"""How this laptop's clock stands to central's."""

from datetime import datetime, timedelta
from typing import Final

TOLERANCE: Final = timedelta(minutes=5)
"""A clock further off than this is shown: signatures would carry its time."""


def seconds_ahead(here: datetime, central: datetime, took_seconds: float) -> int:
    """By how much this laptop's clock is ahead; 0 where the difference, less the answer's way, is tolerable.

    Negative where it is behind. `took_seconds` is how long the whole exchange took.
    """
    ahead = (here - central).total_seconds()
    least = max(abs(ahead) - took_seconds, 0)
    return round(ahead) if least > TOLERANCE.total_seconds() else 0
