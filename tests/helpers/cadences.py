"""Cadences for tests of what comes round."""

from typing import Any

from sia_desktop.domain.cadences import Cadence
from sia_desktop.domain.time_limits import Recurrence, Strength, Unit


def a_cadence(recurs: Recurrence, **more: Any) -> Cadence:
    """Something that comes round, hard unless told otherwise."""
    more = {"strength": Strength.HARD, **more}
    return Cadence(
        "C-99", "Comes round", "wording", "source", recurs, pack="reading", pack_version="1", **more
    )


def six_weekly() -> Cadence:
    """At most 42 days apart."""
    return a_cadence(Recurrence.INTERVAL, amount=42, unit=Unit.DAY)
