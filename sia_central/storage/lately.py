"""What was found out lately, and is asked again and again: each worker remembers its own."""

import time
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

Found = TypeVar("Found")

HOLDS_SECONDS: Final = 3_600.0
"""What a damaged disk lost shows within this time; what a statement removes takes a number: at once."""


class Lately(Generic[Found]):
    """Answers by all that decides them; past `most` of them it begins anew."""

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = most, now
        self._known: dict[Hashable, tuple[float, Found]] = {}

    def note(self, asked: Hashable, found: Found) -> None:
        """Remember this for a while."""
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[asked] = (self._now(), found)

    def found(self, asked: Hashable) -> Found | None:
        """The same again; None where it is to be found out anew."""
        known = self._known.get(asked)
        return known[1] if known is not None and self._now() - known[0] < HOLDS_SECONDS else None
