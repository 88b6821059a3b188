"""What was counted lately: a laptop that has nothing new asks for the same counts again and again."""

import time
from collections.abc import Callable, Hashable
from typing import Final

MOST: Final = 4_096
"""So many are remembered, then it begins anew."""
HOLDS_SECONDS: Final = 3_600.0
"""What a damaged disk lost shows within this time; what a statement removes takes a number: at once."""


class Counted:
    """Counts by all that decides them; each worker remembers its own."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._known: dict[Hashable, tuple[float, dict[str, int]]] = {}

    def note(self, seen: Hashable, counts: dict[str, int]) -> None:
        """Remember these for a while."""
        self._keep(seen, (self._now(), counts))

    def holds_at(self, seen: Hashable, before: Hashable) -> None:
        """What was counted before holds here too, and no longer than it would have there."""
        if before in self._known:
            self._keep(seen, self._known[before])

    def found(self, seen: Hashable) -> dict[str, int] | None:
        """The same again; None where it is to be counted anew."""
        at, counts = self._known.get(seen, (0.0, None))
        return counts if counts is not None and self._now() - at < HOLDS_SECONDS else None

    def forget(self) -> None:
        """Count anew from now on."""
        self._known.clear()

    def _keep(self, seen: Hashable, known: tuple[float, dict[str, int]]) -> None:
        if len(self._known) >= MOST:
            self.forget()
        self._known[seen] = known
